import BantamProgram
import BantamRecords
import BantamSystem

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A cell of a file as the table stores it.
enum ImportValue {
  case missing
  case integer(Int64)
  case real(Double)
  case tenThousandths(Int64)
  /// UTF-8; valid until the next record is read.
  case text(UnsafeBufferPointer<UInt8>)

  var isMissing: Bool {
    if case .missing = self { return true }
    return false
  }
}

extension Statement {
  /// Texts stay where they are until the statement has run.
  @inline(__always)
  func bind(_ index: Int32, _ value: ImportValue) throws(StoreError) {
    switch value {
    case .missing: try bindNull(index)
    case .integer(let value): try bind(index, value)
    case .real(let value): try bind(index, value)
    case .tenThousandths(let value): try bind(index, tenThousandths: value)
    case .text(let bytes): try bindInPlace(index, bytes)
    }
  }
}

/// How the cells of a column are read.
enum CellForm {
  case text
  case choice(ChoiceForm)
  case tags
  case integer
  case decimal
  case money
  case yesNo
  case date
  case datetime
  case degrees(limit: Double)

  init(_ type: ValueType) {
    switch type {
    case .text: self = .text
    case .choice(let values): self = .choice(ChoiceForm(values))
    case .tags: self = .tags
    case .integer: self = .integer
    case .decimal: self = .decimal
    case .money: self = .money
    case .yesNo: self = .yesNo
    case .date: self = .date
    case .datetime: self = .datetime
    case .location: self = .degrees(limit: 180)
    }
  }

  /// A key is compared exactly, so dates and fractions are none.
  var isComparable: Bool {
    switch self {
    case .text, .choice, .integer: true
    case .tags, .decimal, .money, .yesNo, .date, .datetime, .degrees: false
    }
  }
}

/// Values of a closed list, found whatever their case.
final class ChoiceForm: Sendable {
  private typealias Bytes = UnsafeBufferPointer<UInt8>

  /// Folded spelling to the place of what it stands for.
  private let places: [[UInt8]: Int]
  private let values: [String]
  /// The values in UTF-8.
  private nonisolated(unsafe) let texts: UnsafeMutableBufferPointer<Bytes>
  /// Places of values that stand for themselves: mostly a cell is written as one of them.
  private let compared: [Int]

  convenience init(_ values: [String]) { self.init(values.map { ($0, $0) }) }

  /// Spellings with what they stand for.
  init(_ words: [(spelling: String, value: String)]) {
    values = words.map(\.value)
    texts = .allocate(capacity: words.count)
    var places: [[UInt8]: Int] = [:]
    for (place, word) in words.enumerated() {
      let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: word.value.utf8.count)
      _ = bytes.initialize(from: word.value.utf8)
      texts.initializeElement(at: place, to: Bytes(bytes))
      let folded = Array(foldCase(word.spelling).utf8)
      if places[folded] == nil { places[folded] = place }
    }
    self.places = places
    compared =
      words.indices.filter { words[$0].spelling == words[$0].value && places.values.contains($0) }
      .prefix(Self.mostCompared) + []
  }

  deinit {
    for text in texts { text.deallocate() }
    texts.deallocate()
  }

  /// As it is declared, for as long as this lives.
  func spelling(of cell: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
    if let start = cell.baseAddress {
      for place in compared where texts[place].count == cell.count {
        if let first = texts[place].baseAddress, memcmp(first, start, cell.count) == 0 { return texts[place] }
      }
    }
    return places[foldCase(utf8: cell)].map { texts[$0] }
  }

  private static let mostCompared = 32

  /// The first values, for a message.
  var words: String {
    let shown = values.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
    return values.count > 5 ? shown + " …" : shown
  }
}

/// Why a cell does not fit, as the end of a sentence that begins with its header.
struct Misfit: Error {
  var reason: String
}

/// Turns cells into values; what has to be written anew goes into room of its own.
final class CellConverter {
  private let parser: ValueParser
  /// For the records of a batch and one of 1 MiB: tags grow by half at most, times of eight bytes become 24.
  private static let roomBytes = 8 << 20
  private let room = UnsafeMutablePointer<UInt8>.allocate(capacity: CellConverter.roomBytes)
  private var used = 0

  init(parser: ValueParser) { self.parser = parser }

  deinit { room.deallocate() }

  /// The values so far are gone.
  func begin() { used = 0 }

