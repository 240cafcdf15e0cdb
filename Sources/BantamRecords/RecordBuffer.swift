import BantamSystem

/// The part of a text that is in memory: `base[position..<filled]` is still to be read.
final class RecordBuffer {
  /// Delimiter, encoding and forms of values are guessed from this much.
  static let sampleBytes = 1 << 20
  /// What is kept of a line that is given up.
  private static let keptBytes = 4096
  private static let capacity = sampleBytes + CSVReader.maximumRecordBytes + 1

  let base = UnsafeMutablePointer<UInt8>.allocate(capacity: RecordBuffer.capacity)
  /// Room for the fields of one record after their doubled quotes were made single.
  let scratch = UnsafeMutablePointer<UInt8>.allocate(capacity: CSVReader.maximumRecordBytes)
  var position = 0
  private(set) var filled = 0
  private(set) var isAtEnd = false

  deinit {
    base.deallocate()
    scratch.deallocate()
  }

  /// Moves what is still to be read to the front and adds one piece.
  func refill(_ decoder: TextDecoder) throws(SystemError) {
    if position > 0 {
      base.update(from: base + position, count: filled - position)
      filled -= position
      position = 0
    }
    let room = Self.capacity - filled
    precondition(room >= 4, "a record beyond the bound was not given up")
    let count = try decoder.read(into: UnsafeMutableRawBufferPointer(start: base + filled, count: room))
    filled += count
    isAtEnd = count == 0
  }

  /// The index after the end of the line that holds `start`; nil where it is not in memory.
  func endOfLine(from start: Int) -> Int? {
    var index = start
    while index < filled, base[index] != lineFeed, base[index] != carriageReturn { index += 1 }
    return index < filled ? afterLineEnd(base, at: index, to: filled, isAtEnd: isAtEnd) : nil
  }

  /// Reads and forgets up to the end of the line at the position; returns where its beginning is kept.
  func discardLine(_ decoder: TextDecoder) throws(SystemError) -> Range<Int> {
    let kept = min(filled - position, Self.keptBytes)
    base.update(from: base + position, count: kept)
    while true {
      // A carriage return at the very end may be the first half of a line end.
      let endsInReturn = filled > kept && base[filled - 1] == carriageReturn
      if endsInReturn { base[kept] = carriageReturn }
      position = 0
      filled = kept + (endsInReturn ? 1 : 0)
      try refill(decoder)
      if let next = endOfLine(from: kept) {
        position = next
        return 0..<kept
      }
      if isAtEnd {
        position = filled
        return 0..<kept
      }
    }
  }

  /// Excel's `sep=;` in the first line: steps over it and returns the delimiter.
  func takeSeparatorLine() -> UInt8? {
    let prefix = UnsafeBufferPointer(start: base, count: min(filled, 4))
    guard prefix.elementsEqual("sep=".utf8), filled > 5, let next = endOfLine(from: 0), next <= 7 else { return nil }
    position = next
    return base[4]
  }
}
