import BantamDiagnostics

extension Reading {
  /// Plain text, broken at blanks so that lines fit; lists are indented.
  public func text(in catalogue: Catalogue, _ language: Language, width: Int = 100) -> String {
    let wording = language.wording(catalogue)
    var writer = TextWriter(width: max(40, width))
    writer.write(titled(wording))
    if !used.isEmpty {
      writer.blank()
      writer.write(wording.usedAbove.plain, indent: 0, mark: "")
      for reading in used {
        writer.blank()
        writer.write(reading.titled(wording))
      }
    }
    return writer.text
  }

  /// The same as Markdown, with nested lists.
  public func markdown(in catalogue: Catalogue, _ language: Language) -> String {
    let wording = language.wording(catalogue)
    var writer = MarkdownWriter()
    writer.heading(2, Words(text: wording.title(reference)), anchor: nil)
    writer.phrases(phrases)
    if !used.isEmpty {
      writer.paragraph(wording.usedAbove)
      for reading in used { writer.phrases(reading.titled(wording)) }
    }
    return writer.text
  }

  /// With its name in front, where the sentences do not say it.
  private func titled(_ wording: any Wording) -> [Phrase] {
    switch reference {
    case .segment, .score, .campaign: return phrases
    case .funnel, .purpose, .team, .field, .list, .place, .test:
      guard let first = phrases.first else { return phrases }
      let words = "\(wording.quoted(wording.title(reference))): \(first.words)" as Words
      return [Phrase(words, first.parts)] + phrases.dropFirst()
    }
  }
}

/// Lines of plain text.
private struct TextWriter {
  let width: Int
  private(set) var text = ""

  init(width: Int) { self.width = width }

  mutating func blank() { text += "\n" }

  mutating func write(_ phrases: [Phrase]) {
    for phrase in phrases { write(phrase, depth: 0) }
  }

  private mutating func write(_ phrase: Phrase, depth: Int) {
    let words = printable(phrase.words.plain)
    let ends = words.hasSuffix(".") || words.hasSuffix(":") || depth > 0
    let sentence = depth == 0 ? printable(phrase.words.capitalized.plain) : words
    write(sentence + (ends ? "" : "."), indent: 2 * max(0, depth - 1), mark: depth == 0 ? "" : "- ")
    for part in phrase.parts { write(part, depth: depth + 1) }
  }

  mutating func write(_ words: String, indent: Int, mark: String) {
    // Deep lists keep some room for their words.
    let space = String(repeating: " ", count: min(indent, width / 2))
    var line = space + mark
    var isEmpty = true
    for word in words.split(separator: " ", omittingEmptySubsequences: true) {
      if !isEmpty, displayWidth(line) + 1 + displayWidth(String(word)) > width {
        text += line + "\n"
        line = space + String(repeating: " ", count: mark.count)
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    text += line + "\n"
  }
}
