/// One line for each finding: `path:line:column: error[BT0201]: message (help)`.
///
/// What is about no place has no place in front. Past the limit a last line counts the rest.
func findingLines(_ diagnostics: [Diagnostic], files: [SourceFile], limit: Int) -> String {
  let positions = PositionTable(files)
  let shown = selected(diagnostics, limit: limit)
  var text = ""
  for diagnostic in shown {
    if let span = diagnostic.span, let start = positions.position(span.start, in: span.file) {
      text += "\(printable(files[span.file].path)):\(start.line):\(start.column): "
    }
    text += "\(diagnostic.severity.rawValue)[\(diagnostic.code)]: \(onOneLine(diagnostic.message))"
    if let cure = diagnostic.cure { text += " (\(onOneLine(cure)))" }
    text += "\n"
  }
  let hidden = diagnostics.count - shown.count
  return text + (hidden == 0 ? "" : "\(hidden) not shown\n")
}

extension Diagnostic {
  /// How to put it right, in words: the help, else what the first fix does.
  var cure: String? { help ?? fixes.first?.title }

  /// Message, example and cure for readers who see nothing else; a program may show the first line alone.
  var wholeText: String {
    message + (example.map { "\nExample: \($0)" } ?? "") + (cure.map { "\nHelp: \($0)" } ?? "")
  }
}

/// Printable, with line ends and the blanks around them as one blank.
func onOneLine(_ text: String) -> String {
  let parts = text.split(whereSeparator: \.isNewline).map { part in
    String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
  return printable(parts.joined(separator: " "))
}

/// At most so many Unicode scalars of a text; a cut one ends with `…`.
func clipped(_ text: String, to scalars: Int) -> String {
  let view = text.unicodeScalars
  guard let end = view.index(view.startIndex, offsetBy: scalars, limitedBy: view.endIndex), end < view.endIndex else {
    return text
  }
  return String(view[..<view.index(before: end)]) + "…"
}
