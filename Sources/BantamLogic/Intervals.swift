/// A set of whole numbers: sorted, disjoint, closed intervals that do not touch.
struct Intervals: Hashable, Sendable {
  struct Piece: Hashable, Sendable {
    var low: Int64
    var high: Int64
  }

  private(set) var pieces: [Piece]

  /// `Int64.min` is no value: columns use it for missing.
  static let least = Int64.min + 1
  static let all = Intervals(least, .max)
  static let none = Intervals(unsorted: [])

  init(_ low: Int64, _ high: Int64) { pieces = low <= high ? [Piece(low: low, high: high)] : [] }

  init(unsorted: [Piece]) {
    pieces = []
    for piece in unsorted.filter({ $0.low <= $0.high }).sorted(by: { $0.low < $1.low }) {
      if let last = pieces.last, last.high == .max || piece.low <= last.high + 1 {
        pieces[pieces.count - 1].high = max(last.high, piece.high)
      } else {
        pieces.append(piece)
      }
    }
  }

  var isEmpty: Bool { pieces.isEmpty }

  var low: Int64? { pieces.first?.low }

  var high: Int64? { pieces.last?.high }

  var complement: Intervals {
    var result: [Piece] = []
    var next = Self.least
    for piece in pieces {
      if piece.low > next { result.append(Piece(low: next, high: piece.low - 1)) }
      if piece.high == .max { return Intervals(unsorted: result) }
      next = piece.high + 1
    }
    result.append(Piece(low: next, high: .max))
    return Intervals(unsorted: result)
  }

  func intersection(_ other: Intervals) -> Intervals {
    var result: [Piece] = []
    var (left, right) = (0, 0)
    while left < pieces.count, right < other.pieces.count {
      let (first, second) = (pieces[left], other.pieces[right])
      let both = Piece(low: max(first.low, second.low), high: min(first.high, second.high))
      if both.low <= both.high { result.append(both) }
      if first.high < second.high { left += 1 } else { right += 1 }
    }
    return Intervals(unsorted: result)
  }

  func union(_ other: Intervals) -> Intervals { Intervals(unsorted: pieces + other.pieces) }

  func isSubset(of other: Intervals) -> Bool { intersection(other.complement).isEmpty }
}
