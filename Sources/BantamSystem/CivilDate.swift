/// A day of the proleptic Gregorian calendar.
///
/// Between days and dates: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil` and
/// `civil_from_days` (https://howardhinnant.github.io/date_algorithms.html).
public struct CivilDate: Sendable, Hashable, Comparable, CustomStringConvertible {
  public var year: Int
  /// 1...12
  public var month: Int
  /// 1...31
  public var day: Int

  /// nil where there is no such day (30 February) or the year is not in 1...9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.dayCount(year: year, month: month)
    else { return nil }
    self.init(uncheckedYear: year, month: month, day: day)
  }

  private init(uncheckedYear year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The date of a number of days since 1970-01-01.
  public init(dayNumber: Int) {
    let shifted = dayNumber + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    self.init(
      uncheckedYear: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  /// `2026-03-01`, nothing before or after it.
  public init?(_ text: String) {
    var copy = text
    guard let date = copy.withUTF8({ CivilDate(utf8: $0) }) else { return nil }
    self = date
  }

  /// `2026-03-01` as bytes, nothing before or after it.
  public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D, let year = digits(bytes, 0, 4),
      let month = digits(bytes, 5, 2), let day = digits(bytes, 8, 2)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Days since 1970-01-01.
  public var dayNumber: Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = floorDivide(marchYear, 400)
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// 0 for Monday to 6 for Sunday.
  public var weekday: Int { Self.weekday(ofDay: dayNumber) }

  public static func weekday(ofDay dayNumber: Int) -> Int { dayNumber + 3 - floorDivide(dayNumber + 3, 7) * 7 }

  /// The same day so many months later; the last day of the month where it has no such day.
  public func adding(months: Int) -> CivilDate {
    let index = year * 12 + month - 1 + months
    let newYear = floorDivide(index, 12)
    let newMonth = index - newYear * 12 + 1
    return CivilDate(
      uncheckedYear: newYear, month: newMonth, day: min(day, Self.dayCount(year: newYear, month: newMonth)))
  }

  /// The same day so many years later; 28 February for 29 February where the year has none.
  public func adding(years: Int) -> CivilDate { adding(months: years * 12) }

  public static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  public static func dayCount(year: Int, month: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// ISO 8601: `2026-03-01`.
  public var description: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

  public static func < (first: CivilDate, second: CivilDate) -> Bool {
    (first.year, first.month, first.day) < (second.year, second.month, second.day)
  }
}

/// The quotient rounded towards minus infinity; the divisor is positive.
@inlinable
public func floorDivide<Value: BinaryInteger & SignedInteger>(_ dividend: Value, _ divisor: Value) -> Value {
  let quotient = dividend / divisor
  return dividend % divisor < 0 ? quotient - 1 : quotient
}

/// The number of `count` decimal digits that begin at `start`; nil where one is not a digit.
func digits(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Int? {
  guard start + count <= bytes.count else { return nil }
  var value = 0
  for index in start..<start + count {
    let digit = bytes[index] &- 0x30
    guard digit < 10 else { return nil }
    value = value * 10 + Int(digit)
  }
  return value
}

/// At least `width` digits, with zeros in front.
func padded(_ value: Int, _ width: Int) -> String {
  let text = String(value)
  return text.count >= width ? text : String(repeating: "0", count: width - text.count) + text
}
