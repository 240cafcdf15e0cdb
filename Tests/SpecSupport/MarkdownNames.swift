import Foundation

/// The Markdown files in a folder, in the order of the alphabet.
func markdownNames(in folder: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".md") }.sorted()
}
