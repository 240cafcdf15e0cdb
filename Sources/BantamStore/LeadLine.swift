import CSQLite

/// One lead at a time, as its row in the table: compared with what is stored, or bound to a statement.
struct LeadLine {
  let leads: LeadOutcome
  private let texts: [EncodedNames]
  /// The points as a JSON list.
  private var points: [UInt8] = []

  init(_ leads: LeadOutcome) {
    let count = leads.rows.count
    precondition(
      leads.totals.count == count && leads.points.allSatisfy { $0.count == count }
        && [leads.lows, leads.highs, leads.completeness].allSatisfy { $0.isEmpty || $0.count == count },
      "the lists of the leads are parallel")
    self.leads = leads
    texts = [leads.grades, leads.nextQuestions, leads.vetoes].map { EncodedNames($0) }
  }

  /// Columns of the stored row: key, grade, total, low, high, completeness, points, next question, veto.
  mutating func equals(_ stored: Statement, at place: Int) -> Bool {
    guard texts[0].equals(stored, 1, at: place), number(stored, 2) == leads.totals[place],
      number(stored, 3) == value(leads.lows, place), number(stored, 4) == value(leads.highs, place),
      number(stored, 5) == value(leads.completeness, place)
    else { return false }
    write(pointsAt: place)
    return stored.text(6).elementsEqual(points) && texts[1].equals(stored, 7, at: place)
      && texts[2].equals(stored, 8, at: place)
  }

  /// Binds the parameters 3 to 10 and runs the statement once.
  mutating func run(_ statement: Statement, at place: Int) throws(StoreError) {
    try texts[0].bind(statement, 3, at: place)
    try statement.bind(4, numberOrNull: leads.totals[place])
    try statement.bind(5, numberOrNull: value(leads.lows, place))
    try statement.bind(6, numberOrNull: value(leads.highs, place))
    try statement.bind(7, numberOrNull: value(leads.completeness, place))
    try texts[1].bind(statement, 9, at: place)
    try texts[2].bind(statement, 10, at: place)
    write(pointsAt: place)
    try points.withUnsafeBufferPointer { bytes throws(StoreError) in
      try statement.bindInPlace(8, bytes)
      try statement.run()
    }
  }

  private func value(_ list: [Int64], _ place: Int) -> Int64 { list.isEmpty ? LeadOutcome.missing : list[place] }

  private func number(_ stored: Statement, _ column: Int32) -> Int64 {
    switch sqlite3_column_type(stored.handle, column) {
    case SQLITE_INTEGER: stored.integer(column).multipliedReportingOverflow(by: 10_000).partialValue
    case SQLITE_FLOAT: exactInteger(stored.double(column), scale: 10_000) ?? LeadOutcome.missing
    default: LeadOutcome.missing
    }
  }

  private mutating func write(pointsAt place: Int) {
    points.removeAll(keepingCapacity: true)
    points.append(0x5B)
    for list in leads.points {
      if points.count > 1 { points.append(0x2C) }
      appendDecimal(tenThousandths: list[place], to: &points)
    }
    points.append(0x5D)
  }
}

/// The names of coded texts in UTF-8.
private struct EncodedNames {
  private let names: [[UInt8]]
  private let codes: [Int32]

  init(_ texts: CodedTexts) {
    names = texts.names.map { Array($0.utf8) }
    codes = texts.codes
  }

  func equals(_ stored: Statement, _ column: Int32, at place: Int) -> Bool {
    guard let code = code(at: place) else { return stored.isNull(column) }
    return !stored.isNull(column) && stored.text(column).elementsEqual(names[code])
  }

  func bind(_ statement: Statement, _ index: Int32, at place: Int) throws(StoreError) {
    guard let code = code(at: place) else { return try statement.bindNull(index) }
    try names[code].withUnsafeBufferPointer { bytes throws(StoreError) in try statement.bindCopy(index, bytes) }
  }

  private func code(at place: Int) -> Int? { codes.isEmpty || codes[place] < 0 ? nil : Int(codes[place]) }
}

/// `-33.3333`, without zeros at the end, `100` for a whole number.
func appendDecimal(tenThousandths: Int64, to bytes: inout [UInt8]) {
  if tenThousandths < 0 { bytes.append(0x2D) }
  let magnitude = tenThousandths.magnitude
  appendDigits(magnitude / 10_000, to: &bytes)
  var fraction = magnitude % 10_000
  if fraction == 0 { return }
  bytes.append(0x2E)
  while fraction > 0 {
    bytes.append(UInt8(truncatingIfNeeded: 0x30 + fraction / 1000))
    fraction = fraction % 1000 * 10
  }
}

private func appendDigits(_ value: UInt64, to bytes: inout [UInt8]) {
  if value >= 10 { appendDigits(value / 10, to: &bytes) }
  bytes.append(UInt8(truncatingIfNeeded: 0x30 + value % 10))
}
