import BantamProgram
import BantamStore
import Foundation
import Testing

/// Each way a database can refuse, with its code and a word of its message.
@Suite struct StoreErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var code: String
    var words: String
    var body: @Sendable (Scratch) throws -> Void

    init(_ name: String, _ code: String, _ words: String, _ body: @escaping @Sendable (Scratch) throws -> Void) {
      testDescription = name
      self.code = code
      self.words = words
      self.body = body
    }
  }

  static let cases = [
    Case("no file", "BT0801", "there is no database") { scratch in
      _ = try SQLiteContactStore(path: scratch.path, program: .own(), access: .write)
    },
    Case("a folder", "BT0802", "is a folder") { scratch in
      let folder = (scratch.path as NSString).deletingLastPathComponent
      _ = try SQLiteContactStore(path: folder, program: .own(), access: .read)
    },
    Case("a folder that is not there", "BT0802", "cannot open") { scratch in
      _ = try Database(path: scratch.path + "/none/a.db", mode: .create)
    },
    Case("some other file", "BT0803", "is not an SQLite database") { scratch in
      try Data(String(repeating: "name,city\n", count: 500).utf8).write(to: URL(fileURLWithPath: scratch.path))
      _ = try SQLiteContactStore(path: scratch.path, program: .own(), access: .read)
    },
    Case("a damaged page", "BT0804", "is damaged") { scratch in
      try scratch.run(script: "CREATE TABLE t(a); INSERT INTO t VALUES (zeroblob(9000))")
      var bytes = scratch.bytes
      for index in 4096..<bytes.count { bytes[index] = 0xFF }
      try Data(bytes).write(to: URL(fileURLWithPath: scratch.path))
      _ = try Database(path: scratch.path, mode: .readOnly).text("SELECT a FROM t")
    },
    Case("a database another program writes to", "BT0805", "another program is using") { scratch in
      let other = try Database(path: scratch.path, mode: .create)
      try other.execute("BEGIN EXCLUSIVE")
      _ = try SQLiteContactStore(path: scratch.path, program: .own(), access: .create, busySeconds: 0)
    },
    Case("a full disk", "BT0806", "the disk is full") { scratch in
      let database = try Database(path: scratch.path, mode: .create)
      try database.execute("CREATE TABLE t(a); PRAGMA max_page_count = 3")
      try database.transaction { () throws(StoreError) in
        try database.execute("INSERT INTO t VALUES (zeroblob(100000))")
      }
    },
    Case("writing where only reading is allowed", "BT0807", "cannot be written to") { scratch in
      try scratch.run(script: "CREATE TABLE t(a)")
      try Database(path: scratch.path, mode: .readOnly).execute("INSERT INTO t VALUES (1)")
    },
    Case("a newer schema", "BT0808", "schema version 999") { scratch in
      _ = try SQLiteContactStore(path: scratch.path, program: .own(), access: .create)
      try scratch.run("PRAGMA user_version = 999")
      _ = try SQLiteContactStore(path: scratch.path, program: .own(), access: .write)
    },
    Case("somebody else's contacts", "BT0809", "a table `contact` that Bantam did not make") { scratch in
      try scratch.run(script: "CREATE TABLE contact(id)")
      _ = try SQLiteContactStore(path: scratch.path, program: .own(), access: .create)
    },
    Case("no contacts at all", "BT0810", "no contacts of Bantam's own") { scratch in
      try scratch.run(script: "CREATE TABLE t(a)")
      _ = try SQLiteContactStore(path: scratch.path, program: .own(), access: .write)
    },
    Case("no such table", "BT0811", "no table `kontakt`") { scratch in
      try scratch.run(script: "CREATE TABLE kontakte(id INTEGER PRIMARY KEY, kind TEXT)")
      _ = try SQLiteContactStore(path: scratch.path, program: .reading("kontakt"), access: .write)
    },
    Case("no such key", "BT0812", "`crm` has no column `id`") { scratch in
      try scratch.run(script: "CREATE TABLE crm(idd INTEGER PRIMARY KEY, kind TEXT)")
      _ = try SQLiteContactStore(path: scratch.path, program: .reading("crm"), access: .write)
    },
    Case("no such column", "BT0812", "`crm` has no column `employes`") { scratch in
      try scratch.run(script: "CREATE TABLE crm(id INTEGER PRIMARY KEY, kind TEXT, employees INTEGER)")
      let store = try SQLiteContactStore(path: scratch.path, program: .reading("crm"), access: .read)
      _ = try store.load(plan([("employes", .integer)]), .reading("crm"), zone: .utc)
    },
    Case("no kind", "BT0813", "no column `kind`") { scratch in
      try scratch.run(script: "CREATE TABLE crm(id INTEGER PRIMARY KEY)")
      _ = try SQLiteContactStore(path: scratch.path, program: .reading("crm"), access: .read)
    },
    Case("Ctrl-C", "BT0815", "interrupted") { scratch in
      let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
      _ = try Database(path: scratch.path, mode: .create, isInterrupted: { true }).integer(endless)
    },
    Case("wrong SQL", "BT0816", "no such table") { scratch in
      try Database(path: scratch.path, mode: .create).execute("SELECT 1 FROM absent")
    },
  ]

  @Test(arguments: cases) func isReported(_ item: Case) throws {
    let scratch = Scratch()
    do {
      try item.body(scratch)
      Issue.record("nothing was refused")
    } catch let error as StoreError {
      #expect(error.code == item.code)
      #expect(error.diagnostic.message.contains(item.words), "\(error.diagnostic.message)")
      #expect(error.diagnostic.help?.isEmpty != true)
    }
  }

  @Test func everyCodeHasACase() {
    let codes = Set(Self.cases.map(\.code))
    // A table of more than two thousand million rows is not made for a test.
    let all = (801...816).map { "BT0\($0)" }
    #expect(codes.sorted() == all.filter { $0 != "BT0814" })
  }

  @Test func namesTheNearest() throws {
    let scratch = Scratch()
    try scratch.run(script: "CREATE TABLE kontakte(id INTEGER PRIMARY KEY, kind TEXT)")
    do {
      _ = try SQLiteContactStore(path: scratch.path, program: .reading("kontakt"), access: .write)
      Issue.record("nothing was refused")
    } catch {
      #expect(error.diagnostic.help == "did you mean `kontakte`?")
    }
  }

  /// A refused database keeps every byte.
  @Test(arguments: ["PRAGMA user_version = 99", "UPDATE bantam_schema SET version = 99"])
  func newerSchemaIsNotTouched(_ change: String) throws {
    let scratch = Scratch()
    _ = try SQLiteContactStore(path: scratch.path, program: .own(), access: .create)
    try scratch.run(change)
    let before = scratch.bytes
    for access in [SQLiteContactStore.Access.read, .write, .create] {
      #expect(
        code { _ = try SQLiteContactStore(path: scratch.path, program: .own(), access: access) } == "BT0808")
    }
    #expect(scratch.bytes == before)
  }

  /// A wrong name is found before a table is made beside the contacts.
  @Test func missingTableLeavesTheFileAlone() throws {
    let scratch = Scratch()
    try scratch.run(script: "CREATE TABLE crm(id INTEGER PRIMARY KEY, kind TEXT)")
    let before = scratch.bytes
    #expect(
      code { _ = try SQLiteContactStore(path: scratch.path, program: .reading("cmr"), access: .write) } == "BT0811")
    #expect(scratch.bytes == before)
  }

  /// What was not written to does not stay behind.
  @Test func unusedNewFileIsRemoved() throws {
    let scratch = Scratch()
    _ = try? Database(path: scratch.path, mode: .create).execute("nonsense")
    #expect(!FileManager.default.fileExists(atPath: scratch.path))
  }
}

extension Scratch {
  /// Makes the database.
  func run(script: String) throws { try Database(path: path, mode: .create).execute(script) }
}
