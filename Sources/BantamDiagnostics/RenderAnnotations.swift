/// The findings as workflow commands of GitHub Actions, which show them beside the changed lines.
///
/// GitHub shows at most ten errors and ten warnings of a step, so the worst come first, each kind up to ten, and a last
/// line counts what was left out.
///
/// Sources: the commands and how they are escaped,
/// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands and `command.ts` of
/// https://github.com/actions/toolkit; the caps, `docs/problem-matchers.md` there.
public func githubAnnotations(_ diagnostics: [Diagnostic], files: [SourceFile], context: FindingsContext) -> String {
  let annotations = Annotations(files: files, context: context)
  var text = ""
  var shown = 0
  for severity in [Severity.error, .warning] {
    let kind = selected(diagnostics.filter { $0.severity == severity }, limit: Annotations.maximumOfAKind)
    for diagnostic in kind { text += annotations.command(diagnostic) }
    shown += kind.count
  }
  text += DiagnosticCounts(diagnostics).text
  let hidden = diagnostics.count - shown
  return text + (hidden == 0 ? "\n" : "; \(hidden) not annotated, as GitHub shows ten of a kind\n")
}

private struct Annotations {
  static let maximumOfAKind = 10
  /// GitHub cuts the message of an annotation at 64 KiB; a reader is served with far less.
  static let maximumMessage = 4_000

  let files: [SourceFile]
  let context: FindingsContext
  let positions: PositionTable

  init(files: [SourceFile], context: FindingsContext) {
    self.files = files
    self.context = context
    positions = PositionTable(files)
  }

  /// `::error file=a.bant,line=3,col=5,endLine=3,endColumn=9,title=BT0201: unknown name::there is no …`
  func command(_ diagnostic: Diagnostic) -> String {
    var properties: [(String, String)] = []
    if let span = diagnostic.span { properties = place(span) }
    properties.append(("title", context.heading(of: diagnostic.code)))
    let list = properties.map { "\($0)=\(escapedProperty(printable($1)))" }.joined(separator: ",")
    let message = clipped(printable(diagnostic.wholeText, keepsLineEnds: true), to: Self.maximumMessage)
    return "::\(diagnostic.severity.rawValue) \(list)::\(escapedMessage(message))\n"
  }

  /// Columns are given only on one line, as GitHub refuses them for several; the last one belongs to the place.
  private func place(_ span: Span) -> [(String, String)] {
    guard files.indices.contains(span.file), !files[span.file].isBuiltIn,
      let start = positions.position(span.start, in: span.file),
      let end = positions.position(max(span.start, span.end), in: span.file)
    else { return [] }
    let path = files[span.file].path
    var properties = [("file", context.paths.relative(path) ?? path), ("line", "\(start.line)")]
    if start.line == end.line { properties.append(("col", "\(start.column)")) }
    properties.append(("endLine", "\(end.line)"))
    if start.line == end.line { properties.append(("endColumn", "\(max(start.column, end.column - 1))")) }
    return properties
  }
}

private func escapedMessage(_ text: String) -> String {
  escaped(text) { scalar in
    switch scalar {
    case "%": "%25"
    case "\r": "%0D"
    case "\n": "%0A"
    default: nil
    }
  }
}

private func escapedProperty(_ text: String) -> String {
  escaped(escapedMessage(text)) { scalar in
    switch scalar {
    case ":": "%3A"
    case ",": "%2C"
    default: nil
    }
  }
}

/// The text with some of its scalars replaced.
func escaped(_ text: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if let other = replacement(scalar) {
      result.append(contentsOf: other.unicodeScalars)
    } else {
      result.append(scalar)
    }
  }
  return String(result)
}
