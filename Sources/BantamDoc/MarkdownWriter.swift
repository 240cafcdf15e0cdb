import BantamDiagnostics

/// Writes Markdown; all words are escaped, so that no label makes a heading, a link or a tag.
struct MarkdownWriter {
  private(set) var text = ""
  /// Where a name leads; nil: it is no link.
  private let anchor: (Reference) -> String?

  init(anchor: @escaping (Reference) -> String? = { _ in nil }) { self.anchor = anchor }

  mutating func heading(_ level: Int, _ words: Words, anchor: String?) {
    if !text.isEmpty { text += "\n" }
    let target = anchor.map { "<a id=\"\(escapedHTML($0))\"></a>" } ?? ""
    text += String(repeating: "#", count: level) + " " + target + inline(words) + "\n"
  }

  mutating func paragraph(_ words: Words) { text += "\n" + inline(words) + "\n" }

  mutating func quote(_ words: String) {
    text += "\n"
    for line in words.split(separator: "\n", omittingEmptySubsequences: false) {
      text += "> " + escapedMarkdown(String(line)) + "\n"
    }
  }

  mutating func phrases(_ phrases: [Phrase]) {
    for phrase in phrases {
      paragraph(ended(phrase.words.capitalized, hasParts: !phrase.parts.isEmpty))
      if !phrase.parts.isEmpty { text += "\n" }
      for part in phrase.parts { item(part, depth: 0) }
    }
  }

  private mutating func item(_ phrase: Phrase, depth: Int) {
    text += String(repeating: "  ", count: depth) + "- " + inline(phrase.words) + "\n"
    for part in phrase.parts { item(part, depth: depth + 1) }
  }

  mutating func facts(_ facts: [(name: String, words: Words)]) {
    text += "\n"
    for fact in facts { text += "- **\(escapedMarkdown(fact.name)):** \(inline(fact.words))\n" }
  }

  mutating func table(_ table: Table) {
    text += "\n| " + table.headers.map(escapedMarkdown).joined(separator: " | ") + " |\n"
    text += "|" + table.headers.map { _ in " --- |" }.joined() + "\n"
    for row in table.rows {
      let target = row.anchor.map { "<a id=\"\(escapedHTML($0))\"></a>" } ?? ""
      text += "| " + target + row.cells.map { inline($0) }.joined(separator: " | ") + " |\n"
    }
  }

  /// The sections with what stands in them, as links.
  mutating func contents(_ sections: [Section]) {
    text += "\n"
    for section in sections {
      text += "- [\(escapedMarkdown(section.title))](#\(section.anchor))\n"
      for inner in section.sections { text += "  - [\(escapedMarkdown(inner.title))](#\(inner.anchor))\n" }
    }
  }

  /// A fence that no line of the text can end.
  mutating func code(_ source: String, language: String) {
    var longest = 2
    var run = 0
    for character in source {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    text += "\n\(fence)\(language)\n\(printable(source, keepsLineEnds: true))\n\(fence)\n"
  }

  func inline(_ words: Words) -> String {
    words.pieces.map { piece in
      switch piece {
      case .text(let text): escapedMarkdown(text)
      case .code(let text): codeSpan(text)
      case .mention(let text, let reference):
        anchor(reference).map { "[\(escapedMarkdown(text))](#\($0))" } ?? escapedMarkdown(text)
      }
    }.joined()
  }

  private func codeSpan(_ text: String) -> String {
    let plain = printable(text).replacing("|", with: "\\|")
    return text.contains("`") ? escapedMarkdown(text) : "`\(plain)`"
  }
}

/// A sentence with its stop; what leads to a list ends with a colon.
func ended(_ words: Words, hasParts: Bool) -> Words {
  let plain = words.plain
  return hasParts || plain.hasSuffix(".") || plain.hasSuffix(":") ? words : words + "."
}

/// Text that Markdown shows as it is.
func escapedMarkdown(_ text: String) -> String {
  var result = ""
  for character in printable(text) {
    switch character {
    case "\\", "`", "*", "_", "[", "]", "#", "|", "~", "$", "!": result += "\\\(character)"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "&": result += "&amp;"
    default: result.append(character)
    }
  }
  return result
}
