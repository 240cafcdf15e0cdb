import BantamColumns
import BantamPlan
import BantamSystem

/// Values of a column that do not fit its type.
struct Misfits: Sendable, Hashable {
  static let mostRows = 1_000

  var count = 0
  /// One of them, as text, at most 40 characters.
  var example = ""
  /// Rising; nil where there are too many.
  var rows: [Int32]? = []

  /// - Parameter row: of the part that is read.
  @inline(never)
  mutating func tally(_ cell: some StoredValue, row: Int) {
    count += 1
    if count == 1 { example = String(cell.words.prefix(40)) }
    if count <= Self.mostRows { rows?.append(Int32(truncatingIfNeeded: row)) } else { rows = nil }
  }

  /// - Parameter counts: how many rows each part has.
  static func joined(_ parts: [Misfits], counts: [Int]) -> Misfits {
    var all = Misfits()
    var start = 0
    for (part, count) in zip(parts, counts) {
      if all.count == 0 { all.example = part.example }
      all.count += part.count
      if let rows = part.rows, all.count <= mostRows {
        all.rows?.append(contentsOf: rows.map { $0 + Int32(start) })
      } else {
        all.rows = nil
      }
      start += count
    }
    return all
  }
}

/// Takes the cells of one column, row by row, and tallies those that do not fit.
///
/// A class per storage, so that a row costs one call per cell and no branch on the storage.
class CellReader: @unchecked Sendable {
  private(set) var misfits = Misfits()

  /// Appends one cell, missing where it is null or does not fit.
  func read(_ cell: QueriedCell) { preconditionFailure("an abstract reader") }

  /// The same for rows that follow each other.
  func read(_ cells: UnsafeBufferPointer<PageCell>) { preconditionFailure("an abstract reader") }

  var builder: ColumnBuilder { preconditionFailure("an abstract reader") }

  /// Remembers a value that does not fit.
  @inline(never)
  final func tally(_ cell: some StoredValue) { misfits.tally(cell, row: builder.count) }

  static func make(for storage: ColumnNeed.Storage, zone: ZoneRules, rows: Int) -> CellReader {
    switch storage {
    case .text: TextReader(rows: rows)
    case .degrees: DegreesReader(limit: 180, rows: rows)
    case .latitude: DegreesReader(limit: 90, rows: rows)
    case .integer: NumberReader(scale: 1, rows: rows)
    case .tenThousandths: NumberReader(scale: 10_000, rows: rows)
    case .yesNo: YesNoReader(rows: rows)
    case .day: DayReader(zone: zone, rows: rows)
    case .instant: InstantReader(zone: zone, rows: rows)
    }
  }
}

/// The text without outer blanks.
@inline(__always)
func trimmed(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
  var start = 0
  var end = text.count
  while start < end, isBlank(text[start]) { start += 1 }
  while end > start, isBlank(text[end - 1]) { end -= 1 }
  return UnsafeBufferPointer(rebasing: text[start..<end])
}

@inline(__always)
private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

private final class TextReader: CellReader, @unchecked Sendable {
  private let texts: TextColumnBuilder

  init(rows: Int) { texts = TextColumnBuilder(capacity: rows) }

  override var builder: ColumnBuilder { .text(texts) }
  override func read(_ cell: QueriedCell) { take(cell) }
  override func read(_ cells: UnsafeBufferPointer<PageCell>) { for cell in cells { take(cell) } }

  @inline(__always)
  private func take(_ cell: some StoredValue) {
    // Null has no text, and no text is missing.
    texts.append(cell.text)
  }
}

private final class DegreesReader: CellReader, @unchecked Sendable {
  private let degrees: DegreesColumnBuilder

  private let limit: Double

  init(limit: Double, rows: Int) {
    self.limit = limit
    degrees = DegreesColumnBuilder(capacity: rows)
  }

  override var builder: ColumnBuilder { .degrees(degrees) }
  override func read(_ cell: QueriedCell) { take(cell) }
  override func read(_ cells: UnsafeBufferPointer<PageCell>) { for cell in cells { take(cell) } }

