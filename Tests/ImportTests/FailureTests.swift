import BantamSystem
import Foundation
import Testing

@testable import BantamStore

/// What keeps an import from its work, and that it then leaves everything as it was.
@Suite struct FailureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var code: String
    /// Prepares the folder and returns the file to import.
    var prepare: @Sendable (Scratch) throws -> String

    init(_ name: String, _ code: String, _ prepare: @escaping @Sendable (Scratch) throws -> String) {
      testDescription = name
      self.code = code
      self.prepare = prepare
    }
  }

  static let cases = [
    Case("no file", "BT0820") { _ in "none.csv" },
    Case("a folder", "BT0820") { scratch in
      try makeDirectory(scratch.folder + "/data")
      return "data"
    },
    Case("damaged gzip", "BT0820") { scratch in
      try scratch.write("a.csv.gz", bytes: [0x1F, 0x8B, 8, 0, 1, 2, 3, 4, 5])
      return "a.csv.gz"
    },
    Case("an empty file", "BT0821") { scratch in
      try scratch.write("a.csv", "")
      return "a.csv"
    },
    Case("a header with a NUL byte", "BT0821") { scratch in
      try scratch.write("a.csv", "na\0me,city\nA,B\n")
      return "a.csv"
    },
    Case("a header of 10 MB", "BT0821") { scratch in
      try scratch.write("a.csv", String(repeating: "name", count: 2_500_000) + "\nA\n")
      return "a.csv"
    },
    Case("one column that is many", "BT0822") { scratch in
      try scratch.write("a.csv", "name:city:phone\nA:B:1\n")
      return "a.csv"
    },
    Case("nothing that is known", "BT0823") { scratch in
      try scratch.write("a.csv", "x,y\n1,2\n")
      return "a.csv"
    },
    Case("a database that is none", "BT0803") { scratch in
      try scratch.write("a.csv", "name,city\nA,B\n")
      try scratch.write("contacts.db", String(repeating: "no database", count: 500))
      return "a.csv"
    },
    Case("a newer schema", "BT0808") { scratch in
      try scratch.write("a.csv", "name,city\nA,B\n")
      try scratch.importing("a.csv")
      try scratch.run("PRAGMA user_version = 999")
      return "a.csv"
    },
    Case("somebody else's contacts", "BT0809") { scratch in
      try scratch.write("a.csv", "name,city\nA,B\n")
      try scratch.run("CREATE TABLE contact(id INTEGER PRIMARY KEY, nick TEXT)")
      return "a.csv"
    },
  ]

  @Test(arguments: cases)
  func refuses(_ example: Case) throws {
    let scratch = Scratch()
    let name = try example.prepare(scratch)
    let (files, database) = (scratch.fileNames, scratch.databaseBytes)
    #expect(code { try scratch.importing(name) } == example.code)
    #expect(scratch.fileNames == files)
    #expect((scratch.databaseBytes == database) == true)
  }

  @Test func anUnreadableFile() throws {
    // Who may read everything cannot see this refusal.
    guard getuid() != 0 else { return }
    let scratch = Scratch()
    let path = try scratch.write("a.csv", "name,city\nA,B\n")
    chmod(path, 0)
    #expect(code { try scratch.importing("a.csv") } == "BT0820")
  }

  @Test func aWrongDelimiter() throws {
    let scratch = Scratch()
    try scratch.write("a.csv", "name,city\nA,B\n")
    #expect(code { try scratch.importing("a.csv") { $0.delimiter = UInt8(ascii: ";") } } == "BT0822")
  }

  @Test func aLockedDatabase() throws {
    let scratch = Scratch()
    try scratch.write("a.csv", "name,city\nA,B\n")
    try scratch.importing("a.csv")
    let other = try Database(path: scratch.database, mode: .readWrite)
    try other.execute("BEGIN IMMEDIATE")
    #expect(code { try scratch.importing("a.csv") } == "BT0805")
    try other.execute("ROLLBACK")
    #expect(try scratch.rows("SELECT count(*) FROM contact") == ["1"])
  }

  /// Rows enough to look for an interrupt many times.
  static func manyRows(_ count: Int) -> String {
    var text = "name,email,city,employees\n"
    for row in 1...count { text += "Company \(row),info@c\(row).example,Town \(row % 100),\(row % 500)\n" }
    return text
  }

  @Test func aFullDisk() throws {
    let scratch = Scratch()
    try scratch.write("a.csv", Self.manyRows(5000))
    let request = scratch.request(["a.csv"])
    let empty = program("")
    let found = code {
      let inputs = try ImportInput.all(request, empty)
      let database = try Database(path: scratch.database, mode: .create)
      try database.execute("PRAGMA max_page_count = 60")
      let run = ImportRun(request, empty, inputs, isInterrupted: { false })
      do {
        _ = try run.run(in: database) { _ in }
      } catch let error as StoreError {
        throw ImportError.store(error)
      }
    }
    #expect(found == "BT0806")
    #expect(scratch.fileNames == ["a.csv"])
  }

  @Test func anInterruptInTheMiddle() throws {
    let scratch = Scratch()
    try scratch.write("first.csv", "name,city\nA,B\n")
    try scratch.importing("first.csv")
    let before = scratch.databaseBytes
    try scratch.write("a.csv", Self.manyRows(5000))
    let found = code {
      let flag = Flag()
      _ = try importFiles(
        scratch.request(["a.csv"]), program(""), isInterrupted: { flag.isRaised },
        progress: { progress in
          if case .rows(let rows, _) = progress, rows > 2000 { flag.raise() }
        })
    }
    #expect(found == "BT0815")
    #expect((scratch.databaseBytes == before) == true)
    #expect(scratch.fileNames == ["a.csv", "contacts.db", "first.csv"])
  }

  @Test func rejectsThatCannotBeWritten() throws {
    let scratch = Scratch()
    try scratch.write("a.csv", "name,employees\nA,x\nB,2\n")
    let found = code { try scratch.importing("a.csv") { $0.rejects = scratch.folder + "/none/bad.csv" } }
    #expect(found == "BT0820")
    #expect(scratch.fileNames == ["a.csv"])
  }

  @Test func allFilesOrNone() throws {
    let scratch = Scratch()
    try scratch.write("a.csv", "name,city\nA,B\n")
    try scratch.write("b.csv", "x,y\n1,2\n")
    #expect(code { try scratch.importing("a.csv", "b.csv") } == "BT0823")
    #expect(scratch.fileNames == ["a.csv", "b.csv"])
  }
}
