import BantamSystem
import CSQLite

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What tells one state of a database file from another: equal states have equal contents.
///
/// The file itself, its size and time, and SQLite's change counter, which each commit counts up. Of a database with a
/// write-ahead log only one whose log is empty has a state, as the counter may stand still otherwise.
struct DatabaseState: Sendable, Hashable {
  private var numbers: [Int64]
  init?(of database: Database) throws(StoreError) {
    var status = stat()
    guard stat(database.path, &status) == 0 else { return nil }
    if database.hasLoggedPages { return nil }
    #if canImport(Glibc)
      let time = status.st_mtim
    #else
      let time = status.st_mtimespec
    #endif
    numbers = [
      Int64(truncatingIfNeeded: status.st_dev), Int64(truncatingIfNeeded: status.st_ino), Int64(status.st_size),
      Int64(time.tv_sec), Int64(time.tv_nsec), try database.revision(),
    ]
  }

  init?(_ fields: inout ByteFields) {
    numbers = []
    for _ in 0..<6 {
      guard let number = fields.nextInt64() else { return nil }
      numbers.append(number)
    }
  }

  func add(to fields: inout ByteFields) { for number in numbers { fields.add(number) } }
}

extension Database {
  /// Whether pages stand in a write-ahead log and not, or not yet, in the file.
  var hasLoggedPages: Bool {
    var log = stat()
    return stat(logPath, &log) == 0 && log.st_size > 0
  }

  /// Beside the file itself, where the path is a link.
  var logPath: String { (sqlite3_db_filename(handle, "main").map { String(cString: $0) } ?? path) + "-wal" }
}

/// Which contacts and activities there are: the same wherever the position in the log of changes is the same, or the
/// file is.
struct ContactState: Sendable {
  var file: DatabaseState?
  var log: ChangeLog.Position?

  init(file: DatabaseState?, log: ChangeLog.Position?) {
    self.file = file
    self.log = log
  }

  func isSame(as other: ContactState) -> Bool {
    if let log, let others = other.log { return log == others }
    return file != nil && file == other.file
  }

  init?(_ fields: inout ByteFields) {
    guard let known = fields.nextInt() else { return nil }
    if known & 1 != 0 {
      guard let file = DatabaseState(&fields) else { return nil }
      self.file = file
    }
    if known & 2 != 0 {
      guard let row = fields.nextInt64(), let stamp = fields.nextInt64(), let schema = fields.nextInt64() else {
        return nil
      }
      log = ChangeLog.Position(row: row, stamp: stamp, schema: schema)
    }
  }

  func add(to fields: inout ByteFields) {
    fields.add((file == nil ? 0 : 1) | (log == nil ? 0 : 2))
    file?.add(to: &fields)
    if let log {
      fields.add(log.row)
      fields.add(log.stamp)
      fields.add(log.schema)
    }
  }
}
