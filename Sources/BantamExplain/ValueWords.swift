import BantamColumns
import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamSystem

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Values as the language writes them.
public struct ValueWords {
  let program: Program
  let zone: ZoneRules

  public init(program: Program, zone: ZoneRules) {
    self.program = program
    self.zone = zone
  }

  /// A value of a column; nil where it is missing.
  public func words(_ column: Column, _ need: ColumnNeed, _ row: Int) -> String? {
    switch need.storage {
    case .text: column.text(at: row).map { quoted($0) }
    case .degrees, .latitude: column.degrees(at: row).map { degrees($0) }
    case .integer, .tenThousandths, .yesNo, .day, .instant: column.integer(at: row).map { number($0, need) }
    }
  }

  public func number(_ value: Int64, _ need: ColumnNeed) -> String {
    switch need.storage {
    case .integer: grouped(decimalText(value, places: 0))
    case .tenThousandths:
      grouped(decimalText(value, places: 4)) + (isMoney(need.field) ? " \(program.settings.currency)" : "")
    case .yesNo: value == 0 ? "no" : "yes"
    case .day: "\(CivilDate(dayNumber: Int(value)))"
    case .instant: moment(value)
    case .text, .degrees, .latitude: String(value)
    }
  }

  /// A day with its time of day, on the rule set's clock.
  func moment(_ instant: Int64) -> String {
    let text = Timestamp.text(ofInstant: instant, in: zone)
    return text.prefix(10) + (text.dropFirst(11).hasPrefix("00:00:00") ? "" : " " + text.dropFirst(11).prefix(5))
  }

  func day(_ instant: Int64) -> String { String(Timestamp.text(ofInstant: instant, in: zone).prefix(10)) }

  /// The day of an instant of the tables (ISO 8601 with `Z`) on the rule set's clock.
  func day(stored text: String) -> String {
    Timestamp(text).map { day($0.instant(in: .utc)) } ?? String(text.prefix(10))
  }

  func quoted(_ text: String) -> String { "\"\(printable(text))\"" }

  func degrees(_ value: Double) -> String {
    decimalText(Int64((value * 10_000).rounded()), places: 4)
  }

  private func isMoney(_ field: FieldID) -> Bool {
    program.fields.indices.contains(field) && program.fields[field].type == .money
  }

  /// `30_000`; up to four digits stay, as years do.
  private func grouped(_ text: String) -> String {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let digits = parts[0].filter(\.isNumber)
    guard digits.count > 4 else { return text }
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append("_") }
      result.append(digit)
    }
    return (text.hasPrefix("-") ? "-" : "") + result + (parts.count > 1 ? "." + parts[1] : "")
  }
}

/// Kilometres between two points in degrees, on a sphere of 6371 km (haversine).
func kilometres(_ latitude: Double, _ longitude: Double, _ otherLatitude: Double, _ otherLongitude: Double) -> Double {
  let radians = Double.pi / 180
  let north = sin((latitude - otherLatitude) * radians / 2)
  let east = sin((longitude - otherLongitude) * radians / 2)
  let term = north * north + cos(otherLatitude * radians) * cos(latitude * radians) * east * east
  return 2 * 6371 * asin(min(1, term).squareRoot())
}
