import BantamDiagnostics

/// A Markdown file of cases: under each heading two fences, the text and what is expected of it.
struct SpecFile {
  struct Case {
    var title: String
    var text: String
    var expected: String
  }

  private(set) var cases: [Case] = []

  init(_ markdown: String) {
    var title = ""
    var text: String?
    var fence: [String]?
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if let lines = fence {
        guard line == "```" else {
          fence = lines + [line]
          continue
        }
        let content = lines.joined(separator: "\n")
        if let given = text {
          cases.append(Case(title: title, text: given, expected: content))
          text = nil
        } else {
          text = content
        }
        fence = nil
      } else if line.hasPrefix("```") {
        fence = []
      } else if line.hasPrefix("## ") {
        title = String(line.dropFirst(3))
      }
    }
  }
}

/// Diagnostics as the specs write them: `line:column code message`, then notes, help and fixes, one a line.
func specReport(_ diagnostics: [Diagnostic], _ source: SourceFile) -> String {
  var lines: [String] = []
  for diagnostic in diagnostics {
    lines.append("\(place(diagnostic.span, source)) \(diagnostic.code) \(diagnostic.message)")
    for note in diagnostic.notes { lines.append("  note \(place(note.span, source)): \(note.text)") }
    if let help = diagnostic.help { lines.append("  help: \(help)") }
    for fix in diagnostic.fixes {
      let edits = fix.edits.map { "\(place($0.span, source)) `\(source.text($0.span))` → `\($0.text)`" }
      lines.append("  fix: \(edits.joined(separator: ", "))")
    }
  }
  return lines.joined(separator: "\n")
}

private func place(_ span: Span?, _ source: SourceFile) -> String {
  guard let span else { return "-" }
  let start = source.position(of: span.start)
  return "\(start.line):\(start.column)"
}
