import BantamSystem

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
  /// The permissions that a copy of it may have at most.
  let mode: UInt32

  init?(of database: Database) throws(StoreError) {
    var status = stat()
    guard stat(database.path, &status) == 0 else { return nil }
    var log = stat()
    if stat(database.path + "-wal", &log) == 0, log.st_size > 0 { return nil }
    #if canImport(Glibc)
      let time = status.st_mtim
    #else
      let time = status.st_mtimespec
    #endif
    numbers = [
      Int64(truncatingIfNeeded: status.st_dev), Int64(truncatingIfNeeded: status.st_ino), Int64(status.st_size),
      Int64(time.tv_sec), Int64(time.tv_nsec), try database.revision(),
    ]
    mode = UInt32(status.st_mode) & 0o666
  }

  init?(_ fields: inout ByteFields) {
    numbers = []
    for _ in 0..<6 {
      guard let number = fields.nextInt64() else { return nil }
      numbers.append(number)
    }
    mode = 0o600
  }

  func add(to fields: inout ByteFields) { for number in numbers { fields.add(number) } }

  static func == (first: DatabaseState, second: DatabaseState) -> Bool { first.numbers == second.numbers }
  func hash(into hasher: inout Hasher) { hasher.combine(numbers) }
}
