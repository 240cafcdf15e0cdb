import Foundation
import Testing

/// What changes nothing writes nothing; what changes little writes little.
struct UnchangedTests {
  /// Each a second time: nothing is left to be done.
  @Test(arguments: [
    "run", "run --campaign spring", "members reset spring 9", "members status spring 5 --status Sent",
    "members remove spring 6 --because \"has an offer\"", "import %/companies.csv --companies --key id",
    "retention --apply", "event --import %/events.csv", "assign --contact 5 --campaign spring --to ann@example.com",
    "assess 5 budget --clear --campaign spring", "accept --grade A --campaign spring",
    "decline --grade B --because \"no\"",
    "leads", "suggestions", "log", "report", "plan -o %/any.plan", "members list spring", "replay 2", "export",
  ])
  func notAByteIsWritten(_ line: String) throws {
    let firm = try Firm.small()
    try firm.write("events.csv", "contact,event,project,at\n5,order_placed,desks,2026-02-01\n")
    firm.must("run")
    // Whatever has to be done is done.
    firm.bantam(line)
    let before = try firm.bytes()
    let result = firm.bantam(line)
    let isSame = try firm.bytes() == before
    #expect(isSame, "\(result.all)")
    #expect(!result.output.contains("takes it back"), "\(result.output)")
  }

  @Test func anApplyOfAnEmptyPlanWritesNothing() throws {
    let firm = try Firm.small()
    firm.must("run")
    firm.must("plan -o %/any.plan")
    let before = try firm.bytes()
    let result = firm.must("apply %/any.plan")
    #expect(result.output.contains("nothing was written"))
    let isSame = try firm.bytes() == before
    #expect(isSame)
  }

  /// One contact of a hundred has another budget: only rows of such are written, and few pages.
  @Test func onlyTheDifferenceIsWritten() throws {
    let firm = try Firm.large(companies: 10_000)
    firm.must("run")
    let leads = try #require(try firm.rows("SELECT count(*) FROM bantam_member").first.flatMap(Int.init))
    #expect(leads > 3_000)
    // 35 leads of 3,522 change from B to A.
    try firm.sql(
      """
      UPDATE contact SET budget = 20000 WHERE id IN (
        SELECT contact_id FROM bantam_member WHERE campaign_id = 1 AND grade = 'B' AND total = 64
        ORDER BY contact_id LIMIT 35);
      UPDATE contact SET notes = 'called' WHERE id % 150 = 1
      """)
    let before = try firm.bytes()
    firm.must("run --campaign spring")
    let after = try firm.bytes()
    let tables = try firm.rows("SELECT inserted, updated, deleted FROM bantam_run ORDER BY id DESC LIMIT 1")
    // For each a grade of before and an opportunity; the member is updated.
    #expect(tables == ["70|35|0"])
    let pages = changedPages(before, after)
    #expect(pages < 120, "\(pages) pages of \(after.count / 4_096)")
  }

  private func changedPages(_ before: Data, _ after: Data) -> Int {
    var count = max(0, after.count - before.count) / 4_096
    for start in stride(from: 0, to: min(before.count, after.count), by: 4_096) {
      let end = min(start + 4_096, before.count, after.count)
      if before[start..<end] != after[start..<end] { count += 1 }
    }
    return count
  }
}
