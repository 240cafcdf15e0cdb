import BantamSystem
import CSQLite

/// One connection to an SQLite file; for one thread at a time.
///
/// Waits for the locks of other programs up to its busy time, and stops with `StoreError.interrupted` when the program
/// is asked to end.
public final class Database {
  public enum Mode: Sendable {
    case readOnly
    case readWrite
    /// `readWrite`, and an empty database where there is no file.
    case create
  }

  public static let busySeconds = 5

  public let path: String
  let handle: OpaquePointer
  let watch: Watch
  private let isNewFile: Bool

  /// Opens the file and reads its header, so what is no database is refused here.
  public init(
    path: String, mode: Mode, busySeconds: Int = Database.busySeconds,
    isInterrupted: @escaping @Sendable () -> Bool = { Interrupt.isRaised }
  ) throws(StoreError) {
    if mode != .create, !fileExists(path) { throw .notFound(path: path) }
    let isNewFile = !fileExists(path)
    if isDirectory(path) { throw .cannotOpen(path: path, reason: "is a folder") }
    var opened: OpaquePointer?
    let status = sqlite3_open_v2(path, &opened, mode.flags | SQLITE_OPEN_NOMUTEX, nil)
    guard let opened, status == SQLITE_OK else {
      let reason = SystemError(.read, path: path, errorNumber: sqlite3_system_errno(opened)).reason
      sqlite3_close_v2(opened)
      throw .cannotOpen(path: path, reason: reason)
    }
    self.path = path
    handle = opened
    self.isNewFile = isNewFile
    watch = Watch(limitMilliseconds: busySeconds * 1000, isInterrupted: isInterrupted)
    watch.attach(to: handle)
    sqlite3_extended_result_codes(handle, 1)
    try execute("PRAGMA foreign_keys = ON")
    try execute("PRAGMA trusted_schema = OFF")
    // 64 MiB: a run's changes fit, so readers are not locked out before the commit.
    if mode != .readOnly { try execute("PRAGMA cache_size = -65536") }
    do {
      _ = try integer("SELECT count(*) FROM sqlite_schema")
    } catch .readOnly where mode == .readOnly {
      // A killed program left a journal, and only a connection that may write can roll it back.
      _ = try Database(path: path, mode: .readWrite, busySeconds: busySeconds, isInterrupted: isInterrupted)
      _ = try integer("SELECT count(*) FROM sqlite_schema")
    }
    if mode != .readOnly, sqlite3_db_readonly(handle, "main") == 1 { throw .readOnly(path: path) }
  }

  /// A new file into which nothing was written does not stay.
  deinit {
    sqlite3_close_v2(handle)
    if isNewFile, let reader = try? ByteReader(path: path), reader.totalBytes == 0 { try? removeFile(path) }
  }

  public var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  /// Rows that the last statement inserted, changed or deleted.
  public var changedRows: Int { Int(sqlite3_changes64(handle)) }

  public var lastInsertedKey: Int64 { sqlite3_last_insert_rowid(handle) }

  /// Runs one or more statements that give no rows.
  public func execute(_ sql: String) throws(StoreError) {
    try check(sqlite3_exec(handle, sql, nil, nil, nil))
  }

  public func prepare(_ sql: String) throws(StoreError) -> Statement { try Statement(self, sql) }

  /// The first column of the first row; nil without a row or where it is null.
  public func integer(_ sql: String, _ values: SQLValue...) throws(StoreError) -> Int64? {
    let statement = try prepare(sql)
    try statement.bind(values)
    return try statement.step() && !statement.isNull(0) ? statement.integer(0) : nil
  }

  /// The first column of the first row; nil without a row or where it is null.
  public func text(_ sql: String, _ values: SQLValue...) throws(StoreError) -> String? {
    let statement = try prepare(sql)
    try statement.bind(values)
    return try statement.step() && !statement.isNull(0) ? statement.string(0) : nil
  }

  /// Runs a statement once with values for its `?`.
  public func run(_ sql: String, _ values: SQLValue...) throws(StoreError) {
    let statement = try prepare(sql)
    try statement.bind(values)
    try statement.run()
  }

  /// Another connection to the same file, for reading.
  func reopened() throws(StoreError) -> Database {
    try Database(
      path: path, mode: .readOnly, busySeconds: watch.limitMilliseconds / 1000, isInterrupted: watch.isInterrupted)
  }

  func check(_ status: Int32) throws(StoreError) {
    if status != SQLITE_OK { throw error(status) }
  }

  /// The typed error of a result code, with the words SQLite left on this connection.
  func error(_ status: Int32) -> StoreError {
    let detail = String(cString: sqlite3_errmsg(handle))
    switch status & 0xFF {
    case SQLITE_INTERRUPT: return .interrupted
    case SQLITE_BUSY, SQLITE_LOCKED:
      return watch.wasInterrupted ? .interrupted : .locked(path: path, waitedSeconds: watch.limitMilliseconds / 1000)
    case SQLITE_NOTADB: return .notADatabase(path: path)
    case SQLITE_CORRUPT: return .corrupt(path: path, detail: detail)
    case SQLITE_FULL: return .diskFull(path: path)
    case SQLITE_READONLY: return .readOnly(path: path)
    case SQLITE_CANTOPEN:
      let reason = SystemError(.read, path: path, errorNumber: sqlite3_system_errno(handle)).reason
      return .cannotOpen(path: path, reason: reason)
    default: return .failed(path: path, code: Int(status), detail: detail)
    }
  }
}

extension Database.Mode {
  fileprivate var flags: Int32 {
    switch self {
    case .readOnly: SQLITE_OPEN_READONLY
    case .readWrite: SQLITE_OPEN_READWRITE
    case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    }
  }
}
