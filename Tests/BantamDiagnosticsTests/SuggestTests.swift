import BantamDiagnostics
import SpecSupport
import Testing

/// The nearest name, against the table of distances worked out whole.
struct SuggestTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func isThatOfTheWholeTable(_ seed: UInt64) {
    var random = SplitMix(seed: seed)
    for _ in 0..<400 {
      let letters = random.chance(80) ? ["a", "b", "c", "B"] : ["a", "é", "É", "日"]
      func word() -> String { (0..<random.below(9)).map { _ in random.pick(letters) }.joined() }
      let name = word()
      let candidates = (0..<random.below(8)).map { _ in word() }
      #expect(nearestName(to: name, in: candidates) == plainNearest(name, candidates), "\(name) \(candidates)")
    }
  }

  @Test(arguments: [
    ("employes", "employees"), ("emploeyes", "employees"), ("EMPLOYEES", "employees"), ("postode", "postcode"),
    ("xyz", nil), ("ct", nil),
  ])
  func ofFields(_ name: String, _ nearest: String?) {
    #expect(nearestName(to: name, in: ["city", "employees", "postcode", "ci"]) == nearest)
  }

  private func plainNearest(_ name: String, _ candidates: [String]) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars)
    var best: (name: String, distance: Int)?
    for candidate in candidates where candidate != name {
      let other = Array(candidate.lowercased().unicodeScalars)
      let length = max(wanted.count, other.count)
      let distance = plainDistance(wanted, other)
      if distance <= (length < 3 ? 0 : max(1, length / 3)), distance < best?.distance ?? .max {
        best = (candidate, distance)
      }
    }
    return best?.name
  }

  private func plainDistance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    var rows = [Array(0...second.count)]
    for row in 0..<first.count {
      var next = [row + 1]
      for column in 0..<second.count {
        var distance = min(rows[row][column + 1], next[column]) + 1
        distance = min(distance, rows[row][column] + (first[row] == second[column] ? 0 : 1))
        if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
          distance = min(distance, rows[row - 1][column - 1] + 1)
        }
        next.append(distance)
      }
      rows.append(next)
    }
    return rows[first.count][second.count]
  }
}
