import BantamSystem

/// A date, perhaps with a time of day, as people and programs write it.
struct DateText {
  var date: CivilDate
  /// Since the day's midnight; nil where only a date stands there.
  var milliseconds: Int64?
  /// Seconds east of UTC.
  var offsetSeconds: Int?

  enum Problem: Error {
    case notADate
    /// 30 February; the text says which day does not exist.
    case impossible(String)
    /// `3/4/2026` in a column of which the order is not known.
    case ambiguous
    case twoDigitYear
    case unknownZone(String)
  }

  /// - Parameter order: how `3/4/2026` is read; nil: only where it can be read in one way.
  init(_ bytes: UnsafeBufferPointer<UInt8>, order: DateOrder?) throws(Problem) {
    if let timestamp = Timestamp(utf8: bytes) {
      let day = floorDivide(timestamp.localMilliseconds, millisecondsPerDay)
      date = CivilDate(dayNumber: Int(day))
      milliseconds = bytes.count == 10 ? nil : timestamp.localMilliseconds - day * millisecondsPerDay
      offsetSeconds = timestamp.offsetSeconds
      return
    }
    guard bytes.count <= 64 else { throw .notADate }
    var scanner = DateScanner(bytes)
    date = try scanner.date(order: order)
    if scanner.isAtEnd { return }
    guard let time = scanner.time() else { throw .notADate }
    milliseconds = time
    if scanner.isAtEnd { return }
    offsetSeconds = try scanner.offset()
  }

  /// The order that a value such as `13/2/2026` proves.
  static func evidence(_ bytes: UnsafeBufferPointer<UInt8>) -> DateOrder? {
    guard bytes.count <= 40 else { return nil }
    var scanner = DateScanner(bytes)
    guard let first = scanner.number(), first.count <= 2, let mark = scanner.mark(), mark == slash || mark == hyphen,
      let second = scanner.number(), second.count <= 2, scanner.take(mark), let third = scanner.number(),
      third.count != 3,
      (1...31).contains(first.value), (1...31).contains(second.value)
    else { return nil }
    if first.value > 12, second.value <= 12 { return .dayFirst }
    return second.value > 12 && first.value <= 12 ? .monthFirst : nil
  }
}

private let slash = UInt8(ascii: "/")
private let hyphen = UInt8(ascii: "-")
private let dot = UInt8(ascii: ".")

