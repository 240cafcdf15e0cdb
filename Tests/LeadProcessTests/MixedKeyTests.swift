import Testing

@testable import bantam

/// A table of another program whose keys are numbers and texts: all of Bantam's tables have them as text.
struct MixedKeyTests {
  private func firm() throws -> Firm {
    let rules = FirmRules(springFrom: 10, contacts: "\n        contacts from table \"crm\" key \"nr\" of company")
    let firm = try Firm(rules)
    try firm.sql(
      """
      CREATE TABLE crm(nr, name TEXT, email TEXT, city TEXT, employees INTEGER, budget NUMERIC);
      INSERT INTO crm VALUES (12, 'Twelve', 'p12@firm.example', 'Kiel', 40, 12000),
        ('a-1', 'Letter', 'a1@firm.example', 'Kiel', 40, 12000), (7, 'Seven', 'p7@firm.example', 'Kiel', 40, 12000)
      """)
    firm.must("run")
    return firm
  }

  @Test func aNumberIsFoundByItsKeyAndByItsAddress() throws {
    let firm = try firm()
    #expect(
      try firm.rows("SELECT typeof(contact_id), contact_id FROM bantam_member ORDER BY 2").prefix(2) == [
        "text|12", "text|12",
      ])
    firm.must("assess 12 budget 80 --campaign spring")
    firm.must("members status spring P12@firm.example --status Answered")
    firm.must("event 7 offer_made --project desks --amount 5")
    let file = try firm.write(
      "events.csv", "contact,event,project\np12@firm.example,offer_made,desks\n7,demoted,boxes\n")
    firm.bantam("event --import \(file)")
    #expect(
      try firm.rows("SELECT DISTINCT typeof(contact_id) FROM bantam_event") == ["text"])
    #expect(
      try firm.rows("SELECT stage FROM bantam_stage WHERE contact_id = '7' AND project = 'desks'") == ["prospect"])
    #expect(firm.must("log --contact 12").output.contains("assess 12"))
    #expect(firm.must("leads --campaign spring").output.contains("Twelve"))
  }

  @Test func itIsErasedByItsKey() throws {
    let firm = try firm()
    firm.must("assess 12 budget 80 --campaign spring")
    firm.bantam("erase 12")
    for table in ["bantam_member", "bantam_assessment", "bantam_stage", "bantam_event", "bantam_assignment"] {
      #expect(try firm.rows("SELECT count(*) FROM \(table) WHERE contact_id = '12'") == ["0"], "\(table)")
    }
    #expect(try firm.rows("SELECT count(*) FROM bantam_erased") != ["0"])
  }
}
