import BantamStore
import Foundation
import Testing

@testable import bantam

/// `bantam cache`: what it says of the snapshot, and what a run says of a damaged one.
@Suite final class CacheCommandTests {
  private let folder = NSTemporaryDirectory() + "bantam-cache-\(UUID().uuidString)"

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data("segment small of company { employees < 10 }\n".utf8).write(
      to: URL(fileURLWithPath: folder + "/a.bant"))
    let rows = (1...6_000).map { "Firm \($0),\($0 % 50)\n" }.joined()
    try Data("name,employees\n\(rows)".utf8).write(to: URL(fileURLWithPath: folder + "/firms.csv"))
    _ = try run(["import", folder + "/firms.csv", "--companies", "--rules", folder])
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private var columns: String { folder + "/contacts.db-columns" }

  private func run(_ words: [String]) throws -> String {
    let kept = runKept(words)
    #expect(kept.status == .clean, "\(words): \(kept.errors)")
    return kept.output + kept.errors
  }

  private func segments() throws -> String {
    let output = try run(["run", folder, "--dry-run", "--segments"])
    return String(output.split(separator: "\n").first { $0.contains("small") } ?? "")
  }

  /// An import makes it, a run uses it, another program's change is read again, and `--drop` takes it away.
  @Test func tellsOfTheSnapshot() throws {
    #expect(try run(["cache", folder]).contains("6,000 contacts"))
    #expect(try run(["cache", folder, "--check"]).contains("every block is as it was written"))
    let before = try segments()
    let database = try Database(path: folder + "/contacts.db", mode: .readWrite)
    try database.execute("UPDATE contact SET employees = 5 WHERE id <= 300")
    #expect(try run(["cache", folder]).contains("but for 300 contacts that changed"))
    #expect(try run(["cache", folder, "--json"]).contains("\"changed\":300"))
    let after = try segments()
    #expect(after != before)
    #expect(try run(["cache", folder, "--drop"]).contains("is gone"))
    #expect(try run(["cache", folder]).contains("There is no copy"))
    #expect(try segments() == after)
    #expect(try run(["cache", folder, "--make"]).contains("It fits."))
    #expect(try segments() == after)
  }

  /// Who may not read the database may not read its copy, from the next run on.
  @Test func permissionsFollow() throws {
    let manager = FileManager.default
    for mode in [0o640, 0o600] {
      try manager.setAttributes([.posixPermissions: mode], ofItemAtPath: folder + "/contacts.db")
      _ = try segments()
      #expect(try manager.attributesOfItem(atPath: columns)[.posixPermissions] as? Int == mode)
    }
  }

  /// Not a byte of it can be wrong without notice, and the answers stay what they are.
  @Test func damageIsTold() throws {
    let before = try segments()
    let whole = try Data(contentsOf: URL(fileURLWithPath: columns))
    for place in [8, 20, 4_100, whole.count - 3] {
      var torn = whole
      torn[place] ^= 4
      try torn.write(to: URL(fileURLWithPath: columns))
      let kept = runKept(["cache", folder, "--check"])
      #expect(kept.status == (place == 8 ? .clean : .findings), "byte \(place): \(kept.output)")
      #expect(try segments() == before)
    }
    try Data(whole[..<2_000]).write(to: URL(fileURLWithPath: columns))
    #expect(try run(["run", folder, "--dry-run"]).contains("was damaged; it is made again"))
    #expect(try run(["cache", folder, "--check"]).contains("every block is as it was written"))
  }
}
