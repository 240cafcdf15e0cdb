import BantamDiagnostics

/// Windows, durations and moments.
extension Parser {
  var isWindow: Bool {
    guard kind == .name else { return false }
    if isWord("before") || isWord("after") || isWord("on") || isWord("older") { return true }
    guard isWord("in") else { return false }
    switch kind(ahead: 1) {
    case .date: return true
    case .dotDot: return kind(ahead: 2) == .date
    case .name: return isWindowWord(ahead: 1) || isWord("the", ahead: 1) && isWindowWord(ahead: 2)
    case .integer, .decimal, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .plus,
      .minus, .star, .slash, .comma, .colon, .dot, .leftBrace, .rightBrace, .leftBracket, .rightBracket,
      .leftParenthesis,
      .rightParenthesis, .newline, .unknown, .endOfFile:
      return false
    }
  }

  private func isWindowWord(ahead: Int) -> Bool {
    if isWord("last", ahead: ahead) || isWord("next", ahead: ahead) || isWord("this", ahead: ahead) { return true }
    return kind(ahead: ahead + 1) == .integer && foreignDirection(ahead: ahead) != nil
  }

  /// `past`, `previous`, `coming`: what people say for `last` and `next`.
  func foreignDirection(ahead: Int) -> String? {
    let word = lowerWord(ahead: ahead)
    if Vocabulary.pastWords.contains(word) || word == "last" { return "last" }
    return Vocabulary.comingWords.contains(word) || word == "next" ? "next" : nil
  }

  mutating func parseWindow() {
    guard !isRecovering else { return }
    let mark = mark
    if isWord("before") || isWord("after") || isWord("on") {
      bump()
      parseMoment()
    } else if take("older") {
      expect("than")
      parseDuration()
    } else {
      expect("in")
      if kind == .date || kind == .dotDot { parseRange(of: .date) } else { parseRelativeWindow() }
    }
    end(.window, from: mark)
  }

  private mutating func parseRelativeWindow() {
    if isWord("the") { bumpNeedless() }
    let isThis = isWord("this")
    if isThis || isWord("last") || isWord("next") {
      bump()
    } else if let direction = foreignDirection(ahead: 0) {
      report(.habit(.window, written: text(current), instead: direction, span(current)))
      bumpAsError()
    }
    if kind == .integer, !isThis { return parseDuration() }
    if take("fiscal") { return expect("year") }
    if isUnit {
      bump()
    } else {
      fail(isThis ? "`month`, `quarter` or `year`" : "a duration such as `30 days`, or `month`, `quarter` or `year`")
    }
  }

  var isUnit: Bool { isUnit(ahead: 0) }

  func isUnit(ahead: Int) -> Bool {
    let token = tokens[min(position + ahead, tokens.count - 1)]
    guard token.kind == .name, token.end - token.start <= 8 else { return false }
    return Vocabulary.units.contains(text(token))
  }

  mutating func parseDuration() {
    guard !isRecovering else { return }
    let mark = mark
    expect(.integer, "a duration such as `30 days`")
    if !isRecovering { if isUnit { bump() } else { failAtUnit() } }
    end(.duration, from: mark)
  }

  private mutating func failAtUnit() {
    let units = "`minutes`, `hours`, `days`, `weeks`, `months`, `quarters` or `years`"
    if kind == .name, !isReservedWord {
      unknownWord("unit of time", ["days", "weeks", "months", "years", "hours", "minutes", "quarters"])
    } else {
      fail(units)
    }
  }

  private var isReservedWord: Bool { kind == .name && !isName }

  mutating func parseMoment() {
    guard !isRecovering else { return }
    skipNeedlessSign()
    let mark = mark
    if kind == .date || kind == .datetime || isWord("today") {
      takeDate()
    } else if kind == .integer, isUnit(ahead: 1) {
      failAtAge(ahead: 0)
    } else {
      fail("a date such as `2026-03-01`, or `today`")
    }
    end(.moment, from: mark)
  }

  /// Takes a token that may be a date, and checks that the calendar has it.
  mutating func takeDate() {
    if kind == .date || kind == .datetime, !isPossibleDate(current) {
      report(.impossibleDate(span(current), text: text(current)))
    }
    bump()
  }

  private func isPossibleDate(_ token: Token) -> Bool {
    func number(_ offset: Int, _ count: Int) -> Int {
      let start = Int(token.start) + offset
      return source.bytes[start..<start + count].reduce(0) { $0 * 10 + Int($1 &- 0x30) }
    }
    let length = Int(token.end - token.start)
    guard length >= 10 else { return true }
    guard isDayOfCalendar(year: number(0, 4), month: number(5, 2), day: number(8, 2)) else { return false }
    guard length >= 16 else { return true }
    guard number(11, 2) < 24, number(14, 2) < 60 else { return false }
    let hasSeconds = length >= 19 && source.bytes[Int(token.start) + 16] == 0x3A
    if hasSeconds, number(17, 2) >= 60 { return false }
    let zone = hasSeconds ? 19 : 16
    return length < zone + 6 || number(zone + 1, 2) < 24 && number(zone + 4, 2) < 60
  }
}
