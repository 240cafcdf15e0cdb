import BantamProgram

/// Which conditions give another answer on another day.
struct ClockUse {
  private let program: Program
  /// Segments that ask the clock, themselves or through others.
  private let segments: Set<SegmentID>

  init(_ program: Program) {
    self.program = program
    let asking = program.segments.indices.filter { Self.asks(program.segments[$0].condition, program) }
    segments = SegmentReach(program).above(asking)
  }

  func asks(_ segment: SegmentID) -> Bool { segments.contains(segment) }

  func asks(_ condition: Condition) -> Bool {
    Self.asks(condition, program) || condition.segments.contains(where: segments.contains)
  }

  func asks(_ score: Score) -> Bool {
    score.conditions.contains(where: asks)
      || score.disciplines.contains { $0.lines.contains { $0.halvingDays != nil || $0.hasRelativeWindow } }
  }

  /// Whether its own words do, those of segments aside.
  private static func asks(_ condition: Condition, _ program: Program) -> Bool {
    var isFound = false
    condition.forEach { part in
      isFound = isFound || part.filters.contains { $0.window?.isRelative ?? false } || asks(part.kind, program)
    }
    return isFound
  }

  private static func asks(_ kind: ConditionKind, _ program: Program) -> Bool {
    switch kind {
    case .time(_, let test), .edge(_, _, let test): test.isRelative
    case .member(_, _, let joined), .memberOfOther(_, let joined): joined?.isRelative ?? false
    case .didInEach: true
    case .number(let expression, _): asks(expression, program)
    case .compare(let left, _, let right): asks(left, program) || asks(right, program)
    case .constant, .all, .any, .not, .atLeast, .segment, .isMissing, .isYes, .text, .sameText, .isShared,
      .compareTimes,
      .within, .sample, .persons, .ofCompany, .did, .sequence, .aggregate, .stage, .stageEver, .reachable:
      false
    }
  }

  private static func asks(_ expression: NumberExpression, _ program: Program) -> Bool {
    switch expression {
    case .constant: false
    case .elapsed: true
    case .binary(_, let left, let right): asks(left, program) || asks(right, program)
    case .field(let reference), .companyField(let reference):
      switch program.fields[reference.field].source {
      case .computed(.elapsed): true
      case .computed(.number(let inner)): asks(inner, program)
      case .computed(.domain), .column, .columns: false
      }
    }
  }
}

extension PointLine {
  fileprivate var hasRelativeWindow: Bool {
    if case .per(let filter, _) = rule { filter.window?.isRelative ?? false } else { false }
  }
}

extension TimeTest {
  /// Whether it is counted from the run's instant.
  var isRelative: Bool {
    switch self {
    case .inLast, .inNext, .olderThan, .calendar, .anniversaryInNext: true
    case .before(let moment), .after(let moment), .on(let moment): moment == .today
    case .between(let low, let high): low == .today || high == .today
    }
  }
}
