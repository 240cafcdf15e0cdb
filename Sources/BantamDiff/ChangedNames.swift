import BantamPlan
import BantamProgram

/// What the other rule set does not have like this one: which parts of an `any` were touched.
struct ChangedNames {
  /// All conditions of the other side by their text, with the nodes that answer them there.
  private var others: [String: NodeID] = [:]
  private var segments: Set<SegmentID> = []
  private var lists: Set<ListID> = []

  init(_ side: DiffSide, against other: DiffSide) {
    let roots = other.trace.roots.values.map { (span: $0.condition.span, trace: $0) }.sorted {
      ($0.span.file, $0.span.start, $0.span.end) < ($1.span.file, $1.span.start, $1.span.end)
    }
    for root in roots { Self.collect(root.trace, other.program, &others) }
    let otherLists = Dictionary(other.program.lists.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for (id, list) in side.program.lists.enumerated() {
      let match = otherLists[list.name]
      if match?.values != list.values || match?.parents != list.parents { lists.insert(id) }
    }
    findSegments(side, other)
  }

  private static func collect(_ trace: ConditionTrace, _ program: Program, _ nodes: inout [String: NodeID]) {
    let text = program.words(trace.condition.span)
    if nodes[text] == nil { nodes[text] = trace.node }
    for part in trace.parts { collect(part, program, &nodes) }
  }

  /// Segments that are written in another way, or name one that is.
  private mutating func findSegments(_ side: DiffSide, _ other: DiffSide) {
    let others = Dictionary(
      other.program.segments.map { ($0.name, other.program.words($0.condition.span)) },
      uniquingKeysWith: { first, _ in first })
    var users: [SegmentID: [SegmentID]] = [:]
    var waiting: [SegmentID] = []
    for (id, segment) in side.program.segments.enumerated() {
      guard let trace = side.trace.roots[.segment(id)] else { continue }
      for used in Self.used(trace) { users[used, default: []].append(id) }
      if others[segment.name] != side.program.words(segment.condition.span) || usesList(trace) { waiting.append(id) }
    }
    while let id = waiting.popLast() {
      if segments.insert(id).inserted { waiting += users[id] ?? [] }
    }
  }

  private static func used(_ trace: ConditionTrace) -> [SegmentID] {
    if case .segment(let id) = trace.condition.kind { return [id] }
    return trace.parts.flatMap(used)
  }

  private func usesList(_ trace: ConditionTrace) -> Bool {
    if case .text(_, let test) = trace.condition.kind {
      switch test.relation {
      case .inList(let id), .containsListEntry(let id), .under(_, let id): return lists.contains(id)
      case .equals, .containsAny, .containsAll, .startsWith, .endsWith, .like, .matches, .range: return false
      }
    }
    return trace.parts.contains(where: usesList)
  }

  /// Whether the other side has no such condition, or has it with another meaning.
  func isChanged(_ trace: ConditionTrace, _ text: String) -> Bool {
    others[text] == nil || usesList(trace) || Self.used(trace).contains(where: segments.contains)
  }
  /// What answers the condition of the same text on the other side.
  func otherNode(_ text: String) -> NodeID? { others[text] }
}
