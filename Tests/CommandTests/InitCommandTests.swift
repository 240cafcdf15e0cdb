import Foundation
import Testing

@testable import bantam

/// `bantam init`: what it writes, and what it refuses.
struct InitCommandTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bantam-\(UUID().uuidString)")

  private func names() -> [String] {
    (try? FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()) ?? []
  }

  @Test func writesARuleSet() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = runKept(["init", folder.path + "/"])
    #expect(result.status == .clean)
    #expect(result.errors.isEmpty)
    #expect(result.output.contains("bantam run \(folder.path)\n"))
    #expect(
      names() == ["data", "data/activities.csv", "data/companies.csv", "data/persons.csv", "rules.bant", "tests.bant"])
    let rules = try String(contentsOf: folder.appendingPathComponent("rules.bant"), encoding: .utf8)
    #expect(rules.contains("#   bantam run \(folder.path) "))
  }

  @Test func refusesAFolderWithRulesAndChangesNothing() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("deep"), withIntermediateDirectories: true)
    try Data("edition 1\n".utf8).write(to: folder.appendingPathComponent("deep/mine.bant"))
    let result = runKept(["init", folder.path])
    #expect(result.status == .failed)
    #expect(result.errors.contains("BT0913"))
    #expect(names() == ["deep", "deep/mine.bant"])
  }

  @Test func overwritesNoFile() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("data"), withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: folder.appendingPathComponent("data/persons.csv"))
    #expect(runKept(["init", folder.path]).errors.contains("BT0914"))
    #expect(names() == ["data", "data/persons.csv"])
  }

  @Test func saysWhyAFolderCannotBeMade() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("a file".utf8).write(to: folder)
    let result = runKept(["init", folder.path + "/rules"])
    #expect(result.status == .failed)
    #expect(result.errors.hasPrefix("error[BT0912]: cannot create `\(folder.path)"))
  }

  @Test(arguments: [
    (StarterContacts.companies, 14), (StarterContacts.persons, 16), (StarterContacts.activities, 12),
  ])
  func sampleRowsHaveAsManyFieldsAsTheirHeader(_ csv: String, _ rows: Int) {
    let lines = csv.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).count }
    #expect(lines.count == rows + 1)
    #expect(Set(lines).count == 1)
  }

  @Test(arguments: [
    ("demo", "demo"), ("my rules", "'my rules'"), ("it's", "'it'\\''s'"), ("", "''"), ("größe-1", "größe-1"),
    ("-x", "'./-x'"), ("$HOME", "'$HOME'"),
  ])
  func quotesForTheShell(_ text: String, _ word: String) { #expect(shellWord(text) == word) }
}
