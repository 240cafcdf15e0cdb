import BantamStore
import Testing

@testable import bantam

/// `bantam_member.origin` says what the list edited by hand says, whatever else a run changes.
struct OriginTests {
  @Test func itFollowsTheListBothWays() throws {
    let firm = try Firm.small()
    firm.must("run")
    let lead = try #require(
      try firm.rows(
        "SELECT m.contact_id FROM bantam_member AS m JOIN bantam_campaign AS c ON c.id = m.campaign_id WHERE c.name = 'spring' ORDER BY 1"
      ).first)
    func origins() throws -> [String] {
      try firm.rows(
        "SELECT DISTINCT origin FROM bantam_member WHERE contact_id = \(lead) AND campaign_id = (SELECT id FROM bantam_campaign WHERE name = 'spring')"
      )
    }
    firm.must("members add spring \(lead) --because x")
    firm.must("run")
    #expect(try origins() == ["hand"])
    firm.must("members reset spring \(lead)")
    firm.must("run")
    #expect(try origins() == ["rule"])
    let before = try firm.bytes()
    firm.must("run")
    #expect(try firm.bytes() == before)
  }
}
