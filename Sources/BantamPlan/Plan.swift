import BantamProgram

/// What a run computes: one graph over all segments, scores and campaigns, equal conditions shared.
///
/// Nodes are yes/no questions about one contact; they stand in topological order (a node's inputs come before it).
/// Relative times are resolved: the plan holds instants and days of one clock.
public struct Plan: Sendable {
  /// The run's instant, milliseconds since 1970-01-01T00:00:00Z.
  public var asOf: Int64 = 0
  /// The run's day in the rule set's zone, days since 1970-01-01.
  public var today = 0

  /// What must be loaded of each contact.
  public var columns: [ColumnNeed] = []
  /// What must be loaded of each activity, beside contact, kind and instant. Empty `counters`: no activities needed.
  public var activityColumns: [ColumnNeed] = []
  /// Masks that come from the database: members, consents, objections, suppressions, stages.
  public var sets: [SetNeed] = []

  /// Tests of one text, evaluated once per distinct value.
  public var textTests: [TextPredicate] = []
  public var expressions: [Expression] = []
  /// Numbers per contact, made of its activities.
  public var counters: [Counter] = []
  /// Questions about a contact.
  public var nodes: [Node] = []
  /// Questions about an activity (`where`): their columns are `activityColumns`; no cross-row nodes, counters or sets.
  public var activityNodes: [Node] = []

  public var segments: [SegmentPlan] = []
  public var scores: [ScorePlan] = []
  public var campaigns: [CampaignPlan] = []
  /// What the stages of the funnels in scope ask of a contact.
  public var gates: [GatePlan] = []
  /// Per team that campaigns in scope give leads to: per member the contacts they take, nil for all.
  public var territories: [TeamID: [NodeID?]] = [:]

  public init() {}
}

public typealias ColumnID = Int
public typealias NodeID = Int
public typealias TextTestID = Int
public typealias ExpressionID = Int
public typealias CounterID = Int
public typealias SetID = Int

/// A column to load.
public struct ColumnNeed: Sendable, Hashable {
  public enum Storage: Sendable, Hashable, CaseIterable {
    /// Dictionary codes; blank text is missing. Also choices and tags.
    case text
    /// Whole numbers.
    case integer
    /// Ten-thousandths (`decimal`, `money`).
    case tenThousandths
    /// 0 or 1.
    case yesNo
    /// Days since 1970-01-01.
    case day
    /// Milliseconds since 1970-01-01T00:00:00Z; a text without zone is local to the rule set's zone.
    case instant
    /// Degrees as a double, -180 to 180; outside is missing.
    case degrees
    /// Degrees as a double, -90 to 90; outside is missing.
    case latitude
  }
  /// The column's name in the table.
  public var name: String
  public var storage: Storage
  /// The field it belongs to, for messages and the next question.
  public var field: FieldID
  public init(name: String, storage: Storage, field: FieldID) {
    self.name = name
    self.storage = storage
    self.field = field
  }
}

/// A mask the database gives: 1 where the contact belongs to it.
public enum SetNeed: Sendable, Hashable {
  /// Member of a campaign as the database knows it, with this status if given, who joined it between two instants, both
  /// included, in milliseconds; nil is open.
  case member(campaign: String, status: String?, from: Int64? = nil, through: Int64? = nil)
  /// Member of any campaign but this one, and not of this one; joined as above.
  case memberOfOther(than: String, from: Int64?, through: Int64?)
  /// The purpose's basis is recorded and not withdrawn.
  case basis(purpose: String, basis: Purpose.Basis)
  case objection(purpose: String)
  /// On the channel's suppression list.
  case suppressed(channel: String)
  /// Added to a campaign by hand, or removed from it.
  case edited(campaign: String, isAdded: Bool)
  /// In the audience that a snapshot campaign's first run kept.
  case snapshot(campaign: String)
  /// In one of these stages of a funnel, in one project or any. A contact without a record is in no stage.
  case stage(funnel: String, project: String?, stages: [String])
  /// Is or was at some time in one of these stages.
  case stageEver(funnel: String, project: String?, stages: [String])
}

