import BantamProgram
import BantamSession
import BantamSystem
import Foundation
import Synchronization
import Testing

@testable import BantamStore

/// A folder with files and a database that is gone after the test.
final class Scratch {
  let folder: String
  var database: String { folder + "/contacts.db" }

  init() {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("bantam-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String { try write(name, bytes: Array(text.utf8)) }

  @discardableResult
  func write(_ name: String, bytes: [UInt8]) throws -> String {
    let path = folder + "/" + name
    try writeFile(path: path, bytes: bytes)
    return path
  }

  func text(_ name: String) -> String? {
    (try? readFile(path: folder + "/" + name, maximumBytes: 1 << 30)).map { String(decoding: $0, as: UTF8.self) }
  }

  var databaseBytes: [UInt8]? { try? readFile(path: database, maximumBytes: 1 << 30) }

  var fileNames: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() }

  func run(_ sql: String) throws { try Database(path: database, mode: .create).execute(sql) }

  /// All rows, cells joined by `|`, `–` for null.
  func rows(_ sql: String) throws -> [String] {
    let statement = try Database(path: database, mode: .readOnly).prepare(sql)
    var rows: [String] = []
    while try statement.step() { rows.append(statement.row.map(\.written).joined(separator: "|")) }
    return rows
  }

  /// Imports files by name, at a fixed time.
  @discardableResult
  func importing(
    _ names: String..., rules: String = "", at now: String = "2026-03-01T12:00:00Z",
    change: (inout ImportRequest) -> Void = { _ in }
  ) throws -> ImportReport {
    var request = request(names, at: now)
    change(&request)
    return try importFiles(request, program(rules), isInterrupted: { false })
  }

  func request(_ names: [String], at now: String = "2026-03-01T12:00:00Z") -> ImportRequest {
    let moment = Timestamp(now)?.instant(in: .utc) ?? 0
    var request = ImportRequest(files: names.map { folder + "/" + $0 }, database: database, now: moment)
    request.busySeconds = 0
    return request
  }
}

func program(_ rules: String) -> Program {
  let checked = checkRules(rules.isEmpty ? [] : [.init(path: "rules.bant", text: "edition 1\n" + rules)])
  #expect(!checked.hasErrors, "\(checked.diagnostics.map(\.message))")
  return checked.program
}

extension SQLValue {
  var written: String {
    switch self {
    case .null: "–"
    case .integer(let value): String(value)
    case .real(let value): String(value)
    case .text(let value): value
    }
  }
}

extension ImportFileReport {
  /// `added/updated/unchanged/repeated/rejected`
  var counts: String { "\(inserted)/\(updated)/\(unchanged)/\(repeated)/\(rejected)" }
}

extension ImportReport {
  var counts: [String] { files.map(\.counts) }
}

/// The code of the error that a body throws; nil where it throws none.
func code(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch {
    return (error as? ImportError)?.code ?? "\(error)"
  }
}

/// An interrupt of one test's own.
final class Flag: Sendable {
  private let raised = Mutex(false)
  var isRaised: Bool { raised.withLock { $0 } }
  func raise() { raised.withLock { $0 = true } }
}
