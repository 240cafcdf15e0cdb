import BantamColumns

/// Whether one of many texts stands somewhere in another one. The cost does not depend on how many there are: at each
/// place two bytes are looked up in a bitmap, and only where they begin an entry its hash is.
struct SubstringSet: Sendable {
  private let table = TextTable()
  /// Lengths of entries, in rising order.
  private let lengths: [Int]
  /// A bit per pair of first bytes; an entry of one byte sets all pairs that begin with it.
  private var pairs = [UInt64](repeating: 0, count: 1024)
  private let containsEmpty: Bool

  init(_ entries: [[UInt8]]) {
    containsEmpty = entries.contains { $0.isEmpty }
    lengths = Set(entries.map(\.count)).subtracting([0]).sorted()
    for entry in entries where !entry.isEmpty {
      entry.withUnsafeBufferPointer { _ = table.code(of: $0) }
      let first = Int(entry[0]) << 8
      if entry.count > 1 {
        mark(first | Int(entry[1]))
      } else {
        for second in 0..<256 { mark(first | second) }
      }
    }
  }

  private mutating func mark(_ pair: Int) { pairs[pair >> 6] |= 1 << UInt64(pair & 63) }

  func isContained(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    if containsEmpty { return true }
    for start in 0..<text.count {
      let second = start + 1 < text.count ? Int(text[start + 1]) : 0
      let pair = Int(text[start]) << 8 | second
      if pairs[pair >> 6] >> UInt64(pair & 63) & 1 == 0 { continue }
      for length in lengths {
        if start + length > text.count { break }
        if table.find(UnsafeBufferPointer(rebasing: text[start..<start + length])) != 0 { return true }
      }
    }
    return false
  }
}
