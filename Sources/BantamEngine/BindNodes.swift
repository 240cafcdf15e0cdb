import BantamColumns
import BantamPlan
import BantamProgram

/// Turns conditions into steps over a source. `given` holds the nodes that an earlier phase has worked out.
func bindNodes(
  _ nodes: [Node], isLive: [Bool], needsUnknown: [Bool], source: RowSource, given: [NodeID: Int]
) -> Graph {
  var graph = Graph(
    steps: Array(repeating: .unused, count: nodes.count),
    unknowns: needsUnknown.map { $0 ? Plane.unknown : Plane.no })
  var costs = [Int](repeating: 0, count: nodes.count)
  for (id, node) in nodes.enumerated() where isLive[id] {
    if let index = given[id] {
      graph.steps[id] = .given(index)
      continue
    }
    let inputs = node.inputs.sorted { (costs[$0], $0) < (costs[$1], $1) }
    let range = graph.inputs.count..<graph.inputs.count + inputs.count
    graph.inputs += inputs
    graph.steps[id] = bind(node, inputs: range, source)
    costs[id] = inputs.reduce(cost(of: graph.steps[id])) { $0 + costs[$1] }
  }
  return graph
}

private func bind(_ node: Node, inputs: Range<Int>, _ source: RowSource) -> Graph.Step {
  switch node {
  case .constant(let holds): return .constant(holds ? Plane.yes : Plane.no)
  case .all: return .all(inputs)
  case .any: return .any(inputs)
  case .not(let input): return .not(input)
  case .atLeast(let least, _):
    if least <= 0 { return .constant(Plane.yes) }
    return least > inputs.count ? .constant(Plane.no) : .atLeast(UInt16(clamping: least), inputs)
  case .kind(let kind): return .kind(kind == .company ? 0 : 1)
  case .isMissing(let column):
    return source.columns[column].storage.isText ? .fact(source.facts.fact(column, .isMissing)) : .isMissing(column)
  case .range(let column, let low, let high): return .range(column, low: low, high: high)
  case .text(let column, let test): return .fact(source.facts.fact(column, .test(test)))
  case .sameText(let first, let second): return .sameText(pair(first, second, source))
  case .isShared(let column): return .fact(source.facts.fact(column, .isShared))
  case .arithmetic(let expression, let low, let high):
    return rangeOfColumn(expression, low: low, high: high, source) ?? .number(expression, low: low, high: high)
  case .compare(let first, let comparison, let second): return .compare(first, Graph.relation(comparison), second)
  case .compareColumns(let first, let comparison, let second):
    return .compareColumns(first, Graph.relation(comparison), second)
  case .anniversary(let column, let first, let last):
    return .anniversary(column, DayKernels.Anniversaries(from: first, through: last))
  case .radius(let latitude, let longitude, let circle):
    let kernel = RadiusKernel(latitude: circle.latitude, longitude: circle.longitude, kilometres: circle.kilometres)
    return .radius(latitude: latitude, longitude: longitude, kernel)
  case .sample(let low, let high, let buckets, let seed): return .sample(low: low, high: high, of: buckets, seed: seed)
  case .set(let set): return .set(set)
  case .counter(let counter, let low, let high): return .counter(counter, low: low, high: high)
  case .persons, .ofCompany: preconditionFailure("a question to other rows was not answered before")
  }
}

private func pair(_ first: ColumnID, _ second: ColumnID, _ source: RowSource) -> Int {
  guard let index = source.textPairs.firstIndex(where: { $0.first == first && $0.second == second }) else {
    preconditionFailure("a pair of texts was not prepared")
  }
  return index
}

/// Roughly nanoseconds per ten rows: what is cheap is looked at first, in case it decides a whole batch.
private func cost(of step: Graph.Step) -> Int {
  switch step {
  case .constant, .all, .any, .not, .given, .unused: 0
  case .kind, .isMissing, .range, .set, .atLeast: 1
  case .fact: 3
  case .sameText: 8
  case .radius: 15
  case .sample, .compareColumns: 20
  case .number, .compare, .anniversary: 50
  case .counter: 100
  }
}

/// A range of a column's own values in place of arithmetic, where no value can be missing by overflow.
private func rangeOfColumn(_ expression: ExpressionID, low: Int64, high: Int64, _ source: RowSource) -> Graph.Step? {
  switch source.expressions[expression] {
  case .column(let column):
    let scale = source.scale(of: column)
    if scale == 1 { return .range(column, low: low, high: high) }
    let bounds = source.columns[column].bounds
    if bounds.least.multipliedReportingOverflow(by: scale).overflow { return nil }
    if bounds.greatest.multipliedReportingOverflow(by: scale).overflow { return nil }
    return .range(column, low: ceilDivide(low, scale), high: floorDivide(high, scale))
  case .elapsed(let unit, let column):
    let bounds = source.columns[column].bounds
    let days = DayKernels.calendarDays
    guard bounds.least >= Int64(days.lowerBound), bounds.greatest <= Int64(days.upperBound) else { return nil }
    return rangeOfDays(column, dayUnit(unit), low: low, high: high, today: source.today)
  case .constant, .companyColumn, .binary: return nil
  }
}

/// The later the day, the less has elapsed: the range in completed units is a range of days.
private func rangeOfDays(
  _ column: ColumnID, _ unit: DayKernels.Unit, low: Int64, high: Int64, today: Int
) -> Graph.Step {
  let days = DayKernels.calendarDays
  func firstDay(where isSmallEnough: (Int64) -> Bool) -> Int {
    var (least, greatest) = (days.lowerBound, days.upperBound + 1)
    while least < greatest {
      let middle = least + (greatest - least) / 2
      let elapsed = Int64(DayKernels.completed(unit, from: middle, through: today)) * Number.scale
      if isSmallEnough(elapsed) { greatest = middle } else { least = middle + 1 }
    }
    return least
  }
  return .range(column, low: Int64(firstDay { $0 <= high }), high: Int64(firstDay { $0 < low } - 1))
}

func dayUnit(_ unit: CalendarUnit) -> DayKernels.Unit {
  switch unit {
  case .day: .day
  case .week: .week
  case .month: .month
  case .quarter: .quarter
  case .year, .fiscalYear: .year
  }
}

private func floorDivide(_ dividend: Int64, _ divisor: Int64) -> Int64 {
  let quotient = dividend / divisor
  return quotient * divisor > dividend ? quotient - 1 : quotient
}

private func ceilDivide(_ dividend: Int64, _ divisor: Int64) -> Int64 {
  let quotient = dividend / divisor
  return quotient * divisor < dividend ? quotient + 1 : quotient
}
