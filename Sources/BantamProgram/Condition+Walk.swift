extension Condition {
  /// The conditions it is directly made of: about the same contact, about related ones, and those of `where`.
  public var parts: [Condition] {
    switch kind {
    case .all(let parts), .any(let parts), .atLeast(_, let parts): parts
    case .not(let inner), .persons(_, _, let inner), .ofCompany(let inner): [inner]
    case .did, .edge, .sequence, .aggregate, .didInEach: filters.compactMap(\.condition)
    case .constant, .segment, .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare, .time, .compareTimes,
      .within, .sample, .member, .memberOfOther, .stage, .stageEver, .reachable:
      []
    }
  }

  /// The activities it directly asks for.
  public var filters: [ActivityFilter] {
    switch kind {
    case .did(let filter, _), .edge(_, let filter, _), .aggregate(_, _, let filter, _), .didInEach(let filter, _, _):
      [filter]
    case .sequence(let filter, _, let after): [filter, after]
    case .constant, .all, .any, .not, .atLeast, .segment, .isMissing, .isYes, .text, .sameText, .isShared, .number,
      .compare, .time, .compareTimes, .within, .persons, .ofCompany, .sample, .member, .memberOfOther, .stage,
      .stageEver, .reachable:
      []
    }
  }

  /// Itself and everything it is made of, outer ones first; segments that it names are not entered.
  public func forEach(_ body: (Condition) -> Void) {
    body(self)
    for part in parts { part.forEach(body) }
  }

  /// The segments and defines it names, those inside `any person { }` and `company { }` included.
  public var segments: [SegmentID] {
    var found: [SegmentID] = []
    forEach { if case .segment(let id) = $0.kind { found.append(id) } }
    return found
  }
}
