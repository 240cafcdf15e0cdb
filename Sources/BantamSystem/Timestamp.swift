/// A date with a time of day as written (ISO 8601), with or without its distance from UTC.
public struct Timestamp: Sendable, Hashable {
  /// Milliseconds since 1970-01-01T00:00:00 on the writer's clock.
  public var localMilliseconds: Int64
  /// Seconds east of UTC; nil where the text does not say.
  public var offsetSeconds: Int?

  /// `2026-03-01`, `2026-03-01T12:30`, `2026-03-01 12:30:15.250`, each time also with `Z`, `+01:00`, `+0100` or `+01`.
  public init?(_ text: String) {
    var copy = text
    guard let timestamp = copy.withUTF8({ Timestamp(utf8: $0) }) else { return nil }
    self = timestamp
  }

  /// The same from bytes. A fraction of a second is cut after the milliseconds.
  public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count >= 10, let date = CivilDate(utf8: UnsafeBufferPointer(rebasing: bytes[..<10])) else { return nil }
    localMilliseconds = Int64(date.dayNumber) * millisecondsPerDay
    offsetSeconds = nil
    if bytes.count == 10 { return }
    guard let time = TimeOfDay(bytes, from: 10) else { return nil }
    localMilliseconds += time.milliseconds
    offsetSeconds = time.offsetSeconds
  }

  /// Milliseconds since 1970-01-01T00:00:00Z; a text without distance is on the zone's clock.
  public func instant(in zone: ZoneRules) -> Int64 {
    guard let offsetSeconds else { return zone.instant(localMilliseconds: localMilliseconds) }
    return localMilliseconds - Int64(offsetSeconds) * 1000
  }

  /// `2026-03-01T12:30:00Z`, with milliseconds where there are some; UTC.
  public static func text(ofInstant instant: Int64) -> String { text(local: instant) + "Z" }

  /// `2026-03-01T12:30:00+01:00` on the zone's clock.
  public static func text(ofInstant instant: Int64, in zone: ZoneRules) -> String {
    let offset = zone.offsetSeconds(atInstantMilliseconds: instant)
    let minutes = abs(offset) / 60
    let distance = "\(offset < 0 ? "-" : "+")\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
    return text(local: instant + Int64(offset) * 1000) + distance
  }

  /// `2026-03-01 12:30` on the zone's clock, for people.
  public static func minutes(ofInstant instant: Int64, in zone: ZoneRules) -> String {
    String(text(ofInstant: instant, in: zone).prefix(16)).replacing("T", with: " ")
  }

  private static func text(local milliseconds: Int64) -> String {
    let day = floorDivide(milliseconds, millisecondsPerDay)
    let rest = Int(milliseconds - day * millisecondsPerDay)
    let seconds = rest / 1000
    let time = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    let fraction = rest % 1000 == 0 ? "" : ".\(padded(rest % 1000, 3))"
    return "\(CivilDate(dayNumber: Int(day)))T\(time)\(fraction)"
  }
}

/// 86,400,000
public let millisecondsPerDay: Int64 = 86_400_000

/// `T12:30[:15[.25]][Z|+01:00|+0100|+01]` from some byte on to the end.
private struct TimeOfDay {
  var milliseconds: Int64
  var offsetSeconds: Int?

  init?(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    var index = start
    guard bytes[index] == 0x54 || bytes[index] == 0x74 || bytes[index] == 0x20, let hour = digits(bytes, index + 1, 2),
      hour < 24, index + 3 < bytes.count, bytes[index + 3] == 0x3A, let minute = digits(bytes, index + 4, 2),
      minute < 60
    else { return nil }
    milliseconds = Int64(hour * 3600 + minute * 60) * 1000
    index += 6
    if index < bytes.count, bytes[index] == 0x3A {
      guard let second = digits(bytes, index + 1, 2), second < 60 else { return nil }
      milliseconds += Int64(second) * 1000
      index += 3
      if index < bytes.count, bytes[index] == 0x2E || bytes[index] == 0x2C {
        index += 1
        var worth: Int64 = 100
        let first = index
        while index < bytes.count, bytes[index] &- 0x30 < 10 {
          milliseconds += Int64(bytes[index] &- 0x30) * worth
          worth /= 10
          index += 1
        }
        if index == first { return nil }
      }
    }
    if index == bytes.count { return }
    if bytes[index] == 0x20 { index += 1 }
    guard let offset = Self.offset(bytes, from: index) else { return nil }
    offsetSeconds = offset
  }

  private static func offset(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    let sign = bytes[start]
    if sign == 0x5A || sign == 0x7A { return start + 1 == bytes.count ? 0 : nil }
    guard sign == 0x2B || sign == 0x2D, let hours = digits(bytes, start + 1, 2), hours < 24 else { return nil }
    var index = start + 3
    var minutes = 0
    if index < bytes.count {
      if bytes[index] == 0x3A { index += 1 }
      guard let value = digits(bytes, index, 2), value < 60, index + 2 == bytes.count else { return nil }
      minutes = value
    }
    return (hours * 3600 + minutes * 60) * (sign == 0x2D ? -1 : 1)
  }
}
