import BantamDiagnostics
import BantamProgram
import BantamSystem

/// What of a program a run asks for; nil means all.
public struct PlanScope: Sendable {
  public var segments: [SegmentID]?
  public var campaigns: [CampaignID]?
  public var scores: [ScoreID]?
  /// Campaigns some of whose leads a person assessed: each has its score once more, for its own leads.
  public var assessed: Set<CampaignID>
  /// Campaigns with members added or removed by hand.
  public var edited: Set<CampaignID> = []
  /// Campaigns whose audience an earlier run kept.
  public var snapshots: Set<CampaignID> = []
  /// Funnels whose guards and required fields are asked for.
  public var funnels: Set<FunnelID> = []
  /// Teams whose members' territories are asked for, beside those of the campaigns.
  public var teams: Set<TeamID> = []
  public init(
    segments: [SegmentID]? = nil, campaigns: [CampaignID]? = nil, scores: [ScoreID]? = nil,
    assessed: Set<CampaignID> = []
  ) {
    self.segments = segments
    self.campaigns = campaigns
    self.scores = scores
    self.assessed = assessed
  }
}

/// The plan of a program at one instant.
///
/// - Parameter asOf: the run's instant, milliseconds since 1970-01-01T00:00:00Z.
public func makePlan(
  _ program: Program, asOf: Int64, zone: ZoneRules, scope: PlanScope = PlanScope()
) -> (plan: Plan, errors: [PlanError]) {
  var builder = PlanBuilder(program: program, clock: RunClock(asOf: asOf, zone: zone))
  builder.add(scope)
  return (builder.finish(), builder.errors)
}

/// What only the plan can find wrong.
public enum PlanError: Error, Sendable {
  /// Weights and sums whose exact total does not fit 62 bits.
  case scoreTooFine(String, Span)

  public var diagnostic: Diagnostic {
    switch self {
    case .scoreTooFine(let name, let span):
      Diagnostic(
        "BT0410", "the weights and sums of `\(name)` are too different to add up exactly", at: span,
        help: "use rounder numbers behind `weight` and `sum to`")
    }
  }
}

/// Builds the graph: equal nodes, columns, tests and counters are entered once.
struct PlanBuilder {
  let program: Program
  let clock: RunClock
  var plan = Plan()
  var errors: [PlanError] = []

  var contacts = Graph()
  var activities = Graph()
  private var textTests = Interned<TextPredicate>()
  private var expressions = Interned<Expression>()
  private var counters = Interned<Counter>()
  private var sets = Interned<SetNeed>()
  private var segmentNodes: [NodeID?]
  private var madeSegments: Set<NodeID> = []
  var computedFields: [FieldID: ExpressionID] = [:]
  /// Which fields each node reads, itself and through its inputs.
  var fieldsRead: [NodeID: Set<FieldID>] = [:]
  /// nil: nobody asks where nodes come from.
  var trace: Trace?
  /// The parts found so far of the conditions that are being entered, the innermost last.
  var openTraces: [[ConditionTrace]] = []

  init(program: Program, clock: RunClock) {
    self.program = program
    self.clock = clock
    segmentNodes = [NodeID?](repeating: nil, count: program.segments.count)
    plan.asOf = clock.asOf
    plan.today = clock.today
  }

  mutating func add(_ scope: PlanScope) {
    for id in scope.segments ?? program.segments.indices.filter({ !program.segments[$0].isDefine }) {
      let node = segment(id)
      plan.segments.append(SegmentPlan(segment: id, name: program.segments[id].name, node: node))
    }
    for id in scope.scores ?? Array(program.scores.indices) { addScore(id) }
    for id in scope.campaigns ?? Array(program.campaigns.indices) { addCampaign(id, scope) }
    for id in scope.funnels.sorted() { addGate(id) }
    for id in scope.teams.sorted() { addTerritories(id) }
  }

  /// Which rows a node is about.
  enum Space {
    case contact
    case activity
  }

  func finish() -> Plan {
    var plan = plan
    plan.columns = contacts.columns.items
    plan.nodes = contacts.nodes.items
    plan.activityColumns = activities.columns.items
    plan.activityNodes = activities.nodes.items
    plan.textTests = textTests.items
    plan.expressions = expressions.items
    plan.counters = counters.items
    plan.sets = sets.items
    return plan
  }

  // MARK: Entering

  mutating func column(_ need: ColumnNeed, _ space: Space) -> ColumnID {
    switch space {
    case .contact: contacts.columns.id(of: need)
    case .activity: activities.columns.id(of: need)
    }
  }

  var expressionItems: [Expression] { expressions.items }

