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

  mutating func parseRange() {
    guard !isRecovering else { return }
    let mark = mark
    let hasStart = kind != .dotDot
    if hasStart { parseBound() }
    if !isRecovering, !takeForeignRange(mark) {
      expect(.dotDot, "`..`, as in `10..250`")
      if !isRecovering, isBound {
        parseBound()
      } else if !hasStart {
        fail("a number, a text or a date")
      }
    }
    end(.range, from: mark)
  }

  /// `10-20`, `10 to 20`, `10 bis 20`.
  private mutating func takeForeignRange(_ mark: Int) -> Bool {
    let isWordy = isWord("to") || isWord("until") || isWord("bis") || isWord("and")
    guard kind == .minus || isWordy,
      kind(ahead: 1) == .integer || kind(ahead: 1) == .decimal || kind(ahead: 1) == .string || kind(ahead: 1) == .date
    else { return false }
    report(.habit(.range, written: text(current), instead: "..", span(current)))
    bumpAsError()
    parseBound()
    return true
  }

  var isBound: Bool { kind == .string || kind == .date || isNumber }

  mutating func parseBound() {
    if kind == .date {
      takeDate()
    } else if kind == .string {
      bump()
    } else if isNumber {
      parseAmount()
    } else {
      fail("a list in brackets, the name of a list, or a range such as `10..250`")
    }
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
