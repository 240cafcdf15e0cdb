import BantamSystem

/// A regular expression that is matched in one pass over the text, whatever the text: no backtracking.
///
/// Literals, `.`, `[a-z]`, `[^…]`, `( )`, `(?: )`, `|`, `* + ? {m} {m,} {m,n}`, `^`, `$`, `\d \D \w \W \s \S` (ASCII),
/// `\t \n \r`, and `\` before a sign. It matches where it is found anywhere in the text.
public struct Pattern: Sendable {
  /// One step of the automaton (Thompson, "Regular Expression Search Algorithm", CACM 11:6, 1968).
  public enum Step: Sendable, Hashable {
    /// One scalar of the set with this index, then the next step.
    case scalar(Int)
    /// Both ways.
    case split(Int, Int)
    case jump(Int)
    case start
    case end
    case match
  }

  public let steps: [Step]
  /// Sorted, disjoint ranges of scalar values.
  public let sets: [[ClosedRange<UInt32>]]

  public static let maximumSteps = 20_000

  /// `ignoringCase`: the text is given folded (`foldCase`), the pattern folds itself.
  public init(parsing text: String, ignoringCase: Bool = true) throws(PatternError) {
    var parser = PatternParser(text: text, ignoringCase: ignoringCase)
    let tree = try parser.parse()
    if tree.size > Self.maximumSteps { throw PatternError("this pattern is too large", at: 0) }
    var builder = PatternBuilder()
    builder.add(tree)
    builder.steps.append(.match)
    steps = builder.steps
    sets = builder.sets
  }
}

/// Why a pattern is not one, in words for the user.
public struct PatternError: Error, Sendable, Hashable {
  public var message: String
  public var help: String?
  /// Scalars before the place.
  public var offset: Int

  public init(_ message: String, help: String? = nil, at offset: Int) {
    self.message = message
    self.help = help
    self.offset = offset
  }
}

private indirect enum PatternTree {
  case empty
  case set([ClosedRange<UInt32>])
  case sequence([PatternTree])
  case either([PatternTree])
  case repeated(PatternTree, least: Int, most: Int?)
  case start
  case end

  /// At least the number of steps; beyond the most there may be only that it is beyond. What matches nothing counts too:
  /// repeating it is work.
  var size: Int {
    let size =
      switch self {
      case .empty, .set, .start, .end: 1
      case .sequence(let parts): Self.size(parts)
      case .either(let choices): Self.size(choices) + 2 * (choices.count - 1)
      case .repeated(let part, let least, nil): (least + 1) * part.size + 2
      case .repeated(let part, let least, let most?): least * part.size + max(0, most - least) * (part.size + 1)
      }
    return min(max(1, size), Pattern.maximumSteps + 1)
  }

  private static func size(_ parts: [PatternTree]) -> Int {
    parts.reduce(0) { $0 > Pattern.maximumSteps ? $0 : $0 + $1.size }
  }
}

private struct PatternBuilder {
  var steps: [Pattern.Step] = []
  var sets: [[ClosedRange<UInt32>]] = []
  private var indexes: [[ClosedRange<UInt32>]: Int] = [:]

  mutating func add(_ tree: PatternTree) {
    switch tree {
    case .empty: break
    case .start: steps.append(.start)
    case .end: steps.append(.end)
    case .set(let ranges): steps.append(.scalar(index(of: ranges)))
    case .sequence(let parts): for part in parts { add(part) }
    case .either(let choices): addEither(choices)
    case .repeated(let part, let least, let most): addRepeated(part, least: least, most: most)
    }
  }

  private mutating func index(of ranges: [ClosedRange<UInt32>]) -> Int {
    if let index = indexes[ranges] { return index }
    indexes[ranges] = sets.count
    sets.append(ranges)
    return sets.count - 1
  }