  mutating func textTest(_ test: TextPredicate) -> TextTestID { textTests.id(of: test) }
  mutating func expression(_ expression: Expression) -> ExpressionID { expressions.id(of: expression) }
  mutating func counter(_ counter: Counter) -> CounterID { counters.id(of: counter) }
  mutating func set(_ need: SetNeed) -> NodeID { node(.set(sets.id(of: need)), .contact) }

  mutating func node(_ node: Node, _ space: Space = .contact) -> NodeID {
    switch space {
    case .contact: contacts.nodes.id(of: node)
    case .activity: activities.nodes.id(of: node)
    }
  }

  private func node(at id: NodeID, _ space: Space) -> Node {
    switch space {
    case .contact: contacts.nodes.items[id]
    case .activity: activities.nodes.items[id]
    }
  }

  mutating func constant(_ value: Bool, _ space: Space) -> NodeID { node(.constant(value), space) }

  /// `and` of some nodes: nested ones flattened, doubles and constants taken out. Segments stay nodes of their own, or
  /// a chain of them would be copied into each of its members.
  mutating func all(_ parts: [NodeID], _ space: Space) -> NodeID { combine(parts, isAll: true, space) }

  mutating func any(_ parts: [NodeID], _ space: Space) -> NodeID { combine(parts, isAll: false, space) }

  private mutating func combine(_ parts: [NodeID], isAll: Bool, _ space: Space) -> NodeID {
    var flat: Set<NodeID> = []
    for part in parts {
      let node = node(at: part, space)
      if case .constant(let value) = node {
        if value != isAll { return constant(!isAll, space) }
      } else if case .all(let inner) = node, isAll, !isSegment(part, space) {
        flat.formUnion(inner)
      } else if case .any(let inner) = node, !isAll, !isSegment(part, space) {
        flat.formUnion(inner)
      } else {
        flat.insert(part)
      }
    }
    let sorted = flat.sorted()
    if sorted.isEmpty { return constant(isAll, space) }
    if sorted.count == 1 { return sorted[0] }
    return node(isAll ? .all(sorted) : .any(sorted), space)
  }

  private func isSegment(_ id: NodeID, _ space: Space) -> Bool { space == .contact && madeSegments.contains(id) }

  mutating func not(_ part: NodeID, _ space: Space) -> NodeID {
    let inner = node(at: part, space)
    if case .constant(let value) = inner { return constant(!value, space) }
    if case .not(let inner) = inner { return inner }
    return node(.not(part), space)
  }

  /// A segment's node: its condition, and for a segment of one kind of contact, that kind.
  mutating func segment(_ id: SegmentID) -> NodeID {
    if let node = segmentNodes[id] { return node }
    var last: NodeID = 0
    for segment in segmentsFirst(id) {
      last = made(segment)
      segmentNodes[segment] = last
      madeSegments.insert(last)
    }
    return last
  }

  /// A segment and those it names, directly or not and not made yet, each after those it names itself. With a stack of
  /// its own: chains of segments may be longer than the thread's.
  private func segmentsFirst(_ root: SegmentID) -> [SegmentID] {
    var order: [SegmentID] = []
    var seen: Set<SegmentID> = [root]
    var path = [(id: root, next: program.segments[root].condition.segments)]
    while let last = path.indices.last {
      guard let next = path[last].next.popLast() else {
        order.append(path[last].id)
        path.removeLast()
        continue
      }
      guard segmentNodes[next] == nil, seen.insert(next).inserted else { continue }
      path.append((next, program.segments[next].condition.segments))
    }
    return order
  }

  private mutating func made(_ id: SegmentID) -> NodeID {
    let segment = program.segments[id]
    var result = condition(segment.condition, at: .segment(id))
    if let kind = ContactKind(rawValue: segment.context.rawValue), !segment.isDefine {
      result = all([isKind(kind), result], .contact)
    }
    return result
  }

  mutating func isKind(_ kind: ContactKind) -> NodeID {
    if let table = program.settings.contacts, let declared = table.kind { return constant(declared == kind, .contact) }
    return node(.kind(kind))
  }
}

/// One graph's nodes and columns.
struct Graph {
  var nodes = Interned<Node>()
  var columns = Interned<ColumnNeed>()
}

/// A list of distinct items; an item's index is its identity.
struct Interned<Item: Hashable & Sendable>: Sendable {
  private(set) var items: [Item] = []
  private var indices: [Item: Int] = [:]

  mutating func id(of item: Item) -> Int {
    if let index = indices[item] { return index }
    indices[item] = items.count
    items.append(item)
    return items.count - 1
  }
}
