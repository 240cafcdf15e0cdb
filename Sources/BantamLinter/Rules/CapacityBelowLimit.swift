import BantamProgram

/// Campaigns whose owners together take fewer leads than the limit lets in.
enum CapacityBelowLimit: LintRule {
  static let manual = LintManual(
    "BT1248", "capacity-below-limit", "owners who take fewer leads than the limit",
    text: """
      Everybody a campaign assigns leads to takes `at most` so many, and together that is less than the limit: the rest \
      of the leads stay without an owner, and nobody calls them. Bounds `per week` and the like are filled again and \
      are not counted.
      """,
    wrong: """
      segment everybody { everyone }
      team sales ["anna@example.com", "ben@example.com"]
      campaign spring {
          audience everybody
          internal
          limit    100
          assign   sales round robin, at most 20 each
      }
      """,
    right: """
      segment everybody { everyone }
      team sales ["anna@example.com", "ben@example.com"]
      campaign spring {
          audience everybody
          internal
          limit    40
          assign   sales round robin, at most 20 each
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    let program = context.program
    for campaign in program.campaigns where !campaign.assignments.isEmpty {
      guard let limit = campaign.limit?.count, let most = most(campaign.assignments, program), most < limit,
        let last = campaign.assignments.last
      else { continue }
      let (rest, verb) = (limit - most, limit - most == 1 ? "stays" : "stay")
      findings.report(
        "together the owners take at most \(most) leads, and the limit of `\(campaign.name)` is \(limit): \(rest) \(verb) "
          + "without an owner",
        at: last.span, help: "lower the limit, raise `at most`, or add a last line that takes the rest")
    }
  }

  /// nil: without a bound.
  private static func most(_ assignments: [Assignment], _ program: Program) -> Int? {
    var sum = 0
    for assignment in assignments {
      let owners: [Capacity?]
      switch assignment.target {
      case .team(let id): owners = program.teams[id].members.map(\.capacity)
      case .person: owners = [nil]
      // Whoever that is, and how many they are.
      case .previousOwner: return nil
      }
      for owner in owners {
        guard let bound = [assignment.capacity, owner].compactMap(total).min() else { return nil }
        sum += bound
      }
    }
    return sum
  }

  private static func total(_ capacity: Capacity?) -> Int? {
    capacity.flatMap { $0.unit == nil ? $0.count : nil }
  }
}
