import BantamProgram
import BantamSystem

/// Windows in time, in UTC.
extension Translator {
  /// A date field.
  func day(_ field: TestField, _ test: TimeTest, _ row: Row) -> String {
    let value = row.column(field.rawValue)
    switch test {
    case .inLast(let duration):
      return "\(value) > date(\(Self.today), \(moved(duration, -1))) AND \(value) <= \(Self.today)"
    case .inNext(let duration):
      return "\(value) >= \(Self.today) AND \(value) < date(\(Self.today), \(moved(duration, 1)))"
    case .olderThan(let duration): return "\(value) <= date(\(Self.today), \(moved(duration, -1)))"
    case .before(let moment): return "\(value) < date(\(start(moment)))"
    case .after(let moment): return "\(value) > date(\(start(moment)))"
    case .on(let moment): return "\(value) = date(\(start(moment)))"
    case .between(let low, let high):
      return [low.map { "\(value) >= date(\(start($0)))" }, high.map { "\(value) <= date(\(start($0)))" }]
        .compactMap { $0 }.joined(separator: " AND ")
    case .calendar(let unit, let offset): return calendar(unit, offset, value)
    case .anniversaryInNext(let duration): return anniversary(duration, value)
    }
  }

  /// A datetime, given as its cell.
  func instant(_ cell: String, _ test: TimeTest) -> String {
    let value = "datetime(\(cell))"
    switch test {
    case .inLast(let duration):
      return "\(value) >= datetime(\(Self.asOf), \(moved(duration, -1))) AND \(value) < \(Self.asOf)"
    case .inNext(let duration):
      return "\(value) >= \(Self.asOf) AND \(value) < datetime(\(Self.asOf), \(moved(duration, 1)))"
    case .olderThan(let duration): return "\(value) < datetime(\(Self.asOf), \(moved(duration, -1)))"
    case .before(let moment): return "\(value) < \(start(moment))"
    case .after(let moment): return isAfter(value, moment)
    case .on(let moment): return "\(value) >= \(start(moment)) AND NOT (\(isAfter(value, moment)))"
    case .between(let low, let high):
      return [low.map { "\(value) >= \(start($0))" }, high.map { "NOT (\(isAfter(value, $0)))" }]
        .compactMap { $0 }.joined(separator: " AND ")
    case .calendar(let unit, let offset): return calendar(unit, offset, value)
    case .anniversaryInNext: preconditionFailure("dates only")
    }
  }

  private func isAfter(_ value: String, _ moment: Moment) -> String {
    switch moment {
    case .instant: "\(value) > \(start(moment))"
    case .day, .today: "\(value) >= datetime(\(start(moment)), '+1 day')"
    }
  }

  private func start(_ moment: Moment) -> String {
    switch moment {
    case .day(let day): "'\(CivilDate(dayNumber: day)) 00:00:00'"
    case .instant(let instant): "datetime(\(instant / 1000), 'unixepoch')"
    case .today: "datetime(\(Self.today))"
    }
  }

  func moved(_ duration: Duration, _ sign: Int) -> String {
    let isWeeks = duration.unit == .week
    return "'\(sign < 0 ? "-" : "+")\(duration.count * (isWeeks ? 7 : 1)) \(isWeeks ? "day" : duration.unit.rawValue)'"
  }

  private func calendar(_ unit: CalendarUnit, _ offset: Int, _ value: String) -> String {
    "\(place(unit, value)) = \(place(unit, Self.today)) + \(offset)"
  }

  /// Which day, week, month … of all it is. Julian day 0 was a Monday.
  private func place(_ unit: CalendarUnit, _ value: String) -> String {
    let julianDay = "CAST(julianday(date(\(value))) + 0.5 AS INTEGER)"
    return switch unit {
    case .day: julianDay
    case .week: "(\(julianDay) / 7)"
    case .month: months(value)
    case .quarter: "(\(months(value)) / 3)"
    case .year: "(\(months(value)) / 12)"
    case .fiscalYear: "((\(months(value)) - \(program.settings.fiscalYearStart - 1)) / 12)"
    }
  }

  /// The day's return is one of the coming days; 29 February returns on 1 March where the year has none.
  private func anniversary(_ duration: Duration, _ value: String) -> String {
    let days = """
      WITH RECURSIVE days(day) AS (
        SELECT \(Self.today) UNION ALL
        SELECT date(day, '+1 day') FROM days WHERE date(day, '+1 day') < date(\(Self.today), \(moved(duration, 1))))
      """
    return """
      EXISTS (\(days) SELECT 1 FROM days WHERE strftime('%m-%d', day) = strftime('%m-%d', \(value))
        OR strftime('%m-%d', \(value)) = '02-29' AND strftime('%m-%d', day) = '03-01'
          AND strftime('%d', day, '-1 day') = '28')
      """
  }
}
