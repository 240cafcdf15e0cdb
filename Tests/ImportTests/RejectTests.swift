import Testing

@testable import BantamStore

/// Rows that do not fit: counted, explained, kept; all others are imported.
@Suite struct RejectTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Two good rows stand around it.
    var row: String
    var reason: String
  }

  @Test(arguments: [
    Case(testDescription: "no number", row: "B,many", reason: "`employees` is not a number: `many`"),
    Case(testDescription: "no whole number", row: "B,1.5", reason: "`employees` is not a whole number: `1.5`"),
    Case(testDescription: "too many fields", row: "B,1,2", reason: "has 3 fields, but the header has 2"),
    Case(testDescription: "too few fields", row: "B", reason: "has 1 field, but the header has 2"),
    Case(testDescription: "a NUL byte", row: "B\0,1", reason: "holds a NUL byte"),
    Case(testDescription: "text behind a quote", row: "\"B\"x,1", reason: "has text after a closing quote"),
    Case(
      testDescription: "a line of 10 MB", row: String(repeating: "x", count: 10_000_000) + ",1",
      reason: "is longer than 1 MiB"),
  ])
  func oneRowDoesNotFit(_ example: Case) throws {
    let scratch = Scratch()
    try scratch.write("a.csv", "name,employees\nA,1\n\(example.row)\nC,3\n")
    let report = try scratch.importing("a.csv")
    #expect(report.counts == ["2/0/0/0/1"])
    #expect(try scratch.rows("SELECT name FROM contact") == ["A", "C"])
    #expect(report.files[0].rejectsPath == scratch.folder + "/a.csv.rejects.csv")
    let rejects = try #require(scratch.text("a.csv.rejects.csv"))
    #expect(rejects.hasPrefix("line,reason,name,employees\n3,"))
    #expect(rejects.replacing("\"\"", with: "\"").contains(example.reason))
  }

  /// A field with doubled quotes in a record that is refused stands in the rejects as it was, whatever is wrong.
  @Test func doubledQuotesInARejectedRow() throws {
    let scratch = Scratch()
    let huge = String(repeating: "z", count: 1_300_000)
    try scratch.write(
      "a.csv",
      bytes: Array("name,employees\n\"A \"\"a\"\" a\",1\0\n\"B \"\"b\"\" b\",1".utf8) + [0xFF]
        + Array("\n\"C \"\"c\"\"\",many\n\"D \"\"\(huge)\",1\nE,5\n".utf8))
    let report = try scratch.importing("a.csv") { $0.encoding = .utf8 }
    #expect(report.counts == ["1/0/0/0/4"])
    let rejects = try #require(scratch.text("a.csv.rejects.csv"))
    for row in ["\"A \"\"a\"\" a\",1\0\n", "\"B \"\"b\"\" b\",1", "\"C \"\"c\"\"\",many\n"] {
      #expect(rejects.contains(row), "\(row)")
    }
    #expect(rejects.contains("is longer than 1 MiB"))
  }

  @Test func invalidUTF8() throws {
    let scratch = Scratch()
    let rows = String(repeating: "Öl,1\n", count: 40)
    try scratch.write("a.csv", bytes: Array("name,employees\n\(rows)B".utf8) + [0xE4, 0xFF] + Array(",1\n".utf8))
    let report = try scratch.importing("a.csv") { $0.encoding = .utf8 }
    #expect(report.files[0].rejected == 1)
    #expect(report.files[0].reasons.map(\.reason) == ["is not valid UTF-8 at byte 2"])
  }

  @Test func rejectsAreCountedByReason() throws {
    let scratch = Scratch()
    try scratch.write("a.csv", "name,employees\nA,x\nB,y\nC\nD,4\n")
    let report = try scratch.importing("a.csv")
    #expect(
      report.files[0].reasons.map(\.reason) == ["`employees` is not a number", "has 1 field, but the header has 2"])
    #expect(report.files[0].reasons.map(\.count) == [2, 1])
    #expect(
      scratch.text("a.csv.rejects.csv") == """
        line,reason,name,employees
        2,`employees` is not a number: `x`,A,x
        3,`employees` is not a number: `y`,B,y
        4,"has 1 field, but the header has 2",C

        """)
  }

  @Test func repairedRejectsCanBeImported() throws {
    let scratch = Scratch()
    try scratch.write("a.csv", "name;employees\nA;x\n\"B \"\"the\"\" B\";y\nC;3\n")
    try scratch.importing("a.csv")
    let rejects = try #require(scratch.text("a.csv.rejects.csv"))
    try scratch.write("b.csv", rejects.replacing(";x\n", with: ";1\n").replacing(";y\n", with: ";2\n"))
    #expect(try scratch.importing("b.csv").counts == ["2/0/0/0/0"])
    #expect(
      try scratch.rows("SELECT name, employees FROM contact ORDER BY 2") == ["A|1", "B \"the\" B|2", "C|3"])
  }

  @Test func rejectsOfAnEarlierImportGo() throws {
    let scratch = Scratch()
    try scratch.write("a.csv", "name,employees\nA,x\n")
    try scratch.importing("a.csv")
    try scratch.write("a.csv", "name,employees\nA,1\n")
    try scratch.importing("a.csv")
    #expect(scratch.text("a.csv.rejects.csv") == nil)
  }

  @Test(arguments: [nil, "a.csv", "b.csv.rejects.csv", "contacts.db", "../a.csv"])
  func rejectsNeverOverwriteAFileOfTheImport(rejects: String?) throws {
    let scratch = Scratch()
    for name in ["a.csv", "b.csv", "b.csv.rejects.csv"] { try scratch.write(name, "name,employees\nA,x\n") }
    let folder = scratch.folder.split(separator: "/").last ?? ""
    let found = code {
      try scratch.importing("a.csv", "b.csv", "b.csv.rejects.csv") {
        $0.rejects = rejects.map { scratch.folder + ($0 == "../a.csv" ? "/../\(folder)/a.csv" : "/" + $0) }
      }
    }
    #expect(found == "BT0832")
    #expect(scratch.text("a.csv") == "name,employees\nA,x\n")
  }

  @Test func oneFileForAllRejects() throws {
    let scratch = Scratch()
    try scratch.write("a.csv", "name,employees\nA,x\n")
    try scratch.write("p.csv", "last_name,birth_date\nLee,2026-02-30\n")
    try scratch.importing("a.csv", "p.csv") { $0.rejects = scratch.folder + "/bad.csv" }
    let lines = scratch.text("bad.csv")?.split(separator: "\n") ?? []
    #expect(lines.count == 3)
    #expect(lines.first == "file,line,reason,record")
    #expect(lines.last?.contains("February 2026 has no day 30") == true)
  }

  @Test func aDryRunWritesNothing() throws {
    let scratch = Scratch()
    try scratch.write("a.csv", "name,employees\nA,x\nB,2\n")
    let report = try scratch.importing("a.csv") { $0.isDryRun = true }
    #expect(report.counts == ["1/0/0/0/1"])
    #expect(scratch.fileNames == ["a.csv"])
  }
}
