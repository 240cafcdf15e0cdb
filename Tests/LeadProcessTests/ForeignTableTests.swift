import Foundation
import Testing

@testable import bantam

@testable import BantamStore

/// The whole process on another program's table, with keys that are text.
struct ForeignTableTests {
  static let keys = ["a-1", "O'Neil", "ä 漢", "7", "007", "x;--", "Z"]

  private func firm(key: String = "TEXT PRIMARY KEY") throws -> Firm {
    let rules = FirmRules(
      springFrom: 10, contacts: "\n        contacts from table \"crm people\" key \"nr\" of company")
    let firm = try Firm(rules)
    try firm.sql(
      """
      PRAGMA application_id = 4711; PRAGMA user_version = 3;
      CREATE TABLE "crm people"(nr \(key), name TEXT, email TEXT, city TEXT, employees INTEGER, budget NUMERIC, other BLOB);
      CREATE TABLE orders(nr TEXT, what TEXT); INSERT INTO orders VALUES ('a-1', 'desk');
      """)
    for (place, key) in Self.keys.enumerated() {
      try Database(path: firm.database, mode: .readWrite).run(
        "INSERT INTO \"crm people\" VALUES (?, ?, ?, 'Kiel', ?, 12000, x'00ff')", .text(key), .text("Firm \(place)"),
        .text("p\(place)@firm.example"), .integer(Int64(place * 10)))
    }
    return firm
  }

  private func theirs(_ firm: Firm) throws -> [String] {
    try firm.rows("SELECT rowid, typeof(nr), *, hex(other) FROM \"crm people\" ORDER BY rowid")
      + firm.rows("SELECT rowid, * FROM orders") + firm.rows("PRAGMA application_id") + firm.rows("PRAGMA user_version")
      + firm.rows(
        "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name NOT LIKE 'bantam%' AND sql NOT LIKE '%bantam%' ORDER BY 1, 2"
      )
  }

  @Test func itIsNeverWritten() throws {
    let firm = try firm()
    let before = try theirs(firm)
    func pass(_ line: String, _ more: String...) throws {
      let result = firm.bantam(words: firm.words(line) + more)
      #expect(result.status != .failed, "\(line) \(more): \(result.all)")
      #expect(try theirs(firm) == before, "\(line)")
    }
    try pass("run")
    for key in Self.keys { try pass("members add spring --because x", key) }
    try pass("members remove spring P1@firm.example --because \"has an offer\"")
    try pass("members reset spring", "x;--")
    try pass("plan -o %/any.plan")
    try pass("apply %/any.plan")
    for key in ["007", "7", "ä 漢"] { try pass("assess --campaign spring --note n", key, "budget", "80") }
    try pass("event --project desks --amount 5", "ä 漢", "offer_made")
    try pass("accept --campaign spring", "7")
    try pass("decline --grade A --because no")
    try pass("assign --campaign spring --to sales", "--contact", "007")
    try pass("members status spring --status Answered", "007")
    for line in [
      "log", "leads", "suggestions", "report", "members list spring", "replay 1",
      "retention --apply --as-of 2028-01-01",
    ] {
      try pass(line)
    }
    try pass("why", "ä 漢")
    try pass("log", "--contact", "x;--")
    #expect(try damages(firm.database) == [])
    // What is known of `7` is not known of `007`.
    #expect(try firm.rows("SELECT DISTINCT typeof(contact_id) FROM bantam_member") == ["text"])
    for run in stride(from: try firm.latestRun, to: 0, by: -1) { try pass("undo \(run)") }
    #expect(try firm.rows("SELECT count(*) FROM bantam_member") == ["0"])
    try pass("run")
    try pass("erase", "O'Neil")
    #expect(try firm.rows("SELECT count(*) FROM bantam_member WHERE contact_id = 'O''Neil'") == ["0"])
  }

  @Test(arguments: ["7", "007"])
  func aKeyIsThatText(_ key: String) throws {
    let firm = try firm()
    firm.must("run")
    let result = firm.bantam(words: firm.words("members add spring --because x") + [key])
    #expect(result.status == .clean, "\(result.errors)")
    #expect(try firm.rows("SELECT contact_id, typeof(contact_id) FROM bantam_member_edit") == ["\(key)|text"])
  }

  /// Commands that have nothing to do make no tables in it.
  @Test(arguments: [
    "log", "leads", "suggestions", "report", "members list spring", "members reset spring 7", "plan", "why 7",
    "retention", "undo 1",
  ])
  func aLookMakesNoTables(_ line: String) throws {
    let firm = try firm()
    let before = try firm.bytes()
    firm.bantam(line)
    let isSame = try firm.bytes() == before
    #expect(isSame)
  }

  @Test func importsAndOwnTablesAreRefused() throws {
    let firm = try firm()
    try firm.write("companies.csv", "name,email\nX,x@x.example\n")
    let before = try theirs(firm)
    let result = firm.bantam("import %/companies.csv --companies")
    #expect(result.status == .failed, "\(result.all)")
    #expect(try theirs(firm) == before)
  }
}
