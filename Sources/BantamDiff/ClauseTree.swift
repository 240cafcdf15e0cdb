import BantamPlan
import BantamProgram

/// Conditions as they are written, made ready to find for many contacts the piece that decides: per piece the mask that
/// answers it.
struct ClauseTree {
  private enum Kind {
    /// Nothing below it is about the same contact.
    case leaf
    case all, any, not
    case segment
  }

  private struct Item {
    var kind: Kind
    /// In `children`.
    var parts: Range<Int>
    /// Index into `nodes`.
    var mask: Int
    /// Index into `clauses`.
    var clause: Int32
    /// The other side has no such piece, or it means something else there.
    var isChanged: Bool
    /// Of a changed piece that the other side has too: index into `otherNodes`, else -1.
    var otherMask = -1
    /// Of a segment: its condition.
    var body = -1
    /// Of a segment of companies or of persons: the mask of those; -1: of all.
    var kindMask = -1
  }

  private var items: [Item] = []
  private var children: [Int] = []
  /// What is to be asked of the engine.
  private(set) var nodes: [NodeID] = []
  /// What is to be asked of the other side.
  private(set) var otherNodes: [NodeID] = []
  private(set) var clauses: [Clause] = []

  private let side: DiffSide
  private let changed: ChangedNames
  private var maskOf: [NodeID: Int] = [:]
  private var clauseOf: [Clause: Int32] = [:]
  private var bodies: [Body: Int] = [:]
  private var waiting: [(item: Int, body: Body)] = []

  private struct Body: Hashable {
    var segment: SegmentID
    var step: Clause.Step
  }

  init(_ side: DiffSide, _ changed: ChangedNames) {
    self.side = side
    self.changed = changed
  }

  mutating func mask(of node: NodeID) -> Int {
    if let known = maskOf[node] { return known }
    maskOf[node] = nodes.count
    nodes.append(node)
    return nodes.count - 1
  }

  mutating func clause(_ clause: Clause) -> Int32 {
    if let known = clauseOf[clause] { return known }
    clauseOf[clause] = Int32(clauses.count)
    clauses.append(clause)
    return Int32(clauses.count - 1)
  }

  /// Enters a condition and the segments it names; the item to start from.
  mutating func add(_ trace: ConditionTrace, _ step: Clause.Step) -> Int {
    let root = enter(trace, step)
    // Chains of segments may be long: one after the other in place of one inside the other.
    while let (item, body) = waiting.popLast() {
      if bodies[body] == nil {
        bodies[body] = side.trace.roots[.segment(body.segment)].map { enter($0, body.step) } ?? -1
      }
      items[item].body = bodies[body] ?? -1
    }
    return root
  }

  private mutating func enter(_ trace: ConditionTrace, _ step: Clause.Step) -> Int {
    let text = side.program.words(trace.condition.span)
    var kind = Kind.leaf
    switch trace.condition.kind {
    case .all: kind = .all
    case .any: kind = .any
    case .not: kind = .not
    case .segment: kind = .segment
    case .constant, .atLeast, .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare, .time,
      .compareTimes, .within, .sample, .persons, .ofCompany, .did, .edge, .sequence, .aggregate, .didInEach, .member,
      .memberOfOther, .stage, .stageEver, .reachable:
      break
    }
    let clause = clause(Clause(step, text, trace.condition.span, side.program, isWritten: true))
    let place = items.count
    items.append(
      Item(
        kind: kind, parts: 0..<0, mask: mask(of: trace.node), clause: clause,
        isChanged: changed.isChanged(trace, text)))
    if items[place].isChanged, let other = changed.otherNode(text) {
      items[place].otherMask = otherNodes.count
      otherNodes.append(other)
    }
    if case .segment(let id) = trace.condition.kind {
      let segment = side.program.segments[id]
      if !segment.isDefine, let kind = ContactKind(rawValue: segment.context.rawValue),
        let node = side.plan.nodes.firstIndex(of: .kind(kind))
      {
        items[place].kindMask = mask(of: node)
      }
      waiting.append((place, Body(segment: id, step: step)))
    } else if kind != .leaf {
      let parts = trace.parts.map { enter($0, step) }
      items[place].parts = children.count..<(children.count + parts.count)
      children += parts
    }
    return place
  }

  /// The clause because of which an item has the answer that it has. `holds`: the masks of the contact, `held`: those of
  /// the other side.
  func deciding(_ start: Int, _ holds: (Int) -> Bool, _ held: (Int) -> Bool) -> Int32 {
    var place = start
    while true {
      let item = items[place]
      let answer = holds(item.mask)
      switch item.kind {
      case .leaf: return item.clause
      case .segment:
        // Of another kind of contact than the segment is about: the segment itself.
        if item.body < 0 || item.kindMask >= 0 && !holds(item.kindMask) { return item.clause }
        place = item.body
      case .not:
        guard let part = children[item.parts].first else { return item.clause }
        place = part
      case .all, .any:
        guard let part = part(of: item, answer, holds, held) else { return item.clause }
        place = part
      }
    }
  }

  /// An `all` fails with its first part that does, an `any` holds with its first. Of several that decide together the
  /// first that has another answer on the other side, else the only one that is new; nil: all of them.
  private func part(
    of item: Item, _ answer: Bool, _ holds: (Int) -> Bool, _ held: (Int) -> Bool
  ) -> Int? {
    let parts = children[item.parts]
    if item.kind == .all, !answer { return parts.first { !holds(items[$0].mask) } }
    if item.kind == .any, answer { return parts.first { holds(items[$0].mask) } }
    if parts.count == 1 { return parts.first }
    let turned = parts.first { items[$0].otherMask >= 0 && held(items[$0].otherMask) != answer }
    if let turned { return turned }
    var found: Int?
    for part in parts where items[part].isChanged {
      if found != nil { return nil }
      found = part
    }
    return found
  }
}
