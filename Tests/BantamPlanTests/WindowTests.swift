import BantamProgram
import BantamSystem
import Testing

@testable import BantamPlan

/// Every window of a clock, held against a definition that asks day by day.
struct WindowTests {
  static let zones = [
    "UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "America/Sao_Paulo", "Asia/Kolkata",
  ]
  static let moments = [
    "2026-03-01T00:00:00Z", "2026-03-29T11:30:00Z", "2024-02-29T22:15:00Z", "2025-10-26T00:30:00Z",
    "2018-11-04T05:00:00Z", "2026-12-31T23:59:59Z", "2026-09-26T15:00:00Z",
  ]
  static let durations: [BantamProgram.Duration] = [
    .init(1, .day), .init(90, .day), .init(6, .week), .init(1, .month), .init(13, .month), .init(1, .year),
    .init(4, .year),
    .init(36, .hour), .init(90, .minute),
  ]
  static let units: [CalendarUnit] = [.day, .week, .month, .quarter, .year, .fiscalYear]

  static func clock(_ moment: String, _ zone: String) throws -> RunClock {
    let rules = try #require(ZoneRules(name: zone))
    return RunClock(asOf: try #require(Timestamp(moment)).instant(in: rules), zone: rules)
  }

  /// Which unit of the calendar a day lies in, as a running number.
  static func number(_ unit: CalendarUnit, _ day: Int, fiscalYearStart: Int) -> Int {
    let date = CivilDate(dayNumber: day)
    let month = date.year * 12 + date.month - 1
    switch unit {
    case .day: return day
    case .week: return floorDivide(day + 3, 7)
    case .month: return month
    case .quarter: return month / 3
    case .year: return date.year
    case .fiscalYear: return floorDivide(month - (fiscalYearStart - 1), 12)
    }
  }

  /// The day so many months before or after: the same day of the month, or its last.
  static func moved(_ day: Int, months: Int) -> Int {
    let date = CivilDate(dayNumber: day)
    let month = date.year * 12 + date.month - 1 + months
    for candidate in stride(from: date.day, through: 1, by: -1) {
      let year = floorDivide(month, 12)
      if let moved = CivilDate(year: year, month: month - year * 12 + 1, day: candidate) { return moved.dayNumber }
    }
    return day
  }

  static func moved(_ day: Int, _ duration: BantamProgram.Duration, _ sign: Int) -> Int {
    switch duration.unit {
    case .minute: day + sign * ((duration.count + 1439) / 1440)
    case .hour: day + sign * ((duration.count + 23) / 24)
    case .day: day + sign * duration.count
    case .week: day + sign * duration.count * 7
    case .month: moved(day, months: sign * duration.count)
    case .year: moved(day, months: sign * duration.count * 12)
    }
  }

  static func isInside(_ day: Int, _ test: TimeTest, _ today: Int, _ fiscalYearStart: Int) -> Bool {
    switch test {
    case .inLast(let duration): day <= today && day > moved(today, duration, -1)
    case .inNext(let duration): day >= today && day < moved(today, duration, 1)
    case .olderThan(let duration): day <= moved(today, duration, -1)
    case .before(.day(let other)): day < other
    case .after(.day(let other)): day > other
    case .on(.day(let other)): day == other
    case .before, .after, .on: false
    case .between(let low, let high):
      [low].allSatisfy { if case .day(let low)? = $0 { day >= low } else { true } }
        && [high].allSatisfy { if case .day(let high)? = $0 { day <= high } else { true } }
    case .calendar(let unit, let offset):
      number(unit, day, fiscalYearStart: fiscalYearStart)
        == number(unit, today, fiscalYearStart: fiscalYearStart) + offset
    case .anniversaryInNext: false
    }
  }

  static func tests(_ today: Int) -> [TimeTest] {
    let calendar = units.flatMap { unit in [-1, 0, 1].map { TimeTest.calendar(unit, offset: $0) } }
    let moments: [TimeTest] = [
      .before(.day(today - 3)), .after(.day(today - 3)), .on(.day(today + 5)), .between(.day(today - 40), .day(today)),
      .between(nil, .day(today - 1)), .between(.day(today), nil),
    ]
    return durations.flatMap { [.inLast($0), .inNext($0), .olderThan($0)] } + calendar + moments
  }

  @Test(arguments: zones, moments)
  func daysOfEachWindow(_ zone: String, _ moment: String) throws {
    let clock = try Self.clock(moment, zone)
    for start in [1, 4] {
      for test in Self.tests(clock.today) {
        let window = try #require(clock.days(test, fiscalYearStart: start))
        let edges = [window.low, window.high].compactMap { Int(exactly: $0) }.filter { abs($0) < 100_000 }
        let near = edges.flatMap { $0 - 2...$0 + 2 } + (clock.today - 35...clock.today + 35)
        let wrong = (near + stride(from: clock.today - 1600, to: clock.today + 1600, by: 13)).filter { day in
          let isInside = window.low <= Int64(day) && Int64(day) <= window.high
          return isInside != Self.isInside(day, test, clock.today, start)
        }
        #expect(wrong.isEmpty, "\(test)")
      }
    }
  }

  /// Windows that are days against an instant: an instant is inside where its day in the zone is.
  @Test(arguments: zones, moments)
  func instantsOfWindowsOfDays(_ zone: String, _ moment: String) throws {
    let clock = try Self.clock(moment, zone)
    for test in Self.tests(clock.today) where Self.isMadeOfDays(test) {
      let window = try #require(clock.instants(test, fiscalYearStart: 4))
      let edges = [window.low, window.high].filter { $0 > RunClock.earliest && $0 < RunClock.latest }
      for edge in edges {
        for instant in [edge - 3_600_000, edge - 1, edge, edge + 1, edge + 3_600_000] {
          let day = clock.zone.localDay(ofInstant: instant)
          let isInside = window.low <= instant && instant <= window.high
          #expect(isInside == Self.isInside(day, test, clock.today, 4), "\(test) at \(instant)")
        }
      }
    }
  }

  private static func isMadeOfDays(_ test: TimeTest) -> Bool {
    switch test {
    case .inLast, .inNext, .olderThan, .anniversaryInNext: false
    case .before, .after, .on, .between, .calendar: true
    }
  }

  /// Windows that slide: half-open, their far end at the same time of day (or so many hours away).
  @Test(arguments: zones, moments)
  func slidingWindowsOfInstants(_ zone: String, _ moment: String) throws {
    let clock = try Self.clock(moment, zone)
    for duration in Self.durations {
      let last = try #require(clock.instants(.inLast(duration), fiscalYearStart: 1))
      let next = try #require(clock.instants(.inNext(duration), fiscalYearStart: 1))
      let older = try #require(clock.instants(.olderThan(duration), fiscalYearStart: 1))
      #expect(last.high == clock.asOf - 1)
      #expect(next.low == clock.asOf)
      #expect(older.high == last.low - 1)
      for (edge, sign) in [(last.low, -1), (next.high + 1, 1)] {
        if duration.unit == .minute || duration.unit == .hour {
          let minutes = Int64(duration.count * (duration.unit == .hour ? 60 : 1))
          #expect(edge == clock.asOf + Int64(sign) * minutes * 60_000)
          continue
        }
        let wanted = Int64(Self.moved(clock.today, duration, sign)) * millisecondsPerDay + timeOfDay(clock.asOf, clock)
        let shown = local(edge, clock)
        // Where clocks jumped over the wanted time, they show one up to the length of the jump later.
        #expect(shown == wanted || (shown > wanted && shown - wanted <= 3_600_000 && isBehindAJump(edge, clock)))
      }
    }
  }

  private func local(_ instant: Int64, _ clock: RunClock) -> Int64 {
    instant + Int64(clock.zone.offsetSeconds(atInstantMilliseconds: instant)) * 1000
  }

  private func timeOfDay(_ instant: Int64, _ clock: RunClock) -> Int64 {
    local(instant, clock) - floorDivide(local(instant, clock), millisecondsPerDay) * millisecondsPerDay
  }

  private func isBehindAJump(_ instant: Int64, _ clock: RunClock) -> Bool {
    let before = clock.zone.offsetSeconds(atInstantMilliseconds: instant - 3_600_001)
    return clock.zone.offsetSeconds(atInstantMilliseconds: instant) > before
  }

  @Test func windowsOfLastMonthsTileTheTime() throws {
    let clock = try Self.clock("2026-03-31T12:00:00Z", "Europe/Berlin")
    let rules = "segment steady { did anything in each of last 4 months }"
    let program = try checkedProgram(rules)
    let plan = makePlan(program, asOf: clock.asOf, zone: clock.zone).plan
    let scans = plan.counters.compactMap { counter -> ActivityScan? in
      if case .count(let scan) = counter { scan } else { nil }
    }
    #expect(scans.count == 4)
    #expect(scans.first?.through == clock.asOf - 1)
    for (later, earlier) in zip(scans, scans.dropFirst()) { #expect(later.from == earlier.through + 1) }
  }
}
