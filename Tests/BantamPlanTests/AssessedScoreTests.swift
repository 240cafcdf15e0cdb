import BantamColumns
import BantamEngine
import BantamPlan
import BantamProgram
import Testing

/// A person's own points: exact in the total, and nothing is left open where they stand.
struct AssessedScoreTests {
  static let rules = """
    score fit {
        budget weight 30 { 100 when revenue > 1_000_000 EUR, 40 when revenue is known, 0 otherwise }
        size weight 20 { 100 when employees >= 50 }
        heat weight 50 sum to 7 { 1 per "visit" }
    }
    grades of fit { A from 60, B from 30, C otherwise }
    purpose mail { basis legitimate interest, channel post }
    campaign spring { audience everyone, qualify with fit, internal }
    campaign autumn { audience everyone, qualify with fit, internal }
    """

  /// A plan with the first campaign assessed, over so many companies of which nothing is known.
  private func outcome(_ assessments: [Assessment], contacts: Int = 1) throws -> (plan: Plan, outcome: Outcome) {
    let plan = try planned(Self.rules, scope: PlanScope(assessed: [0]))
    let columns = ContactColumns(
      count: contacts, keys: .integers(Cells((0..<contacts).map { Int64($0) })),
      kinds: Cells(Array(repeating: 0, count: contacts)),
      companyRows: Cells(Array(repeating: -1, count: contacts)),
      columns: plan.columns.map { _ in .integers(Array(repeating: .min, count: contacts)) },
      sets: plan.sets.map { _ in Array(repeating: 0, count: contacts) }, activities: nil)
    let index = try #require(plan.campaigns[0].scoreIndex)
    let request = EvaluationRequest(threads: 1, assessments: [index: assessments])
    return (plan, evaluate(plan, lists: [], over: columns, request: request))
  }

  @Test func onlyTheAssessedCampaignHasAScoreOfItsOwn() throws {
    let plan = try planned(Self.rules, scope: PlanScope(assessed: [0]))
    #expect(plan.scores.map(\.campaign) == [nil, 0])
    #expect(plan.campaigns.map(\.scoreIndex) == [1, 0])
    #expect(plan.scores[0].disciplines.map(\.fullMarks) == [100, 100, 7])
    #expect(plan.scores[1].disciplines.map(\.fullMarks) == [100, 100, 700])
  }

  @Test(arguments: 0...100) func everyPointIsExact(points: Int) throws {
    let (plan, outcome) = try outcome([
      Assessment(row: 0, discipline: 0, points: 10), Assessment(row: 0, discipline: 2, points: points),
    ])
    let score = try #require(outcome.scores[1])
    // (30 · 10 + 20 · 0 + 50 · points) / 100
    #expect(Int128(score.totals[0]) * 100 == Int128(300 + 50 * points) * Int128(plan.scores[1].denominator))
    #expect(score.points[2][0] == Int32(7 * points))
    #expect(score.grades[0] == (3 + points / 2 >= 60 ? 0 : 300 + 50 * points >= 3000 ? 1 : 2))
  }

  @Test func othersKeepTheirRules() throws {
    let (_, outcome) = try outcome([Assessment(row: 1, discipline: 0, points: 90)], contacts: 3)
    let own = try #require(outcome.scores[1])
    let everybodys = try #require(outcome.scores[0])
    #expect(own.points[0] == [0, 90, 0])
    #expect(everybodys.points[0] == [0, 0, 0])
  }

  @Test func whatAPersonSaidIsNotOpen() throws {
    let (plan, outcome) = try outcome([Assessment(row: 1, discipline: 0, points: 40)], contacts: 2)
    let score = try #require(outcome.scores[1])
    let whole = plan.scores[1].denominator
    #expect(score.lows.map { $0 * 100 / whole } == [0, 1200])
    #expect(score.highs.map { $0 * 100 / whole } == [5000, 3200])
    #expect(score.completeWeights == [50, 80])
    let asked = score.nextQuestions.map { plan.scores[1].questions[Int($0) - 1].columns.map { plan.columns[$0].name } }
    #expect(asked == [["revenue"], ["employees"]])
  }

  @Test func theLastOfADisciplineCounts() throws {
    let (_, outcome) = try outcome([
      Assessment(row: 0, discipline: 1, points: 20), Assessment(row: 0, discipline: 1, points: 70),
    ])
    #expect(outcome.scores[1]?.points[1] == [70])
  }

  @Test func aLimitByAnotherScoreIsScoredToo() throws {
    let plan = try planned(
      """
      score fit { a weight 1 { 100 when employees >= 50 } }
      score heat { b weight 1 { 100 when revenue is known } }
      campaign spring { audience everyone, qualify with fit, limit 5 by heat, internal }
      campaign summer { audience everyone, limit 5 by heat, internal }
      """, scope: PlanScope(assessed: [0, 1]))
    #expect(plan.scores.map(\.name) == ["fit", "heat", "fit"])
    #expect(plan.campaigns.map(\.scoreIndex) == [2, nil])
    #expect(plan.campaigns.map(\.limitScoreIndex) == [1, 1])
  }
}
