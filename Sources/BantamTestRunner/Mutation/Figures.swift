import BantamEngine
import BantamPlan
import BantamProgram

/// What a plan says of the contacts of a test, by row.
struct Figures {
  struct ScoreFigures {
    /// By discipline.
    var points: [[Fraction]] = []
    var totals: [Fraction] = []
    var grades: [Int] = []
  }

  /// Per segment of the plan.
  let members: [[Bool]]
  /// Per campaign of the plan.
  let candidates: [[Bool]]
  /// Per score of the plan.
  let scores: [ScoreFigures]

  init(_ run: TestRun, _ plan: Plan) {
    let outcome = Self.outcome(run, plan, masks: plan.segments.map(\.node))
    let count = run.test.contacts.count
    members = plan.segments.indices.map { index in outcome.masks[index].map { $0 & 1 != 0 } }
    candidates = outcome.campaigns.map { campaign in
      let rows = Set(campaign.candidates)
      return (0..<count).map { rows.contains(Int32($0)) }
    }
    scores = plan.scores.enumerated().map { index, score in
      guard let found = outcome.scores[index] else { return ScoreFigures() }
      return ScoreFigures(
        points: score.disciplines.enumerated().map { number, discipline in
          found.points[number].map { Fraction(Int64($0) * 100, discipline.fullMarks) }
        },
        totals: found.totals.map { Fraction($0, score.denominator) }, grades: found.grades.map(Int.init))
    }
  }

  static func outcome(_ run: TestRun, _ plan: Plan, masks: [NodeID]) -> Outcome {
    let request = EvaluationRequest(
      threads: 1, masks: masks, scoresForAll: Set(plan.scores.indices), intervals: false, batchRows: 256)
    return evaluate(plan, lists: run.program.lists, over: run.columns(plan), request: request)
  }

  /// All of one contact.
  func all(_ row: Int) -> [Fraction] {
    func number(_ holds: Bool) -> Fraction { Fraction(holds ? 1 : 0, 1) }
    return members.map { number($0[row]) } + candidates.map { number($0[row]) }
      + scores.flatMap { score in
        score.points.map { $0[row] } + [score.totals[row], Fraction(Int64(score.grades[row]), 1)]
      }
  }
}
