import BantamDiagnostics

/// A condition with its place. The outcome is yes or no; a test on a missing value is no, `not` turns that round.
///
/// Conditions are equal when they say the same, wherever they stand.
public struct Condition: Sendable, Hashable {
  public var kind: ConditionKind
  public var span: Span
  public init(_ kind: ConditionKind, _ span: Span) {
    self.kind = kind
    self.span = span
  }

  public static func == (first: Condition, second: Condition) -> Bool { first.kind == second.kind }

  public func hash(into hasher: inout Hasher) { hasher.combine(kind) }
}

public indirect enum ConditionKind: Sendable, Hashable {
  /// Holds for everybody (`true`) or nobody.
  case constant(Bool)
  case all([Condition])
  case any([Condition])
  case not(Condition)
  /// `at least 2 of { … }`.
  case atLeast(Int, [Condition])

  /// Membership in a segment or `define`: two-valued.
  case segment(SegmentID)

  // Tests of one value
  case isMissing(FieldReference)
  /// A `yes_no` field that stands alone.
  case isYes(FieldReference)
  case text(FieldReference, TextTest)
  /// A text field equal to another text field; no where either is missing.
  case sameText(FieldReference, FieldReference)
  /// The same value, case and outer blanks aside, stands in another contact too.
  case isShared(FieldReference)
  case number(NumberExpression, NumberRange)
  case compare(NumberExpression, Comparison, NumberExpression)
  case time(FieldReference, TimeTest)
  /// A date or datetime field against another one.
  case compareTimes(FieldReference, Comparison, FieldReference)
  case within(FieldReference, kilometres: Number, of: PlaceID)
  /// `sample 2..10 of 10`: the contact's key falls in one of these buckets; the same for ever.
  case sample(ClosedRange<Int>, of: Int, seed: String)

  // Related records
  /// `any person { }` is `.persons(1, nil, …)`, `no person { }` is `.persons(0, 0, …)`: how many persons of the company hold.
  case persons(atLeast: Int, atMost: Int?, Condition)
  /// `company { … }`, or a field written `company.industry`: the person's company holds.
  case ofCompany(Condition)

  // Activities
  case did(ActivityFilter, CountRange)
  /// `first did "x" …` and `last did "x" …`: the earliest or latest activity of the kind lies in the window.
  case edge(ActivityEdge, ActivityFilter, TimeTest)
  /// `did "demo" within 30 days after "webinar"`: later than the earlier one, at most that long after it.
  case sequence(ActivityFilter, within: Duration, after: ActivityFilter)
  /// `sum of amount of "order" … > 5_000 EUR`, `average of …`.
  case aggregate(Aggregate, FieldID, ActivityFilter, NumberRange)
  /// `did "x" in each of last 3 months`: in each of the windows of one unit each that end at the run's instant.
  case didInEach(ActivityFilter, count: Int, CalendarUnit)

  // What stands in the database beside the contact
  /// `member of spring [in last 90 days] [with status "Responded"]`: the window is on the day of joining.
  case member(CampaignID, status: String?, joined: TimeTest?)
  /// `member of any other campaign [in last 90 days]`: than this one. Who is a member of this one already is not meant.
  case memberOfOther(than: CampaignID, joined: TimeTest?)
  /// `stage in erp_rollout = lead`, `stage in any project >= customer`.
  case stage(StageTest)
  /// `stage in erp_rollout was customer`: stood there at some time, or does now. nil: in any project.
  case stageEver(project: String?, FunnelID, stage: Int)
  /// `reachable for newsletter`: has the purpose's legal basis, no objection, not suppressed on its channel.
  case reachable(PurposeID)
}

/// A field of the contact asked, or of the activity inside `where`.
public struct FieldReference: Sendable, Hashable {
  public var field: FieldID
  public init(_ field: FieldID) { self.field = field }
}

/// Ignores case (Unicode simple case folding) and outer blanks unless `exactly`.
public struct TextTest: Sendable, Hashable {
  public var relation: TextRelation
  public var isExact: Bool
  public init(_ relation: TextRelation, isExact: Bool = false) {
    self.relation = relation
    self.isExact = isExact
  }
}

/// For `tags`, a value is one tag; for text, the whole text.
public enum TextRelation: Sendable, Hashable {
  /// Equal to one of these (one value: `=`; more: `in [...]`).
  case equals([String])
  case inList(ListID)
  /// One of these stands in it (text: as a part; tags: as a whole tag).
  case containsAny([String])
  case containsAll([String])
  case containsListEntry(ListID)
  case startsWith([String])
  case endsWith([String])
  /// Glob: `*` any run, `?` one character.
  case like(String)
  /// A regular expression of the linear-time subset.
  case matches(String)
  /// By code point, both ends included, nil: open.
  case range(String?, String?)
  /// The value or one of its ancestors in a hierarchical list.
  case under(String, ListID)
}

