import BantamColumns
import BantamPlan
import BantamProgram

/// Makes the counters of a plan ready; nil without any.
func bindActivities(_ plan: Plan, lists: [List], over columns: ContactColumns, threads: Int) -> ActivityPlan? {
  if plan.counters.isEmpty { return nil }
  let activities =
    columns.activities
    ?? ActivityColumns(
      offsets: Cells(Array(repeating: 0, count: columns.count + 1)), instants: [], kinds: .texts([]),
      columns: plan.activityColumns.map { $0.storage == .text ? .texts([]) : .integers([]) })
  var builder = ActivityPlanBuilder(plan, kindColumn: activities.columns.count)
  let numbers = plan.counters.map { builder.number(for: $0) }
  let isLive = reachable(from: builder.roots, in: builder.nodes)
  let all = activities.columns + [activities.kinds]
  let source = RowSource(
    count: activities.instants.count, columns: all, needs: plan.activityColumns, expressions: plan.expressions,
    today: plan.today,
    facts: FactTables(
      factsWanted(builder.nodes, isLive), tests: builder.tests, columns: all, lists: lists, threads: threads),
    textPairs: textPairsWanted(builder.nodes, isLive, columns: all))
  let unknown = [Bool](repeating: false, count: builder.nodes.count)
  let graph = bindNodes(builder.nodes, isLive: isLive, needsUnknown: unknown, source: source, given: [:])
  return ActivityPlan(
    graph: graph, source: source, offsets: activities.offsets, instants: activities.instants, scans: builder.scans,
    windows: builder.windows, numbers: numbers)
}

private struct ActivityPlanBuilder {
  /// The plan's conditions on activities, and one per kind.
  private(set) var nodes: [Node]
  private(set) var tests: [TextPredicate]
  private(set) var scans: [ActivityPlan.Scan] = []
  private(set) var windows: [ActivityPlan.Window] = []
  private let kindColumn: ColumnID
  private let asOf: Int64
  private var scanIndexes: [ActivityScan: Int] = [:]
  private var kindNodes: [String: NodeID] = [:]

  init(_ plan: Plan, kindColumn: ColumnID) {
    nodes = plan.activityNodes
    tests = plan.textTests
    asOf = plan.asOf
    self.kindColumn = kindColumn
  }

  var roots: [NodeID] { scans.flatMap { [$0.kind, $0.condition].compactMap { $0 } } }

  mutating func number(for counter: Counter) -> ActivityPlan.Number {
    switch counter {
    case .count(let scan): return .count(scan: index(of: scan))
    case .edge(let edge, let scan): return .edge(isLast: edge == .last, scan: index(of: scan))
    case .aggregate(let aggregate, let column, let scan):
      return .aggregate(total(aggregate), column, scan: index(of: scan))
    case .sequence(let scan, let limit, let earlier):
      return .sequence(scan: index(of: scan), withinMilliseconds: limit, after: index(of: earlier))
    case .agedLatest(let points, let halvingDays, let scan):
      return .agedLatest(ageing(points, halvingDays), scan: index(of: scan))
    case .agedEach(let points, let halvingDays, let scan):
      return .agedEach(ageing(points, halvingDays), scan: index(of: scan))
    }
  }

  private func ageing(_ points: Int64, _ halvingDays: Int64) -> ActivityKernels.Ageing {
    ActivityKernels.Ageing(points: points, halvingDays: halvingDays, asOf: asOf)
  }

  private func total(_ aggregate: Aggregate) -> ActivityKernels.Total {
    switch aggregate {
    case .sum: .sum
    case .average: .average
    case .minimum: .minimum
    case .maximum: .maximum
    }
  }

  private mutating func index(of scan: ActivityScan) -> Int {
    if let index = scanIndexes[scan] { return index }
    let window = ActivityPlan.Window(from: scan.from, through: scan.through)
    let windowIndex = windows.firstIndex(of: window) ?? windows.count
    if windowIndex == windows.count { windows.append(window) }
    scans.append(.init(kind: scan.kind.map { kindNode($0) }, condition: scan.condition, window: windowIndex))
    scanIndexes[scan] = scans.count - 1
    return scans.count - 1
  }

  private mutating func kindNode(_ kind: String) -> NodeID {
    if let node = kindNodes[kind] { return node }
    tests.append(TextPredicate(.equals([kind])))
    nodes.append(.text(kindColumn, tests.count - 1))
    kindNodes[kind] = nodes.count - 1
    return nodes.count - 1
  }
}

/// What the live conditions want to know of texts.
func factsWanted(_ nodes: [Node], _ isLive: [Bool]) -> [(column: ColumnID, question: FactTables.Question)] {
  zip(nodes, isLive).compactMap { node, isLive in
    if !isLive { return nil }
    if case .text(let column, let test) = node { return (column, .test(test)) }
    if case .isMissing(let column) = node { return (column, .isMissing) }
    if case .isShared(let column) = node { return (column, .isShared) }
    return nil
  }
}

func textPairsWanted(_ nodes: [Node], _ isLive: [Bool], columns: [Column]) -> [TextPair] {
  zip(nodes, isLive).compactMap { node, isLive in
    guard isLive, case .sameText(let first, let second) = node else { return nil }
    return TextPair(first, second, columns: columns)
  }
}
