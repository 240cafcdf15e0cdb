/// The findings as a Markdown page for `$GITHUB_STEP_SUMMARY`: their counts and a table, the worst first.
///
/// A step may write 1 MiB (https://docs.github.com/en/actions/reference/limits); 200 rows of clipped messages stay far
/// below that, whatever stands in the rules.
///
/// - Parameter title: the heading, such as `bantam check rules`.
public func githubSummary(
  _ diagnostics: [Diagnostic], files: [SourceFile], title: String, context: FindingsContext
) -> String {
  var page = "### \(asMarkdown(title))\n\n"
  guard !diagnostics.isEmpty else {
    let count = files.count { !$0.isBuiltIn }
    return page + "No findings in \(count == 1 ? "1 file" : "\(count) files").\n\n"
  }
  let positions = PositionTable(files)
  let shown = worstFirst(diagnostics, limit: 200)
  page += "\(DiagnosticCounts(diagnostics).text).\n\n| | where | code | message |\n| --- | --- | --- | --- |\n"
  for diagnostic in shown {
    var place = ""
    if let span = diagnostic.span, let start = positions.position(span.start, in: span.file) {
      let path = files[span.file].path
      place = asMarkdown("\(context.paths.relative(path) ?? path):\(start.line):\(start.column)")
    }
    let code = asMarkdown(context.heading(of: diagnostic.code))
    page += "| \(diagnostic.severity.rawValue) | \(place) | \(code) | \(asMarkdown(diagnostic.message))"
    if let example = diagnostic.example { page += "<br>Example: \(asMarkdown(example))" }
    if let cure = diagnostic.cure { page += "<br>Help: \(asMarkdown(cure))" }
    page += " |\n"
  }
  let hidden = diagnostics.count - shown.count
  return page + (hidden == 0 ? "\n" : "\n\(hidden) not shown.\n\n")
}

/// One line of a text, clipped, in which nothing is markup but what stands between backticks as code.
private func asMarkdown(_ text: String) -> String {
  let parts = clipped(onOneLine(text), to: 400).split(separator: "`", omittingEmptySubsequences: false)
  let isPaired = parts.count % 2 == 1
  return parts.enumerated().map { index, part in
    let plain = plainMarkdown(part)
    return index % 2 == 1 && isPaired ? "<code>\(plain)</code>" : plain
  }.joined(separator: isPaired ? "" : "&#96;")
}

/// Signs of Markdown and HTML as references: backslashes would be shown inside of code, and a bar would end a cell.
private func plainMarkdown(_ text: Substring) -> String {
  escaped(String(text)) { scalar in
    switch scalar {
    case "&", "<", ">", "|", "\\", "*", "_", "[", "]", "~", "#", "$", "!": "&#\(scalar.value);"
    default: nil
    }
  }
}
