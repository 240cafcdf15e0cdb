import BantamDiagnostics

/// The rule sets among some files below a folder.
///
/// All files below a folder are one rule set. Only where several direct subfolders have `settings` of their own, and no
/// rule file lies in the folder itself, is each subfolder one: a collection of rule sets can be checked in one call.
public func ruleSets(_ files: [SourceFile], under path: String) -> [[SourceFile]] {
  let prefix = path.hasSuffix("/") ? path : path + "/"
  var folders: [String: [SourceFile]] = [:]
  for file in files {
    guard path == "." || file.path.hasPrefix(prefix) else { return [files] }
    let below = path == "." && !file.path.hasPrefix("./") ? file.path[...] : file.path.dropFirst(prefix.count)
    guard let slash = below.firstIndex(of: "/") else { return [files] }
    folders[String(below[..<slash]), default: []].append(file)
  }
  let withSettings = folders.values.filter { $0.contains(where: hasSettings) }
  guard withSettings.count > 1 else { return [files] }
  return folders.keys.sorted().compactMap { folders[$0] }
}

/// Whether a line of the file begins with the word `settings`.
private func hasSettings(_ file: SourceFile) -> Bool {
  let word = Array("settings".utf8)
  return file.lineStarts.contains { file.bytes[$0...].starts(with: word) }
}

/// Diagnostics of several rule sets over one list of files.
public func merged(_ sets: [Rules]) -> (diagnostics: [Diagnostic], files: [SourceFile]) {
  var diagnostics: [Diagnostic] = []
  var files: [SourceFile] = []
  for rules in sets {
    diagnostics += rules.diagnostics.map { $0.shifted(by: files.count) }
    files += rules.files
  }
  return (diagnostics, files)
}

extension Diagnostic {
  /// The same about files that stand further back in a list.
  fileprivate func shifted(by count: Int) -> Diagnostic {
    func shifted(_ span: Span) -> Span { Span(file: span.file + count, start: span.start, end: span.end) }
    var moved = self
    moved.span = span.map(shifted)
    moved.notes = notes.map { Note($0.text, at: shifted($0.span)) }
    moved.fixes = fixes.map { fix in
      Fix(fix.title, fix.edits.map { Edit(shifted($0.span), $0.text) }, isSafe: fix.isSafe)
    }
    return moved
  }
}
