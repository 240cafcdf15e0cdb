/// The nearest of some known names, for a did-you-mean.
///
/// Distance: optimal string alignment (Damerau-Levenshtein without repeated edits) over lower-cased scalars. At most a
/// third of the name, at least one edit, may differ, and nothing of names of one or two letters; ties go to the earlier
/// candidate.
public func nearestName(to name: String, in candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().unicodeScalars.prefix(64))
  var best: (name: String, distance: Int)?
  for candidate in candidates where candidate != name {
    let other = Array(candidate.lowercased().unicodeScalars.prefix(64))
    let length = max(wanted.count, other.count)
    let limit = length < 3 ? 0 : max(1, length / 3)
    guard abs(wanted.count - other.count) <= limit else { continue }
    let distance = alignmentDistance(wanted, other)
    if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
  }
  return best?.name
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
