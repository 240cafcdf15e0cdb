import BantamSystem

/// Several read-only connections that see the same state of one database, whatever other programs write meanwhile.
///
/// Each is for one thread at a time. Until the snapshot is released, others cannot commit to a database without a
/// write-ahead log.
final class Snapshot: @unchecked Sendable {
  let connections: [Database]

  /// More than SQLite maps at most; it takes what it can.
  private static let mappedBytes: Int64 = 1 << 40
  private static let attempts = 1000

  /// These connections and those of another one; the caller knows that both see the same.
  init(_ first: Snapshot, _ second: Snapshot) { connections = first.connections + second.connections }

  init(of database: Database, count: Int) throws(StoreError) {
    var connections: [Database] = []
    for _ in 0..<max(1, count) { connections.append(try database.reopened()) }
    self.connections = connections
    let observer = try database.reopened()
    for _ in 0..<Self.attempts {
      let before = try observer.integer("PRAGMA data_version")
      for connection in connections {
        try connection.execute("BEGIN")
        _ = try connection.integer("SELECT count(*) FROM sqlite_schema")
      }
      if try observer.integer("PRAGMA data_version") == before { return }
      for connection in connections { try connection.execute("COMMIT") }
    }
    throw .locked(path: database.path, waitedSeconds: Database.busySeconds)
  }

  /// From here on statements read the file through the system's pages of memory: right for all of it, wrong for rows here
  /// and there, as each fault maps their neighbours too.
  func map() throws(StoreError) {
    for connection in connections { _ = try connection.integer("PRAGMA mmap_size = \(Self.mappedBytes)") }
  }
}
