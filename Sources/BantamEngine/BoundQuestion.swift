import BantamPlan
import BantamProgram

/// What a score looks like if one field alone were unknown: its conditions are worked out again, with every condition
/// that does not depend on the field taken as it stands.
struct BoundQuestion: Sendable {
  enum Step: Sendable {
    /// The condition's own answer, unknown where a value is missing.
    case own(Int)
    /// The same, but only where one of these slots says that a column is missing: it reads other columns too.
    case masked(Int, by: [Int])
    case all(Int, [Int])
    case any(Int, [Int])
    case not(Int, Int)
    case atLeast(UInt16, Int, [Int])
  }

  let number: UInt16
  /// In the order of their inputs.
  let steps: [Step]
  /// Slots that are read as they stand.
  let settled: [Int]
  /// Indexes of the disciplines that the field can change.
  let disciplines: [Int]
}

struct QuestionBinder {
  private let question: Question
  private let number: Int
  private let plan: Plan
  private let nodes: [NodeID]
  private let columns: Set<ColumnID>

  /// `isOwn`: the nodes that the score depends on.
  init(_ question: Question, number: Int, isOwn: [Bool], plan: Plan) {
    self.question = question
    self.number = number
    self.plan = plan
    nodes = question.nodes.filter { isOwn[$0] }
    columns = Set(question.columns)
  }

  func bind(disciplines: [BoundScore.Discipline], vetoes: [Int], _ slots: inout BoundScore.Slots) -> BoundQuestion {
    var open: Set<Int> = []
    var read: Set<Int> = Set(vetoes)
    let steps = nodes.map { node in
      let slot = slots.plane(.node(node))
      open.insert(slot)
      let inputs = plan.nodes[node].inputs.map { slots.plane(.node($0)) }
      read.formUnion(inputs)
      return step(for: node, slot, inputs, &slots)
    }
    let affected = disciplines.indices.filter {
      disciplines[$0].lines.contains { $0.plane.map(open.contains) ?? false }
    }
    for index in affected { read.formUnion(disciplines[index].lines.compactMap(\.plane)) }
    return BoundQuestion(
      number: UInt16(clamping: number), steps: steps, settled: read.subtracting(open).sorted(), disciplines: affected)
  }

  private func step(
    for node: NodeID, _ slot: Int, _ inputs: [Int], _ slots: inout BoundScore.Slots
  ) -> BoundQuestion.Step {
    switch plan.nodes[node] {
    case .all: return .all(slot, inputs)
    case .any: return .any(slot, inputs)
    case .not: return .not(slot, inputs[0])
    case .atLeast(let least, _):
      return least <= 0 || least > inputs.count ? .own(slot) : .atLeast(UInt16(clamping: least), slot, inputs)
    case .sameText(let first, let second), .compareColumns(let first, _, let second):
      return masked(slot, by: [first, second], &slots)
    case .arithmetic(let expression, _, _): return arithmeticStep(slot, [expression], &slots)
    case .compare(let first, _, let second): return arithmeticStep(slot, [first, second], &slots)
    case .constant, .kind, .isMissing, .range, .text, .isShared, .anniversary, .radius, .sample, .set, .persons,
      .ofCompany, .counter:
      return .own(slot)
    }
  }

  /// What a company's value leaves open is not looked at by row.
  private func arithmeticStep(
    _ slot: Int, _ roots: [ExpressionID], _ slots: inout BoundScore.Slots
  ) -> BoundQuestion.Step {
    var open = roots
    var own: Set<ColumnID> = []
    while let expression = open.popLast() {
      switch plan.expressions[expression] {
      case .constant: break
      case .column(let column), .elapsed(_, let column): own.insert(column)
      case .companyColumn(let column): if columns.contains(column) { return .own(slot) }
      case .binary(_, let first, let second): open += [first, second]
      }
    }
    return masked(slot, by: own.sorted(), &slots)
  }

  private func masked(_ slot: Int, by read: [ColumnID], _ slots: inout BoundScore.Slots) -> BoundQuestion.Step {
    .masked(slot, by: read.filter(columns.contains).map { slots.plane(.missing($0)) })
  }
}
