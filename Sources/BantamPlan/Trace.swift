import BantamProgram
import BantamSystem

/// Which node of a plan answers which condition as it is written: what an explanation shows beside the engine's own
/// answers.
public struct Trace: Sendable {
  public internal(set) var roots: [TraceRoot: ConditionTrace] = [:]
  /// The activities that `per` lines count.
  public internal(set) var scans: [TraceRoot: TracedScan] = [:]

  public init() {}
}

/// Where a condition stands.
public enum TraceRoot: Sendable, Hashable {
  case segment(SegmentID)
  case audience(CampaignID)
  /// The n-th `exclude` of a campaign.
  case exclusion(CampaignID, Int)
  case line(ScoreID, discipline: Int, line: Int)
  case veto(ScoreID, Int)
  /// `basis consent when …`.
  case basis(PurposeID)
}

public struct ConditionTrace: Sendable {
  public var condition: Condition
  public var node: NodeID
  /// The conditions it is made of that are asked of contacts, as written.
  public var parts: [ConditionTrace] = []
  /// The activities it asks for, in the order in which they are written.
  public var scans: [TracedScan] = []
  /// Of `reachable for`: what would forbid to write.
  public var obstacles: [Removal] = []

  public init(condition: Condition, node: NodeID, parts: [ConditionTrace] = []) {
    self.condition = condition
    self.node = node
    self.parts = parts
  }
}

/// Numbers about the activities of one filter.
public struct TracedScan: Sendable {
  public var count: CounterID
  public var latest: CounterID
  /// Of `sum of`, `average of` …; in the unit of `column`.
  public var value: (counter: CounterID, column: ColumnID)?
}

/// A plan that knows where its nodes come from; what it says is what the plan without trace says.
public func makeTracedPlan(
  _ program: Program, asOf: Int64, zone: ZoneRules, scope: PlanScope = PlanScope()
) -> (plan: Plan, errors: [PlanError], trace: Trace) {
  var builder = PlanBuilder(program: program, clock: RunClock(asOf: asOf, zone: zone))
  builder.trace = Trace()
  builder.add(scope)
  return (builder.finish(), builder.errors, builder.trace ?? Trace())
}

extension PlanBuilder {
  /// A condition that begins a tree of its own.
  mutating func condition(_ condition: Condition, at root: TraceRoot) -> NodeID {
    guard trace != nil else { return self.condition(condition, .contact) }
    let outer = openTraces
    openTraces = [[]]
    let node = self.condition(condition, .contact)
    trace?.roots[root] = openTraces.last?.last
    openTraces = outer
    return node
  }

  mutating func condition(_ condition: Condition, _ space: Space) -> NodeID {
    guard trace != nil, space == .contact else { return enter(condition, space) }
    openTraces.append([])
    let node = enter(condition, space)
    var made = ConditionTrace(condition: condition, node: node, parts: openTraces.removeLast())
    addDetails(to: &made)
    if !openTraces.isEmpty { openTraces[openTraces.count - 1].append(made) }
    return node
  }

  mutating func traced(_ filter: ActivityFilter) -> TracedScan {
    let scan = scan(filter)
    return TracedScan(count: counter(.count(scan)), latest: counter(.edge(.last, scan)))
  }

  private mutating func addDetails(to made: inout ConditionTrace) {
    switch made.condition.kind {
    case .did(let filter, _), .edge(_, let filter, _), .didInEach(let filter, _, _): made.scans = [traced(filter)]
    case .sequence(let filter, _, let after): made.scans = [traced(filter), traced(after)]
    case .aggregate(let function, let field, let filter, _):
      var scan = traced(filter)
      let column = column(FieldReference(field), .activity)
      scan.value = (counter(.aggregate(function, column, self.scan(filter))), column)
      made.scans = [scan]
    case .reachable(let purpose):
      made.obstacles = obstacles(purpose).map { Removal(node: $0.node, cause: .consent, reason: $0.reason) }
      made.parts = []
    case .constant, .all, .any, .not, .atLeast, .segment, .isMissing, .isYes, .text, .sameText, .isShared, .number,
      .compare, .time, .compareTimes, .within, .sample, .persons, .ofCompany, .member, .memberOfOther, .stage,
      .stageEver:
      break
    }
  }
}
