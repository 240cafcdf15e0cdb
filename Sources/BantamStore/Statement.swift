import CSQLite

/// A prepared statement. Columns count from 0, parameters from 1, both as in SQLite.
public final class Statement {
  let handle: OpaquePointer
  private let database: Database

  init(_ database: Database, _ sql: String) throws(StoreError) {
    var prepared: OpaquePointer?
    try database.check(sqlite3_prepare_v3(database.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil))
    guard let prepared else { preconditionFailure("no statement in `\(sql)`") }
    handle = prepared
    self.database = database
  }

  deinit { sqlite3_finalize(handle) }

  // MARK: Parameters

  public var parameterCount: Int { Int(sqlite3_bind_parameter_count(handle)) }

  public func bind(_ values: [SQLValue]) throws(StoreError) {
    for (index, value) in values.enumerated() { try bind(Int32(index + 1), value) }
  }

  public func bind(_ index: Int32, _ value: SQLValue) throws(StoreError) {
    switch value {
    case .null: try bindNull(index)
    case .integer(let value): try bind(index, value)
    case .real(let value): try bind(index, value)
    case .text(let value): try bind(index, value)
    }
  }

  public func bindNull(_ index: Int32) throws(StoreError) {
    try database.check(sqlite3_bind_null(handle, index))
  }

  public func bind(_ index: Int32, _ value: Int64) throws(StoreError) {
    try database.check(sqlite3_bind_int64(handle, index, value))
  }

  public func bind(_ index: Int32, _ value: Double) throws(StoreError) {
    try database.check(sqlite3_bind_double(handle, index, value))
  }

  public func bind(_ index: Int32, _ value: String) throws(StoreError) {
    var value = value
    let status = value.withUTF8 { bindText(index, $0, isCopied: true) }
    try database.check(status)
  }

  /// UTF-8 that stays where it is until the statement is reset or bound anew.
  public func bindInPlace(_ index: Int32, _ bytes: UnsafeBufferPointer<UInt8>) throws(StoreError) {
    try database.check(bindText(index, bytes, isCopied: false))
  }

  /// Bytes that are copied.
  public func bind(_ index: Int32, blob bytes: [UInt8]) throws(StoreError) {
    let status = bytes.withUnsafeBytes {
      bantam_bind_copied_blob(handle, index, $0.baseAddress, sqlite3_uint64($0.count))
    }
    try database.check(bytes.isEmpty ? sqlite3_bind_zeroblob(handle, index, 0) : status)
  }

  private func bindText(_ index: Int32, _ bytes: UnsafeBufferPointer<UInt8>, isCopied: Bool) -> Int32 {
    bytes.withMemoryRebound(to: CChar.self) { bytes in
      if bytes.isEmpty { return sqlite3_bind_text(handle, index, "", 0, nil) }
      return isCopied
        ? bantam_bind_copied_text(handle, index, bytes.baseAddress, Int32(bytes.count))
        : sqlite3_bind_text(handle, index, bytes.baseAddress, Int32(bytes.count), nil)
    }
  }

  /// A number of ten-thousandths as SQLite shows it best: whole numbers as integers, others as reals.
  public func bind(_ index: Int32, tenThousandths: Int64) throws(StoreError) {
    if tenThousandths % 10_000 == 0 {
      try bind(index, tenThousandths / 10_000)
    } else {
      try bind(index, Double(tenThousandths) / 10_000)
    }
  }

  /// The same, null for `Int64.min`.
  public func bind(_ index: Int32, numberOrNull tenThousandths: Int64) throws(StoreError) {
    if tenThousandths == .min { return try bindNull(index) }
    try bind(index, tenThousandths: tenThousandths)
  }

  // MARK: Running

  /// True when there is a row.
  public func step() throws(StoreError) -> Bool {
    let status = sqlite3_step(handle)
    if status == SQLITE_ROW { return true }
    if status == SQLITE_DONE { return false }
    let error = database.error(status)
    sqlite3_reset(handle)
    throw error
  }

  /// Runs a statement without rows and makes it ready to run again; its parameters stay bound.
  public func run() throws(StoreError) {
    while try step() {}
    sqlite3_reset(handle)
  }

  /// Ready to run again; its parameters stay bound.
  public func reset() { sqlite3_reset(handle) }

  // MARK: The row

  public var columnCount: Int { Int(sqlite3_column_count(handle)) }

  public func columnName(_ column: Int32) -> String {
    sqlite3_column_name(handle, column).map { String(cString: $0) } ?? ""
  }

  public func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  public func isInteger(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_INTEGER }

  public func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  public func double(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

  /// UTF-8 of the cell, valid until the next step. Empty where it is null.
  public func text(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
    let start = sqlite3_column_text(handle, column)
    return UnsafeBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, column)))
  }

  /// The bytes of a blob; empty where the cell is null.
  public func blob(_ column: Int32) -> [UInt8] {
    let start = sqlite3_column_blob(handle, column)
    return start == nil
      ? [] : Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
  }

  /// nil for null.
  public func stringOrNil(_ column: Int32) -> String? { isNull(column) ? nil : string(column) }

  public func string(_ column: Int32) -> String { String(decoding: text(column), as: UTF8.self) }

  /// Blobs come as text.
  public func value(_ column: Int32) -> SQLValue {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_NULL: .null
    case SQLITE_INTEGER: .integer(integer(column))
    case SQLITE_FLOAT: .real(double(column))
    default: .text(string(column))
    }
  }

  public var row: [SQLValue] { (0..<Int32(columnCount)).map { value($0) } }
}
