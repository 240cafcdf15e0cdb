import BantamStore
import Testing

@testable import bantam

/// What the journal tells, of whom, and what it must not hold.
struct JournalWordsTests {
  @Test func aRowsOwnNumberIsNoContact() throws {
    let firm = try Firm.small()
    try firm.write("activities.csv", "contact,kind,at,detail\n5,visit,2026-01-05,\n4,visit,2026-01-05,\n")
    firm.must("import \(firm.folder)/activities.csv --activities")
    try firm.write("consents.csv", "contact,purpose,basis,given_at\n5,letter,consent,2026-01-01\n")
    firm.must("import \(firm.folder)/consents.csv --consents")
    try firm.write(
      "consents.csv", "contact,purpose,basis,given_at,withdrawn_at\n5,letter,consent,2026-01-01,2026-02-01\n")
    firm.must("import \(firm.folder)/consents.csv --consents")
    // The consent's row is number 1, the activities' are 1 and 2.
    let first = firm.must("log --contact 1").output
    #expect(!first.contains("consent") && !first.contains("visit"), "\(first)")
    let fifth = firm.must("log --contact 5").output
    #expect(fifth.contains("withdrawn_at – →") && fifth.contains("visit"), "\(fifth)")
  }

  @Test func contactsStandInItByTheirKeys() throws {
    let firm = try Firm.small()
    firm.must("run")
    let leads = try firm.rows(
      "SELECT m.contact_id FROM bantam_member AS m JOIN bantam_campaign AS c ON c.id = m.campaign_id WHERE c.name = 'spring' ORDER BY 1"
    )
    let lead = try #require(leads.first)
    let address = "F\(lead)@firm.example"
    firm.must("assess \(address) budget 80 --campaign spring")
    firm.must("members add spring \(address) f1@firm.example f2@firm.example --because x")
    firm.must("members status spring \(address) --status Answered")
    firm.must("members reset spring \(address)")
    firm.bantam("accept \(address)")
    firm.bantam("decline \(address) --because no")
    firm.bantam("assign --contact \(address) --campaign spring --to sales")
    let details = try firm.rows("SELECT detail FROM bantam_run").joined(separator: "\n")
    #expect(!details.contains("firm.example"), "\(details)")
    #expect(details.contains("assess \(lead) budget 80"))
  }
}
