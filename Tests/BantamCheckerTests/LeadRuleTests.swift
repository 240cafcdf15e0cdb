import BantamProgram
import SpecSupport
import Testing

/// What teams, `assign` lines and `member of any other campaign` become in the program.
struct LeadRuleTests {
  private func program(_ rules: String) -> Program {
    let (program, diagnostics) = SpecExample(rules: rules).checked()
    #expect(specReport(diagnostics, program.files) == "")
    return program
  }

  @Test func membersOfATeam() {
    let team = program(
      """
      team sales "Vertrieb" {
          "anna@example.com"
          "ben@example.com" at most 50 per week weight 2 away 2026-07-01..2026-07-14 and 2026-12-24 and 2027-01-01..
          "carla@example.com" away ..2026-01-31 at most 500 when postcode in "20000".."22999"
      }
      """
    ).teams[0]
    #expect(team.members.map(\.address) == ["anna@example.com", "ben@example.com", "carla@example.com"])
    #expect(team.members.map(\.weight) == [1, 2, 1])
    // 20,635 is 2026-07-01; 20,811 is 2026-12-24.
    #expect(
      team.members.map(\.away) == [
        [], [20_635...20_648, 20_811...20_811, 20_819...TeamMember.latestDay], [TeamMember.earliestDay...20_484],
      ])
    #expect(
      team.members.map(\.capacity) == [nil, Capacity(count: 50, unit: .week), Capacity(count: 500, unit: nil)])
    #expect(team.members.map { $0.condition != nil } == [false, false, true])
  }

  @Test func membersOfAShortTeam() {
    let team = program("team sales [\"anna@example.com\", \"ben@example.com\"]").teams[0]
    #expect(team.members.map(\.address) == ["anna@example.com", "ben@example.com"])
    #expect(team.members.allSatisfy { $0.weight == 1 && $0.away.isEmpty && $0.capacity == nil && $0.condition == nil })
  }

  @Test func linesOfAssignments() {
    let program = program(
      """
      team previous ["anna@example.com"]
      team weighted ["anna@example.com"]
      campaign spring {
          internal
          audience everyone
          assign previous owner
          assign previous owner when city = "Kiel", at most 20 each per quarter
          assign previous least loaded
          assign weighted, at most 200 each
          assign weighted weighted when city = "Ulm", at most 5 each per day
          assign "boss@example.com", at most 7 per year
          assign "boss@example.com" when city = "Ulm", at most 7
          assign "boss@example.com"
      }
      """)
    let lines = program.campaigns[0].assignments
    #expect(
      lines.map(\.target) == [
        .previousOwner, .previousOwner, .team(0), .team(1), .team(1), .person("boss@example.com"),
        .person("boss@example.com"), .person("boss@example.com"),
      ])
    #expect(lines[2...4].map(\.method) == [.leastLoaded, .roundRobin, .weighted])
    #expect(
      lines.map(\.capacity) == [
        nil, Capacity(count: 20, unit: .quarter), nil, Capacity(count: 200, unit: nil), Capacity(count: 5, unit: .day),
        Capacity(count: 7, unit: .year), Capacity(count: 7, unit: nil), nil,
      ])
    #expect(lines.map { $0.condition != nil } == [false, true, false, false, true, false, true, false])
  }

  @Test func transitionsOfAFunnel() throws {
    let program = program(
      """
      purpose newsletter { basis consent, channel email, keep 6 quarters }
      funnel two per contact {
          stage lead requires email and phone final
          stage account handled by sales within 2 days else suggest keep in sales
          account to lead when demoted or lost or given_up and email is missing and phone is missing
          account to lead when closed
      }
      team sales ["anna@example.com"]
      """)
    #expect(program.purposes[0].keep == Duration(18, .month))
    let funnel = program.funnels[0]
    #expect(funnel.stages.map(\.isFinal) == [true, false])
    #expect(funnel.stages.map { $0.requires.map { program.fields[$0].name } } == [["email", "phone"], []])
    #expect(funnel.stages.map(\.team) == [nil, 0])
    #expect(funnel.stages.map(\.within) == [nil, Duration(2, .day)])
    #expect(funnel.stages.map(\.elseSuggest) == [nil, .keep(in: "sales")])
    #expect(funnel.transitions.map(\.events) == [["demoted", "lost", "given_up"], ["closed"]])
    let guards = funnel.transitions.map { $0.guardCondition.map { program.files[0].text($0.span) } }
    #expect(guards == ["email is missing and phone is missing", nil])
  }

  /// Only what takes contacts out, and only where who joins now can be meant.
  @Test(
    arguments: [
      ("exclude member of any other campaign", [0, 1], [0, 1]),
      ("exclude member of any other campaign in last 90 days", [0, 1], [0, 1]),
      ("exclude not member of any other campaign", [], []),
      ("exclude member of any other campaign before 2026-01-01", [], []),
      ("exclude member of any other campaign in last month", [], []),
      ("exclude member of any other campaign in this month or city = \"Kiel\"", [0, 1], [0, 1]),
      ("yields to second, exclude member of any other campaign in last 90 days", [1, 0], [0]),
      ("exclude member of second", [1], [1]), ("exclude member of fourth and city = \"Kiel\"", [3], [3]),
      ("exclude member of second before 2026-01-01", [], []),
    ] as [(String, [CampaignID], [CampaignID])])
  func earlierCampaignsComeFirst(_ line: String, _ yieldsTo: [CampaignID], _ yieldsNewTo: [CampaignID]) {
    let campaign = program(
      """
      campaign first { internal, audience everyone }
      campaign second { internal, audience everyone }
      campaign third { internal, audience everyone, \(line) }
      campaign fourth { internal, audience everyone }
      """
    ).campaigns[2]
    #expect(campaign.yieldsTo == yieldsTo)
    #expect(campaign.yieldsNewTo == yieldsNewTo)
  }

  @Test func earlierCampaignsComeFirstForAnAudience() {
    let campaigns = program(
      """
      campaign first { internal, audience not member of any other campaign }
      campaign second { internal, audience not (city = "Kiel" and member of any other campaign) }
      campaign third { internal, audience member of any other campaign }
      """
    ).campaigns
    #expect(campaigns.map(\.yieldsTo) == [[], [0], []])
  }

  /// `third` leaves nothing to `first`, which yields to it; and all others depend on `fourth`.
  @Test func noCircleIsMade() {
    let campaigns = program(
      """
      campaign first { internal, audience everyone, yields to third }
      campaign second { internal, audience member of fourth }
      campaign third { internal, audience everyone, exclude member of any other campaign }
      campaign fourth { internal, audience everyone, exclude member of any other campaign in last 30 days }
      """
    ).campaigns
    #expect(campaigns.map(\.yieldsTo) == [[2], [], [1], []])
  }
}
