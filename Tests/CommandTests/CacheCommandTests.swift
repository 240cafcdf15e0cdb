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

  /// What stands in the copy's place and is no file is neither waited for nor taken away.
  @Test func placeIsTaken() throws {
    let before = try segments()
    try FileManager.default.removeItem(atPath: columns)
    #expect(mkfifo(columns, 0o600) == 0)
    #expect(try segments() == before)
    unlink(columns)
    try FileManager.default.createDirectory(atPath: columns, withIntermediateDirectories: false)
    #expect(try segments() == before)
    #expect(try run(["cache", folder]).isEmpty == false)
  }

  /// A database behind a link has one copy, and changes are seen whichever way they came.
  @Test func throughALink() throws {
    let link = folder + "/elsewhere.db"
    #expect(symlink(folder + "/contacts.db", link) == 0)
    func segments(_ path: String) throws -> String {
      let output = try run(["run", folder, "--dry-run", "--segments", "--db", path])
      return String(output.split(separator: "\n").first { $0.contains("small") } ?? "")
    }
    let before = try segments(link)
    #expect(try before == segments(folder + "/contacts.db"))
    for (path, other) in [(link, folder + "/contacts.db"), (folder + "/contacts.db", link)] {
      let database = try Database(path: path, mode: .readWrite)
      try database.execute("UPDATE contact SET employees = employees - 3 WHERE id % 7 = 0")
      let after = try segments(path)
      #expect(after != before)
      #expect(try segments(other) == after)
    }
    let after = try segments(link)
    _ = try run(["cache", folder, "--drop"])
    #expect(try segments(link) == after)
  }

  /// The log of changes is gone: nothing that rests on it is believed.
  @Test func withoutTheLogOfChanges() throws {
    let before = try segments()
    let database = try Database(path: folder + "/contacts.db", mode: .readWrite)
    try database.execute("DROP TABLE bantam_change")
    let triggers = try database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    var names: [String] = []
    while try triggers.step() { names.append(triggers.string(0)) }
    for name in names { try database.execute("DROP TRIGGER \"\(name)\"") }
    try database.execute("UPDATE contact SET employees = 5 WHERE id <= 300")
    let after = try segments()
    #expect(after != before)
    _ = try run(["cache", folder, "--drop"])
    #expect(try segments() == after)
  }

  @Test func fewContactsNeedNone() throws {
    let few = folder + "/few.db"
    try Data("name\nOne\n".utf8).write(to: URL(fileURLWithPath: folder + "/one.csv"))
    _ = try run(["import", folder + "/one.csv", "--companies", "--rules", folder, "--db", few])
    #expect(try run(["cache", folder, "--db", few, "--make"]).hasPrefix("Nothing was made"))
  }
}
