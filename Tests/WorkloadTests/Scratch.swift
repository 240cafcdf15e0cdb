import BantamStore
import BantamSystem
import BantamWorkload
import Foundation

/// A folder with a generated database and the workload's rules, gone after the test.
final class Scratch: Sendable {
  let folder: String
  var database: String { folder + "/contacts.db" }
  var rules: String { folder + "/workload.bant" }

  private init(rows: Int) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("bantam-\(UUID().uuidString)").path
    try makeDirectory(folder)
    try writeFile(path: rules, bytes: workloadRules.utf8)
    try ContactGenerator().writeDatabase(path: database, rows: rows)
  }

  /// With a copy of the shared database.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("bantam-\(UUID().uuidString)").path
    try makeDirectory(folder)
    try writeFile(path: rules, bytes: workloadRules.utf8)
    try writeFile(path: database, bytes: Self.tenThousand.get().bytes())
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// For reading only; shared by the tests.
  static let tenThousand = Result { try Scratch(rows: 10_000) }

  func bytes() throws -> [UInt8] { try readFile(path: database, maximumBytes: 1 << 30) }

  func integer(_ sql: String) throws -> Int64? { try Database(path: database, mode: .readOnly).integer(sql) }

  /// All rows, cells as they are.
  func rows(_ sql: String, in path: String? = nil) throws -> [[SQLValue]] {
    let statement = try Database(path: path ?? database, mode: .readOnly).prepare(sql)
    var rows: [[SQLValue]] = []
    while try statement.step() { rows.append(statement.row) }
    return rows
  }
}
