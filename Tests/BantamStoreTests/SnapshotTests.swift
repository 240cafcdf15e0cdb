import Testing

@testable import BantamStore

@Suite struct SnapshotTests {
  /// With a write-ahead log others may commit while we read; all our connections still see one state.
  @Test func connectionsAgree() throws {
    let scratch = try Scratch(sql: "PRAGMA journal_mode = WAL; CREATE TABLE t(a); INSERT INTO t VALUES (1)")
    let database = try Database(path: scratch.path, mode: .readWrite)
    let snapshot = try Snapshot(of: database, count: 3)
    try database.execute("INSERT INTO t VALUES (2)")
    let counts = try snapshot.connections.map { try $0.integer("SELECT count(*) FROM t") }
    #expect(counts == [1, 1, 1])
  }

  @Test func othersWaitWithoutALog() throws {
    let scratch = try Scratch(sql: "CREATE TABLE t(a)")
    let database = try Database(path: scratch.path, mode: .readWrite, busySeconds: 0)
    do {
      let snapshot = try Snapshot(of: database, count: 2)
      #expect(code { try database.execute("INSERT INTO t VALUES (1)") } == "BT0805")
      #expect(snapshot.connections.count == 2)
    }
    try database.execute("INSERT INTO t VALUES (1)")
  }
}
