/// The nearest of some known names, for a did-you-mean.
///
/// Distance: optimal string alignment (Damerau-Levenshtein without repeated edits) over lower-cased scalars. At most a
/// third of the name, at least one edit, may differ, and nothing of names of one or two letters; ties go to the earlier
/// candidate.
public func nearestName(to name: String, in candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().unicodeScalars.prefix(64))
  let wantedLetters = Letters(name)
  var best: (name: String, distance: Int)?
  for candidate in candidates where candidate != name {
    if let wantedLetters, let letters = Letters(candidate), letters.isFar(from: wantedLetters) { continue }
    let other = Array(candidate.lowercased().unicodeScalars.prefix(64))
    let limit = mostEdits(max(wanted.count, other.count))
    guard abs(wanted.count - other.count) <= limit else { continue }
    let distance = alignmentDistance(wanted, other)
    if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
  }
  return best?.name
}

/// Whether two names differ as a slip of the pen does: by one edit, or by two behind the same first letter.
///
/// Names that differ in digits only, such as `fair_2025` and `fair_2026`, are two names.
public func isSlip(_ first: String, _ second: String) -> Bool {
  let names = [first, second].map { Array($0.lowercased().unicodeScalars.prefix(64)) }
  guard names.allSatisfy({ $0.count > 4 }), names[0] != names[1], abs(names[0].count - names[1].count) <= 2 else {
    return false
  }
  let letters = names.map { $0.filter { $0.properties.numericType == nil } }
  if letters[0] == letters[1] { return false }
  let distance = alignmentDistance(names[0], names[1])
  return distance == 1 || distance == 2 && names[0].first == names[1].first
}

private func mostEdits(_ length: Int) -> Int { length < 3 ? 0 : max(1, length / 3) }

/// The length and the set of letters of a short ASCII name: enough to rule out most candidates at little cost.
private struct Letters {
  let count: Int
  let set: UInt64

  init?(_ name: String) {
    guard name.utf8.count <= 64 else { return nil }
    var set: UInt64 = 0
    for byte in name.utf8 {
      guard byte < 0x80 else { return nil }
      let isCapital = byte >= 0x41 && byte <= 0x5A
      set |= 1 << UInt64((isCapital ? byte | 0x20 : byte) & 63)
    }
    count = name.utf8.count
    self.set = set
  }

  /// Whether more edits are needed than are allowed: one for each letter that the other lacks.
  func isFar(from other: Letters) -> Bool {
    let limit = mostEdits(max(count, other.count))
    return abs(count - other.count) > limit || (set & ~other.set).nonzeroBitCount > limit
      || (other.set & ~set).nonzeroBitCount > limit
  }
}

private func alignmentDistance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
  var rows = [[Int]](repeating: [Int](repeating: 0, count: second.count + 1), count: first.count + 1)
  for row in 0...first.count { rows[row][0] = row }
  for column in 0...second.count { rows[0][column] = column }
  guard !first.isEmpty, !second.isEmpty else { return max(first.count, second.count) }
  for row in 1...first.count {
    for column in 1...second.count {
      let same = first[row - 1] == second[column - 1]
      var distance = min(
        rows[row - 1][column] + 1, rows[row][column - 1] + 1, rows[row - 1][column - 1] + (same ? 0 : 1))
      if row > 1, column > 1, first[row - 1] == second[column - 2], first[row - 2] == second[column - 1] {
        distance = min(distance, rows[row - 2][column - 2] + 1)
      }
      rows[row][column] = distance
    }
  }
  return rows[first.count][second.count]
}
