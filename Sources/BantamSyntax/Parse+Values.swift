/// One value against another: `revenue / employees > 200_000 EUR`, `city in ["Kiel", "Plön"]`.
extension Parser {
  mutating func parseComparison() {
    let mark = mark
    guard isExpressionStart else {
      if kind == .name { report(.reservedName(text(current), span(current))) }
      return fail("a condition")
    }
    parseExpression()
    if !isRecovering { parseValueTest() }
    end(.comparison, from: mark)
  }

  private var isExpressionStart: Bool {
    switch kind {
    case .name: return isName
    case .integer, .decimal, .minus, .leftParenthesis: return true
    case .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .plus, .star,
      .slash, .comma, .colon, .dot, .dotDot, .leftBrace, .rightBrace, .leftBracket, .rightBracket, .rightParenthesis, .newline,
      .unknown, .endOfFile:
      return false
    }
  }

  var isComparator: Bool {
    switch kind {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: return true
    case .name, .integer, .decimal, .date, .datetime, .string, .regex, .plus, .minus, .star, .slash, .comma, .colon, .dot,
      .dotDot, .leftBrace, .rightBrace, .leftBracket, .rightBracket, .leftParenthesis, .rightParenthesis, .newline, .unknown,
      .endOfFile:
      return false
    }
  }

  private mutating func parseValueTest() {
    let mark = mark
    if isComparator {
      bump()
      parseCompared()
      return end(.compareTest, from: mark)
    }
    guard kind == .name else { return }
    if isWindow {
      parseWindow()
      return end(.windowTest, from: mark)
    }
    if isWord("exactly") || isTextTest { return parseTextTest(mark) }
    if isWord("in") || (isWord("not") && isWord("in", ahead: 1)) { return parseIn(mark) }
    if take("under") {
      expectString()
      expect("in")
      expectName("the name of a list")
      end(.underTest, from: mark)
    } else if take("is") {
      if isWord("missing") || isWord("known") || isWord("shared") { bump() } else { fail("`missing`, `known` or `shared`") }
      end(.isTest, from: mark)
    } else if take("within") {
      expectNumber()
      expect("km", "of")
      expectName("the name of a place")
      end(.withinTest, from: mark)
    } else if take("anniversary") {
      expect("in", "next")
      parseDuration()
      end(.anniversaryTest, from: mark)
    }
  }

  private mutating func parseCompared() {
    let mark = mark
    if take(.string) { return end(.textValue, from: mark) }
    if kind == .date || kind == .datetime || isWord("today") { return parseMoment() }
    parseExpression()
  }

  private var isTextTest: Bool {
    isWord("contains") || isWord("like") || isWord("matches")
      || (isWord("starts") && isWord("with", ahead: 1)) || (isWord("ends") && isWord("with", ahead: 1))
  }

  private mutating func parseTextTest(_ mark: Int) {
    let isExact = take("exactly")
    if take("contains") {
      if isWord("any") || isWord("all") {
        bump()
        expect("of")
      }
      parseTextOrTexts(orName: true)
    } else if isWord("starts") || isWord("ends") {
      bump()
      expect("with")
      parseTextOrTexts(orName: false)
    } else if take("like") {
      expectString("a text such as `\"A*\"`")
    } else if take("matches") {
      expect(.regex, "a pattern such as `/^Dr/`")
    } else if isExact, kind == .equal || kind == .notEqual {
      bump()
      expectString()
    } else if isExact, isWord("in") || (isWord("not") && isWord("in", ahead: 1)) {
      _ = take("not")
      bump()
      parseTextOrTexts(orName: true)
    } else {
      fail("a test of a text such as `= \"…\"`, `contains \"…\"` or `starts with \"…\"`")
    }
    end(.textTest, from: mark)
  }

  private mutating func parseTextOrTexts(orName: Bool) {
    if kind == .string {
      bump()
    } else if kind == .leftBracket {
      parseTexts()
    } else if orName, isName {
      bump()
    } else {
      fail(orName ? "a text, a list in brackets, or the name of a list" : "a text or a list in brackets")
    }
  }

  private mutating func parseIn(_ mark: Int) {
    _ = take("not")
    bump()
    if kind == .leftBracket {
      parseValues()
    } else if isName {
      bump()
    } else {
      parseRange()
    }
    end(.inTest, from: mark)
  }

  private mutating func parseValues() {
    let mark = mark
    brackets("a text, a number or a date") { parser in
      if parser.kind == .string {
        parser.bump()
      } else if parser.kind == .date {
        parser.takeDate()
      } else if parser.isNumber {
        parser.parseAmount()
      } else {
        parser.fail("a text, a number or a date")
      }
    }
    end(.values, from: mark)
  }

  /// `[ "…", "…" ]`
  mutating func parseTexts() {
    let mark = mark
    brackets("a text between quotes") { $0.expectString() }
    end(.texts, from: mark)
  }

  private mutating func brackets(_ what: String, _ item: (inout Parser) -> Void) {
    expect(.leftBracket, "`[`")
    while kind != .rightBracket, !isRecovering {
      item(&self)
      if isRecovering || !take(.comma) { break }
    }
    if !isRecovering { expect(.rightBracket, "`,` or `]`") }
  }

  mutating func parseRange() {
    let mark = mark
    if kind != .dotDot { parseBound() }
    if !isRecovering {
      expect(.dotDot, "`..`, as in `10..250`")
      if !isRecovering, isBound { parseBound() } else if tokens[position - 1].kind == .dotDot, children(since: mark) < 2 { fail("a number, a text or a date") }
    }
    end(.range, from: mark)
  }

  private func children(since mark: Int) -> Int { self.mark - mark }

  private var isBound: Bool { kind == .string || kind == .date || isNumber }

  private mutating func parseBound() {
    if kind == .date { takeDate() } else if kind == .string { bump() } else if isNumber { parseAmount() } else { fail("a list in brackets, the name of a list, or a range such as `10..250`") }
  }

  // MARK: Arithmetic

  mutating func parseExpression() {
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
    let mark = mark
    if isNumber { return parseAmount() }
    if kind == .leftParenthesis {
      guard depth < Self.maximumDepth else {
        report(.tooDeep(span(current)))
        isRecovering = true
        return
      }
      depth += 1
      bump()
      parseExpression()
      depth -= 1
      if !isRecovering { expect(.rightParenthesis, "`)`") }
      return end(.factorGroup, from: mark)
    }
    if isWord("full"), kind(ahead: 1) == .name, isWord("since", ahead: 2) { return parseElapsed(as: .elapsed) }
    guard kind == .name else { return fail("a number or the name of a field") }
    expectName()
    if take(.dot) { expectName("the name of a field") }
    end(.path, from: mark)
  }

  mutating func parseElapsed(as node: NodeKind) {
    let mark = mark
    expect("full")
    if isUnit { bump() } else { fail("`years`, `months` or `days`") }
    expect("since")
    expectName("the name of a date field")
    end(node, from: mark)
  }

  var isNumber: Bool {
    kind == .integer || kind == .decimal || (kind == .minus && (kind(ahead: 1) == .integer || kind(ahead: 1) == .decimal))
  }

  mutating func parseAmount() {
    let mark = mark
    _ = take(.minus)
    expectNumber()
    if isCurrency { bump() }
    end(.amount, from: mark)
  }

  var isCurrency: Bool {
    kind == .name && current.end - current.start == 3
      && source.bytes[Int(current.start)..<Int(current.end)].allSatisfy { (0x41...0x5A).contains($0) }
  }
}
