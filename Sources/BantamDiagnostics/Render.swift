/// Diagnostics as text for a person or as JSON for a program.
///
/// They come out in the order of the files and of the places in them; those about no place come first. Past
/// `style.limit` errors are kept before warnings and the rest is counted. Empty for no diagnostics, but in JSON.
public func render(_ diagnostics: [Diagnostic], files: [SourceFile], style: RenderStyle) -> String {
  switch style.form {
  case .terminal: return renderText(diagnostics, files: files, style: style, painter: Painter(isColoured: true))
  case .plain: return renderText(diagnostics, files: files, style: style, painter: Painter(isColoured: false))
  case .line: return findingLines(diagnostics, files: files, limit: style.limit)
  case .json:
    var writer = JSONWriter()
    writer.diagnostics(diagnostics, files: files, limit: style.limit)
    writer.endLine()
    return writer.text
  }
}

/// How many errors and warnings there are, and in how many files.
public struct DiagnosticCounts: Sendable, Equatable {
  public var errors = 0
  public var warnings = 0
  public var files = 0

  public init(_ diagnostics: [Diagnostic]) {
    var seen = Set<Int>()
    for diagnostic in diagnostics {
      switch diagnostic.severity {
      case .error: errors += 1
      case .warning: warnings += 1
      }
      if let span = diagnostic.span { seen.insert(span.file) }
    }
    files = seen.count
  }

  /// `2 errors, 1 warning in 3 files`.
  public var text: String {
    var parts: [String] = []
    if errors > 0 { parts.append(errors == 1 ? "1 error" : "\(errors) errors") }
    if warnings > 0 { parts.append(warnings == 1 ? "1 warning" : "\(warnings) warnings") }
    let place = files == 0 ? "" : files == 1 ? " in 1 file" : " in \(files) files"
    return (parts.isEmpty ? "no findings" : parts.joined(separator: ", ")) + place
  }
}

/// Errors before warnings, each in the order of the files and places; at most `limit`.
func worstFirst(_ diagnostics: [Diagnostic], limit: Int) -> [Diagnostic] {
  let ordered = selected(diagnostics, limit: limit)
  return ordered.filter { $0.severity == .error } + ordered.filter { $0.severity == .warning }
}

/// The diagnostics that are shown, in the order they are shown.
func selected(_ diagnostics: [Diagnostic], limit: Int) -> [Diagnostic] {
  var kept = Array(diagnostics.enumerated())
  if kept.count > limit {
    let errors = kept.filter { $0.element.severity == .error }
    let warnings = kept.filter { $0.element.severity == .warning }
    kept = Array((errors + warnings).prefix(limit))
  }
  func place(_ span: Span?) -> (Int, Int) { span.map { ($0.file, $0.start) } ?? (-1, 0) }
  kept.sort { first, second in
    let (left, right) = (place(first.element.span), place(second.element.span))
    return left == right ? first.offset < second.offset : left < right
  }
  return kept.map(\.element)
}

private func renderText(
  _ diagnostics: [Diagnostic], files: [SourceFile], style: RenderStyle, painter: Painter
) -> String {
  guard !diagnostics.isEmpty else { return "" }
  let shown = selected(diagnostics, limit: style.limit)
  var lines: [String] = []
  for diagnostic in shown {
    lines += RenderedDiagnostic(diagnostic, files: files, width: style.width, painter: painter).lines
    lines.append("")
  }
  if style.hasSummary || shown.count < diagnostics.count {
    let hidden = diagnostics.count - shown.count
    let counts = DiagnosticCounts(diagnostics)
    let ink: Ink = counts.errors > 0 ? .error : .warning
    lines.append(painter.paint(counts.text, ink) + (hidden == 0 ? "" : " (\(hidden) not shown)"))
  } else {
    lines.removeLast()
  }
  return lines.joined(separator: "\n") + "\n"
}
