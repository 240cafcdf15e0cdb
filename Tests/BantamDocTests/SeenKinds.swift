import BantamProgram

/// Which kinds of condition, window and text test some programs hold. The switches name each case, so that a new one
/// is missed by no test.
struct SeenKinds {
  static let all: Set<String> = [
    "constant true", "constant false", "all", "any", "not", "at least", "segment", "define", "missing", "yes",
    "same text", "shared",
    "number", "compare", "within", "sample", "persons at least", "persons at most", "persons exactly", "persons none",
    "company", "first", "last", "sequence", "sum", "average", "minimum", "maximum", "each", "member", "member status",
    "member joined", "other", "other joined", "stage", "stage anywhere", "stage ever", "stage ever anywhere",
    "reachable", "did at least", "did at most", "did exactly", "did never", "did anything", "did where",
    "in last", "in next", "older", "before", "after", "on", "between", "from", "to", "calendar -1", "calendar 0",
    "calendar 1", "anniversary", "times", "equals", "in list", "contains any", "contains all", "contains entry",
    "starts", "ends", "like", "matches", "range", "range from", "range to", "under", "exactly", "arithmetic +",
    "arithmetic -", "arithmetic *", "arithmetic /", "elapsed", "company field", "field", "number constant",
  ]

  private(set) var names: Set<String> = []
  private(set) var comparisons: Set<Comparison> = []
  private(set) var units: Set<CalendarUnit> = []
  private(set) var durations: Set<Duration.Unit> = []

  mutating func add(_ program: Program) {
    for segment in program.segments { add(segment.condition, program) }
    for campaign in program.campaigns {
      add(campaign.audience, program)
      for exclusion in campaign.excludes { add(exclusion.condition, program) }
    }
  }

  private mutating func add(_ name: String) { names.insert(name) }

  private mutating func add(_ name: String, _ parts: [Condition], _ program: Program) {
    add(name)
    for part in parts { add(part, program) }
  }

  private mutating func add(_ condition: Condition, _ program: Program) {
    switch condition.kind {
    case .constant: add("constant true")
    case .all(let parts): add("all", parts, program)
    case .any(let parts): add("any", parts, program)
    case .atLeast(_, let parts): add("at least", parts, program)
    case .not(let inner):
      add("not")
      if case .constant = inner.kind { add("constant false") }
      add(inner, program)
    case .segment(let id): add(program.segments[id].isDefine ? "define" : "segment")
    case .isMissing: add("missing")
    case .isYes: add("yes")
    case .text(_, let test): add(test)
    case .sameText: add("same text")
    case .isShared: add("shared")
    case .number(let expression, _):
      add("number")
      add(expression)
    case .compare(let left, let comparison, let right):
      add("compare")
      comparisons.insert(comparison)
      add(left)
      add(right)
    case .time(_, let test): add(test)
    case .compareTimes(_, let comparison, _):
      add("times")
      comparisons.insert(comparison)
    case .within: add("within")
    case .sample: add("sample")
    case .persons(let low, let high, let inner):
      let kind = high == nil ? "at least" : high == 0 ? "none" : low == high ? "exactly" : "at most"
      add("persons " + kind, [inner], program)
    case .ofCompany(let inner): add("company", [inner], program)
    case .did(let filter, let range):
      add(
        "did " + (range.high == nil ? "at least" : range.high == 0 ? "never" : range.low == 0 ? "at most" : "exactly"))
      add(filter, program)
    case .edge(let edge, let filter, let test):
      add(edge.rawValue)
      add(filter, program)
      add(test)
    case .sequence(let first, _, let second):
      add("sequence")
      for filter in [first, second] { add(filter, program) }
    case .aggregate(let aggregate, _, let filter, _):
      add(aggregate.rawValue)
      add(filter, program)
    case .didInEach(let filter, _, let unit):
      add("each")
      units.insert(unit)
      add(filter, program)
    case .member(_, let status, let joined):
      add(status != nil ? "member status" : joined != nil ? "member joined" : "member")
      if let joined { add(joined) }
    case .memberOfOther(_, let joined): add(joined == nil ? "other" : "other joined")
    case .stage(let test):
      add(test.project == nil ? "stage anywhere" : "stage")
      comparisons.insert(test.comparison)
    case .stageEver(let project, _, _): add(project == nil ? "stage ever anywhere" : "stage ever")
    case .reachable: add("reachable")
    }
  }

  private mutating func add(_ filter: ActivityFilter, _ program: Program) {
    if filter.kind == nil { add("did anything") }
    if let window = filter.window { add(window) }
    if let condition = filter.condition {
      add("did where")
      add(condition, program)
    }
  }

  private mutating func add(_ test: TimeTest) {
    switch test {
    case .inLast(let duration): add("in last", duration)
    case .inNext(let duration): add("in next", duration)
    case .olderThan(let duration): add("older", duration)
    case .anniversaryInNext(let duration): add("anniversary", duration)
    case .before: add("before")
    case .after: add("after")
    case .on: add("on")
    case .between(let low, let high): add(low == nil ? "to" : high == nil ? "from" : "between")
    case .calendar(let unit, let offset):
      add("calendar \(offset)")
      units.insert(unit)
    }
  }

  private mutating func add(_ name: String, _ duration: Duration) {
    add(name)
    durations.insert(duration.unit)
  }

  private mutating func add(_ test: TextTest) {
    if test.isExact { add("exactly") }
    switch test.relation {
    case .equals: add("equals")
    case .inList: add("in list")
    case .containsAny: add("contains any")
    case .containsAll: add("contains all")
    case .containsListEntry: add("contains entry")
    case .startsWith: add("starts")
    case .endsWith: add("ends")
    case .like: add("like")
    case .matches: add("matches")
    case .range(let low, let high): add(low == nil ? "range to" : high == nil ? "range from" : "range")
    case .under: add("under")
    }
  }

  private mutating func add(_ expression: NumberExpression) {
    switch expression {
    case .constant: add("number constant")
    case .field: add("field")
    case .companyField: add("company field")
    case .elapsed(let unit, _):
      add("elapsed")
      units.insert(unit)
    case .binary(let operation, let left, let right):
      add("arithmetic \(operation.rawValue)")
      add(left)
      add(right)
    }
  }
}
