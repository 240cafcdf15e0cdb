import BantamProgram

/// What follows from segments naming each other. Both ways take one pass over all segments, without recursion.
struct SegmentReach {
  private let named: [[SegmentID]]
  private let namedBy: [[SegmentID]]

  init(_ program: Program) {
    named = program.segments.map(\.condition.segments)
    var namedBy = [[SegmentID]](repeating: [], count: named.count)
    for (id, others) in named.enumerated() {
      for other in others { namedBy[other].append(id) }
    }
    self.namedBy = namedBy
  }

  /// These segments and all that they name, directly or not.
  func below(_ roots: some Sequence<SegmentID>) -> Set<SegmentID> { closed(roots, named) }

  /// These segments and all that name them, directly or not.
  func above(_ roots: some Sequence<SegmentID>) -> Set<SegmentID> { closed(roots, namedBy) }

  private func closed(_ roots: some Sequence<SegmentID>, _ edges: [[SegmentID]]) -> Set<SegmentID> {
    var open = Array(roots)
    var found = Set(open)
    while let id = open.popLast() {
      for next in edges[id] where found.insert(next).inserted { open.append(next) }
    }
    return found
  }
}

extension Score {
  /// Every condition of its lines and vetoes; those of `per` lines are about activities.
  var conditions: [Condition] {
    disciplines.flatMap { $0.lines.compactMap(\.condition) } + vetoes.map(\.condition)
  }
}

extension PointLine {
  /// What it asks of the contact, or of its activities.
  var condition: Condition? {
    switch rule {
    case .when(let condition): condition
    case .per(let filter, _): filter.condition
    case .otherwise: nil
    }
  }
}

extension Campaign {
  /// Every condition that decides who becomes a lead and whose.
  var conditions: [Condition] {
    [audience] + excludes.map(\.condition) + assignments.compactMap(\.condition)
  }
}
