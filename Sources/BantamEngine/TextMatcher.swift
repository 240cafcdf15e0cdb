import BantamColumns
import BantamPlan
import BantamProgram
import BantamSystem

/// A test of texts with its operands prepared: folded, and put into tables.
///
/// For one thread at a time, as a pattern's automaton grows; `copy` gives another thread its own.
/// Over tags a relation tests whole tags and holds where one of them does; `containsAll` asks for each of its values.
final class TextMatcher {
  private enum Relation {
    case known
    case oneOf(TextTable)
    case containsAny(SubstringSet)
    case containsAll([SubstringSet])
    case startsWith([[UInt8]])
    case endsWith([[UInt8]])
    case like(Glob)
    case matches(PatternMatcher)
    case range([UInt8]?, [UInt8]?)
    case never
  }

  let transform: TextPredicate.Transform
  let isExact: Bool
  private let relation: Relation
  /// The values of `containsAll`, for tags.
  private let wanted: [[UInt8]]
  private let predicate: TextPredicate
  private let pattern: Pattern?

  init(_ predicate: TextPredicate, lists: [List]) {
    self.predicate = predicate
    transform = predicate.transform
    isExact = predicate.isExact
    let operands = Operands(isExact: predicate.isExact)
    var pattern: Pattern?
    var wanted: [[UInt8]] = []
    let isTags = predicate.transform == .tags
    switch predicate.relation {
    case .known: relation = .known
    case .equals(let values): relation = .oneOf(operands.table(values))
    case .inList(let list): relation = .oneOf(operands.table(lists[list].values))
    case .containsAny(let values):
      relation = isTags ? .oneOf(operands.table(values)) : .containsAny(SubstringSet(values.map(operands.bytes)))
    case .containsListEntry(let list):
      let values = lists[list].values
      relation = isTags ? .oneOf(operands.table(values)) : .containsAny(SubstringSet(values.map(operands.bytes)))
    case .containsAll(let values):
      relation = .containsAll(values.map { SubstringSet([operands.bytes($0)]) })
      wanted = values.map(operands.bytes)
    case .startsWith(let values): relation = .startsWith(values.map(operands.bytes))
    case .endsWith(let values): relation = .endsWith(values.map(operands.bytes))
    case .like(let glob): relation = .like(Glob(operands.bytes(glob)))
    case .matches(let text):
      // The checker has refused a pattern that cannot be parsed.
      pattern = try? Pattern(parsing: text, ignoringCase: !predicate.isExact)
      relation = pattern.map { .matches(PatternMatcher($0)) } ?? .never
    case .range(let low, let high): relation = .range(low.map(operands.bytes), high.map(operands.bytes))
    case .under(let value, let list): relation = .oneOf(operands.descendants(of: value, in: lists[list]))
    }
    self.pattern = pattern
    self.wanted = wanted
  }

  /// The same test for another thread.
  func copy() -> TextMatcher { pattern == nil ? self : TextMatcher(predicate, lists: []) }

  /// `text` is folded unless the test is exact, and not empty.
  func evaluate(_ text: UnsafeBufferPointer<UInt8>) -> (holds: Bool, isMissing: Bool) {
    switch transform {
    case .none: return (holds(text), false)
    case .domain:
      guard let sign = text.lastIndex(of: UInt8(ascii: "@")) else { return (false, true) }
      let domain = trimmed(UnsafeBufferPointer(rebasing: text[(sign + 1)...]))
      return domain.isEmpty ? (false, true) : (holds(domain), false)
    case .tags: return evaluateTags(text)
    }
  }

  private func evaluateTags(_ text: UnsafeBufferPointer<UInt8>) -> (holds: Bool, isMissing: Bool) {
    var isMissing = true
    var holds = false
    var found = [Bool](repeating: false, count: wanted.count)
    forEachTag(text) { tag in
      isMissing = false
      for (index, value) in wanted.enumerated() where value.elementsEqual(tag) { found[index] = true }
      holds = holds || self.holds(tag)
    }
    if case .containsAll = relation { return (!isMissing && !found.contains(false), isMissing) }
    return (holds, isMissing)
  }

  private func holds(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    switch relation {
    case .known: return true
    case .never: return false
    case .oneOf(let table): return table.find(text) != 0
    case .containsAny(let set): return set.isContained(in: text)
    case .containsAll(let sets): return sets.allSatisfy { $0.isContained(in: text) }
    case .startsWith(let values): return values.contains { text.starts(with: $0) }
    case .endsWith(let values):
      return values.contains { $0.count <= text.count && text[(text.count - $0.count)...].elementsEqual($0) }
    case .like(let glob): return glob.matches(text)
    case .matches(let matcher): return matcher.matches(text)
    case .range(let low, let high):
      if let low, text.lexicographicallyPrecedes(low) { return false }
      if let high, high.lexicographicallyPrecedes(text) { return false }
      return true
    }
  }
}

/// Calls `body` with each tag of a cell, trimmed, empty ones left out.
func forEachTag(_ cell: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
  var start = 0
  while start <= cell.count {
    let end = cell[start...].firstIndex(of: UInt8(ascii: ";")) ?? cell.count
    let tag = trimmed(UnsafeBufferPointer(rebasing: cell[start..<end]))
    if !tag.isEmpty { body(tag) }
    start = end + 1
  }
}

/// Operands as the test compares them.
private struct Operands {
  let isExact: Bool

  func bytes(_ text: String) -> [UInt8] { isExact ? Array(text.utf8) : Array(foldCase(text).utf8) }

  func table(_ values: some Sequence<String>) -> TextTable {
    let table = TextTable()
    for value in values { bytes(value).withUnsafeBufferPointer { _ = table.code(of: $0) } }
    return table
  }

  /// The value and everything that stands under it, directly or not.
  func descendants(of value: String, in list: List) -> TextTable {
    let wanted = table([value])
    var children: [[UInt8]: [[UInt8]]] = [:]
    for (child, parent) in zip(list.values, list.parents) { children[bytes(parent), default: []].append(bytes(child)) }
    var open = [bytes(value)]
    while let parent = open.popLast() {
      for child in children.removeValue(forKey: parent) ?? [] {
        child.withUnsafeBufferPointer { _ = wanted.code(of: $0) }
        open.append(child)
      }
    }
    return wanted
  }
}
