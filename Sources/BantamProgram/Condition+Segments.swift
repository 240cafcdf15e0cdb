extension Condition {
  /// The segments and defines it names, those inside `any person { }` and `company { }` included.
  public var segments: [SegmentID] {
    var found: [SegmentID] = []
    collectSegments(into: &found)
    return found
  }

  private func collectSegments(into found: inout [SegmentID]) {
    switch kind {
    case .segment(let id): found.append(id)
    case .all(let parts), .any(let parts), .atLeast(_, let parts):
      for part in parts { part.collectSegments(into: &found) }
    case .not(let inner), .persons(_, _, let inner), .ofCompany(let inner): inner.collectSegments(into: &found)
    case .constant, .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare, .time, .compareTimes, .within,
      .sample, .did, .edge, .sequence, .aggregate, .didInEach, .member, .memberOfOther, .stage,
      .stageEver, .reachable:
      break
    }
  }
}
