import BantamEngine
import BantamPlan
import BantamProgram

/// A score of one contact as the model sees it.
struct ReferenceScore: Equatable {
  var total: Int64 = 0
  var low: Int64 = 0
  var high: Int64 = 0
  var points: [Int32] = []
  var grade: UInt8 = 0
  var gradeLow: UInt8 = 0
  var gradeHigh: UInt8 = 0
  var veto: UInt16 = 0
  var completeWeight: Int64 = 0
  var nextQuestion: UInt16 = 0
}

extension ReferenceEngine {
  private typealias Interval = (value: Int64, low: Int64, high: Int64)

  /// `assessments`: those of this row.
  func score(_ score: ScorePlan, _ row: Int, _ assessments: [Assessment] = []) -> ReferenceScore {
    var assessed: [Int: Int64] = [:]
    for assessment in assessments {
      assessed[assessment.discipline] =
        Int64(assessment.points) * score.disciplines[assessment.discipline].fullMarks / 100
    }
    var result = ReferenceScore()
    for (index, discipline) in score.disciplines.enumerated() {
      let points = interval(discipline, row, assessed[index]) { self.answer($0, row) }
      result.points.append(Int32(points.value))
      result.total += points.value * discipline.multiplier
      result.low += points.low * discipline.multiplier
      result.high += points.high * discipline.multiplier
      if points.low == points.high { result.completeWeight += discipline.weight }
    }
    let vetoes = score.vetoes.map { answer($0.node, row) }
    result.veto = UInt16((vetoes.firstIndex { $0.holds } ?? -1) + 1)
    result.grade = grade(result.total, score, isVetoed: vetoes.contains { $0.holds })
    result.gradeLow = grade(result.low, score, isVetoed: vetoes.contains { $0.kleene > 0 })
    result.gradeHigh = grade(result.high, score, isVetoed: vetoes.contains { $0.kleene == 2 })
    result.nextQuestion = nextQuestion(score, row, assessed)
    return result
  }

  private func grade(_ total: Int64, _ score: ScorePlan, isVetoed: Bool) -> UInt8 {
    if score.grades.isEmpty { return 0 }
    let index = score.grades.firstIndex { $0.from.map { total >= $0 } ?? true }
    return UInt8(isVetoed ? score.grades.count - 1 : index ?? score.grades.count - 1)
  }

  private func line(_ line: LinePlan, _ row: Int, _ answer: (NodeID) -> Answer) -> (Answer, Int64) {
    switch line {
    case .when(let node, let raw): return (answer(node), raw)
    case .otherwise(let raw): return (Answer(test: true), raw)
    case .per(let counter, let each, let cap):
      let count = value(of: plan.counters[counter], row) ?? 0
      let limit = cap.map { abs($0) } ?? Int64.max
      return (Answer(test: count > 0), min(max(count * each, -limit), limit))
    case .aged(let counter, let node, let cap):
      let points = value(of: plan.counters[counter], row) ?? 0
      let limit = cap.map { abs($0) } ?? Int64.max
      return (answer(node), min(max(points, -limit), limit))
    }
  }

  private func interval(
    _ discipline: DisciplinePlan, _ row: Int, _ assessed: Int64?, _ answer: (NodeID) -> Answer
  ) -> Interval {
    if let assessed { return (assessed, assessed, assessed) }
    let lines = discipline.lines.map { line($0, row, answer) }
    if discipline.isSum {
      var sum: Interval = (0, 0, 0)
      for (answer, points) in lines {
        sum.value += answer.holds ? points : 0
        sum.low += answer.kleene == 2 ? points : answer.kleene == 1 ? min(0, points) : 0
        sum.high += answer.kleene == 2 ? points : answer.kleene == 1 ? max(0, points) : 0
      }
      func clamp(_ points: Int64) -> Int64 { min(max(points, 0), discipline.fullMarks) }
      return (clamp(sum.value), clamp(sum.low), clamp(sum.high))
    }
    var possible: [Int64] = []
    var isDecided = false
    for (answer, points) in lines where !isDecided && answer.kleene > 0 {
      possible.append(points)
      isDecided = answer.kleene == 2
    }
    if !isDecided { possible.append(0) }
    return (lines.first { $0.0.holds }?.1 ?? 0, possible.min() ?? 0, possible.max() ?? 0)
  }

  private func nextQuestion(_ score: ScorePlan, _ row: Int, _ assessed: [Int: Int64]) -> UInt16 {
    var best: (grades: Int, points: Int64, number: Int) = (0, 0, 0)
    for (index, question) in score.questions.enumerated() {
      var known: [NodeID: Answer] = [:]
      func open(_ node: NodeID) -> Answer {
        if let answer = known[node] { return answer }
        let answer = opened(node, question, row, open)
        known[node] = answer
        return answer
      }
      var (low, high): (Int64, Int64) = (0, 0)
      for (index, discipline) in score.disciplines.enumerated() {
        let points = interval(discipline, row, assessed[index], open)
        low += points.low * discipline.multiplier
        high += points.high * discipline.multiplier
      }
      let vetoes = score.vetoes.map { open($0.node) }
      let lowest = grade(low, score, isVetoed: vetoes.contains { $0.kleene > 0 })
      let highest = grade(high, score, isVetoed: vetoes.contains { $0.kleene == 2 })
      let span = (Int(lowest) - Int(highest), high - low)
      if span.0 > best.grades || (span.0 == best.grades && span.1 > best.points) {
        best = (span.0, span.1, index + 1)
      }
    }
    return UInt16(best.number)
  }

  /// A condition's answer where only the question's missing values are unknown.
  private func opened(
    _ node: NodeID, _ question: Question, _ row: Int, _ open: (NodeID) -> Answer
  ) -> Answer {
    let own = answer(node, row)
    let settled = Answer(test: own.holds)
    if !question.nodes.contains(node) { return settled }
    func isMissing(_ columns: [ColumnID]) -> Bool {
      columns.contains { question.columns.contains($0) && contacts[row].cells[$0] == .missing }
    }
    switch plan.nodes[node] {
    case .constant, .all, .any, .not, .atLeast: return combine(plan.nodes[node], open)
    case .sameText(let first, let second), .compareColumns(let first, _, let second):
      return isMissing([first, second]) ? own : settled
    case .arithmetic(let expression, _, _):
      let (columns, ofCompany) = columnsRead([expression])
      return isMissing(columns) || ofCompany.contains(where: question.columns.contains) ? own : settled
    case .compare(let first, _, let second):
      let (columns, ofCompany) = columnsRead([first, second])
      return isMissing(columns) || ofCompany.contains(where: question.columns.contains) ? own : settled
    default: return own
    }
  }

  func columnsRead(_ expressions: [ExpressionID]) -> (own: [ColumnID], ofCompany: [ColumnID]) {
    var result: (own: [ColumnID], ofCompany: [ColumnID]) = ([], [])
    for expression in expressions {
      switch plan.expressions[expression] {
      case .constant: break
      case .column(let column), .elapsed(_, let column): result.own.append(column)
      case .companyColumn(let column): result.ofCompany.append(column)
      case .binary(_, let first, let second):
        let inner = columnsRead([first, second])
        result.own += inner.own
        result.ofCompany += inner.ofCompany
      }
    }
    return result
  }
}
