import Foundation
import Testing

@testable import bantam

/// What `replay` says when the contacts are not those of the run any more.
struct ReplayTests {
  @Test func theSameAgain() throws {
    let firm = try Firm.small()
    firm.must("run")
    try firm.setRules(FirmRules(budgetForAll: 6_000, rivals: ["name", "Firm 5"]))
    firm.must("run")
    firm.must("members remove spring 6 --because \"has an offer\"")
    firm.must("run --campaign spring")
    firm.must("plan -o %/any.plan --as-of 2026-04-01")
    firm.must("undo 3")
    let before = try firm.bytes()
    for run in [2, 3, 5] {
      #expect(firm.must("replay \(run)").output.hasPrefix("Run \(run) gives the same again, byte for byte"))
    }
    let isSame = try firm.bytes() == before
    #expect(isSame)
  }

  /// By another program, so that the journal knows nothing of it.
  @Test(arguments: [
    "UPDATE contact SET budget = 100 WHERE id = 5", "DELETE FROM contact WHERE id = 5",
    "INSERT INTO contact(id, kind, name, email, employees, budget) VALUES (50, 'company', 'X', 'x@x.example', 40, 20000)",
    "UPDATE contact SET name = 'Firm 3' WHERE id = 12",
  ])
  func anOutsideChangeOfAContactShows(_ sql: String) throws {
    let firm = try Firm.small()
    firm.must("run")
    try firm.sql(sql)
    let result = firm.bantam("replay 2")
    #expect(result.status == .findings, "\(result.all)")
    #expect(result.output.hasPrefix("Run 2 changed 59 rows; now it would change "), "\(result.output)")
    #expect(result.output.contains("only then:") || result.output.contains("only now:"), "\(result.output)")
  }

  /// The copy holds all contacts: it lies where nobody else may look, and goes.
  @Test func theCopyIsGone() throws {
    let firm = try Firm.small()
    firm.must("run")
    let before = try FileManager.default.contentsOfDirectory(atPath: firm.folder).sorted()
    firm.must("replay 2")
    firm.bantam("replay 1")
    #expect(try FileManager.default.contentsOfDirectory(atPath: firm.folder).sorted() == before)
  }

  @Test func anOutsideChangeOfWhatARunWroteBarsIt() throws {
    let firm = try Firm.small()
    firm.must("run")
    firm.must("members remove spring 6 --because \"has an offer\"")
    try firm.sql("UPDATE bantam_member SET grade = 'C' WHERE contact_id = 5")
    let result = firm.bantam("replay 2")
    #expect(result.status == .failed)
    #expect(
      result.errors.contains(
        "error[BT1024]: run 2 cannot be replayed: another program changed what run 2 (`run`) wrote"), "\(result.errors)"
    )
  }

  @Test func afterAnErasureItSaysSo() throws {
    let firm = try Firm.small()
    firm.must("run")
    firm.must("erase 5")
    let result = firm.bantam("replay 2")
    #expect(result.status == .failed)
    #expect(
      result.errors.contains("error[BT1024]: run 2 cannot be replayed: what run 3 (`erase 5`) changed was not noted"),
      "\(result.errors)")
    // Later ones can.
    try firm.setRules(FirmRules(gradeA: 60))
    firm.must("run")
    #expect(firm.must("replay 4").output.contains("byte for byte"))
  }

  @Test func workOfPeopleIsNotReplayed() throws {
    let firm = try Firm.small()
    firm.must("run")
    firm.must("members remove spring 6 --because \"has an offer\"")
    for (run, words) in [(1, "`import` is a person's work"), (3, "`members` is a person's work")] {
      let result = firm.bantam("replay \(run)")
      #expect(result.status == .failed && result.errors.contains(words), "\(result.errors)")
    }
    #expect(firm.bantam("replay 77").errors.contains("error[BT0841]: there is no run 77"))
  }
}