/// A test of one text value.
public struct TextPredicate: Sendable, Hashable {
  public enum Relation: Sendable, Hashable {
    /// Any value at all (after the transform).
    case known
    case equals([String])
    case inList(ListID)
    case containsAny([String])
    case containsAll([String])
    case containsListEntry(ListID)
    case startsWith([String])
    case endsWith([String])
    case like(String)
    case matches(String)
    case range(String?, String?)
    case under(String, ListID)
  }
  public enum Transform: Sendable, Hashable {
    case none
    /// What follows the last `@`; missing without one.
    case domain
    /// The cell holds tags separated by `;`; a relation tests whole tags.
    case tags
  }
  public var relation: Relation
  public var transform: Transform
  /// Case and outer blanks count.
  public var isExact: Bool
  public init(_ relation: Relation, transform: Transform = .none, isExact: Bool = false) {
    self.relation = relation
    self.transform = transform
    self.isExact = isExact
  }
}

/// One yes/no question. Ranges are closed; `Int64.min` is never inside one, as columns use it for missing.
///
/// Beside yes or no a node has a second plane, whether the outcome rests on a missing value (strong Kleene logic over
/// 0 no, 1 unknown, 2 yes: `all` is the minimum, `any` the maximum, `not` 2 − x; a test on a missing value is 1).
public enum Node: Sendable, Hashable {
  case constant(Bool)
  case all([NodeID])
  case any([NodeID])
  case not(NodeID)
  case atLeast(Int, [NodeID])

  case kind(ContactKind)
  case isMissing(ColumnID)
  case range(ColumnID, low: Int64, high: Int64)
  case text(ColumnID, TextTestID)
  /// Both known and equal, case and outer blanks aside.
  case sameText(ColumnID, ColumnID)
  /// The folded value stands in at least one other contact.
  case isShared(ColumnID)
  case arithmetic(ExpressionID, low: Int64, high: Int64)
  case compare(ExpressionID, Comparison, ExpressionID)
  /// Two columns of the same storage.
  case compareColumns(ColumnID, Comparison, ColumnID)
  /// A day column whose month and day return within these days (inclusive).
  case anniversary(ColumnID, from: Int, through: Int)
  /// Great circle, haversine, earth radius 6371 km; columns in degrees.
  case radius(latitude: ColumnID, longitude: ColumnID, Circle)
  /// `stableBucket(key, seed, count)` lies in the range (1-based).
  case sample(low: Int, high: Int, of: Int, seed: UInt64)
  case set(SetID)

  /// How many persons of this company hold; no for a contact that is a person.
  case persons(atLeast: Int, atMost: Int?, NodeID)
  /// The company of this person holds; missing where there is none.
  case ofCompany(NodeID)
  /// The counter's value lies in the range; a missing value is unknown.
  case counter(CounterID, low: Int64, high: Int64)
}

public struct Circle: Sendable, Hashable {
  public var latitude: Double
  public var longitude: Double
  public var kilometres: Double
  public init(latitude: Double, longitude: Double, kilometres: Double) {
    self.latitude = latitude
    self.longitude = longitude
    self.kilometres = kilometres
  }
}

/// Arithmetic in ten-thousandths; rules as for `NumberExpression`.
public enum Expression: Sendable, Hashable {
  case constant(Int64)
  case column(ColumnID)
  /// The company's value, for a person.
  case companyColumn(ColumnID)
  /// Completed units between a day column and `today`.
  case elapsed(CalendarUnit, ColumnID)
  case binary(Arithmetic, ExpressionID, ExpressionID)
}

/// Which activities count. The kind ignores case.
public struct ActivityScan: Sendable, Hashable {
  public var kind: String?
  /// Instants, both ends included.
  public var from: Int64
  public var through: Int64
  public var condition: NodeID?
  public init(kind: String?, from: Int64, through: Int64, condition: NodeID?) {
    self.kind = kind
    self.from = from
    self.through = through
    self.condition = condition
  }
}