  @inline(__always)
  private func take(_ cell: some StoredValue) {
    switch cell.kind {
    case .real, .integer: append(cell.real, cell)
    case .null: degrees.appendMissing()
    case .text, .blob:
      let text = trimmed(cell.text)
      if text.isEmpty { return degrees.appendMissing() }
      append(Double(String(decoding: text, as: UTF8.self)) ?? .nan, cell)
    }
  }

  @inline(__always)
  private func append(_ number: Double, _ cell: some StoredValue) {
    if abs(number) <= limit { return degrees.append(number) }
    tally(cell)
    degrees.appendMissing()
  }
}

/// What the readers of numbers, days and instants share.
private class IntegerReader: CellReader, @unchecked Sendable {
  fileprivate final let numbers: IntegerColumnBuilder

  init(rows: Int) { numbers = IntegerColumnBuilder(capacity: rows) }

  override final var builder: ColumnBuilder { .integer(numbers) }

  @inline(__always)
  fileprivate final func append(_ number: Int64?, _ cell: some StoredValue) {
    if let number, number != .min { return numbers.append(number) }
    tally(cell)
    numbers.appendMissing()
  }
}

/// Whole numbers, or numbers in ten-thousandths.
private final class NumberReader: IntegerReader, @unchecked Sendable {
  private let scale: Int64

  init(scale: Int64, rows: Int) {
    self.scale = scale
    super.init(rows: rows)
  }

  override func read(_ cell: QueriedCell) { take(cell) }
  override func read(_ cells: UnsafeBufferPointer<PageCell>) { for cell in cells { take(cell) } }

  @inline(__always)
  private func take(_ cell: some StoredValue) {
    switch cell.kind {
    case .integer:
      let (product, overflow) = cell.integer.multipliedReportingOverflow(by: scale)
      append(overflow ? nil : product, cell)
    case .real: append(exactInteger(cell.real, scale: scale), cell)
    case .null: numbers.appendMissing()
    case .text, .blob:
      let text = trimmed(cell.text)
      if text.isEmpty { return numbers.appendMissing() }
      append(parseDecimal(text, scale: scale), cell)
    }
  }
}

private final class YesNoReader: IntegerReader, @unchecked Sendable {
  override func read(_ cell: QueriedCell) { take(cell) }
  override func read(_ cells: UnsafeBufferPointer<PageCell>) { for cell in cells { take(cell) } }

  @inline(__always)
  private func take(_ cell: some StoredValue) {
    switch cell.kind {
    case .integer, .real: append(parseYesNo(cell.real).map { $0 ? 1 : 0 }, cell)
    case .null: numbers.appendMissing()
    case .text, .blob:
      let text = trimmed(cell.text)
      if text.isEmpty { return numbers.appendMissing() }
      append(parseYesNo(text).map { $0 ? 1 : 0 }, cell)
    }
  }
}

private final class DayReader: IntegerReader, @unchecked Sendable {
  private let parser: TimeParser

  init(zone: ZoneRules, rows: Int) {
    parser = TimeParser(zone: zone)
    super.init(rows: rows)
  }

  override func read(_ cell: QueriedCell) { take(cell) }
  override func read(_ cells: UnsafeBufferPointer<PageCell>) { for cell in cells { take(cell) } }

  @inline(__always)
  private func take(_ cell: some StoredValue) {
    switch cell.kind {
    case .integer: append(parser.day(ofUnixSeconds: cell.integer), cell)
    case .null: numbers.appendMissing()
    case .real: append(nil, cell)
    case .text, .blob:
      let text = trimmed(cell.text)
      if text.isEmpty { return numbers.appendMissing() }
      append(parser.day(text), cell)
    }
  }
}

private final class InstantReader: IntegerReader, @unchecked Sendable {
  private let parser: TimeParser

  init(zone: ZoneRules, rows: Int) {
    parser = TimeParser(zone: zone)
    super.init(rows: rows)
  }

  override func read(_ cell: QueriedCell) { take(cell) }
  override func read(_ cells: UnsafeBufferPointer<PageCell>) { for cell in cells { take(cell) } }

  @inline(__always)
  private func take(_ cell: some StoredValue) {
    if cell.kind == .null { return numbers.appendMissing() }
    if let instant = parser.instant(cell) { return numbers.append(instant) }
    if cell.kind == .text, trimmed(cell.text).isEmpty { return numbers.appendMissing() }
    tally(cell)
    numbers.appendMissing()
  }
}
