import BantamPlan
import BantamProgram
import CSQLite

/// Consent and objection. In doubt the contact is left alone: a time that cannot be read never counts against it.
extension SQLiteContactStore {
  /// Who has given a purpose its basis: the latest giving, up to the run's instant, is younger than the latest withdrawal.
  /// A giving without a time is older than all; one with a time that cannot be read is none. A withdrawal whose time
  /// cannot be read stands.
  func markBasis(
    _ mask: inout [UInt8], _ purpose: String, _ basis: Purpose.Basis, asOf: Int64, _ times: TimeParser,
    _ index: KeyIndex,
    _ database: Database, _ selection: KeySelection?
  ) throws(StoreError) {
    let sql = """
      SELECT contact_id, given_at, withdrawn_at FROM bantam_consent
      WHERE \(Self.plain("purpose")) = \(Self.plain("?1")) AND basis = ?2
      """
    var given: [Int: Int64] = [:]
    var withdrawn: [Int: Int64] = [:]
    try eachRow(
      index, database, selection, sql, "contact_id, given_at, withdrawn_at", [purpose, basis.rawValue]
    ) { row, statement in
      switch statement.time(1, times) {
      case .none: given[row] = max(given[row] ?? .min, .min + 1)
      case .unreadable: break
      case .at(let instant): if instant <= asOf { given[row] = max(given[row] ?? .min, instant) }
      }
      switch statement.time(2, times) {
      case .none: break
      case .unreadable: withdrawn[row] = .max
      case .at(let instant): if instant <= asOf { withdrawn[row] = max(withdrawn[row] ?? .min, instant) }
      }
    }
    for (row, instant) in given where withdrawn[row].map({ instant > $0 }) ?? true { mask[row] = 1 }
  }

  /// Who has objected: only an objection that is known to come later is none.
  func markObjections(
    _ mask: inout [UInt8], _ purpose: String, asOf: Int64, _ times: TimeParser, _ index: KeyIndex,
    _ database: Database, _ selection: KeySelection?
  ) throws(StoreError) {
    let sql = """
      SELECT contact_id, at FROM bantam_objection
      WHERE (purpose IS NULL OR trim(purpose) = '' OR \(Self.plain("purpose")) = \(Self.plain("?1")))
      """
    try eachRow(index, database, selection, sql, "contact_id, at", [purpose]) { row, statement in
      switch statement.time(1, times) {
      case .none, .unreadable: mask[row] = 1
      case .at(let instant): if instant <= asOf { mask[row] = 1 }
      }
    }
  }
}

/// The time in a cell.
private enum CellTime {
  case none, unreadable
  /// Milliseconds since 1970-01-01T00:00:00Z.
  case at(Int64)
}

extension Statement {
  fileprivate func time(_ column: Int32, _ times: TimeParser) -> CellTime {
    if isNull(column) { return .none }
    if let instant = sqlite3_column_value(handle, column).flatMap({ times.instant(QueriedCell($0)) }) {
      return .at(instant)
    }
    // A TEXT column keeps the number that is written into it as its digits.
    guard let seconds = Int64(string(column)), seconds > TimeParser.leastUnixSeconds,
      seconds <= TimeParser.mostUnixSeconds
    else { return .unreadable }
    return .at(seconds * 1000)
  }
}