/// A number per contact out of its activities; `Int64.min` is missing.
public enum Counter: Sendable, Hashable {
  case count(ActivityScan)
  /// The instant of the first or last one; missing without any.
  case edge(ActivityEdge, ActivityScan)
  /// In the column's unit. The sum of none is 0, the others are missing then. An average is rounded half away from zero.
  case aggregate(Aggregate, ColumnID, ActivityScan)
  /// 1 where an activity of the first scan follows one of the second within so many milliseconds (later, not equal).
  case sequence(ActivityScan, withinMilliseconds: Int64, after: ActivityScan)
  /// Thousandths of points: `points` aged from the latest activity (0 without any).
  case agedLatest(points: Int64, halvingDays: Int64, ActivityScan)
  /// Thousandths of points: the sum of `points` aged from each activity.
  case agedEach(points: Int64, halvingDays: Int64, ActivityScan)
}

public struct SegmentPlan: Sendable {
  public var segment: SegmentID
  public var name: String
  public var node: NodeID
  public init(segment: SegmentID, name: String, node: NodeID) {
    self.segment = segment
    self.name = name
    self.node = node
  }
}

/// total = numerator / `denominator` on 0...100, numerator = Σ raw · multiplier. Exact; checked not to overflow 62 bits.
public struct ScorePlan: Sendable {
  public var score: ScoreID
  /// The campaign whose leads alone have this score, as a person assessed some of them; nil: everybody's.
  public var campaign: CampaignID?
  public var name: String
  public var disciplines: [DisciplinePlan]
  public var denominator: Int64
  /// The first that holds gives the lowest grade.
  public var vetoes: [VetoPlan]
  /// In falling order; the last one has no threshold. Empty: no grades.
  public var grades: [GradePlan]
  /// Fields whose being missing can leave the score open, in order of declaration.
  public var questions: [Question]
  public init(
    score: ScoreID, campaign: CampaignID? = nil, name: String, disciplines: [DisciplinePlan], denominator: Int64,
    vetoes: [VetoPlan], grades: [GradePlan], questions: [Question]
  ) {
    self.score = score
    self.campaign = campaign
    self.name = name
    self.disciplines = disciplines
    self.denominator = denominator
    self.vetoes = vetoes
    self.grades = grades
    self.questions = questions
  }
}

public struct DisciplinePlan: Sendable {
  public var name: String
  public var weight: Int64
  /// raw · multiplier is this discipline's part of the numerator.
  public var multiplier: Int64
  /// raw · 100 / fullMarks is the points on 0...100 (`fullMarks` is 100 for a plain discipline without ageing). In a
  /// campaign's own score a multiple of 100, so that whole points are whole raw ones.
  public var fullMarks: Int64
  /// nil: the first line that holds; otherwise all lines are added and clamped to 0...fullMarks.
  public var isSum: Bool
  public var lines: [LinePlan]
  public init(name: String, weight: Int64, multiplier: Int64, fullMarks: Int64, isSum: Bool, lines: [LinePlan]) {
    self.name = name
    self.weight = weight
    self.multiplier = multiplier
    self.fullMarks = fullMarks
    self.isSum = isSum
    self.lines = lines
  }
}

/// Raw points of one line.
public enum LinePlan: Sendable, Hashable {
  case when(NodeID, raw: Int64)
  case otherwise(raw: Int64)
  /// counter · rawEach, at most `cap` in magnitude; holds where the counter is above 0.
  case per(CounterID, rawEach: Int64, cap: Int64?)
  /// The counter already is raw points (aged); holds where `node` does.
  case aged(CounterID, node: NodeID, cap: Int64?)
}

public struct VetoPlan: Sendable {
  public var node: NodeID
  public var reason: String
  public init(node: NodeID, reason: String) {
    self.node = node
    self.reason = reason
  }
}

public struct GradePlan: Sendable {
  public var name: String
  /// The least numerator; nil: otherwise.
  public var from: Int64?
  public init(name: String, from: Int64?) {
    self.name = name
    self.from = from
  }
}

/// A field that can be asked for.
public struct Question: Sendable {
  public var field: FieldID
  public var columns: [ColumnID]
  /// Every node that depends on one of the columns, in topological order.
  public var nodes: [NodeID]
  public init(field: FieldID, columns: [ColumnID], nodes: [NodeID]) {
    self.field = field
    self.columns = columns
    self.nodes = nodes
  }
}
