/// The nearest of some known names, for a did-you-mean.
///
/// Distance: optimal string alignment (Damerau-Levenshtein without repeated edits) over lower-cased scalars. At most a
/// third of the name, at least one edit, may differ, and nothing of names of one or two letters; ties go to the earlier
/// candidate. Of very many candidates only the first ones are looked at.
public func nearestName(to name: String, in candidates: [String]) -> String? {
  var wanted = FoldedName()
  wanted.read(name)
  var other = FoldedName()
  var alignment = Alignment(wanted.scalars)
  var best: (name: String, distance: Int)?
  for candidate in candidates.prefix(maximumCandidates) where candidate != name {
    // There are not more scalars than bytes.
    if candidate.utf8.count + mostEdits(wanted.scalars.count) < wanted.scalars.count { continue }
    other.read(candidate)
    let length = max(wanted.scalars.count, other.scalars.count)
    let limit = min(mostEdits(length), (best?.distance ?? Int.max) - 1)
    if wanted.isFar(from: other, limit: limit) { continue }
    guard let distance = alignment.distance(to: other.scalars, atMost: limit) else { continue }
    best = (candidate, distance)
    if distance == 0 { break }
  }
  return best?.name
}

/// Whether two names differ as a slip of the pen does: by one edit, or by two behind the same first letter.
///
/// Names that differ in digits only, such as `fair_2025` and `fair_2026`, are two names.
public func isSlip(_ first: String, _ second: String) -> Bool {
  guard abs(first.unicodeScalars.count - second.unicodeScalars.count) <= 2 else { return false }
  let names = [first, second].map { Array($0.lowercased().unicodeScalars.prefix(maximumScalars)) }
  guard names.allSatisfy({ $0.count > 4 }), names[0] != names[1] else { return false }
  var alignment = Alignment(names[0].map(\.value))
  guard let distance = alignment.distance(to: names[1].map(\.value), atMost: 2) else { return false }
  let letters = names.map { $0.filter { $0.properties.numericType == nil } }
  if letters[0] == letters[1] { return false }
  return distance == 1 || names[0].first == names[1].first
}

/// Three hundred messages that each look for a name in a list of this length take about 20 ms.
private let maximumCandidates = 2_000

private let maximumScalars = 64

private func mostEdits(_ length: Int) -> Int { length < 3 ? 0 : max(1, length / 3) }

/// The first scalars of a name in small letters. One of these is used for many names, as its memory is kept.
private struct FoldedName {
  private(set) var scalars: [UInt32] = []
  /// Which letters there are, by their last six bits; nil for a name that is not ASCII.
  private var letters: UInt64?

  mutating func read(_ name: String) {
    var name = name
    let isASCII = name.withUTF8 { readASCII(UnsafeBufferPointer(rebasing: $0.prefix(maximumScalars))) }
    if !isASCII {
      scalars = name.lowercased().unicodeScalars.prefix(maximumScalars).map(\.value)
      letters = nil
    }
  }

  private mutating func readASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    scalars.removeAll(keepingCapacity: true)
    var letters: UInt64 = 0
    for byte in bytes {
      guard byte < 0x80 else { return false }
      let small = 0x41...0x5A ~= byte ? byte | 0x20 : byte
      letters |= 1 << UInt64(small & 63)
      scalars.append(UInt32(small))
    }
    self.letters = letters
    return true
  }

  /// Whether more edits are needed than the limit: one for each letter that the other lacks. Rules out most at little
  /// cost.
  func isFar(from other: FoldedName, limit: Int) -> Bool {
    guard abs(scalars.count - other.scalars.count) <= limit else { return true }
    guard let letters, let others = other.letters else { return false }
    return (letters & ~others).nonzeroBitCount > limit || (others & ~letters).nonzeroBitCount > limit
  }
}

/// Distances of one name to others, row by row of the table of distances; three rows are kept.
private struct Alignment {
  private let first: [UInt32]
  private var beforeLast: [Int]
  private var last: [Int]
  private var current: [Int]

  init(_ first: [UInt32]) {
    self.first = first
    last = [Int](repeating: 0, count: maximumScalars + 1)
    beforeLast = last
    current = last
  }

  /// nil where it is more than the limit.
  ///
  /// Only cells near the diagonal are worked out: one that is further from it than the limit is beyond it.
  mutating func distance(to second: [UInt32], atMost limit: Int) -> Int? {
    guard limit >= 0, abs(first.count - second.count) <= limit else { return nil }
    let beyond = limit + 1
    for column in 0...second.count { last[column] = min(column, beyond) }
    for row in 0..<first.count {
      let low = max(0, row - limit)
      let high = min(second.count, row + limit + 1)
      current[low] = low == 0 ? min(row + 1, beyond) : beyond
      var least = current[low]
      for column in low..<high {
        let isSame = first[row] == second[column]
        var distance = last[column] + (isSame ? 0 : 1)
        distance = min(distance, current[column] + 1, column + 1 <= row + limit ? last[column + 1] + 1 : beyond)
        if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
          distance = min(distance, beforeLast[column - 1] + 1)
        }
        distance = min(distance, beyond)
        current[column + 1] = distance
        least = min(least, distance)
      }
      if least > limit { return nil }
      (beforeLast, last, current) = (last, current, beforeLast)
    }
    let distance = last[second.count]
    return distance <= limit ? distance : nil
  }
}