  private mutating func addEither(_ choices: [PatternTree]) {
    var jumps: [Int] = []
    for (index, choice) in choices.enumerated() {
      let split = steps.count
      let isLast = index == choices.count - 1
      if !isLast { steps.append(.split(split + 1, 0)) }
      add(choice)
      if isLast { break }
      jumps.append(steps.count)
      steps.append(.jump(0))
      steps[split] = .split(split + 1, steps.count)
    }
    for jump in jumps { steps[jump] = .jump(steps.count) }
  }

  private mutating func addRepeated(_ part: PatternTree, least: Int, most: Int?) {
    for _ in 0..<least { add(part) }
    guard let most else {
      let split = steps.count
      steps.append(.split(split + 1, 0))
      add(part)
      steps.append(.jump(split))
      steps[split] = .split(split + 1, steps.count)
      return
    }
    var splits: [Int] = []
    for _ in least..<max(least, most) {
      splits.append(steps.count)
      steps.append(.split(steps.count + 1, 0))
      add(part)
    }
    for split in splits { steps[split] = .split(split + 1, steps.count) }
  }
}

private struct PatternParser {
  private static let maximumDepth = 100
  private static let maximumCount = 1000
  private static let lastScalar: UInt32 = 0x10FFFF

  private let scalars: [Unicode.Scalar]
  private let ignoringCase: Bool
  private var position = 0
  private var depth = 0

  init(text: String, ignoringCase: Bool) {
    scalars = Array(text.unicodeScalars)
    self.ignoringCase = ignoringCase
  }

  mutating func parse() throws(PatternError) -> PatternTree {
    let tree = try parseEither()
    if position < scalars.count {
      throw PatternError("`)` closes no group", help: "write `\\)` for the sign", at: position)
    }
    return tree
  }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  private mutating func parseEither() throws(PatternError) -> PatternTree {
    var choices = [try parseSequence()]
    while take("|") { choices.append(try parseSequence()) }
    return choices.count == 1 ? choices[0] : .either(choices)
  }

  private mutating func parseSequence() throws(PatternError) -> PatternTree {
    var parts: [PatternTree] = []
    while let scalar = next, scalar != "|", scalar != ")" { parts.append(try parseRepeated()) }
    return parts.isEmpty ? .empty : .sequence(parts)
  }

  private mutating func parseRepeated() throws(PatternError) -> PatternTree {
    let part = try parseOne()
    guard let (least, most) = try parseCount() else { return part }
    if let scalar = next, "*+?{".unicodeScalars.contains(scalar) {
      throw PatternError(
        "expected what follows the repetition, found another one",
        help: "only whether the text matches counts, so `?` or `+` after a repetition is not needed", at: position)
    }
    return .repeated(part, least: least, most: most)
  }

  private mutating func parseCount() throws(PatternError) -> (Int, Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard next == "{" else { return nil }
    let start = position
    position += 1
    guard let least = try parseNumber() else {
      throw PatternError("expected a number after `{`", help: "write `\\{` for the sign", at: start)
    }
    var most: Int? = least
    if take(",") { most = try parseNumber() }
    guard take("}") else { throw PatternError("expected `}` after the number of repetitions", at: position) }
    if let most, most < least { throw PatternError("expected the smaller number first", at: start) }
    return (least, most)
  }

  private mutating func parseNumber() throws(PatternError) -> Int? {
    let start = position
    var value = 0
    while let digit = next.flatMap({ $0.isASCII ? Int(String($0)) : nil }) {
      value = value * 10 + digit
      position += 1
      if value > Self.maximumCount {
        throw PatternError("expected at most \(Self.maximumCount) repetitions", at: start)
      }
    }
    return position > start ? value : nil
  }

  private mutating func parseOne() throws(PatternError) -> PatternTree {
    let start = position
    let scalar = scalars[position]
    position += 1
    switch scalar {
    case "(": return try parseGroup(from: start)
    case "[": return .set(try parseClass(from: start))
    case ".": return .set(complement([0x0A...0x0A]))
    case "^": return .start
    case "$": return .end
    case "*", "+", "?", "{":
      throw PatternError("`\(scalar)` repeats nothing", help: "write `\\\(scalar)` for the sign", at: start)
    case "\\": return .set(folded(try parseEscape(from: start)))
    default: return .set(folded([scalar.value...scalar.value]))
    }
  }

