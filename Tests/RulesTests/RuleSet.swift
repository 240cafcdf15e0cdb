import BantamSession
import BantamStore
import BantamSystem
import Foundation
import Testing

/// A folder below `rules`: rule files, data, and a README with the figures that come out.
struct RuleSet: Sendable, CustomTestStringConvertible {
  let name: String

  /// Those with contacts, and figures of them.
  static let withData = ["hamburg", "bank", "shoppers", "northwind", "scopevisio", "salesforce"].map {
    RuleSet(name: $0)
  }

  static let all = withData + [RuleSet(name: "frameworks")]

  /// The folder `rules` of the project.
  static let root =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/") + "/rules"

  var testDescription: String { name }
  var folder: String { "\(Self.root)/\(name)" }

  var dataFiles: [String] {
    get throws {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/data")
      return names.filter { $0.hasSuffix(".csv") || $0.hasSuffix(".gz") }.sorted().map { "\(folder)/data/\($0)" }
    }
  }

  var figures: [FigureTable] {
    get throws {
      let bytes = try readFile(path: folder + "/README.md", maximumBytes: 1 << 20)
      return figureTables(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// Imports the data into a database that is not there yet.
  func importData(into database: String) throws -> ImportReport {
    let rules = checkRules(try readRules(under: folder))
    try #require(!rules.hasErrors, "\(rules.diagnostics.map(\.message))")
    return try importFiles(ImportRequest(files: try dataFiles, database: database, now: Clock.now()), rules.program)
  }
}

/// A path for a database that is gone after the test.
final class ScratchDatabase {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bantam-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appendingPathComponent("contacts.db").path
  }

  deinit { try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent) }

  /// All rows of a query as text, null as blank.
  func rows(_ sql: String) throws -> [[String]] {
    let statement = try Database(path: path, mode: .readOnly).prepare(sql)
    var rows: [[String]] = []
    while try statement.step() { rows.append(statement.row.map(\.text)) }
    return rows
  }
}

extension SQLValue {
  fileprivate var text: String {
    switch self {
    case .null: ""
    case .integer(let value): String(value)
    case .real(let value): String(value)
    case .text(let value): value
    }
  }
}