  func value(
    _ cell: UnsafeBufferPointer<UInt8>, _ form: CellForm, _ columnForm: ColumnForm
  ) throws(Misfit) -> ImportValue {
    if cell.isEmpty { return .missing }
    switch form {
    case .text: return parser.known(cell).map { .text($0) } ?? .missing
    case .choice(let choice):
      guard let bytes = parser.known(cell) else { return .missing }
      if let spelling = choice.spelling(of: bytes) { return .text(spelling) }
      throw Misfit(reason: "is not one of \(choice.words): `\(String(decoding: bytes.prefix(60), as: UTF8.self))`")
    case .tags:
      return try known(parser.tags(cell)).map { .text(copy(Array($0.joined(separator: "; ").utf8))) } ?? .missing
    case .integer: return try known(parser.integer(cell, form: columnForm)).map { .integer($0) } ?? .missing
    case .decimal: return try known(parser.decimal(cell, form: columnForm)).map { .tenThousandths($0) } ?? .missing
    case .money: return try known(parser.money(cell, form: columnForm)).map { .tenThousandths($0) } ?? .missing
    case .yesNo: return try known(parser.yesNo(cell)).map { .integer($0 ? 1 : 0) } ?? .missing
    case .date where cell.count == 10 && isPlainDate(cell), .datetime where isPlainInstant(cell): return .text(cell)
    case .date: return try known(parser.day(cell, form: columnForm)).map { .text(copy(day: $0)) } ?? .missing
    case .datetime:
      return try known(parser.instant(cell, form: columnForm)).map { .text(copy(instant: $0)) } ?? .missing
    case .degrees(let limit): return try known(parser.degrees(cell, limit: limit)).map { .real($0) } ?? .missing
    }
  }

  /// Two texts with a blank between them.
  func joined(_ first: ImportValue, _ second: ImportValue) -> ImportValue {
    guard case .text(let first) = first else { return second }
    guard case .text(let second) = second else { return .text(first) }
    let start = used
    append(first)
    append(byte: UInt8(ascii: " "))
    append(second)
    return .text(UnsafeBufferPointer(start: room + start, count: used - start))
  }

  /// ISO 8601 with `Z`, as the database has it.
  func copy(instant: Int64) -> UnsafeBufferPointer<UInt8> {
    let start = used
    let day = floorDivide(instant, millisecondsPerDay)
    let rest = Int(instant - day * millisecondsPerDay)
    append(CivilDate(dayNumber: Int(day)))
    append(byte: UInt8(ascii: "T"))
    append(rest / 3_600_000, digits: 2)
    append(byte: UInt8(ascii: ":"))
    append(rest / 60_000 % 60, digits: 2)
    append(byte: UInt8(ascii: ":"))
    append(rest / 1000 % 60, digits: 2)
    if rest % 1000 != 0 {
      append(byte: UInt8(ascii: "."))
      append(rest % 1000, digits: 3)
    }
    append(byte: UInt8(ascii: "Z"))
    return UnsafeBufferPointer(start: room + start, count: used - start)
  }

  private func known<Value>(_ parsed: Parsed<Value>) throws(Misfit) -> Value? {
    switch parsed {
    case .value(let value): return value
    case .missing: return nil
    case .refused(let reason): throw Misfit(reason: reason)
    }
  }

  private func copy(day: Int) -> UnsafeBufferPointer<UInt8> {
    let start = used
    append(CivilDate(dayNumber: day))
    return UnsafeBufferPointer(start: room + start, count: used - start)
  }

  private func copy(_ bytes: [UInt8]) -> UnsafeBufferPointer<UInt8> {
    let start = used
    bytes.withUnsafeBufferPointer { append($0) }
    return UnsafeBufferPointer(start: room + start, count: used - start)
  }

  private func append(_ date: CivilDate) {
    append(date.year, digits: 4)
    append(byte: UInt8(ascii: "-"))
    append(date.month, digits: 2)
    append(byte: UInt8(ascii: "-"))
    append(date.day, digits: 2)
  }

  private func append(_ value: Int, digits: Int) {
    var value = value
    for place in stride(from: used + digits - 1, through: used, by: -1) {
      room[place] = 0x30 + UInt8(truncatingIfNeeded: value % 10)
      value /= 10
    }
    used += digits
  }

  private func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    precondition(used + bytes.count + 64 <= Self.roomBytes, "a record beyond the bound was not rejected")
    guard let start = bytes.baseAddress else { return }
    (room + used).update(from: start, count: bytes.count)
    used += bytes.count
  }

  private func append(byte: UInt8) {
    room[used] = byte
    used += 1
  }
}

/// `2026-03-01`: what a date is stored as. Only dates that are surely some; others are read in full.
private func isPlainDate(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
  guard cell.count == 10 || cell.count == 20, cell[4] == 0x2D, cell[7] == 0x2D,
    let century = twoDigits(cell, 0), let year = twoDigits(cell, 2), let month = twoDigits(cell, 5),
    let day = twoDigits(cell, 8)
  else { return false }
  return century >= 10 && CivilDate(year: century * 100 + year, month: month, day: day) != nil
}

/// `2026-03-01T08:30:00Z`: the same for an instant.
private func isPlainInstant(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
  guard cell.count == 20, isPlainDate(cell), cell[10] == 0x54, cell[13] == 0x3A, cell[16] == 0x3A, cell[19] == 0x5A,
    let hour = twoDigits(cell, 11), let minute = twoDigits(cell, 14), let second = twoDigits(cell, 17)
  else { return false }
  return hour < 24 && minute < 60 && second < 60
}

@inline(__always)
private func twoDigits(_ cell: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int? {
  let (tens, ones) = (cell[place] &- 0x30, cell[place + 1] &- 0x30)
  return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
}
