import BantamDiagnostics
import BantamProgram

/// A condition as alternatives, each a box of simple statements that hold together.
///
/// Where that would become too many, a part of the condition is kept as a whole, as something that may hold or not.
final class Expansion {
  private static let mostBoxes = 96
  private static let mostCombinations = 24

  let knowledge: Knowledge
  private var depth = 0
  private var steps = 0
  private static let mostDepth = 100
  private static let mostSteps = 4_000
  private static let mostParts = 300

  private struct SegmentAnswer: Hashable {
    var segment: SegmentID
    var isYes: Bool
    var whose: Whose
  }

  private var segmentWays: [SegmentAnswer: [[Literal]]] = [:]

  init(_ knowledge: Knowledge) { self.knowledge = knowledge }

  var program: Program { knowledge.program }

  /// The ways in which all these conditions have the wanted answers; none: there is no contact that has.
  func boxes(_ wanted: [(condition: Condition, isYes: Bool)]) -> [Box] {
    var boxes = [Box()]
    for (condition, isYes) in wanted {
      boxes = product(boxes, ways(condition, isYes, .contact), instead: flag(condition, isYes, .contact))
      if boxes.isEmpty { return [] }
    }
    return boxes
  }

  // MARK: Combining

  private func product(_ boxes: [Box], _ ways: [[Literal]], instead: Literal) -> [Box] {
    var ways = ways
    if boxes.count * ways.count > Self.mostBoxes, ways.count > 1 {
      ways = [[instead]]
    }
    var result: [Box] = []
    for box in boxes {
      for way in ways {
        if let extended = extended(box, by: way) { result.append(extended) }
      }
    }
    return result
  }

  private func extended(_ box: Box, by literals: [Literal]) -> Box? {
    var box = box
    for literal in literals {
      if box.add(literal, knowledge) != nil { return nil }
    }
    return box
  }

  // MARK: Ways

  /// The ways in which a condition has the wanted answer: each a list of statements.
  func ways(_ condition: Condition, _ isYes: Bool, _ whose: Whose) -> [[Literal]] {
    depth += 1
    steps += 1
    defer { depth -= 1 }
    guard depth <= Self.mostDepth, steps <= Self.mostSteps, condition.parts.count <= Self.mostParts else {
      return [[flag(condition, isYes, whose)]]
    }
    switch condition.kind {
    case .constant(let value): return value == isYes ? [[]] : []
    case .all(let parts): return isYes ? every(parts, true, whose) : either(parts, false, condition, whose)
    case .any(let parts): return isYes ? either(parts, true, condition, whose) : every(parts, false, whose)
    case .not(let inner): return ways(inner, !isYes, whose)
    case .atLeast(let count, let parts): return atLeast(count, parts, isYes, condition, whose)
    case .segment(let id): return segment(id, isYes, condition, whose)
    case .ofCompany(let inner): return ofCompany(inner, isYes, condition)
    case .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare, .time, .compareTimes, .within, .sample,
      .persons, .did, .edge, .sequence, .aggregate, .didInEach, .member, .memberOfOther, .stage, .stageEver, .reachable:
      return leaf(condition, isYes, whose)
    }
  }

  private func every(_ parts: [Condition], _ isYes: Bool, _ whose: Whose) -> [[Literal]] {
    var boxes = [Box()]
    for part in parts {
      boxes = product(boxes, ways(part, isYes, whose), instead: flag(part, isYes, whose))
      if boxes.isEmpty { return [] }
    }
    return boxes.map(\.literals)
  }

  private func either(_ parts: [Condition], _ isYes: Bool, _ whole: Condition, _ whose: Whose) -> [[Literal]] {
    var found: [[Literal]] = []
    for part in parts {
      if found.count > Self.mostParts {
        return [[flag(whole, isYes, whose)]]
      }
      for way in ways(part, isYes, whose) {
        if way.isEmpty { return [[]] }
        if way.count == 1, let index = found.firstIndex(where: { $0.count == 1 && $0[0].union(way[0]) != nil }),
          let both = found[index][0].union(way[0])
        {
          found[index] = [both]
        } else if !found.contains(way) {
          found.append(way)
        }
      }
    }
    return found
  }

  private func atLeast(
    _ count: Int, _ parts: [Condition], _ isYes: Bool, _ whole: Condition, _ whose: Whose
  ) -> [[Literal]] {
    // Not at least n of k are at least k - n + 1 that do not hold.
    let needed = isYes ? count : parts.count - count + 1
    if needed <= 0 { return [[]] }
    guard needed <= parts.count, let choices = combinations(needed, of: parts.count) else {
      return needed > parts.count ? [] : [[flag(whole, isYes, whose)]]
    }
    var found: [[Literal]] = []
    for choice in choices { found += every(choice.map { parts[$0] }, isYes, whose) }
    return found
  }

  /// All choices of so many out of `total`; nil where they are too many.
  func combinations(_ count: Int, of total: Int) -> [[Int]]? {
    var found: [[Int]] = [[]]
    for index in 0..<total {
      found += found.filter { $0.count < count }.map { $0 + [index] }
      found = found.filter { $0.count + total - index - 1 >= count }
      if found.count > Self.mostCombinations * 4 { return nil }
    }
    return found.count <= Self.mostCombinations ? found : nil
  }

  private func segment(_ id: SegmentID, _ isYes: Bool, _ condition: Condition, _ whose: Whose) -> [[Literal]] {
    let asked = SegmentAnswer(segment: id, isYes: isYes, whose: whose)
    if let known = segmentWays[asked] { return known }
    let found = newWays(of: id, isYes, condition, whose)
    segmentWays[asked] = found
    return found
  }

  private func newWays(of id: SegmentID, _ isYes: Bool, _ condition: Condition, _ whose: Whose) -> [[Literal]] {
    let segment = program.segments[id]
    guard let kind = ContactKind(rawValue: segment.context.rawValue), !segment.isDefine else {
      return ways(segment.condition, isYes, whose)
    }
    let isKind = kindLiteral(kind, whose, condition.span)
    let inner = ways(segment.condition, isYes, whose)
    return isYes ? inner.map { [isKind] + $0 } : [[isKind.negated]] + inner.map { [isKind] + $0 }
  }

  private func ofCompany(_ inner: Condition, _ isYes: Bool, _ condition: Condition) -> [[Literal]] {
    let related = companyLiterals(condition.span)
    let found = ways(inner, isYes, .company).map { related + $0 }
    return isYes ? found : [[related[0].negated]] + found
  }

  /// What holds where a person's company is asked: that there is one comes first.
  func companyLiterals(_ span: Span) -> [Literal] {
    let has = Literal(
      subject: .hasCompany, aspect: .number, values: .numbers(Intervals(1, 1)), allowsMissing: false, span: span)
    return [has, kindLiteral(.person, .contact, span), kindLiteral(.company, .company, span)]
  }

  // MARK: Literals

  func kindLiteral(_ kind: ContactKind, _ whose: Whose, _ span: Span) -> Literal {
    let code: Int64 = kind == .company ? 0 : 1
    return Literal(
      subject: .kind(whose), aspect: .number, values: .numbers(Intervals(code, code)), allowsMissing: false, span: span)
  }

  /// The condition as something that holds or does not, of which nothing more is known.
  func flag(_ condition: Condition, _ isYes: Bool, _ whose: Whose) -> Literal {
    let value: Int64 = isYes ? 1 : 0
    return Literal(
      subject: .flag(whose, condition), aspect: .number, values: .numbers(Intervals(value, value)),
      allowsMissing: false, span: condition.span)
  }
}
