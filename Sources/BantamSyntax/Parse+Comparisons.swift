import BantamDiagnostics

/// One value against another: `revenue / employees > 200_000 EUR`, `city in ["Kiel", "Plön"]`.
extension Parser {
  mutating func parseComparison() {
    guard !isRecovering else { return }
    let mark = mark
    guard isExpressionStart else { return failAtCondition() }
    parseExpression()
    if !isRecovering, !isConditionEnd { parseValueTest() }
    end(.comparison, from: mark)
  }

  private mutating func failAtCondition() {
    if kind == .name,
      !isWord("when") && !isWord("otherwise") && !isWord("and") && !isWord("or") && !isWord("in") && !isWord("is")
    {
      report(.reservedName(text(current), span(current)))
      return startRecovering()
    }
    fail("a condition", hint: alternativesHint ?? repeatedFieldHint ?? textHint)
  }

  private var isExpressionStart: Bool {
    switch kind {
    case .name: return isName
    case .integer, .decimal, .minus, .leftParenthesis: return true
    case .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .plus,
      .star,
      .slash, .comma, .colon, .dot, .dotDot, .leftBrace, .rightBrace, .leftBracket, .rightBracket, .rightParenthesis,
      .newline,
      .unknown, .endOfFile:
      return false
    }
  }

  var isComparator: Bool { kind.isComparator }

  private var isConditionEnd: Bool {
    switch kind {
    case .newline, .comma, .rightBrace, .rightParenthesis, .endOfFile: return true
    case .name: return isWord("and") || isWord("or") || isWord("halving") || isWord("up")
    case .integer, .decimal, .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .plus, .minus, .star, .slash, .colon, .dot, .dotDot, .leftBrace, .leftBracket, .rightBracket,
      .leftParenthesis, .unknown:
      return false
    }
  }

  /// Whether a test of a value starts with this word.
  func isTestWord(ahead: Int) -> Bool {
    let token = tokens[min(position + ahead, tokens.count - 1)]
    guard token.kind == .name else { return false }
    switch token.end - token.start {
    case 2: return isWord("in", ahead: ahead) || isWord("is", ahead: ahead) || isWord("on", ahead: ahead)
    case 3: return isWord("not", ahead: ahead)
    case 4: return isWord("ends", ahead: ahead) || isWord("like", ahead: ahead)
    case 5: return isWord("after", ahead: ahead) || isWord("older", ahead: ahead) || isWord("under", ahead: ahead)
    case 6: return isWord("before", ahead: ahead) || isWord("starts", ahead: ahead) || isWord("within", ahead: ahead)
    case 7: return isWord("exactly", ahead: ahead) || isWord("matches", ahead: ahead)
    case 8: return isWord("contains", ahead: ahead)
    case 11: return isWord("anniversary", ahead: ahead)
    default: return false
    }
  }

  // MARK: Tests

  private mutating func parseValueTest() {
    let mark = mark
    if isComparator { return parseCompareTest(mark) }
    guard isTestWord(ahead: 0) else { return parseForeignTest(mark) }
    if isWindow {
      parseWindow()
      end(.windowTest, from: mark)
    } else if isWord("in") || isWord("not") {
      parseIn(mark)
    } else if isWord("is") {
      parseIs(mark)
    } else if take("under") {
      expectString()
      expect("in")
      expectName("the name of a list")
      end(.underTest, from: mark)
    } else if isWord("within") {
      parseWithin(mark)
    } else if take("anniversary") {
      expect("in", "next")
      parseDuration()
      end(.anniversaryTest, from: mark)
    } else {
      parseTextTest(mark)
    }
  }

  private mutating func parseCompareTest(_ mark: Int) {
    if takeForeignCompared(mark) { return }
    bump()
    parseCompared()
    end(.compareTest, from: mark)
  }

  mutating func parseCompared() {
    guard !isRecovering else { return }
    let mark = mark
    if take(.string) { return end(.textValue, from: mark) }
    if kind == .date || kind == .datetime || isWord("today") {
      parseMoment()
      return failAtDateSum()
    }
    if kind == .newline || kind == .endOfFile || kind == .rightBrace { return fail("a value", hint: .sameLine) }
    parseExpression()
  }

  private mutating func parseWithin(_ mark: Int) {
    bump()
    if isUnit(ahead: 1) || isWord("the") || isWord("last") || isWord("next") {
      failAtWindow()
    } else {
      expectNumber()
      expect("km", "of")
      expectName("the name of a place")
    }
    end(.withinTest, from: mark)
  }

