import BantamProgram
import BantamSystem

/// One run's instant, and what relative times mean by it.
///
/// Windows on instants are half-open, `from` included, given here as closed milliseconds. On dates: `in last N days` are
/// the N days that end today, `in next N days` the N days that begin today, `older than N` is whatever lies before
/// `in last N`.
public struct RunClock: Sendable {
  public let asOf: Int64
  public let zone: ZoneRules
  /// Days since 1970-01-01 in the zone.
  public let today: Int

  public init(asOf: Int64, zone: ZoneRules) {
    self.asOf = asOf
    self.zone = zone
    today = zone.localDay(ofInstant: asOf)
  }

  public static let earliest = Int64.min + 1
  public static let latest = Int64.max

  /// The first instant a rule set's date or instant means.
  public func instant(of moment: Moment) -> Int64 {
    switch moment {
    case .day(let day): zone.startOfDay(day)
    case .instant(let instant): instant
    case .today: zone.startOfDay(today)
    }
  }

  public func day(of moment: Moment) -> Int {
    switch moment {
    case .day(let day): day
    case .instant(let instant): zone.localDay(ofInstant: instant)
    case .today: today
    }
  }

  // MARK: Windows

  /// The window in days, closed; nil for an anniversary.
  func days(_ test: TimeTest, fiscalYearStart: Int) -> ClosedInterval? {
    let first = Int64(today)
    switch test {
    case .inLast(let duration): return ClosedInterval(Int64(day(duration, -1)) + 1, first)
    case .inNext(let duration): return ClosedInterval(first, Int64(day(duration, 1)) - 1)
    case .olderThan(let duration): return ClosedInterval(Self.earliest, Int64(day(duration, -1)))
    case .before(let moment): return ClosedInterval(Self.earliest, Int64(day(of: moment)) - 1)
    case .after(let moment): return ClosedInterval(Int64(day(of: moment)) + 1, Self.latest)
    case .on(let moment): return ClosedInterval(Int64(day(of: moment)), Int64(day(of: moment)))
    case .between(let low, let high):
      return ClosedInterval(
        low.map { Int64(day(of: $0)) } ?? Self.earliest, high.map { Int64(day(of: $0)) } ?? Self.latest)
    case .calendar(let unit, let offset):
      let period = period(unit, offset, fiscalYearStart)
      return ClosedInterval(Int64(period.lowerBound), Int64(period.upperBound) - 1)
    case .anniversaryInNext: return nil
    }
  }

  /// The window in milliseconds, closed; nil for an anniversary.
  func instants(_ test: TimeTest, fiscalYearStart: Int) -> ClosedInterval? {
    switch test {
    case .inLast(let duration): return ClosedInterval(instant(duration, -1), asOf - 1)
    case .inNext(let duration): return ClosedInterval(asOf, instant(duration, 1) - 1)
    case .olderThan(let duration): return ClosedInterval(Self.earliest, instant(duration, -1) - 1)
    case .before(let moment): return ClosedInterval(Self.earliest, instant(of: moment) - 1)
    case .after(let moment): return ClosedInterval(end(of: moment) + 1, Self.latest)
    case .on(let moment): return ClosedInterval(instant(of: moment), end(of: moment))
    case .between(let low, let high):
      return ClosedInterval(low.map { instant(of: $0) } ?? Self.earliest, high.map { end(of: $0) } ?? Self.latest)
    case .calendar(let unit, let offset):
      let period = period(unit, offset, fiscalYearStart)
      return ClosedInterval(zone.startOfDay(period.lowerBound), zone.startOfDay(period.upperBound) - 1)
    case .anniversaryInNext: return nil
    }
  }

  /// The last millisecond of a day; an instant itself.
  private func end(of moment: Moment) -> Int64 {
    switch moment {
    case .day(let day): zone.startOfDay(day + 1) - 1
    case .instant(let instant): instant
    case .today: zone.startOfDay(today + 1) - 1
    }
  }

  /// The run's instant moved by a duration: calendar units keep the local time of day.
  public func instant(_ duration: Duration, _ sign: Int) -> Int64 {
    switch duration.unit {
    case .minute: return asOf + Int64(sign * duration.count) * 60_000
    case .hour: return asOf + Int64(sign * duration.count) * 3_600_000
    case .day, .week, .month, .year:
      let timeOfDay =
        asOf + Int64(zone.offsetSeconds(atInstantMilliseconds: asOf)) * 1000 - Int64(today) * millisecondsPerDay
      return zone.instant(localMilliseconds: Int64(day(duration, sign)) * millisecondsPerDay + timeOfDay)
    }
  }

  /// Today moved by a duration; a part of a day counts as a whole one.
  func day(_ duration: Duration, _ sign: Int) -> Int {
    let count = duration.count
    let date = CivilDate(dayNumber: today)
    switch duration.unit {
    case .minute: return today + sign * ((count + 1439) / 1440)
    case .hour: return today + sign * ((count + 23) / 24)
    case .day: return today + sign * count
    case .week: return today + sign * count * 7
    case .month: return date.adding(months: sign * count).dayNumber
    case .year: return date.adding(years: sign * count).dayNumber
    }
  }

  /// The day so many completed units ago: whoever was born up to that day has completed them.
  func day(_ count: Int, _ unit: CalendarUnit) -> Int {
    let bounded = max(-4_800, min(4_800, count))
    let date = CivilDate(dayNumber: today)
    switch unit {
    case .day: return today - max(-2_000_000, min(2_000_000, count))
    case .week: return today - max(-300_000, min(300_000, count)) * 7
    case .month: return date.adding(months: -bounded).dayNumber
    case .quarter: return date.adding(months: -3 * bounded).dayNumber
    case .year, .fiscalYear: return date.adding(years: -bounded).dayNumber
    }
  }

  /// The first day of the calendar unit that today lies in.
  public func firstDay(of unit: CalendarUnit, fiscalYearStart: Int) -> Int {
    period(unit, 0, fiscalYearStart).lowerBound
  }

  /// The days of this, the last (-1) or the next (1) calendar unit; weeks begin on Monday.
  private func period(_ unit: CalendarUnit, _ offset: Int, _ fiscalYearStart: Int) -> Range<Int> {
    let date = CivilDate(dayNumber: today)
    func months(from year: Int, _ month: Int, _ length: Int) -> Range<Int> {
      let start = CivilDate(year: year, month: month, day: 1)?.adding(months: offset * length) ?? date
      return start.dayNumber..<start.adding(months: length).dayNumber
    }
    switch unit {
    case .day: return today + offset..<today + offset + 1
    case .week:
      let monday = today - (CivilDate.weekday(ofDay: today) - CivilDate.weekday(ofDay: 4)) + offset * 7
      return monday..<monday + 7
    case .month: return months(from: date.year, date.month, 1)
    case .quarter: return months(from: date.year, (date.month - 1) / 3 * 3 + 1, 3)
    case .year: return months(from: date.year, 1, 12)
    case .fiscalYear:
      return months(from: date.month >= fiscalYearStart ? date.year : date.year - 1, fiscalYearStart, 12)
    }
  }
}

/// Both ends included.
public struct ClosedInterval: Sendable {
  public var low: Int64
  public var high: Int64
  init(_ low: Int64, _ high: Int64) {
    self.low = low
    self.high = high
  }
}
