import BantamSystem

/// Turns many local times into instants; remembers for the days seen last how far the zone is from UTC.
final class LocalClock: @unchecked Sendable {
  private static let daysKept = 1 << 11
  private static let offsetChanges = Int64.min

  private let zone: ZoneRules
  /// By the last bits of the day: the day, and what to take off its local times.
  private var days = [Int](repeating: .min, count: LocalClock.daysKept)
  private var offsets = [Int64](repeating: 0, count: LocalClock.daysKept)

  init(_ zone: ZoneRules) { self.zone = zone }

  /// As `ZoneRules.instant(localMilliseconds:)`; `day` is the day of the local time.
  @inline(__always)
  func instant(day: Int, localMilliseconds local: Int64) -> Int64 {
    let slot = day & (Self.daysKept - 1)
    if days[slot] != day { learn(day, slot) }
    let offset = offsets[slot]
    return offset == Self.offsetChanges ? zone.instant(localMilliseconds: local) : local - offset
  }

  /// A day is simple where its first and last moments are as far from UTC and nothing changes between.
  @inline(never)
  private func learn(_ day: Int, _ slot: Int) {
    let start = Int64(day) * millisecondsPerDay
    let first = start - zone.instant(localMilliseconds: start)
    let end = start + millisecondsPerDay
    let isSimple =
      end - zone.instant(localMilliseconds: end) == first
      && zone.offsetSeconds(atInstantMilliseconds: start - first) == Int(first / 1000)
      && zone.offsetSeconds(atInstantMilliseconds: end - first) == Int(first / 1000)
    days[slot] = day
    offsets[slot] = isSimple ? first : Self.offsetChanges
  }
}
