import BantamDiagnostics

/// Lists, ranges and arithmetic.
extension Parser {
  // MARK: Lists

  mutating func parseValues() {
    let mark = mark
    brackets { parser in
      if parser.kind == .string {
        parser.bump()
      } else if parser.kind == .date {
        parser.takeDate()
      } else if parser.isNumber {
        parser.parseAmount()
      } else {
        parser.fail("a text, a number or a date", hint: parser.quotesHintInList)
      }
    }
    end(.values, from: mark)
  }

  /// `[ "…", "…" ]`
  mutating func parseTexts() {
    guard !isRecovering else { return }
    let mark = mark
    brackets { parser in
      if !parser.take(.string) { parser.fail("a text between quotes", hint: parser.quotesHintInList) }
    }
    end(.texts, from: mark)
  }

  // MARK: Ranges

  /// What a range runs over; both of its ends are of one kind.
  enum Bound: String {
    case number = "a number"
    case date = "a date"
    case text = "a text"
  }

  /// - Parameter wanted: what it must run over; nil for anything.
  mutating func parseRange(of wanted: Bound? = nil) {
    guard !isRecovering else { return }
    let mark = mark
    let first = nextBound
    if kind != .dotDot {
      guard let first, first == wanted ?? first else { return failAtRange(wanted, mark) }
      parseBound()
    }
    if !takeForeignRange() { expect(.dotDot, "`..`, as in `10..250`") }
    let second = first ?? wanted
    if !isRecovering, let next = nextBound {
      if next == second ?? next { parseBound() } else { fail(second?.rawValue ?? "") }
    } else if first == nil {
      fail(second?.rawValue ?? "a number, a text or a date")
    }
    end(.range, from: mark)
  }

  private mutating func failAtRange(_ wanted: Bound?, _ mark: Int) {
    fail(wanted?.rawValue ?? "a list in brackets, the name of a list, or a range such as `10..250`")
    end(.range, from: mark)
  }

  /// `10-20`, `10 to 20`, `10 bis 20`.
  private mutating func takeForeignRange() -> Bool {
    guard kind == .minus || isWord("to") || isWord("until") || isWord("bis") || isWord("and") else { return false }
    switch kind(ahead: 1) {
    case .integer, .decimal, .string, .date:
      report(.habit(.range, written: text(current), instead: "..", span(current)))
      bumpAsError()
      return true
    case .name, .datetime, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .plus, .minus,
      .star,
      .slash, .comma, .colon, .dot, .dotDot, .leftBrace, .rightBrace, .leftBracket, .rightBracket, .leftParenthesis,
      .rightParenthesis, .newline, .unknown, .endOfFile:
      return false
    }
  }

  private var nextBound: Bound? {
    if isNumber { return .number }
    return kind == .string ? .text : kind == .date ? .date : nil
  }

  private mutating func parseBound() {
    if kind == .date { takeDate() } else if kind == .string { bump() } else { parseAmount() }
  }

  // MARK: Arithmetic

  mutating func parseExpression() {
    guard !isRecovering else { return }
    let start = mark
    parseTerm()
    guard kind == .plus || kind == .minus else { return }
    while kind == .plus || kind == .minus, !isRecovering {
      bump()
      parseTerm()
    }
    end(.sum, from: start)
  }

  private mutating func parseTerm() {
    let start = mark
    parseFactor()
    guard kind == .star || kind == .slash else { return }
    while kind == .star || kind == .slash, !isRecovering {
      bump()
      parseFactor()
    }
    end(.product, from: start)
  }

  private mutating func parseFactor() {
    guard !isRecovering else { return }
    let mark = mark
    if isNumber { return parseAmount() }
    if kind == .leftParenthesis { return parseFactorGroup(mark) }
    parseNamedFactor(mark)
  }

  private mutating func parseNamedFactor(_ mark: Int) {
    if isWord("full"), kind(ahead: 1) == .name, isWord("since", ahead: 2) { return parseElapsed() }
    guard kind == .name else { return fail("a number or the name of a field") }
    expectName()
    if take(.dot) { expectName("the name of a field") }
    end(.path, from: mark)
  }

  private mutating func parseFactorGroup(_ mark: Int) {
    guard depth < Self.maximumDepth else { return failTooDeep() }
    let opening = position
    depth += 1
    bump()
    parseExpression()
    depth -= 1
    close(opening, .rightParenthesis, "`)`")
    end(.factorGroup, from: mark)
  }

  private mutating func parseElapsed() {
    let mark = mark
    expect("full")
    if isUnit { bump() } else { fail("`years`, `months` or `days`") }
    expect("since")
    expectName("the name of a date field")
    end(.elapsed, from: mark)
  }

  var isNumber: Bool {
    kind == .integer || kind == .decimal
      || (kind == .minus && (kind(ahead: 1) == .integer || kind(ahead: 1) == .decimal))
  }

  mutating func parseAmount() {
    guard !isRecovering else { return }
    let mark = mark
    _ = take(.minus)
    expectNumber()
    takeMagnitude()
    if isCurrency { bump() }
    end(.amount, from: mark)
  }

  var isCurrency: Bool {
    guard kind == .name, current.end - current.start == 3 else { return false }
    let start = Int(current.start)
    return source.bytes[start] &- 0x41 < 26 && source.bytes[start + 1] &- 0x41 < 26
      && source.bytes[start + 2] &- 0x41 < 26
  }
}
