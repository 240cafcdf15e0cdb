import CSQLite

/// What a transaction changed: rows before and after, in the form of SQLite's session extension
/// (https://www.sqlite.org/sessionintro.html), so that SQLite itself applies and inverts it.
public struct ChangeSet: Sendable, Hashable {
  public enum Operation: Sendable {
    case inserted, updated, deleted
  }

  /// One row.
  public struct Change: Sendable {
    public var table: String
    public var operation: Operation
    /// The values of the primary key's columns, in the order of the table.
    public var key: [SQLValue]
    /// By column; nil where an update left it alone. Empty for an inserted row.
    public var before: [SQLValue?]
    /// By column; nil where an update left it alone. Empty for a deleted row.
    public var after: [SQLValue?]
  }

  public let bytes: [UInt8]

  public init(bytes: [UInt8]) { self.bytes = bytes }

  public var isEmpty: Bool { bytes.isEmpty }

  /// Rows inserted, updated and deleted.
  public func counts() -> (inserted: Int, updated: Int, deleted: Int) {
    var counts = (inserted: 0, updated: 0, deleted: 0)
    each(withValues: false) { change in
      switch change.operation {
      case .inserted: counts.inserted += 1
      case .updated: counts.updated += 1
      case .deleted: counts.deleted += 1
      }
    }
    return counts
  }

  /// Where rows were changed.
  var tables: Set<String> {
    var tables: Set<String> = []
    each(withValues: false) { tables.insert($0.table) }
    return tables
  }

  /// Visits each changed row; without values only table and operation are given.
  public func each(withValues: Bool = true, _ visit: (Change) -> Void) {
    var bytes = bytes
    bytes.withUnsafeMutableBytes { buffer in
      var cursor: OpaquePointer?
      guard sqlite3changeset_start(&cursor, Int32(clamping: buffer.count), buffer.baseAddress) == SQLITE_OK,
        let cursor
      else { return }
      defer { sqlite3changeset_finalize(cursor) }
      while sqlite3changeset_next(cursor) == SQLITE_ROW {
        guard let change = Change(cursor, withValues: withValues) else { return }
        visit(change)
      }
    }
  }

  /// What takes the changes back; nil where memory is short or the bytes are no change set.
  public var inverse: ChangeSet? {
    var length: Int32 = 0
    var result: UnsafeMutableRawPointer?
    let status = bytes.withUnsafeBytes { buffer in
      sqlite3changeset_invert(Int32(clamping: buffer.count), buffer.baseAddress, &length, &result)
    }
    defer { sqlite3_free(result) }
    guard status == SQLITE_OK else { return nil }
    return ChangeSet(bytes: Array(UnsafeRawBufferPointer(start: result, count: Int(length))))
  }
}

extension ChangeSet.Change {
  /// The change that a cursor stands on.
  init?(_ cursor: OpaquePointer, withValues: Bool = true) {
    var name: UnsafePointer<CChar>?
    var columns: Int32 = 0
    var operation: Int32 = 0
    guard sqlite3changeset_op(cursor, &name, &columns, &operation, nil) == SQLITE_OK, let name else { return nil }
    table = String(cString: name)
    key = []
    before = []
    after = []
    switch operation {
    case SQLITE_INSERT: self.operation = .inserted
    case SQLITE_UPDATE: self.operation = .updated
    default: self.operation = .deleted
    }
    guard withValues else { return }
    if self.operation != .inserted { before = Self.values(cursor, columns, sqlite3changeset_old) }
    if self.operation != .deleted { after = Self.values(cursor, columns, sqlite3changeset_new) }
    var flags: UnsafeMutablePointer<UInt8>?
    guard sqlite3changeset_pk(cursor, &flags, nil) == SQLITE_OK, let flags else { return nil }
    let row = self.operation == .inserted ? after : before
    for column in 0..<Int(columns) where flags[column] != 0 { key.append(row[column] ?? .null) }
  }

  private static func values(
    _ cursor: OpaquePointer, _ columns: Int32,
    _ get: (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Int32
  ) -> [SQLValue?] {
    (0..<columns).map { column in
      var value: OpaquePointer?
      guard get(cursor, column, &value) == SQLITE_OK, let value else { return nil }
      return SQLValue(cell: value)
    }
  }
}

extension SQLValue {
  /// Blobs come as text.
  init(cell: OpaquePointer) {
    switch sqlite3_value_type(cell) {
    case SQLITE_NULL: self = .null
    case SQLITE_INTEGER: self = .integer(sqlite3_value_int64(cell))
    case SQLITE_FLOAT: self = .real(sqlite3_value_double(cell))
    default: self = .text(String(decoding: textBytes(cell), as: UTF8.self))
    }
  }
}