/// Both ends included; nil is open. Built from `=`, `<`, `<=`, `>`, `>=`, `in a..b` and `in [a, b]`.
public struct NumberRange: Sendable, Hashable {
  /// Sorted, disjoint pieces.
  public var pieces: [Piece]
  public struct Piece: Sendable, Hashable {
    public var low: Number?
    /// `low` itself belongs to it.
    public var includesLow: Bool
    public var high: Number?
    public var includesHigh: Bool
    public init(low: Number?, includesLow: Bool = true, high: Number?, includesHigh: Bool = true) {
      self.low = low
      self.includesLow = includesLow
      self.high = high
      self.includesHigh = includesHigh
    }
  }
  public init(_ pieces: [Piece]) { self.pieces = pieces }
}

public enum Comparison: String, Sendable, CaseIterable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

/// Arithmetic over a contact's numbers. Every result is exact to four decimal places, rounded half away from zero;
/// a missing operand, a division by zero and an overflow of 64 bits make the result missing.
public indirect enum NumberExpression: Sendable, Hashable {
  case constant(Number)
  case field(FieldReference)
  /// A number field of the person's company.
  case companyField(FieldReference)
  /// Completed units between a date field and the run's day.
  case elapsed(CalendarUnit, since: FieldReference)
  case binary(Arithmetic, NumberExpression, NumberExpression)
}

public enum Arithmetic: String, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
}

public enum CalendarUnit: String, Sendable, CaseIterable {
  case day, week, month, quarter, year
  case fiscalYear
}

/// A length of time as written: `90 days`, `6 weeks`, `3 months`, `1 year`, `36 hours`.
public struct Duration: Sendable, Hashable {
  public enum Unit: String, Sendable, CaseIterable {
    case minute, hour, day, week, month, year
  }
  public var count: Int
  public var unit: Unit
  public init(_ count: Int, _ unit: Unit) {
    self.count = count
    self.unit = unit
  }
}

/// A date or an instant as written.
public enum Moment: Sendable, Hashable {
  /// Days since 1970-01-01 in the rule set's zone.
  case day(Int)
  /// Milliseconds since 1970-01-01T00:00:00Z.
  case instant(Int64)
  /// The run's day.
  case today
}

/// A window in time, relative ones as written.
public indirect enum TimeTest: Sendable, Hashable {
  case inLast(Duration)
  case inNext(Duration)
  /// Longer ago than that.
  case olderThan(Duration)
  case before(Moment)
  case after(Moment)
  case on(Moment)
  /// `in 2026-01-01..2026-03-31`, whole days, both ends included.
  case between(Moment?, Moment?)
  /// `in this quarter`, `in last quarter`, `in next quarter`: `offset` 0, -1, 1.
  case calendar(CalendarUnit, offset: Int)
  /// The yearly return of the day falls in the coming span, today included. 29 February counts as 1 March elsewhere.
  case anniversaryInNext(Duration)
}

/// Equal when they count the same activities, wherever they stand.
public struct ActivityFilter: Sendable, Hashable {
  /// nil: `anything`.
  public var kind: String?
  public var window: TimeTest?
  /// Over the activity's own fields.
  public var condition: Condition?
  public var span: Span
  public init(kind: String?, window: TimeTest?, condition: Condition?, span: Span) {
    self.kind = kind
    self.window = window
    self.condition = condition
    self.span = span
  }

  public static func == (first: ActivityFilter, second: ActivityFilter) -> Bool {
    first.kind == second.kind && first.window == second.window && first.condition == second.condition
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(window)
    hasher.combine(condition)
  }
}

/// At least, exactly, at most N times; `never` is 0...0.
public struct CountRange: Sendable, Hashable {
  public var low: Int
  public var high: Int?
  public init(low: Int, high: Int?) {
    self.low = low
    self.high = high
  }
}

public enum ActivityEdge: String, Sendable {
  case first, last
}

public enum Aggregate: String, Sendable {
  case sum, average, minimum, maximum
}

public struct StageTest: Sendable, Hashable {
  /// nil: any project.
  public var project: String?
  public var funnel: FunnelID
  public var comparison: Comparison
  /// Index into the funnel's stages.
  public var stage: Int
  public init(project: String?, funnel: FunnelID, comparison: Comparison, stage: Int) {
    self.project = project
    self.funnel = funnel
    self.comparison = comparison
    self.stage = stage
  }
}
