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
  /// Whether the text is to be given as it stands in the cell, not folded.
  let isExact: Bool
  private let relation: Relation
  /// The values of `containsAll`, for tags.
  private let wanted: [[UInt8]]
  private let predicate: TextPredicate
  private let pattern: Pattern?

  init(_ predicate: TextPredicate, lists: [List]) {
    self.predicate = predicate
    transform = predicate.transform
    // A domain is lower case by definition.
    isExact = predicate.isExact && predicate.transform != .domain
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

  /// Sets the bits of each text: `yes` where the test holds, `missing` where there is no value to test. The texts are
  /// folded unless the test is exact, and not empty.
  func mark(_ texts: TextBatch, yes: UInt8, missing: UInt8, into bytes: UnsafeMutablePointer<UInt8>) {
    switch transform {
    case .none: markWhole(texts, yes: yes, into: bytes)
    case .domain:
      for index in 0..<texts.count {
        let domain = domain(of: texts[index])
        bytes[index] |= domain.isEmpty ? missing : holds(domain) ? yes : 0
      }
    case .tags:
      for index in 0..<texts.count {
        let answer = evaluateTags(texts[index])
        bytes[index] |= answer.isMissing ? missing : answer.holds ? yes : 0
      }
    }
  }

  /// The relations that large columns are asked for most have a loop of their own.
  private func markWhole(_ texts: TextBatch, yes: UInt8, into bytes: UnsafeMutablePointer<UInt8>) {
    switch relation {
    case .known: for index in 0..<texts.count { bytes[index] |= yes }
    case .never: return
    case .oneOf(let table): for index in 0..<texts.count where table.find(texts[index]) != 0 { bytes[index] |= yes }
    case .containsAny(let set):
      for index in 0..<texts.count where set.isContained(in: texts[index]) { bytes[index] |= yes }
    case .startsWith(let values):
      for value in values {
        for index in 0..<texts.count where starts(texts[index], with: value) { bytes[index] |= yes }
      }
    case .endsWith(let values):
      for value in values { markEnds(texts, value, yes: yes, into: bytes) }
    case .range(let low, let high):
      for index in 0..<texts.count where isInside(texts[index], low, high) { bytes[index] |= yes }
    case .containsAll, .like, .matches:
      for index in 0..<texts.count where holds(texts[index]) { bytes[index] |= yes }
    }
  }

  /// An ending of up to eight bytes is one word, compared without a branch per text.
  private func markEnds(_ texts: TextBatch, _ value: [UInt8], yes: UInt8, into bytes: UnsafeMutablePointer<UInt8>) {
    let wanted = value.reduce(into: UInt64(0)) { word, byte in word = word >> 8 | UInt64(byte) << 56 }
    let unused = UInt64(64 - 8 * min(value.count, 8))
    for index in 0..<texts.count {
      let end = texts.ends[index]
      if value.count > 8 || end < texts.first + 8 {
        if ends(texts[index], with: value) { bytes[index] |= yes }
        continue
      }
      let word = UnsafeRawPointer(texts.base + end - 8).loadUnaligned(as: UInt64.self).littleEndian
      let isLongEnough = end - texts.starts[index] >= value.count
      bytes[index] |= (word ^ wanted) >> unused == 0 && isLongEnough ? yes : 0
    }
  }

  /// What follows the last `@`; empty without one.
  private func domain(of text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard let sign = text.lastIndex(of: UInt8(ascii: "@")) else { return UnsafeBufferPointer(rebasing: text[..<0]) }
    return trimmed(UnsafeBufferPointer(rebasing: text[(sign + 1)...]))
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

  func holds(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    switch relation {
    case .known: true
    case .never: false
    case .oneOf(let table): table.find(text) != 0
    case .containsAny(let set): set.isContained(in: text)
    case .containsAll(let sets): sets.allSatisfy { $0.isContained(in: text) }
    case .startsWith(let values): values.contains { starts(text, with: $0) }
    case .endsWith(let values): values.contains { ends(text, with: $0) }
    case .like(let glob): glob.matches(text)
    case .matches(let matcher): matcher.matches(text)
    case .range(let low, let high): isInside(text, low, high)
    }
  }

  @inline(__always)
  private func starts(_ text: UnsafeBufferPointer<UInt8>, with value: [UInt8]) -> Bool {
    guard value.count <= text.count else { return false }
    for index in value.indices where text[index] != value[index] { return false }
    return true
  }

  @inline(__always)
  private func ends(_ text: UnsafeBufferPointer<UInt8>, with value: [UInt8]) -> Bool {
    let start = text.count - value.count
    if start < 0 { return false }
    for index in value.indices where text[start + index] != value[index] { return false }
    return true
  }

  @inline(__always)
  private func isInside(_ text: UnsafeBufferPointer<UInt8>, _ low: [UInt8]?, _ high: [UInt8]?) -> Bool {
    if let low, low.withUnsafeBufferPointer({ isBefore(text, $0) }) { return false }
    if let high, high.withUnsafeBufferPointer({ isBefore($0, text) }) { return false }
    return true
  }

  @inline(__always)
  private func isBefore(_ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>) -> Bool {
    let shared = min(first.count, second.count)
    for index in 0..<shared where first[index] != second[index] { return first[index] < second[index] }
    return first.count < second.count
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