/// Steps over the bytes of a date.
private struct DateScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { index == bytes.count }

  mutating func take(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  /// One of `/`, `-` and `.`.
  mutating func mark() -> UInt8? {
    guard index < bytes.count else { return nil }
    let byte = bytes[index]
    guard byte == slash || byte == hyphen || byte == dot else { return nil }
    index += 1
    return byte
  }

  mutating func blanks() { while take(0x20) {} }

  mutating func number() -> (value: Int, count: Int)? {
    let start = index
    var value = 0
    while index < bytes.count, index - start < 9, bytes[index] &- 0x30 < 10 {
      value = value * 10 + Int(bytes[index] &- 0x30)
      index += 1
    }
    return index == start ? nil : (value, index - start)
  }

  mutating func word() -> String {
    let start = index
    while index < bytes.count, bytes[index] | 0x20 >= 0x61 && bytes[index] | 0x20 <= 0x7A || bytes[index] >= 0x80 {
      index += 1
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  mutating func date(order: DateOrder?) throws(DateText.Problem) -> CivilDate {
    guard let first = number() else { return try dateWithLeadingWord() }
    if first.count == 8 {
      return try civil(first.value / 10_000, first.value / 100 % 100, first.value % 100, yearDigits: 4)
    }
    let markPlace = index
    guard let mark = mark(), index < bytes.count, first.count == 4 || first.count <= 2 else {
      index = markPlace
      return try dateWithMonthName(day: first)
    }
    blanks()
    guard let second = number(), second.count <= 2 else {
      index = markPlace
      return try dateWithMonthName(day: first)
    }
    guard take(mark) else { throw .notADate }
    blanks()
    guard let third = number() else { throw .notADate }
    if first.count == 4 { return try civil(first.value, second.value, third.value, yearDigits: 4) }
    if mark == dot || order == .dayFirst {
      return try civil(third.value, second.value, first.value, yearDigits: third.count)
    }
    if order == .monthFirst { return try civil(third.value, first.value, second.value, yearDigits: third.count) }
    if first.value > 12 || first.value == second.value {
      return try civil(third.value, second.value, first.value, yearDigits: third.count)
    }
    if second.value > 12 { return try civil(third.value, first.value, second.value, yearDigits: third.count) }
    throw .ambiguous
  }

  /// `3 March 2026`, `3. März 2026`, `3-Mar-2026`.
  private mutating func dateWithMonthName(day: (value: Int, count: Int)) throws(DateText.Problem) -> CivilDate {
    guard day.count <= 2 else { throw .notADate }
    _ = take(dot) || take(hyphen) || take(slash)
    blanks()
    var name = word()
    if ["st", "nd", "rd", "th"].contains(name) {
      blanks()
      name = word()
    }
    guard let month = monthNumber(name) else { throw .notADate }
    _ = take(dot) || take(hyphen) || take(slash)
    _ = take(UInt8(ascii: ","))
    blanks()
    guard let year = number() else { throw .notADate }
    return try civil(year.value, month, day.value, yearDigits: year.count)
  }

  /// `Mar 3, 2026`, `March 3rd 2026`, `Tue, 3 Mar 2026`.
  private mutating func dateWithLeadingWord() throws(DateText.Problem) -> CivilDate {
    let name = word()
    guard let month = monthNumber(name) else {
      // A weekday.
      guard name.count >= 2, name.count <= 12, take(UInt8(ascii: ",")) || take(dot) else { throw .notADate }
      _ = take(UInt8(ascii: ","))
      blanks()
      if let day = number() { return try dateWithMonthName(day: day) }
      guard let month = monthNumber(word()) else { throw .notADate }
      return try rest(of: month)
    }
    return try rest(of: month)
  }

  private mutating func rest(of month: Int) throws(DateText.Problem) -> CivilDate {
    _ = take(dot) || take(hyphen)
    blanks()
    guard let day = number(), day.count <= 2 else { throw .notADate }
    let suffix = word()
    guard suffix.isEmpty || ["st", "nd", "rd", "th"].contains(suffix) else { throw .notADate }
    _ = take(UInt8(ascii: ",")) || take(hyphen)
    blanks()
    guard let year = number() else { throw .notADate }
    return try civil(year.value, month, day.value, yearDigits: year.count)
  }

  private func civil(_ year: Int, _ month: Int, _ day: Int, yearDigits: Int) throws(DateText.Problem) -> CivilDate {
    if yearDigits <= 2 { throw .twoDigitYear }
    guard yearDigits == 4, year >= 1 else { throw .notADate }
    if let date = CivilDate(year: year, month: month, day: day) { return date }
    if !(1...12).contains(month) { throw .impossible("there is no month \(month)") }
    throw .impossible("\(monthNames[month - 1]) \(year) has no day \(day)")
  }

  /// `T14:30`, ` 2:30 PM`, `, 14:30:15.5 Uhr`: milliseconds since midnight.
  mutating func time() -> Int64? {
    _ = take(UInt8(ascii: ","))
    if !take(UInt8(ascii: "T")) { blanks() }
    guard var hour = number()?.value, hour < 24, take(UInt8(ascii: ":")), let minute = number(), minute.count == 2,
      minute.value < 60
    else { return nil }
    var milliseconds = Int64(minute.value) * 60_000
    if take(UInt8(ascii: ":")) {
      guard let second = number(), second.count == 2, second.value < 60 else { return nil }
      milliseconds += Int64(second.value) * 1000
      if take(dot) || take(UInt8(ascii: ",")) {
        guard let fraction = number() else { return nil }
        var value = Int64(fraction.value)
        for _ in 0..<max(0, 3 - fraction.count) { value *= 10 }
        for _ in 0..<max(0, fraction.count - 3) { value /= 10 }
        milliseconds += value
      }
    }
    let place = index
    blanks()
    switch word().lowercased() {
    case "am" where hour >= 1 && hour <= 12: hour %= 12
    case "pm" where hour >= 1 && hour <= 12: hour = hour % 12 + 12
    case "uhr", "h": break
    default: index = place
    }
    return milliseconds + Int64(hour) * 3_600_000
  }

  /// `Z`, `UTC`, `GMT`, `+01:00`, `+0100`, `+1` to the end.
  mutating func offset() throws(DateText.Problem) -> Int {
    blanks()
    let name = word()
    if isAtEnd, ["Z", "z", "UTC", "GMT"].contains(name) { return 0 }
    guard name.isEmpty || name == "UTC" || name == "GMT" else { throw .unknownZone(name) }
    let isWest = take(hyphen)
    guard isWest || take(UInt8(ascii: "+")), let hours = number(), hours.count <= 4 else { throw .notADate }
    var minutes = hours.count > 2 ? hours.value % 100 : 0
    if take(UInt8(ascii: ":")) { minutes = number()?.value ?? 99 }
    let wholeHours = hours.count > 2 ? hours.value / 100 : hours.value
    guard isAtEnd, wholeHours < 24, minutes < 60 else { throw .notADate }
    return (wholeHours * 3600 + minutes * 60) * (isWest ? -1 : 1)
  }
}

private let monthNames = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
  "December",
]

/// The month of an English or German name, whole or in the usual short form.
private func monthNumber(_ name: String) -> Int? {
  switch name.lowercased() {
  case "january", "jan", "januar", "jänner", "jän": 1
  case "february", "feb", "februar", "feber": 2
  case "march", "mar", "märz", "mär", "mrz", "maerz": 3
  case "april", "apr": 4
  case "may", "mai": 5
  case "june", "jun", "juni": 6
  case "july", "jul", "juli": 7
  case "august", "aug": 8
  case "september", "sep", "sept": 9
  case "october", "oct", "oktober", "okt": 10
  case "november", "nov": 11
  case "december", "dec", "dezember", "dez": 12
  default: nil
  }
}
