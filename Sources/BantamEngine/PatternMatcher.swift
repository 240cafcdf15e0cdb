import BantamProgram

/// Runs a pattern's automaton over texts, a step per scalar. Sets of steps that were met become states of a table, so
/// that most steps are one look-up. For one thread.
final class PatternMatcher {
  private static let maximumStates = 1000

  private struct State {
    let steps: [Int]
    let matches: Bool
    /// Matches if the text ends here.
    let matchesAtEnd: Bool
  }

  private let pattern: Pattern
  /// The first scalar of each class: scalars between two bounds lie in the same sets.
  private let bounds: [UInt32]
  private let asciiClasses: [Int]
  /// Per class the sets that hold it.
  private let isInSet: [[Bool]]
  private var states: [State] = []
  private var stateIndexes: [[Int]: Int] = [:]
  /// By state and class; -1 not met yet.
  private var transitions: [Int] = []

  init(_ pattern: Pattern) {
    self.pattern = pattern
    let starts = pattern.sets.joined().flatMap { [$0.lowerBound, $0.upperBound + 1] }
    let bounds = Set(starts + [0]).sorted()
    self.bounds = bounds
    isInSet = bounds.map { bound in pattern.sets.map { ranges in ranges.contains { $0.contains(bound) } } }
    asciiClasses = (0..<128).map { classIndex(of: $0, in: bounds) }
  }

  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var state = index(of: closure(from: [0], isAtStart: true))
    var decoder = UTF8Decoder(text)
    while !states[state].matches {
      guard let scalar = decoder.next() else { return states[state].matchesAtEnd }
      state = step(from: state, scalar)
    }
    return true
  }

  private func step(from state: Int, _ scalar: UInt32) -> Int {
    let scalarClass = scalar < 128 ? asciiClasses[Int(scalar)] : classIndex(of: scalar, in: bounds)
    let slot = state * bounds.count + scalarClass
    if transitions[slot] >= 0 { return transitions[slot] }
    var next: [Int] = []
    for step in states[state].steps {
      if case .scalar(let set) = pattern.steps[step], isInSet[scalarClass][set] { next.append(step + 1) }
    }
    // It may also begin here.
    let steps = closure(from: next + [0], isAtStart: false)
    if states.count >= Self.maximumStates {
      forget()
      return index(of: steps)
    }
    let target = index(of: steps)
    transitions[slot] = target
    return target
  }

  private func forget() {
    states = []
    stateIndexes = [:]
    transitions = []
  }

  private func index(of steps: [Int]) -> Int {
    if let index = stateIndexes[steps] { return index }
    let matches = steps.contains { pattern.steps[$0] == .match }
    let ends = steps.filter { pattern.steps[$0] == .end }
    let state = State(steps: steps, matches: matches, matchesAtEnd: matches || reachesMatch(from: ends))
    stateIndexes[steps] = states.count
    states.append(state)
    transitions += Array(repeating: -1, count: bounds.count)
    return states.count - 1
  }

  /// Whether a match is reached at the end of the text, through any number of `$`.
  private func reachesMatch(from ends: [Int]) -> Bool {
    var open = ends
    var seen = Set(ends)
    while let end = open.popLast() {
      // At the end of a text that is not empty nothing begins; of an empty one, `^` was followed before.
      for step in closure(from: [end + 1], isAtStart: false) {
        if pattern.steps[step] == .match { return true }
        if pattern.steps[step] == .end, seen.insert(step).inserted { open.append(step) }
      }
    }
    return false
  }

  /// Every step that is reached without reading: scalars, ends and the match.
  private func closure(from first: [Int], isAtStart: Bool) -> [Int] {
    var seen = Set<Int>()
    var found: [Int] = []
    var open = first
    while let step = open.popLast() {
      guard seen.insert(step).inserted else { continue }
      switch pattern.steps[step] {
      case .scalar, .end, .match: found.append(step)
      case .split(let one, let other): open += [one, other]
      case .jump(let target): open.append(target)
      case .start: if isAtStart { open.append(step + 1) }
      }
    }
    return found.sorted()
  }
}

private func classIndex(of scalar: UInt32, in bounds: [UInt32]) -> Int {
  var low = 0
  var high = bounds.count
  while high - low > 1 {
    let middle = (low + high) / 2
    if bounds[middle] <= scalar { low = middle } else { high = middle }
  }
  return low
}

/// Scalars out of UTF-8; a malformed byte is one scalar, U+FFFD.
private struct UTF8Decoder {
  private let text: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  mutating func next() -> UInt32? {
    guard position < text.count else { return nil }
    let first = text[position]
    position += 1
    if first < 0x80 { return UInt32(first) }
    let length = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0
    guard length > 0, first < 0xF5, position + length <= text.count else { return 0xFFFD }
    var scalar = UInt32(first) & (0x3F >> UInt32(length))
    for offset in 0..<length {
      let byte = text[position + offset]
      guard byte & 0xC0 == 0x80 else { return 0xFFFD }
      scalar = scalar << 6 | UInt32(byte & 0x3F)
    }
    position += length
    return scalar
  }
}
