import BantamSystem

/// Dates and instants out of cells. A text without a distance from UTC is on the zone's clock.
struct TimeParser {
  /// Integers above this are seconds since 1970-01-01T00:00:00Z; smaller ones could be years or spreadsheet days.
  static let leastUnixSeconds: Int64 = 100_000_000
  /// The year 9999 ends before it.
  static let mostUnixSeconds: Int64 = 253_402_300_799

  private let zone: ZoneRules
  /// nil in UTC.
  private let clock: LocalClock?

  init(zone: ZoneRules) {
    self.zone = zone
    clock = zone.name == "UTC" ? nil : LocalClock(zone)
  }

  /// Days since 1970-01-01 of `2026-03-01`, or of an instant on the zone's calendar.
  func day(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    if text.count == 10 { return dayNumber(text).map { Int64($0) } }
    guard let stamp = Timestamp(utf8: text) else { return nil }
    if stamp.offsetSeconds == nil { return floorDivide(stamp.localMilliseconds, millisecondsPerDay) }
    return Int64(zone.localDay(ofInstant: stamp.instant(in: zone)))
  }

  func day(ofUnixSeconds seconds: Int64) -> Int64? {
    guard seconds > Self.leastUnixSeconds, seconds <= Self.mostUnixSeconds else { return nil }
    return Int64(zone.localDay(ofInstant: seconds * 1000))
  }

  /// Milliseconds since 1970-01-01T00:00:00Z; nil where the cell is no instant.
  func instant(_ cell: some StoredValue) -> Int64? {
    switch cell.kind {
    case .integer: return instant(ofUnixSeconds: cell.integer)
    case .real:
      let seconds = cell.real
      guard seconds > Double(Self.leastUnixSeconds), seconds <= Double(Self.mostUnixSeconds) else { return nil }
      return Int64((seconds * 1000).rounded())
    case .null: return nil
    case .text, .blob: return instant(trimmed(cell.text))
    }
  }

  func instant(ofUnixSeconds seconds: Int64) -> Int64? {
    seconds > Self.leastUnixSeconds && seconds <= Self.mostUnixSeconds ? seconds * 1000 : nil
  }

  func instant(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    if text.count == 19, let (day, local) = localMilliseconds(text) {
      return clock?.instant(day: day, localMilliseconds: local) ?? local
    }
    return Timestamp(utf8: text)?.instant(in: zone)
  }
}

/// The day and the time of `2026-03-01 12:30:15`, with a blank or `T`; nil where it is anything else.
@inline(__always)
private func localMilliseconds(_ text: UnsafeBufferPointer<UInt8>) -> (day: Int, milliseconds: Int64)? {
  guard text[10] == 0x20 || text[10] == 0x54, text[13] == 0x3A, text[16] == 0x3A,
    let day = dayNumber(UnsafeBufferPointer(rebasing: text[..<10]))
  else { return nil }
  let hour = twoDigits(text, 11)
  let minute = twoDigits(text, 14)
  let second = twoDigits(text, 17)
  guard hour < 24, minute < 60, second < 60 else { return nil }
  return (day, (Int64(day) * 86_400 + Int64(hour * 3600 + minute * 60 + second)) * 1000)
}

/// Days since 1970-01-01 of `2026-03-01`; nil where there is no such day.
@inline(__always)
private func dayNumber(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
  guard text[4] == 0x2D, text[7] == 0x2D else { return nil }
  let century = twoDigits(text, 0)
  let yearOfCentury = twoDigits(text, 2)
  let month = twoDigits(text, 5)
  let day = twoDigits(text, 8)
  guard century < 100, yearOfCentury < 100, month < 100, day < 100 else { return nil }
  return CivilDate(year: century * 100 + yearOfCentury, month: month, day: day)?.dayNumber
}

/// 0 to 99; 1000 and more where one of the two is no digit.
@inline(__always)
private func twoDigits(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
  let tens = Int(text[index] &- 0x30)
  let ones = Int(text[index + 1] &- 0x30)
  return tens < 10 && ones < 10 ? tens * 10 + ones : 1000
}
