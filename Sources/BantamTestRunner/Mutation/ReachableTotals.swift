import BantamProgram

/// The totals a score can come to, if its lines held or not as one likes: a threshold that moves between two of them
/// changes nothing.
struct ReachableTotals {
  /// Rising, in ten-thousandths of a point rounded up; empty: too many, or they age.
  private let totals: [Int64]

  private static let most = 200_000
  private static let mostLines = 12

  init(_ score: Score) {
    let weights = Int64(score.disciplines.reduce(0) { $0 + $1.weight })
    var sums: Set<Int64> = [0]
    var isKnown = weights > 0
    let unit: Int64 = 1_000_000_000
    for discipline in score.disciplines where isKnown {
      guard let points = Self.points(discipline), sums.count * points.count <= Self.most else {
        isKnown = false
        break
      }
      let full = Int64(discipline.sumTo ?? 100)
      let shares = points.map { $0 * 100 * unit / full * Int64(discipline.weight) / weights }
      sums = Set(sums.flatMap { sum in shares.map { sum + $0 } })
    }
    // Rounding up keeps a total that a threshold is equal to at it.
    totals = isKnown ? Set(sums.map { ($0 + 50_000) / 100_000 }).sorted() : []
  }

  /// Points of a discipline in its own unit; nil where there are too many.
  private static func points(_ discipline: Discipline) -> Set<Int64>? {
    if discipline.lines.contains(where: { $0.halvingDays != nil }) { return nil }
    guard let sumTo = discipline.sumTo else { return Set(discipline.lines.map { Int64($0.points) } + [0]) }
    guard discipline.lines.count <= mostLines else { return nil }
    var sums: Set<Int64> = [0]
    for line in discipline.lines {
      var gives: Set<Int64> = [0]
      switch line.rule {
      case .when: gives.insert(Int64(line.points))
      case .otherwise: gives = [Int64(line.points)]
      case .per(_, let cap):
        guard line.points != 0 else { continue }
        let most = cap ?? sumTo
        for count in 1...max(1, most / abs(line.points) + 1) {
          gives.insert(Int64(max(-most, min(most, count * line.points))))
        }
      }
      sums = Set(sums.flatMap { sum in gives.map { sum + $0 } })
      if sums.count > most { return nil }
    }
    return Set(sums.map { min(max($0, 0), Int64(sumTo)) })
  }

  /// The nearest thresholds below and above that give some total another grade, as texts; one step each where the totals
  /// are not known.
  func neighbours(of threshold: Number) -> [String] {
    let value = threshold.tenThousandths
    guard !totals.isEmpty else { return numberNeighbours(threshold.text) }
    var found: [String] = []
    if let below = totals.last(where: { $0 < value }) {
      found.append(text(below - below % Number.scale))
    }
    if let above = totals.first(where: { $0 >= value }) {
      let next = above - above % Number.scale + Number.scale
      if next <= 100 * Number.scale { found.append(text(next)) }
    }
    return found
  }

  private func text(_ tenThousandths: Int64) -> String { Number(tenThousandths: tenThousandths).text }
}
