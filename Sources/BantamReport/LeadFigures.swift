import BantamDiagnostics
import BantamEngine
import BantamPlan
import BantamProgram

/// One lead's figures as people read them: points and totals rounded half up to one decimal place.
struct LeadFigures {
  let total: String
  let low: String
  let high: String
  let points: [String]
  let grade: String?
  let veto: String?
  let question: String?
  /// 0...100, the share of the weights that rests on nothing missing.
  let completeness: String
  let isOpen: Bool

  init(_ plan: ScorePlan, _ outcome: ScoreOutcome, at place: Int, _ program: Program) {
    total = tenths(outcome.totals[place], plan.denominator)
    low = tenths(outcome.lows[place], plan.denominator)
    high = tenths(outcome.highs[place], plan.denominator)
    isOpen = outcome.lows[place] != outcome.highs[place]
    points = plan.disciplines.indices.map { index in
      tenths(Int64(outcome.points[index][place]) * 100, plan.disciplines[index].fullMarks)
    }
    grade = plan.grades.isEmpty ? nil : plan.grades[Int(outcome.grades[place])].name
    let vetoIndex = Int(outcome.vetoes[place])
    veto = vetoIndex == 0 ? nil : plan.vetoes[vetoIndex - 1].reason
    let questionIndex = Int(outcome.nextQuestions[place])
    question = questionIndex == 0 ? nil : program.fields[plan.questions[questionIndex - 1].field].name
    let weights = plan.disciplines.reduce(0) { $0 + $1.weight }
    completeness = tenths(outcome.completeWeights[place] * 100, max(1, weights))
  }

  var gradeText: String { veto.map { "\(grade ?? "") (\($0))" } ?? grade ?? "" }

  var interval: String { isOpen ? "\(low)–\(high)" : "" }
}

/// A fraction that is not negative, rounded half up to one decimal place: `92.5`, `84.0`.
public func tenths(_ numerator: Int64, _ denominator: Int64) -> String {
  let tenths = roundedTenths(numerator, denominator)
  return "\(tenths / 10).\(tenths % 10)"
}

/// The same as a number of tenths.
func roundedTenths(_ numerator: Int64, _ denominator: Int64) -> Int64 {
  if numerator < 1 << 57, denominator < 1 << 57 { return (numerator * 20 + denominator) / (denominator * 2) }
  return Int64((Int128(numerator) * 20 + Int128(denominator)) / (Int128(denominator) * 2))
}