  /// `within 30 days`, `within the last 30 days`.
  private mutating func failAtWindow() {
    var written = span(tokens[position - 1])
    let hasArticle = isWord("the")
    if hasArticle { written = written.joined(span(current)) }
    let instead = hasArticle || isWord("last") || isWord("next") ? "in" : "in last"
    report(.habit(.window, written: source.text(written), instead: instead, written))
    startRecovering()
  }

  // MARK: Texts

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
    } else if isExact, isWord("in") || isWord("not") && isWord("in", ahead: 1) {
      _ = take("not")
      bump()
      if kind == .string { fail("a list in brackets, or the name of a list") } else { parseTextOrTexts(orName: true) }
    } else {
      fail("a test of a text such as `= \"…\"`, `contains \"…\"` or `starts with \"…\"`")
    }
    end(.textTest, from: mark)
  }

  private mutating func parseTextOrTexts(orName: Bool) {
    guard !isRecovering else { return }
    if kind == .string {
      bump()
    } else if kind == .leftBracket {
      parseTexts()
    } else if orName, isName {
      bump()
    } else {
      let wanted = orName ? "a text, a list in brackets, or the name of a list" : "a text or a list in brackets"
      fail(wanted, hint: quotesHint)
    }
  }

  // MARK: Lists and ranges

  private mutating func parseIn(_ mark: Int) {
    let opening = position
    _ = take("not")
    guard isWord("in") else { return failAtNot(opening, mark) }
    bump()
    if kind == .leftBracket {
      parseValues()
    } else if kind == .leftParenthesis {
      takeParenthesisedList()
    } else if kind == .string, kind(ahead: 1) != .dotDot, kind(ahead: 1) != .minus, kind(ahead: 1) != .comma {
      takeTextAfterIn(opening)
    } else if kind == .integer, isUnit(ahead: 1) {
      let duration = "\(text(current)) \(text(tokens[position + 1]))"
      fail("`last` or `next` before the duration", hint: .direction(duration))
    } else if kind == .string, kind(ahead: 1) == .comma {
      fail("a list in brackets such as `[\"a\", \"b\"]`")
    } else if isName {
      bump()
    } else {
      parseRange()
    }
    end(.inTest, from: mark)
  }

  /// `city in "Hamburg"`
  private mutating func takeTextAfterIn(_ opening: Int) {
    let instead = opening == position - 1 ? "=" : "!="
    let written = span(tokens[opening]).joined(span(tokens[position - 1]))
    report(.habit(.membership, written: source.text(written), instead: instead, written))
    bumpAsError()
  }

  /// `in ("a", "b")`
  private mutating func takeParenthesisedList() {
    let closing = Int(matches[position])
    guard closing > position else { return fail("a list in brackets such as `[\"a\", \"b\"]`") }
    let written = span(current).joined(span(tokens[closing]))
    let inner = Span(file: file, start: written.start + 1, end: written.end - 1)
    let isShort = written.end - written.start <= 60
    let isRange = tokens[position..<closing].contains { $0.kind == .dotDot }
    let instead = isRange ? source.text(inner) : "[\(source.text(inner))]"
    if isShort {
      report(.habit(isRange ? .range : .list, written: source.text(written), instead: instead, written))
    } else {
      report(.expected("a list in brackets such as `[\"a\", \"b\"]`", found: found, span(current), hint: nil))
    }
    bumpAsError(before: closing + 1)
  }

  /// `name not contains "A"` and `name not = "A"`
  private mutating func failAtNot(_ opening: Int, _ mark: Int) {
    if kind == .equal {
      let written = span(tokens[opening]).joined(span(current))
      report(.habit(.negation, written: source.text(written), instead: "!=", written))
      startRecovering()
    } else if isTestWord(ahead: 0), opening > 0, tokens[opening - 1].kind == .name {
      let written = span(tokens[opening - 1]).joined(span(current))
      let instead = "not \(text(tokens[opening - 1])) \(text(current))"
      report(.habit(.negation, written: source.text(written), instead: instead, written))
      startRecovering()
    } else {
      fail("`in`")
    }
    end(.inTest, from: mark)
  }
}

extension TokenKind {
  var isComparator: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: return true
    case .name, .integer, .decimal, .date, .datetime, .string, .regex, .plus, .minus, .star, .slash, .comma, .colon,
      .dot,
      .dotDot, .leftBrace, .rightBrace, .leftBracket, .rightBracket, .leftParenthesis, .rightParenthesis, .newline,
      .unknown,
      .endOfFile:
      return false
    }
  }
}
