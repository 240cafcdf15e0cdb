import BantamPlan
import BantamProgram
import BantamSystem

/// What a program means for contacts, as far as tests can see it: two programs that are equal here give every contact the
/// same answers.
struct Meaning: Equatable {
  private let nodes: [Node]
  private let activityNodes: [Node]
  private let columns: [ColumnNeed]
  private let activityColumns: [ColumnNeed]
  private let sets: [SetNeed]
  private let textTests: [TextPredicate]
  private let expressions: [Expression]
  private let counters: [Counter]
  private let segments: [NodeID]
  private let scores: [ScoreMeaning]
  private let campaigns: [CampaignMeaning]
  private let lists: [[String]]

  private struct ScoreMeaning: Equatable {
    var disciplines: [DisciplineMeaning]
    var vetoes: [NodeID]
    var thresholds: [Number?]
    var suggestions: [[Suggestion]]
  }

  private struct DisciplineMeaning: Equatable {
    /// Of the total, as a fraction in lowest terms.
    var share: [Int64]
    var fullMarks: Int64
    var isSum: Bool
    var lines: [LinePlan]
  }

  private struct CampaignMeaning: Equatable {
    var audience: NodeID
    var removals: [NodeID]
    var limit: Int?
    var limitScore: Int?
    var yieldsTo: [CampaignID]
    var impliedYields: [CampaignID: NodeID]
    var movedOn: NodeID?
  }

  /// nil where there is no plan.
  init?(_ program: Program, asOf: Int64, zone: ZoneRules) {
    let scope = PlanScope(segments: Array(program.segments.indices))
    let (plan, errors) = makePlan(program, asOf: asOf, zone: zone, scope: scope)
    guard errors.isEmpty else { return nil }
    nodes = plan.nodes
    activityNodes = plan.activityNodes
    columns = plan.columns
    activityColumns = plan.activityColumns
    sets = plan.sets
    textTests = plan.textTests
    expressions = plan.expressions
    counters = plan.counters
    segments = plan.segments.map(\.node)
    scores = plan.scores.map { Self.score($0, program.scores[$0.score]) }
    campaigns = plan.campaigns.map { Self.campaign($0, program.campaigns[$0.campaign]) }
    lists = program.lists.map(\.values)
  }

  private static func score(_ plan: ScorePlan, _ declared: Score) -> ScoreMeaning {
    ScoreMeaning(
      disciplines: plan.disciplines.map { discipline in
        let divisor = greatestCommonDivisor(discipline.multiplier, plan.denominator)
        return DisciplineMeaning(
          share: [discipline.multiplier / divisor, plan.denominator / divisor], fullMarks: discipline.fullMarks,
          isSum: discipline.isSum, lines: discipline.lines)
      },
      vetoes: plan.vetoes.map(\.node), thresholds: declared.grades.map(\.from),
      suggestions: declared.grades.map(\.suggestions))
  }

  private static func campaign(_ plan: CampaignPlan, _ declared: Campaign) -> CampaignMeaning {
    CampaignMeaning(
      audience: plan.audience, removals: plan.removals.map(\.node), limit: declared.limit?.count,
      limitScore: declared.limit?.score, yieldsTo: declared.yieldsTo, impliedYields: plan.impliedYields,
      movedOn: plan.movedOn)
  }

  private static func greatestCommonDivisor(_ first: Int64, _ second: Int64) -> Int64 {
    var (larger, smaller) = (max(first, 1), max(second, 1))
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    return larger
  }
}
