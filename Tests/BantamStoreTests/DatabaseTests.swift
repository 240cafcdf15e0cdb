import Foundation
import Testing

@testable import BantamStore

@Suite struct DatabaseTests {
  struct Stop: Error {}

  @Test func valuesComeBackAsTheyWere() throws {
    let scratch = Scratch()
    let database = try Database(path: scratch.path, mode: .create)
    let values: [SQLValue] = [
      .null, .integer(.min), .integer(.max), .real(0.1), .text(""), .text("Köln 🐔"), .text("a\u{0}b"),
    ]
    for value in values {
      let statement = try database.prepare("SELECT ?")
      try statement.bind([value])
      #expect(try statement.step())
      #expect(statement.value(0) == value)
    }
  }

  @Test func bodyThatThrowsIsRolledBack() throws {
    let scratch = try Scratch(sql: "CREATE TABLE t(a)")
    let database = try Database(path: scratch.path, mode: .readWrite)
    #expect(throws: Stop.self) {
      try database.transaction(alsoThrowing: {
        try database.execute("INSERT INTO t VALUES (1)")
        throw Stop()
      })
    }
    #expect(!database.isInTransaction)
    #expect(try database.integer("SELECT count(*) FROM t") == 0)
  }

  /// The request to end comes while statements run that are each too short to notice it.
  @Test func interruptRollsBack() throws {
    let scratch = try Scratch(sql: "CREATE TABLE t(a)")
    let asked = Flag()
    let database = try Database(path: scratch.path, mode: .readWrite, isInterrupted: { asked.isRaised })
    #expect(throws: StoreError.interrupted) {
      try database.transaction { () throws(StoreError) in
        try database.execute("INSERT INTO t VALUES (1)")
        asked.isRaised = true
      }
    }
    asked.isRaised = false
    #expect(try database.integer("SELECT count(*) FROM t") == 0)
  }

  /// A lock that another program gives back in time is waited for.
  @Test func lockIsWaitedFor() throws {
    let scratch = try Scratch(sql: "CREATE TABLE t(a)")
    let other = Handed(try Database(path: scratch.path, mode: .readWrite))
    try other.database.execute("BEGIN IMMEDIATE")
    let looks = Flag()
    let database = try Database(
      path: scratch.path, mode: .readWrite,
      isInterrupted: {
        looks.isRaised = true
        return false
      })
    looks.isRaised = false
    Thread.detachNewThread {
      while !looks.isRaised { usleep(1000) }
      try? other.database.execute("COMMIT")
    }
    try database.transaction { () throws(StoreError) in try database.execute("INSERT INTO t VALUES (1)") }
    #expect(try database.integer("SELECT count(*) FROM t") == 1)
  }

  /// The files as they stand when a program is killed in the middle of a transaction.
  @Test func killedProgramLeavesWhatWasThere() throws {
    let scratch = try Scratch(sql: "CREATE TABLE t(a); INSERT INTO t VALUES ('old')")
    let database = try Database(path: scratch.path, mode: .readWrite)
    try database.execute("PRAGMA cache_size = 5; BEGIN; UPDATE t SET a = 'new'")
    for _ in 0..<100 { try database.execute("INSERT INTO t VALUES (zeroblob(8000))") }
    let copy = Scratch()
    for suffix in ["", "-journal"] {
      try FileManager.default.copyItem(atPath: scratch.path + suffix, toPath: copy.path + suffix)
    }
    try database.execute("ROLLBACK")
    #expect(try copy.rows("SELECT a FROM t") == ["old"])
  }

  @Test(arguments: [("plain", "\"plain\""), ("my \"own\" table", "\"my \"\"own\"\" table\""), ("", "\"\"")])
  func namesAreQuoted(_ name: String, _ written: String) { #expect(quoted(name) == written) }
}

/// A connection that another thread takes over.
final class Handed: @unchecked Sendable {
  let database: Database
  init(_ database: Database) { self.database = database }
}

final class Flag: @unchecked Sendable {
  private let lock = NSLock()
  private var value = false
  var isRaised: Bool {
    get { lock.withLock { value } }
    set { lock.withLock { value = newValue } }
  }
}
