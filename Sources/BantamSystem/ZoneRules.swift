/// What the clocks of one IANA time zone show, for every instant.
///
/// Transitions come from the system's zone files (TZif, RFC 9636) and, where a machine has none, from a copy in the
/// program. After the last known transition the zone's standing rule goes on for ever. Leap seconds do not count.
public struct ZoneRules: Sendable {
  /// Greenwich all year; needs no file.
  public static let utc = ZoneRules(name: "UTC", starts: [.min], offsets: [0], cycleEnd: .max)

  public let name: String
  /// Instants in milliseconds from which `offsets` hold, rising; the first is the beginning of time.
  let starts: [Int64]
  /// Seconds east of UTC.
  let offsets: [Int]
  /// From here on the 400 years before repeat (a whole number of weeks).
  let cycleEnd: Int64

  /// Differs for other rules, also where a newer table of zones changes those of the same name.
  public var fingerprint: UInt64 {
    var fields = ByteFields()
    fields.add(name)
    for start in starts { fields.add(start) }
    for offset in offsets { fields.add(offset) }
    fields.add(cycleEnd)
    return fields.bytes.withUnsafeBytes { blockChecksum($0) }
  }

  init(name: String, starts: [Int64], offsets: [Int], cycleEnd: Int64) {
    self.name = name
    self.starts = starts
    self.offsets = offsets
    self.cycleEnd = cycleEnd
  }

  /// nil where no such zone is known. Names are case-sensitive, as in `Europe/Berlin`.
  public init?(name: String) {
    self.init(name: name, folders: ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/etc/zoneinfo"])
  }

  init?(name: String, folders: [String]) {
    if ["UTC", "Etc/UTC", "Z", "GMT", "Etc/GMT"].contains(name) {
      self.init(name: name, starts: [.min], offsets: [0], cycleEnd: .max)
      return
    }
    guard Self.isPlausible(name) else { return nil }
    for folder in folders {
      guard let bytes = try? readFile(path: "\(folder)/\(name)", maximumBytes: 1 << 20) else { continue }
      guard let file = ZoneFile(bytes) else { continue }
      self.init(name: name, file: file)
      return
    }
    guard let copy = ZoneFile(copyOf: name) else { return nil }
    self.init(name: name, file: copy)
  }

  init(name: String, file: ZoneFile) {
    let expanded = file.expanded()
    self.init(name: name, starts: expanded.starts, offsets: expanded.offsets, cycleEnd: expanded.cycleEnd)
  }

  /// Letters, digits, `_`, `-`, `+` and `/`; nothing that leads out of the folder.
  private static func isPlausible(_ name: String) -> Bool {
    guard let first = name.utf8.first, first | 0x20 >= 0x61, first | 0x20 <= 0x7A, name.utf8.count <= 64 else {
      return false
    }
    return name.utf8.allSatisfy { byte in
      (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
        || [0x5F, 0x2D, 0x2B, 0x2F].contains(byte)
    }
  }

  /// Seconds east of UTC at an instant (milliseconds since 1970-01-01T00:00:00Z).
  public func offsetSeconds(atInstantMilliseconds instant: Int64) -> Int { offsets[interval(of: instant)] }

  /// The day (since 1970-01-01) that the zone's calendars show at an instant.
  public func localDay(ofInstant instant: Int64) -> Int {
    Int(floorDivide(instant &+ Int64(offsetSeconds(atInstantMilliseconds: instant)) * 1000, millisecondsPerDay))
  }

  /// The first instant of a day; where clocks jump over midnight, the moment of the jump.
  public func startOfDay(_ day: Int) -> Int64 { instant(localMilliseconds: Int64(day) * millisecondsPerDay) }

  /// The instant at which clocks show a local time (milliseconds since 1970-01-01T00:00:00 local).
  ///
  /// A time that comes twice is the earlier one; one that is jumped over is moved on by the length of the jump.
  public func instant(localMilliseconds local: Int64) -> Int64 {
    if starts.count == 1 { return local - Int64(offsets[0]) * 1000 }
    let cycles = Self.cyclesBeyond(cycleEnd, local)
    let shifted = local - cycles * Self.cycleMilliseconds
    let widestOffset: Int64 = 26 * 3_600_000
    var index = interval(of: shifted - widestOffset)
    while true {
      let candidate = shifted - Int64(offsets[index]) * 1000
      let isLast = index + 1 == starts.count
      if isLast || candidate < starts[index + 1] {
        let inGap = candidate < starts[index] && index > 0
        let result = inGap ? shifted - Int64(offsets[index - 1]) * 1000 : candidate
        return result + cycles * Self.cycleMilliseconds
      }
      index += 1
    }
  }

  /// 400 Gregorian years: 146,097 days.
  private static let cycleMilliseconds: Int64 = 146_097 * millisecondsPerDay

  private static func cyclesBeyond(_ end: Int64, _ instant: Int64) -> Int64 {
    instant < end ? 0 : (instant - end) / cycleMilliseconds + 1
  }

  /// The index of the interval that holds an instant.
  func interval(of instant: Int64) -> Int {
    if starts.count == 1 { return 0 }
    let wanted = instant - Self.cyclesBeyond(cycleEnd, instant) * Self.cycleMilliseconds
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= wanted { low = middle } else { high = middle }
    }
    return low
  }
}

/// Asks a zone about many instants that lie near each other; keeps the last interval.
public struct ZoneCursor: Sendable {
  public let zone: ZoneRules
  private var from: Int64 = 0
  private var until: Int64 = 0
  private var offset: Int64 = 0

  public init(_ zone: ZoneRules) { self.zone = zone }

  /// As `ZoneRules.localDay(ofInstant:)`.
  public mutating func localDay(ofInstant instant: Int64) -> Int {
    if instant < from || instant >= until { find(instant) }
    return Int(floorDivide(instant &+ offset, millisecondsPerDay))
  }

  private mutating func find(_ instant: Int64) {
    let index = zone.interval(of: instant)
    offset = Int64(zone.offsets[index]) * 1000
    if instant >= zone.cycleEnd {
      from = 0
      until = 0
      return
    }
    from = zone.starts[index]
    until = index + 1 < zone.starts.count ? min(zone.starts[index + 1], zone.cycleEnd) : zone.cycleEnd
  }
}