  private mutating func parseGroup(from start: Int) throws(PatternError) -> PatternTree {
    depth += 1
    if depth > Self.maximumDepth { throw PatternError("groups are nested too deeply", at: start) }
    if take("?"), !take(":") {
      throw PatternError(
        "`(?` is not supported", help: "looking ahead or behind cannot be matched in one pass", at: start)
    }
    let tree = try parseEither()
    guard take(")") else { throw PatternError("expected `)` for this group", at: start) }
    depth -= 1
    return tree
  }

  private mutating func parseClass(from start: Int) throws(PatternError) -> [ClosedRange<UInt32>] {
    let isNegated = take("^")
    var ranges: [ClosedRange<UInt32>] = []
    var isFirst = true
    while let scalar = next, scalar != "]" || isFirst {
      isFirst = false
      let place = position
      position += 1
      let low = scalar == "\\" ? try parseEscape(from: place) : [scalar.value...scalar.value]
      guard next == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
        ranges += low
        continue
      }
      position += 1
      let end = scalars[position]
      let endPlace = position
      position += 1
      let high = end == "\\" ? try parseEscape(from: endPlace) : [end.value...end.value]
      guard low.count == 1, high.count == 1, low[0].count == 1, high[0].count == 1,
        low[0].lowerBound <= high[0].lowerBound
      else { throw PatternError("expected the smaller sign of the range first", at: place) }
      ranges.append(low[0].lowerBound...high[0].lowerBound)
    }
    guard take("]") else { throw PatternError("expected `]` for this class", at: start) }
    let set = folded(ranges)
    return isNegated ? complement(set) : set
  }

  private mutating func parseEscape(from start: Int) throws(PatternError) -> [ClosedRange<UInt32>] {
    guard let scalar = next else { throw PatternError("expected a sign after `\\`", at: start) }
    position += 1
    let digits: [ClosedRange<UInt32>] = [0x30...0x39]
    let letters: [ClosedRange<UInt32>] = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
    let blanks: [ClosedRange<UInt32>] = [0x09...0x0D, 0x20...0x20]
    switch scalar {
    case "d": return digits
    case "D": return complement(digits)
    case "w": return letters
    case "W": return complement(letters)
    case "s": return blanks
    case "S": return complement(blanks)
    case "t": return [0x09...0x09]
    case "n": return [0x0A...0x0A]
    case "r": return [0x0D...0x0D]
    case "0"..."9": throw PatternError("`\\\(scalar)` refers back to a group, which is not supported", at: start)
    case "b", "B":
      throw PatternError(
        "`\\\(scalar)` is not supported", help: "name the signs around the word, as in `(^|[^a-z])word`", at: start)
    case "a"..."z", "A"..."Z": throw PatternError("`\\\(scalar)` is not supported", at: start)
    default: return [scalar.value...scalar.value]
    }
  }

  /// The scalars that the folded text has in place of these.
  private func folded(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    guard ignoringCase else { return normalized(ranges) }
    var result = ranges
    for range in ranges {
      // Beyond the letters with case (Adlam, U+1E900) nothing folds.
      for value in range.clamped(to: 0...0x1_EFFF) {
        guard let scalar = Unicode.Scalar(value) else { continue }
        let folded = foldScalar(scalar).value
        if folded != value { result.append(folded...folded) }
      }
    }
    return normalized(result)
  }

  private func normalized(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, range.lowerBound <= last.upperBound &+ 1 {
        result[result.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }

  private func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    var from: UInt32 = 0
    for range in normalized(ranges) {
      if range.lowerBound > from { result.append(from...range.lowerBound - 1) }
      from = range.upperBound + 1
    }
    if from <= Self.lastScalar { result.append(from...Self.lastScalar) }
    return result
  }
}
