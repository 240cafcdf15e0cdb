import BantamDiagnostics
import BantamPlan
import BantamProgram

/// Which nodes of a plan depend on which columns, directly or not.
struct Dependencies {
  private let plan: Plan

  init(_ plan: Plan) { self.plan = plan }

  func nodes(on columns: Set<ColumnID>) -> [NodeID] {
    var dependent: Set<NodeID> = []
    for (id, node) in plan.nodes.enumerated() where depends(node, columns, dependent) { dependent.insert(id) }
    return dependent.sorted()
  }

  private func depends(_ node: Node, _ columns: Set<ColumnID>, _ known: Set<NodeID>) -> Bool {
    switch node {
    case .all(let inputs), .any(let inputs), .atLeast(_, let inputs): inputs.contains { known.contains($0) }
    case .not(let input), .persons(_, _, let input), .ofCompany(let input): known.contains(input)
    case .isMissing(let column), .range(let column, _, _), .text(let column, _), .isShared(let column),
      .anniversary(let column, _, _):
      columns.contains(column)
    case .sameText(let first, let second), .compareColumns(let first, _, let second), .radius(let first, let second, _):
      columns.contains(first) || columns.contains(second)
    case .arithmetic(let expression, _, _): depends(expression, columns)
    case .compare(let first, _, let second): depends(first, columns) || depends(second, columns)
    case .constant, .kind, .sample, .set, .counter: false
    }
  }

  private func depends(_ expression: ExpressionID, _ columns: Set<ColumnID>) -> Bool {
    switch plan.expressions[expression] {
    case .constant: false
    case .column(let column), .companyColumn(let column), .elapsed(_, let column): columns.contains(column)
    case .binary(_, let first, let second): depends(first, columns) || depends(second, columns)
    }
  }
}

enum SourcePlace {
  static let nowhere = Span(file: 0, start: 0, end: 0)
}
