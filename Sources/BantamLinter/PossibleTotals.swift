import BantamDiagnostics
import BantamLogic
import BantamProgram

/// The totals that a score's disciplines can add up to, as far as one can tell: none that is possible is left out.
struct PossibleTotals {
  /// Points of a discipline on 0...100, in ten-thousandths.
  private enum Points {
    case some(Set<Int64>)
    case between(Int64, Int64)

    var bounds: (low: Int64, high: Int64) {
      switch self {
      case .some(let values): (values.min() ?? 0, values.max() ?? 0)
      case .between(let low, let high): (low, high)
      }
    }
  }

  private let score: Score
  private let points: [Points]
  private let weights: Int64
  /// Sums of weight times points; nil: too many to list.
  private let sums: Set<Int64>?
  private static let mostSums = 20_000
  private static let full: Int64 = 100 * Number.scale

  init(_ score: Score, _ logic: Logic) {
    self.score = score
    points = score.disciplines.map { Self.points($0, logic) }
    weights = score.disciplines.reduce(0) { $0 + Int64($1.weight) }
    sums = Self.sums(points, score.disciplines)
  }

  // MARK: Asking

  /// Whether a total can lie in a band; nil is open.
  func canLie(from low: Number?, below high: Number?) -> Bool {
    guard weights > 0 else { return true }
    // Weighted sums instead of totals, as those are fractions.
    let least = low.map { $0.tenThousandths * weights } ?? .min
    let most = high.map { $0.tenThousandths * weights } ?? .max
    if let sums { return sums.contains { $0 >= least && $0 < most } }
    let (lowest, highest) = bounds
    return highest >= least && lowest < most
  }

  /// `the total is at most 60 (size 60)`
  var words: String {
    if let sums, sums.count <= 8 {
      return "the totals there are: " + listed(sums.sorted().map { text($0, of: weights) })
    }
    let (lowest, highest) = bounds
    let parts = zip(score.disciplines, points).map { "\($0.name) \(text($1.bounds.high))" }
    let range = "a total lies between \(text(lowest, of: weights)) and \(text(highest, of: weights))"
    return "\(range) (at most: \(parts.joined(separator: ", ")))"
  }

  private var bounds: (low: Int64, high: Int64) {
    var (low, high): (Int64, Int64) = (0, 0)
    for (discipline, points) in zip(score.disciplines, points) {
      low += Int64(discipline.weight) * points.bounds.low
      high += Int64(discipline.weight) * points.bounds.high
    }
    return (low, high)
  }

  private func text(_ value: Int64, of weights: Int64 = 1) -> String {
    let tenths = (value * 10 / max(1, weights) + Number.scale / 2) / Number.scale
    return decimalText(tenths, places: 1)
  }

  // MARK: Working out

  private static func points(_ discipline: Discipline, _ logic: Logic) -> Points {
    if discipline.isLeftToPeople { return .between(0, full) }
    if let sumTo = discipline.sumTo { return sumPoints(discipline, Int64(max(1, sumTo)), logic) }
    var values: Set<Int64> = []
    var hasOtherwise = false
    var above: [Condition] = []
    for line in discipline.lines {
      switch line.rule {
      case .when(let condition):
        let isReached =
          !logic.isNever(condition) && logic.arePossible([(condition, true)] + above.map { ($0, false) })
        above.append(condition)
        if isReached {
          if line.halvingDays != nil { return .between(0, full) }
          values.insert(Int64(line.points) * Number.scale)
        }
      case .otherwise:
        hasOtherwise = true
        values.insert(Int64(line.points) * Number.scale)
      case .per: return .between(0, full)
      }
    }
    if !hasOtherwise { values.insert(0) }
    return .some(values)
  }

  /// Lines are taken to hold in any combination.
  private static func sumPoints(_ discipline: Discipline, _ sumTo: Int64, _ logic: Logic) -> Points {
    var (low, high): (Int64, Int64) = (0, 0)
    for line in discipline.lines {
      switch line.rule {
      case .when(let condition):
        if logic.isNever(condition) { continue }
        low += Int64(min(0, line.points))
        high += Int64(max(0, line.points))
      case .otherwise:
        low += Int64(min(0, line.points))
        high += Int64(max(0, line.points))
      case .per(_, let cap):
        // Without a cap as many as one likes.
        let most = cap.map { Int64($0) } ?? sumTo * 1_000
        if line.points > 0 { high += most } else { low -= most }
      }
    }
    let clamped = (max(0, min(sumTo, low)), max(0, min(sumTo, high)))
    return .between(clamped.0 * full / sumTo, (clamped.1 * full + sumTo - 1) / sumTo)
  }

  private static func sums(_ points: [Points], _ disciplines: [Discipline]) -> Set<Int64>? {
    var sums: Set<Int64> = [0]
    for (points, discipline) in zip(points, disciplines) {
      guard case .some(let values) = points, sums.count * values.count <= mostSums else { return nil }
      var next: Set<Int64> = []
      for sum in sums { for value in values { next.insert(sum + value * Int64(discipline.weight)) } }
      sums = next
    }
    return sums
  }
}

extension Discipline {
  /// Whether it gives nobody any points by itself: `0 otherwise` keeps a place for what people find out.
  var isLeftToPeople: Bool {
    lines.allSatisfy { line in
      if case .otherwise = line.rule { line.points == 0 } else { false }
    }
  }
}
