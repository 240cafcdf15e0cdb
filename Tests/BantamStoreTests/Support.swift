import BantamColumns
import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamStore
import BantamSystem
import Foundation

let nowhere = Span(file: 0, start: 0, end: 0)

/// A path for a database that is gone after the test.
final class Scratch {
  let path: String

  init(_ name: String = "contacts.db") {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bantam-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appendingPathComponent(name).path
  }

  /// With a database made by SQL.
  convenience init(sql: String) throws {
    self.init()
    try Database(path: path, mode: .create).execute(sql)
  }

  deinit { try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent) }

  var bytes: [UInt8] { (try? readFile(path: path, maximumBytes: 1 << 30)) ?? [] }

  func run(_ sql: String) throws { try Database(path: path, mode: .readWrite).execute(sql) }

  func integer(_ sql: String) throws -> Int64? { try Database(path: path, mode: .readOnly).integer(sql) }

  /// All rows, cells joined by `|`.
  func rows(_ sql: String) throws -> [String] {
    let statement = try Database(path: path, mode: .readOnly).prepare(sql)
    var rows: [String] = []
    while try statement.step() { rows.append(statement.row.map(\.written).joined(separator: "|")) }
    return rows
  }
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

extension Program {
  /// A rule set on Bantam's own tables with some fields.
  static func own(_ fields: [Field] = []) -> Program {
    var program = Program()
    program.fields = fields
    return program
  }

  /// A rule set that reads a table in place.
  static func reading(
    _ table: String, key: String = "id", kind: ContactKind? = nil, activities: String? = nil
  ) -> Program {
    var program = Program()
    program.settings.contacts = ContactTable(table: table, key: key, kind: kind, span: nowhere)
    if let activities {
      program.settings.activities = ActivityTable(table: activities, contact: "contact_id", span: nowhere)
    }
    return program
  }
}

func field(_ name: String, _ type: ValueType, _ context: Context = .contact, column: String? = nil) -> Field {
  Field(name: name, type: type, context: context, source: .column(column ?? name), isBuiltIn: false, span: nowhere)
}

func plan(_ columns: [(String, ColumnNeed.Storage)] = []) -> Plan {
  var plan = Plan()
  plan.columns = columns.map { ColumnNeed(name: $0.0, storage: $0.1, field: 0) }
  return plan
}

extension Column {
  /// A row as text, `–` where it is missing.
  func written(_ row: Int) -> String {
    if isMissing(at: row) { return "–" }
    if storage.isText { return text(at: row) ?? "" }
    return storage == .degrees ? "\(degrees(at: row) ?? 0)" : "\(integer(at: row) ?? 0)"
  }
}

/// The error a body throws, as its code; nil where it throws none.
func code(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch {
    return (error as? StoreError)?.code ?? "\(error)"
  }
}
