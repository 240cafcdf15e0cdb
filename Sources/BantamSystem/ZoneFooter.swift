/// The standing rule of a zone, a POSIX `TZ` text such as `CET-1CEST,M3.5.0,M10.5.0/3`.
struct ZoneFooter {
  /// Seconds east of UTC (the text counts westwards).
  var standardOffset: Int
  var saving: Saving?

  struct Saving {
    var offset: Int
    var start: YearDay
    var end: YearDay
  }

  init?(_ text: String) {
    var scanner = Scanner(rest: Array(text.utf8)[...])
    guard scanner.name(), let west = scanner.time() else { return nil }
    standardOffset = -west
    if scanner.rest.isEmpty { return }
    guard scanner.name() else { return nil }
    var offset = standardOffset + 3600
    if let next = scanner.rest.first, next != UInt8(ascii: ",") {
      guard let west = scanner.time() else { return nil }
      offset = -west
    }
    guard let start = scanner.yearDay(), let end = scanner.yearDay(), scanner.rest.isEmpty else { return nil }
    saving = Saving(offset: offset, start: start, end: end)
  }
}

/// A moment of every year on the clock that is in force before it.
struct YearDay {
  enum Day {
    /// 1...365, 29 February never counted.
    case julian(Int)
    /// 0...365, 29 February counted.
    case zeroBased(Int)
    /// Month, week 1...5 (5: the last), weekday from 0 for Sunday.
    case weekday(month: Int, week: Int, weekday: Int)
  }
  var day: Day
  /// Seconds after the day's midnight; may be negative or more than a day.
  var seconds: Int

  /// Seconds since 1970-01-01T00:00:00 on that clock.
  func second(inYear year: Int) -> Int64 { Int64(dayNumber(inYear: year)) * 86_400 + Int64(seconds) }

  private func dayNumber(inYear year: Int) -> Int {
    let newYear = CivilDate(dayNumber: 0).adding(years: year - 1970)
    switch day {
    case .julian(let number): return newYear.dayNumber + number - (CivilDate.isLeap(year) && number >= 60 ? 0 : 1)
    case .zeroBased(let number): return newYear.dayNumber + number
    case .weekday(let month, let week, let weekday):
      let first = newYear.adding(months: month - 1).dayNumber
      let mondayBased = (weekday + 6) % 7
      let toFirst = (mondayBased - CivilDate.weekday(ofDay: first) + 7) % 7
      let day = toFirst + (week - 1) * 7
      return first + (day < CivilDate.dayCount(year: year, month: month) ? day : day - 7)
    }
  }
}

private struct Scanner {
  var rest: ArraySlice<UInt8>

  mutating func take(_ letter: Character) -> Bool {
    guard let first = rest.first, first == letter.asciiValue else { return false }
    rest.removeFirst()
    return true
  }

  /// `CET` or `<+03>`.
  mutating func name() -> Bool {
    if take("<") {
      while let first = rest.first, first != UInt8(ascii: ">") {
        _ = first
        rest.removeFirst()
      }
      return take(">")
    }
    let before = rest.count
    while let first = rest.first, first | 0x20 >= 0x61, first | 0x20 <= 0x7A { rest.removeFirst() }
    return rest.count < before
  }

  mutating func number() -> Int? {
    var value: Int?
    while let first = rest.first, first &- 0x30 < 10, value ?? 0 < 10_000 {
      value = (value ?? 0) * 10 + Int(first &- 0x30)
      rest.removeFirst()
    }
    return value
  }

  /// `[+-]hh[:mm[:ss]]` in seconds.
  mutating func time() -> Int? {
    let isNegative = take("-")
    if !isNegative { _ = take("+") }
    guard var seconds = number().map({ $0 * 3600 }) else { return nil }
    for unit in [60, 1] where take(":") {
      guard let part = number(), part < 60 else { return nil }
      seconds += part * unit
    }
    return isNegative ? -seconds : seconds
  }

  /// `,M3.5.0/2`, `,J60` or `,59`, two o'clock where no time is given.
  mutating func yearDay() -> YearDay? {
    guard take(","), let day = day() else { return nil }
    if !take("/") { return YearDay(day: day, seconds: 7200) }
    return time().map { YearDay(day: day, seconds: $0) }
  }

  private mutating func day() -> YearDay.Day? {
    if take("J") { return number().flatMap { (1...365).contains($0) ? .julian($0) : nil } }
    if !take("M") { return number().flatMap { (0...365).contains($0) ? .zeroBased($0) : nil } }
    guard let month = number(), (1...12).contains(month), take("."), let week = number(), (1...5).contains(week),
      take("."),
      let weekday = number(), (0...6).contains(weekday)
    else { return nil }
    return .weekday(month: month, week: week, weekday: weekday)
  }
}
