/// A set of texts in the order of their UTF-8 bytes: sorted, disjoint, half-open ranges.
///
/// One value, all that starts with a text, and all between two texts are each one range, so that whatever is said of a
/// text by `=`, `in`, `starts with` and `..` can be combined like intervals of numbers.
struct TextRanges: Hashable, Sendable {
  struct Piece: Hashable, Sendable {
    var low: [UInt8]
    /// Not included; nil: no end.
    var high: [UInt8]?
  }

  private(set) var pieces: [Piece]

  /// Every text but the empty one, which counts as missing.
  static let all = TextRanges(unsorted: [Piece(low: [0], high: nil)])

  init(unsorted: [Piece]) {
    pieces = []
    for piece in unsorted.filter({ !$0.isEmpty }).sorted(by: { $0.low.lexicographicallyPrecedes($1.low) }) {
      guard let last = pieces.last, let end = last.high else {
        if pieces.isEmpty { pieces.append(piece) }
        continue
      }
      if end.lexicographicallyPrecedes(piece.low) {
        pieces.append(piece)
      } else if piece.high.map({ end.lexicographicallyPrecedes($0) }) ?? true {
        pieces[pieces.count - 1].high = piece.high
      }
    }
  }

  init(values: [[UInt8]]) { self.init(unsorted: values.map { Piece(low: $0, high: $0 + [0]) }) }

  init(prefixes: [[UInt8]]) { self.init(unsorted: prefixes.map { Piece(low: $0, high: Self.end(ofPrefix: $0)) }) }

  /// Both ends included; nil is open.
  init(from low: [UInt8]?, through high: [UInt8]?) {
    self.init(unsorted: [Piece(low: low ?? [0], high: high.map { $0 + [0] })])
  }

  /// The first text after all that start with the prefix.
  private static func end(ofPrefix prefix: [UInt8]) -> [UInt8]? {
    var end = prefix
    while let last = end.popLast() {
      if last < 0xFF { return end + [last + 1] }
    }
    return nil
  }

  var isEmpty: Bool { pieces.isEmpty }

  var complement: TextRanges {
    var result: [Piece] = []
    var next: [UInt8]? = [0]
    for piece in pieces {
      if let start = next { result.append(Piece(low: start, high: piece.low)) }
      next = piece.high
    }
    if let start = next { result.append(Piece(low: start, high: nil)) }
    return TextRanges(unsorted: result)
  }

  func intersection(_ other: TextRanges) -> TextRanges {
    var result: [Piece] = []
    var (left, right) = (0, 0)
    while left < pieces.count, right < other.pieces.count {
      let (first, second) = (pieces[left], other.pieces[right])
      let low = first.low.lexicographicallyPrecedes(second.low) ? second.low : first.low
      let endsFirst = isBefore(first.high, second.high)
      let both = Piece(low: low, high: endsFirst ? first.high : second.high)
      if !both.isEmpty { result.append(both) }
      if endsFirst { left += 1 } else { right += 1 }
    }
    return TextRanges(unsorted: result)
  }

  func union(_ other: TextRanges) -> TextRanges { TextRanges(unsorted: pieces + other.pieces) }

  /// Its only values; nil where some range holds more than one text.
  var values: [[UInt8]]? {
    var found: [[UInt8]] = []
    for piece in pieces {
      guard piece.high == piece.low + [0] else { return nil }
      found.append(piece.low)
    }
    return found
  }

  func contains(_ text: [UInt8]) -> Bool {
    pieces.contains { piece in
      !text.lexicographicallyPrecedes(piece.low) && (piece.high.map { text.lexicographicallyPrecedes($0) } ?? true)
    }
  }
}

extension TextRanges.Piece {
  fileprivate var isEmpty: Bool { high.map { !low.lexicographicallyPrecedes($0) } ?? false }
}

/// Whether an end comes before another; nil is no end.
private func isBefore(_ first: [UInt8]?, _ second: [UInt8]?) -> Bool {
  guard let first else { return false }
  return second.map { first.lexicographicallyPrecedes($0) } ?? true
}
