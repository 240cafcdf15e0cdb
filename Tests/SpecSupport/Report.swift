import BantamDiagnostics

/// Diagnostics as the specs write them: `line:column code message`, then notes, help and fixes, one a line. Places in
/// another file than the first carry its name.
public func specReport(_ diagnostics: [Diagnostic], _ files: [SourceFile]) -> String {
  var lines: [String] = []
  for diagnostic in diagnostics {
    lines.append("\(place(diagnostic.span, files)) \(diagnostic.code) \(diagnostic.message)")
    for note in diagnostic.notes { lines.append("  note \(place(note.span, files)): \(note.text)") }
    if let example = diagnostic.example { lines.append("  example: \(example)") }
    if let help = diagnostic.help { lines.append("  help: \(help)") }
    for fix in diagnostic.fixes {
      let edits = fix.edits.map { "\(place($0.span, files)) `\(files[$0.span.file].text($0.span))` → `\($0.text)`" }
      lines.append("  fix: \(edits.joined(separator: ", "))")
    }
  }
  return lines.joined(separator: "\n")
}

private func place(_ span: Span?, _ files: [SourceFile]) -> String {
  guard let span else { return "-" }
  let start = files[span.file].position(of: span.start)
  return "\(span.file == 0 ? "" : files[span.file].path + ":")\(start.line):\(start.column)"
}
