import BantamColumns
import CSQLite

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One member at a time, as its row in the table: compared with what is stored, or bound to a statement.
final class MemberLine {
  private let leads: LeadOutcome
  private let firstStatus: String?
  private let isScored: Bool
  private let grades: EncodedNames
  private let nextQuestions: EncodedNames
  private let vetoes: EncodedNames
  /// The points as a JSON list.
  private let points: UnsafeMutableBufferPointer<UInt8>
  /// A sign, digits, a point and a comma.
  private static let bytesPerNumber = 24

  init(_ outcome: CampaignOutcome) {
    leads = outcome.leads
    firstStatus = outcome.firstStatus
    isScored = !leads.rows.isEmpty
    let count = leads.rows.count
    precondition(!isScored || leads.rows == outcome.memberRows, "every member is a lead, or none")
    precondition(
      leads.totals.count == count && leads.points.allSatisfy { $0.count == count }
        && [leads.lows, leads.highs, leads.completeness].allSatisfy { $0.isEmpty || $0.count == count },
      "the lists of the leads are parallel")
    grades = EncodedNames(leads.grades)
    nextQuestions = EncodedNames(leads.nextQuestions)
    vetoes = EncodedNames(leads.vetoes)
    points = .allocate(capacity: leads.points.count * Self.bytesPerNumber + 2)
  }

  deinit { points.deallocate() }

  /// Columns of the stored row: key, grade, total, low, high, completeness, points, next question, veto.
  func equals(_ stored: Statement, at place: Int) -> Bool {
    if !isScored { return stored.isNull(2) }
    return stored.number(2) == leads.totals[place] && grades.equals(stored, 1, at: place)
      && stored.number(3) == value(leads.lows, place) && stored.number(4) == value(leads.highs, place)
      && stored.number(5) == value(leads.completeness, place) && equalBytes(stored.text(6), writePoints(at: place))
      && nextQuestions.equals(stored, 7, at: place) && vetoes.equals(stored, 8, at: place)
  }

  /// Binds what is the same for all members: the parameters 1, 11, 12 and 13, as far as the statement has them.
  func bind(_ statement: Statement, campaign: Int64, run: Int64, joinedAt: String) throws(StoreError) {
    try statement.bind(1, campaign)
    try statement.bind(11, run)
    if statement.parameterCount < 13 { return }
    try statement.bind(12, firstStatus.map { .text($0) } ?? .null)
    try statement.bind(13, joinedAt)
  }

  /// Binds the parameters 3 to 10 and runs the statement once.
  func run(_ statement: Statement, at place: Int) throws(StoreError) {
    if isScored {
      try grades.bind(statement, 3, at: place)
      try statement.bind(4, numberOrNull: leads.totals[place])
      try statement.bind(5, numberOrNull: value(leads.lows, place))
      try statement.bind(6, numberOrNull: value(leads.highs, place))
      try statement.bind(7, numberOrNull: value(leads.completeness, place))
      try statement.bindInPlace(8, writePoints(at: place))
      try nextQuestions.bind(statement, 9, at: place)
      try vetoes.bind(statement, 10, at: place)
    } else {
      for index in Int32(3)...10 { try statement.bindNull(index) }
    }
    try statement.run()
  }

  private func value(_ list: [Int64], _ place: Int) -> Int64 { list.isEmpty ? LeadOutcome.missing : list[place] }

  /// `[46.25,33.3333]`, valid until the next call.
  private func writePoints(at place: Int) -> UnsafeBufferPointer<UInt8> {
    var end = 1
    points[0] = 0x5B
    for list in leads.points {
      if end > 1 {
        points[end] = 0x2C
        end += 1
      }
      end = write(tenThousandths: list[place], to: points, at: end)
    }
    points[end] = 0x5D
    return UnsafeBufferPointer(rebasing: points[...end])
  }
}

extension Statement {
  /// A number in ten-thousandths; `LeadOutcome.missing` where there is none.
  func number(_ column: Int32) -> Int64 {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_INTEGER: integer(column).multipliedReportingOverflow(by: 10_000).partialValue
    case SQLITE_FLOAT: exactInteger(double(column), scale: 10_000) ?? LeadOutcome.missing
    default: LeadOutcome.missing
    }
  }
}

/// The names of coded texts in UTF-8, at one place for as long as this lives.
private final class EncodedNames {
  private let names: [UnsafeBufferPointer<UInt8>]
  private let codes: [Int32]

  init(_ texts: CodedTexts) {
    names = texts.names.map { name in
      let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: name.utf8.count)
      _ = bytes.initialize(from: name.utf8)
      return UnsafeBufferPointer(bytes)
    }
    codes = texts.codes
  }

  deinit { for name in names { name.deallocate() } }

  func equals(_ stored: Statement, _ column: Int32, at place: Int) -> Bool {
    guard let name = name(at: place) else { return stored.isNull(column) }
    return !stored.isNull(column) && equalBytes(stored.text(column), name)
  }

  func bind(_ statement: Statement, _ index: Int32, at place: Int) throws(StoreError) {
    guard let name = name(at: place) else { return try statement.bindNull(index) }
    try statement.bindInPlace(index, name)
  }

  @inline(__always)
  private func name(at place: Int) -> UnsafeBufferPointer<UInt8>? {
    codes.isEmpty || codes[place] < 0 ? nil : names[Int(codes[place])]
  }
}

@inline(__always)
private func equalBytes(_ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>) -> Bool {
  guard first.count == second.count else { return false }
  guard let first = first.baseAddress, let start = second.baseAddress else { return true }
  return memcmp(first, start, second.count) == 0
}

/// `-33.3333`, without zeros at the end, `100` for a whole number; returns where it ends, at most 21 bytes on.
func write(tenThousandths: Int64, to bytes: UnsafeMutableBufferPointer<UInt8>, at start: Int) -> Int {
  var end = start
  if tenThousandths < 0 {
    bytes[end] = 0x2D
    end += 1
  }
  let magnitude = tenThousandths.magnitude
  var whole = magnitude / 10_000
  let first = end
  repeat {
    bytes[end] = UInt8(truncatingIfNeeded: 0x30 + whole % 10)
    whole /= 10
    end += 1
  } while whole > 0
  bytes[first..<end].reverse()
  var fraction = magnitude % 10_000
  if fraction == 0 { return end }
  bytes[end] = 0x2E
  end += 1
  while fraction > 0 {
    bytes[end] = UInt8(truncatingIfNeeded: 0x30 + fraction / 1000)
    fraction = fraction % 1000 * 10
    end += 1
  }
  return end
}
