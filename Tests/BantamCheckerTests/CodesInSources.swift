import BantamSystem
import Foundation

/// All `"BTnnnn"` in the Swift files of some targets.
func codesInSources(of targets: [String], test: String = #filePath) throws -> Set<String> {
  let root = test.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
  var codes: Set<String> = []
  for target in targets {
    let folder = "\(root)/Sources/\(target)"
    let names = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
    for name in names where name.hasSuffix(".swift") {
      let text = String(decoding: try readFile(path: "\(folder)/\(name)", maximumBytes: 1 << 24), as: UTF8.self)
      for match in text.matches(of: /"(BT\d{4})"/) { codes.insert(String(match.1)) }
    }
  }
  return codes
}
