import BantamColumns
import BantamPlan
import BantamSystem
import CSQLite

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
  mutating func tally(_ value: OpaquePointer, row: Int) {
    count += 1
    if count == 1 { example = String(String(decoding: textBytes(value), as: UTF8.self).prefix(40)) }
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
  func read(_ value: OpaquePointer) { preconditionFailure("an abstract reader") }

  var builder: ColumnBuilder { preconditionFailure("an abstract reader") }

  /// Remembers a value that does not fit.
  @inline(never)
  final func tally(_ value: OpaquePointer) {
    misfits.tally(value, row: builder.count)
  }

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

/// The UTF-8 of a value, valid until the next step; numbers are written out.
@inline(__always)
func textBytes(_ value: OpaquePointer) -> UnsafeBufferPointer<UInt8> {
  guard let start = sqlite3_value_text(value) else { return UnsafeBufferPointer(start: nil, count: 0) }
  return UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
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

  override func read(_ value: OpaquePointer) {
    // Null has no text, and no text is missing.
    texts.append(textBytes(value))
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

  override func read(_ value: OpaquePointer) {
    switch sqlite3_value_type(value) {
    case SQLITE_FLOAT, SQLITE_INTEGER: append(sqlite3_value_double(value), value)
    case SQLITE_NULL: degrees.appendMissing()
    default:
      let text = trimmed(textBytes(value))
      if text.isEmpty { return degrees.appendMissing() }
      append(Double(String(decoding: text, as: UTF8.self)) ?? .nan, value)
    }
  }

  @inline(__always)
  private func append(_ number: Double, _ value: OpaquePointer) {
    if abs(number) <= limit { return degrees.append(number) }
    tally(value)
    degrees.appendMissing()
  }
}

/// Whole numbers, or numbers in ten-thousandths.
private final class NumberReader: CellReader, @unchecked Sendable {
  private let numbers: IntegerColumnBuilder
  private let scale: Int64

  init(scale: Int64, rows: Int) {
    self.scale = scale
    numbers = IntegerColumnBuilder(capacity: rows)
  }

  override var builder: ColumnBuilder { .integer(numbers) }

  override func read(_ value: OpaquePointer) {
    switch sqlite3_value_type(value) {
    case SQLITE_INTEGER:
      let (product, overflow) = sqlite3_value_int64(value).multipliedReportingOverflow(by: scale)
      append(overflow ? nil : product, value)
    case SQLITE_FLOAT: append(exactInteger(sqlite3_value_double(value), scale: scale), value)
    case SQLITE_NULL: numbers.appendMissing()
    default:
      let text = trimmed(textBytes(value))
      if text.isEmpty { return numbers.appendMissing() }
      append(parseDecimal(text, scale: scale), value)
    }
  }

  @inline(__always)
  private func append(_ number: Int64?, _ value: OpaquePointer) {
    if let number, number != .min { return numbers.append(number) }
    tally(value)
    numbers.appendMissing()
  }
}

private final class YesNoReader: CellReader, @unchecked Sendable {
  private let flags: IntegerColumnBuilder

  init(rows: Int) { flags = IntegerColumnBuilder(capacity: rows) }

  override var builder: ColumnBuilder { .integer(flags) }

  override func read(_ value: OpaquePointer) {
    switch sqlite3_value_type(value) {
    case SQLITE_INTEGER, SQLITE_FLOAT: append(parseYesNo(sqlite3_value_double(value)), value)
    case SQLITE_NULL: flags.appendMissing()
    default:
      let text = trimmed(textBytes(value))
      if text.isEmpty { return flags.appendMissing() }
      append(parseYesNo(text), value)
    }
  }

  @inline(__always)
  private func append(_ flag: Bool?, _ value: OpaquePointer) {
    if let flag { return flags.append(flag ? 1 : 0) }
    tally(value)
    flags.appendMissing()
  }
}

private final class DayReader: CellReader, @unchecked Sendable {
  private let days: IntegerColumnBuilder
  private let parser: TimeParser

  init(zone: ZoneRules, rows: Int) {
    parser = TimeParser(zone: zone)
    days = IntegerColumnBuilder(capacity: rows)
  }

  override var builder: ColumnBuilder { .integer(days) }

  override func read(_ value: OpaquePointer) {
    switch sqlite3_value_type(value) {
    case SQLITE_INTEGER: append(parser.day(ofUnixSeconds: sqlite3_value_int64(value)), value)
    case SQLITE_NULL: days.appendMissing()
    case SQLITE_FLOAT: append(nil, value)
    default:
      let text = trimmed(textBytes(value))
      if text.isEmpty { return days.appendMissing() }
      append(parser.day(text), value)
    }
  }

  @inline(__always)
  private func append(_ day: Int64?, _ value: OpaquePointer) {
    if let day { return days.append(day) }
    tally(value)
    days.appendMissing()
  }
}

private final class InstantReader: CellReader, @unchecked Sendable {
  private let instants: IntegerColumnBuilder
  private let parser: TimeParser

  init(zone: ZoneRules, rows: Int) {
    parser = TimeParser(zone: zone)
    instants = IntegerColumnBuilder(capacity: rows)
  }

  override var builder: ColumnBuilder { .integer(instants) }

  override func read(_ value: OpaquePointer) {
    if sqlite3_value_type(value) == SQLITE_NULL { return instants.appendMissing() }
    if let instant = parser.instant(value) { return instants.append(instant) }
    if sqlite3_value_type(value) == SQLITE_TEXT, trimmed(textBytes(value)).isEmpty { return instants.appendMissing() }
    tally(value)
    instants.appendMissing()
  }
}
