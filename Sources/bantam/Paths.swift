import BantamSystem

/// The folder that a rule path means: itself, or the folder of the file.
func folder(ofRules path: String) -> String {
  if isDirectory(path) { return path }
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// A name below a folder, without a `./` in front.
func joinedPath(_ folder: String, _ name: String) -> String {
  if folder == "." { return name }
  return folder.hasSuffix("/") ? folder + name : folder + "/" + name
}

/// `demo` for `demo/`; the root stays.
func withoutTrailingSlashes(_ path: String) -> String {
  var path = path
  while path.count > 1, path.hasSuffix("/") { path.removeLast() }
  return path
}

/// The text as one word of a POSIX shell, quoted only where it must be.
func shellWord(_ text: String) -> String {
  let isPlain = text.unicodeScalars.allSatisfy { scalar in
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-_./+:@%,=".unicodeScalars.contains(scalar)
  }
  if isPlain, !text.isEmpty, !text.hasPrefix("-") { return text }
  let word = text.hasPrefix("-") ? "./" + text : text
  return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}
