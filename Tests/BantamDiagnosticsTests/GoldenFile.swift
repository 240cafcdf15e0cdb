import Foundation
import Testing

/// A text compared with a file in `Golden`. What came out instead is kept in the folder for temporary files, to be
/// looked at and, if it is right, copied there.
func expectGolden(_ name: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")
  let expected = try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  guard text != expected else { return }
  let other = FileManager.default.temporaryDirectory.appendingPathComponent("bantam-golden")
  try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
  try text.write(to: other.appendingPathComponent(name), atomically: true, encoding: .utf8)
  Issue.record("not Golden/\(name) but \(other.path)/\(name)\n\(text)", sourceLocation: sourceLocation)
}
