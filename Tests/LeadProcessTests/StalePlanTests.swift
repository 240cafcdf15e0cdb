import BantamSystem
import Foundation
import Testing

@testable import bantam

/// Plans that do not hold any more: a message with its code and cure, exit status 2, and nothing changed.
struct StalePlanTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var code: String
    var words: String
    /// What happens between `plan` and `apply`.
    var spoil: @Sendable (Firm) throws -> Void
  }

  static func edited(_ edit: @escaping @Sendable (String) -> String) -> @Sendable (Firm) throws -> Void {
    { firm in
      let text = String(decoding: try readFile(path: firm.folder + "/any.plan", maximumBytes: 1 << 20), as: UTF8.self)
      try firm.write("any.plan", edit(text))
    }
  }

  static let cases = [
    Case(testDescription: "rules changed", code: "BT1022", words: "the rules have changed") {
      try $0.setRules(FirmRules(gradeA: 71))
    },
    Case(testDescription: "only a comment of the rules changed", code: "BT1022", words: "the rules have changed") {
      try $0.write("rules.bant", FirmRules().text + "\n# seen by Ann\n")
    },
    Case(testDescription: "list file changed", code: "BT1022", words: "the rules have changed") {
      try $0.write("rivals.csv", "name\nFirm 4\n")
    },
    Case(testDescription: "rules broken", code: "BT0", words: "error[BT0") {
      try $0.write("rules.bant", "edition 1\nscore {")
    },
    Case(testDescription: "rules gone", code: "BT0701", words: "rules.bant") { try removeFile($0.rulesPath) },
    Case(testDescription: "list file gone", code: "BT0", words: "rivals.csv") {
      try removeFile($0.folder + "/rivals.csv")
    },
    Case(testDescription: "a contact changed", code: "BT1021", words: "the database has changed") {
      try $0.sql("UPDATE contact SET budget = 1 WHERE id = 5")
    },
    Case(testDescription: "something else in the file changed", code: "BT1021", words: "the database has changed") {
      try $0.sql("CREATE TABLE notes(text); INSERT INTO notes VALUES ('lunch')")
    },
    Case(testDescription: "applied already", code: "BT1021", words: "the database has changed") {
      $0.must("apply \($0.folder)/any.plan")
    },
    Case(testDescription: "a lead edited by hand", code: "BT1021", words: "the database has changed") {
      $0.must("members remove spring 5 --because \"has an offer\"")
    },
    Case(testDescription: "database gone", code: "BT0801", words: "there is no database") {
      try removeFile($0.database)
    },
    Case(testDescription: "no database", code: "BT0803", words: "is not an SQLite database") {
      try writeFile(path: $0.database, bytes: Array("hello, world, and so on".utf8))
    },
    Case(
      testDescription: "a line edited", code: "BT1023", words: "it was edited, or is cut off",
      spoil: edited { $0.replacing("ann@example.com", with: "bob@example.com") }),
    Case(
      testDescription: "a line added", code: "BT1023", words: "it was edited, or is cut off",
      spoil: edited { $0 + "{\"change\":\"enters\"}\n" }),
    Case(
      testDescription: "the clock edited", code: "BT1023", words: "it was edited, or is cut off",
      spoil: edited { $0.replacing(#""as_of":"2026"#, with: #""as_of":"2025"#) }),
    Case(
      testDescription: "the campaign edited", code: "BT1023", words: "it was edited, or is cut off",
      spoil: edited { $0.replacing(#""campaign":null"#, with: #""campaign":"spring""#) }),
    Case(
      testDescription: "the revision edited", code: "BT1023", words: "it was edited, or is cut off",
      spoil: edited { $0.replacing(#""revision":"#, with: #""revision":9"#) }),
    Case(
      testDescription: "cut off", code: "BT1023", words: "it was edited, or is cut off",
      spoil: edited { String($0.dropLast(200)) }),
    Case(
      testDescription: "cut off in the first line", code: "BT1023", words: "it is no plan of Bantam",
      spoil: edited { String($0.prefix(40)) }),
    Case(testDescription: "empty", code: "BT1023", words: "it is no plan of Bantam", spoil: edited { _ in "" }),
    Case(testDescription: "text", code: "BT1023", words: "it is no plan of Bantam", spoil: edited { _ in "hello\n" }),
    Case(
      testDescription: "another version", code: "BT1023", words: "it was made by another version",
      spoil: edited { $0.replacing(#""bantam_plan":1"#, with: #""bantam_plan":2"#) }),
    Case(
      testDescription: "a member of the first line missing", code: "BT1023", words: "its first line is incomplete",
      spoil: edited { $0.replacing(#""revision""#, with: #""reversion""#) }),
    Case(testDescription: "plan gone", code: "BT0701", words: "any.plan") { try removeFile($0.folder + "/any.plan") },
    Case(testDescription: "a folder", code: "BT0701", words: "any.plan") {
      try removeFile($0.folder + "/any.plan")
      try makeDirectory($0.folder + "/any.plan")
    },
  ]

  @Test(arguments: cases)
  func nothingIsWritten(_ example: Case) throws {
    let firm = try Firm.small()
    firm.must("plan -o %/any.plan")
    try example.spoil(firm)
    let before = try? firm.bytes()
    let result = firm.bantam("apply %/any.plan")
    // Errors in the rules are findings, of every command.
    #expect(result.status.rawValue == (example.code == "BT0" ? 1 : 2))
    #expect(result.errors.contains("error[\(example.code)"), "\(result.errors)")
    #expect(result.errors.contains(example.words), "\(result.errors)")
    #expect(result.errors.contains("help:") || ["BT0701", "BT0"].contains(example.code), "\(result.errors)")
    let isSame = try? firm.bytes() == before
    #expect(isSame ?? (before == nil))
    #expect(!fileExists(firm.database) == (before == nil))
  }

  @Test func aPlanIsAppliedFromAnywhereAndOnce() throws {
    let firm = try Firm.small()
    firm.must("plan -o %/any.plan")
    firm.must("apply %/any.plan --rules \(firm.folder)")
    #expect(try firm.rows("SELECT command FROM bantam_run WHERE id = 2") == ["apply"])
  }
}
