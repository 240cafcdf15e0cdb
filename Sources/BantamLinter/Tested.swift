import BantamProgram

/// What the tests of a rule set reach, directly or through what they ask for.
struct Tested {
  private(set) var campaigns: Set<CampaignID>
  private(set) var scores: Set<ScoreID>
  private(set) var segments: Set<SegmentID>

  init(_ context: LintContext) {
    let program = context.program
    campaigns = context.uses.testedCampaigns
    scores = context.uses.testedScores
    for id in campaigns {
      if let score = program.campaigns[id].score { scores.insert(score) }
      if let score = program.campaigns[id].limit?.score { scores.insert(score) }
    }
    let suggested = Set(program.tests.flatMap { $0.expectations.compactMap(\.suggestion) })
    for (id, score) in program.scores.enumerated() where score.grades.contains(where: { $0.suggests(suggested) }) {
      scores.insert(id)
    }
    var roots = Array(context.uses.testedSegments)
    for id in campaigns {
      let campaign = program.campaigns[id]
      roots += campaign.conditions.flatMap(\.segments)
      if let purpose = campaign.purpose { roots += program.purposes[purpose].condition?.segments ?? [] }
    }
    for id in scores { roots += program.scores[id].conditions.flatMap(\.segments) }
    segments = SegmentReach(program).below(roots)
  }
}

extension Expectation {
  fileprivate var suggestion: Suggestion? { if case .suggested(let suggestion) = kind { suggestion } else { nil } }
}

extension Grade {
  fileprivate func suggests(_ wanted: Set<Suggestion>) -> Bool {
    actions.contains { if case .suggest(let suggestion) = $0 { wanted.contains(suggestion) } else { false } }
  }
}
