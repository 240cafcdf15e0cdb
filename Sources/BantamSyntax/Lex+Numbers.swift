import BantamDiagnostics

/// Numbers and dates, with what people write instead of them.
extension Lexer {
  mutating func takeNumber() {
    if let end = dateEnd(position) { return add(timeEnd(end) == nil ? .date : .datetime, to: timeEnd(end) ?? end) }
    if takeForeignDate() { return }
    var end = digitsEnd(position)
    var kind = TokenKind.integer
    var isBad = bytes[end - 1] == 0x5F
    if byte(end) == 0x2E, isDigit(byte(end + 1)) {
      end = digitsEnd(end + 1)
      kind = .decimal
      isBad = isBad || bytes[end - 1] == 0x5F
    }
    while byte(end) == 0x2E, isDigit(byte(end + 1)) {
      end = digitsEnd(end + 1)
      isBad = true
    }
    let tail = tailEnd(end)
    if isBad || tail > end {
      let written = text(position, tail)
      let meant = numberMeant(by: written)
      let isGuess = meant == nil || meant?.contains(" ") == true
      report(.badNumber(span(position, tail), written: written, instead: meant), breaksLine: isGuess)
    }
    add(kind, to: tail)
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private func digitsEnd(_ start: Int) -> Int {
    var at = start
    while isDigit(byte(at)) || byte(at) == 0x5F { at += 1 }
    return at
  }

  /// Letters that stand directly behind a number.
  private func tailEnd(_ start: Int) -> Int {
    var at = start
    while at < bytes.count {
      let byte = bytes[at]
      if (byte | 0x20) &- 0x61 < 26 || byte == 0x5F || isDigit(byte) {
        at += 1
      } else if byte >= 0x80, let (scalar, length) = decodeScalar(bytes, at: at), scalar.isNameContinue {
        at += length
      } else {
        break
      }
    }
    return at
  }

  // MARK: Dates

  private func areDigits(_ start: Int, _ count: Int) -> Bool {
    for at in start..<start + count where !isDigit(byte(at)) { return false }
    return true
  }

  private func dateEnd(_ start: Int) -> Int? {
    guard byte(start + 4) == 0x2D, byte(start + 7) == 0x2D, areDigits(start, 4), areDigits(start + 5, 2),
      areDigits(start + 8, 2), !isDigit(byte(start + 10))
    else { return nil }
    return start + 10
  }

  private func timeEnd(_ start: Int) -> Int? {
    guard byte(start) == 0x54, areDigits(start + 1, 2), byte(start + 3) == 0x3A, areDigits(start + 4, 2) else {
      return nil
    }
    var end = start + 6
    if byte(end) == 0x3A, areDigits(end + 1, 2) { end += 3 }
    if byte(end) == 0x5A { return end + 1 }
    if byte(end) == 0x2B || byte(end) == 0x2D, areDigits(end + 1, 2), byte(end + 3) == 0x3A, areDigits(end + 4, 2) {
      return end + 6
    }
    return end
  }

  /// `30.06.2026`, `6/30/2026`, `2026-6-1`: three groups of digits around the same sign, one of them a year.
  private mutating func takeForeignDate() -> Bool {
    var groups: [(start: Int, end: Int)] = []
    var at = position
    let separator = byte(shortDigitsEnd(at))
    guard separator == 0x2E || separator == 0x2D || separator == 0x2F, isDigit(byte(shortDigitsEnd(at) + 1)) else {
      return false
    }
    while groups.count < 3 {
      let end = shortDigitsEnd(at)
      guard end > at, !isDigit(byte(end)) else { return false }
      groups.append((at, end))
      at = end
      guard groups.count < 3 else { break }
      guard byte(at) == separator else { return false }
      at += 1
    }
    guard !(byte(at) == separator && isDigit(byte(at + 1))) else { return false }
    let lengths = groups.map { $0.end - $0.start }
    guard lengths[1] <= 2,
      lengths[0] == 4 && lengths[2] <= 2 || lengths[0] <= 2 && (lengths[2] == 4 || lengths[2] == 2 && separator == 0x2E)
    else { return false }
    let numbers = groups.map { group in bytes[group.start..<group.end].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
    let meant = dateMeant(by: numbers, yearIsFirst: lengths[0] == 4, isMonthFirst: separator == 0x2F)
    report(.foreignDate(span(position, at), written: text(position, at), instead: meant))
    add(.date, to: at)
    return true
  }

  private func shortDigitsEnd(_ start: Int) -> Int {
    var at = start
    while at < start + 4, isDigit(byte(at)) { at += 1 }
    return at
  }

  /// The date as Bantam writes it, where only one reading is possible; slashes may stand for either order.
  private func dateMeant(by numbers: [Int], yearIsFirst: Bool, isMonthFirst: Bool) -> String? {
    var (year, month, day) = yearIsFirst ? (numbers[0], numbers[1], numbers[2]) : (numbers[2], numbers[1], numbers[0])
    if !yearIsFirst, isMonthFirst {
      if numbers[0] <= 12, numbers[1] <= 12, numbers[0] != numbers[1] { return nil }
      if numbers[0] <= 12 { (month, day) = (numbers[0], numbers[1]) }
    }
    if year < 100 { year += 2000 }
    guard isDayOfCalendar(year: year, month: month, day: day) else { return nil }
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }
}

/// Whether the Gregorian calendar has this day; years 1 to 9999.
func isDayOfCalendar(year: Int, month: Int, day: Int) -> Bool {
  guard (1...9999).contains(year), (1...12).contains(month) else { return false }
  let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return (1...lengths[month - 1]).contains(day)
}

/// What `10k`, `5Mio`, `90days`, `25EUR` or `1.000.000` stand for; nil where that is open.
func numberMeant(by written: String) -> String? {
  let digits = String(written.prefix { $0.isASCII && $0.isNumber || $0 == "_" || $0 == "." })
  let tail = String(written.dropFirst(digits.count))
  let groups = digits.split(separator: ".", omittingEmptySubsequences: false)
  if groups.count > 2 {
    guard tail.isEmpty, groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
    return groups.joined(separator: "_")
  }
  if Vocabulary.units.contains(tail) { return "\(digits) \(tail)" }
  if tail.count == 3, tail.allSatisfy({ $0.isASCII && $0.isUppercase }) { return "\(digits) \(tail)" }
  guard groups.count == 1, !digits.hasSuffix("_") else { return nil }
  switch tail {
  case "k", "K", "T", "Tsd": return groupedDigits(digits + "000")
  case "m", "M", "Mio", "mio", "MM": return groupedDigits(digits + "000000")
  case "d", "D": return "\(digits) days"
  case "h": return "\(digits) hours"
  case "w": return "\(digits) weeks"
  case "y": return "\(digits) years"
  default: return nil
  }
}

/// `1000000` as `1_000_000`.
func groupedDigits(_ digits: String) -> String {
  let plain = Array(digits.filter { $0 != "_" })
  return plain.indices.map { index in
    (index > 0 && (plain.count - index) % 3 == 0 ? "_" : "") + String(plain[index])
  }.joined()
}
