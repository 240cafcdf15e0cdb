import BantamPlan
import BantamSystem
import Testing

/// What conditions on campaigns and stages ask of the database.
struct MemberTests {
  static let rules = """
    funnel three per project { stage lead, stage customer }
    funnel two per contact { stage visitor, stage user }
    campaign spring { project erp uses three, internal, audience everyone }
    campaign summer { project web uses two, internal, audience everyone }
    campaign autumn {
        internal
        audience everyone
        exclude member of any other campaign in 2026-01-01..2026-01-31
        exclude member of any other campaign
        status "Called" responded
    }
    """

  private func sets(_ condition: String) throws -> [SetNeed] {
    try planned(
      Self.rules + "\nsegment a { \(condition) }", asOf: "2026-03-01", scope: PlanScope(campaigns: [], scores: [])
    ).sets
  }

  @Test(
    arguments: [
      ("member of spring", SetNeed.member(campaign: "spring", status: nil)),
      // From 2025-12-01T00:00Z through the run's instant: who joined in a run of that very instant joined lately.
      (
        "member of spring in last 90 days",
        .member(campaign: "spring", status: nil, from: 1_764_547_200_000, through: 1_772_323_200_000)
      ),
      (
        "member of autumn before 2026-01-01 who responded",
        .member(campaign: "autumn", status: "Called", through: 1_767_225_599_999)
      ),
      (
        "member of autumn after 2025-12-31 with status \"called\"",
        .member(campaign: "autumn", status: "called", from: 1_767_225_600_000)
      ),
      ("stage in erp was customer", .stageEver(funnel: "three", project: "erp", stages: ["customer"])),
      ("stage in any project was customer", .stageEver(funnel: "three", project: nil, stages: ["customer"])),
      ("stage in erp >= lead", .stage(funnel: "three", project: "erp", stages: ["lead", "customer"])),
      // A funnel that counts per contact knows of no projects.
      ("stage in web was user", .stageEver(funnel: "two", project: nil, stages: ["user"])),
      ("stage in web = user", .stage(funnel: "two", project: nil, stages: ["user"])),
    ] as [(String, SetNeed)])
  func isAskedAs(_ condition: String, _ need: SetNeed) throws {
    #expect(try sets(condition) == [need])
  }

  @Test func membersOfOtherCampaigns() throws {
    let plan = try planned(Self.rules, scope: PlanScope(segments: [], campaigns: [2], scores: []))
    #expect(
      plan.sets.prefix(2) == [
        .memberOfOther(than: "autumn", from: 1_767_225_600_000, through: 1_769_903_999_999),
        .memberOfOther(than: "autumn", from: nil, through: nil),
      ])
  }
}
