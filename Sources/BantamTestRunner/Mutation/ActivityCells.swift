import BantamExplain
import BantamPlan
import BantamProgram

/// Values of an activity that meet a `where`, and some at its edges.
struct ActivityCells {
  private let program: Program
  private let plan: Plan

  private static let most = 12

  init(_ program: Program, _ plan: Plan) {
    self.program = program
    self.plan = plan
  }

  /// First those that meet the condition as far as one can say, then these with one value changed each; nil: no condition.
  func variants(_ condition: NodeID?) -> [[ColumnID: CellValue]] {
    guard let condition else { return [[:]] }
    var choices: [ColumnID: [CellValue]] = [:]
    var open = [condition]
    while let next = open.popLast() {
      let node = plan.activityNodes[next]
      switch node {
      case .range(let column, let low, let high): choices[column, default: []] += numbers(column, low, high)
      case .text(let column, let test): choices[column, default: []] += texts(plan.textTests[test])
      case .constant, .all, .any, .not, .atLeast, .kind, .isMissing, .sameText, .isShared, .arithmetic, .compare,
        .compareColumns, .anniversary, .radius, .sample, .set, .persons, .ofCompany, .counter:
        open += node.inputs.reversed()
      }
    }
    let plain = choices.compactMapValues(\.first)
    var found = [plain]
    for (column, values) in choices.sorted(by: { $0.key < $1.key }) {
      for value in values.dropFirst() where found.count < Self.most {
        found.append(plain.merging([column: value]) { _, new in new })
      }
    }
    return found
  }

  /// The first and last inside, then those beyond.
  private func numbers(_ column: ColumnID, _ low: Int64, _ high: Int64) -> [CellValue] {
    let step = plan.activityColumns[column].storage == .tenThousandths ? Number.scale : 1
    var values: [Int64] = []
    if low > .min + 1 + step { values += [floorToStep(low + step - 1, step), floorToStep(low - 1, step)] }
    if high < .max - step { values += [floorToStep(high, step), floorToStep(high, step) + step] }
    return values.map { .number($0) }
  }

  private func floorToStep(_ value: Int64, _ step: Int64) -> Int64 { value - ((value % step) + step) % step }

  private func texts(_ test: TextPredicate) -> [CellValue] {
    let values: [String]
    switch test.relation {
    case .equals(let texts): values = texts
    case .containsAny(let texts), .startsWith(let texts), .endsWith(let texts):
      values = texts + texts.flatMap { ["Erste \($0)", "\($0) zwei"] }
    case .containsAll(let texts): values = [texts.joined(separator: " ")]
    case .inList(let list), .containsListEntry(let list): values = Array(program.lists[list].values.prefix(4))
    case .range(let low, let high): values = [low, high].compactMap { $0 }
    case .under(let text, _): values = [text]
    case .known, .like, .matches: values = ["something"]
    }
    return values.map { .text($0) } + [.text("something else")]
  }
}
