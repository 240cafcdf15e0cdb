/// Conditions, values and times: the second part of the grammar.
extension Parser {
  /// `{ condition SEP condition … }`
  mutating func parseBlock() {
    let mark = mark
    braces { $0.parseCondition() }
    end(.block, from: mark)
  }

  mutating func parseCondition() {
    let start = mark
    parseUnary()
    guard isWord("and") || isWord("or") else { return }
    let isAnd = isWord("and")
    let first = span(current)
    while isWord("and") || isWord("or"), !isRecovering {
      if isWord("and") != isAnd { report(.mixedAndOr(span(current), first: first)) }
      bump()
      parseUnary()
    }
    end(isAnd ? .conjunction : .disjunction, from: start)
  }

  private mutating func parseUnary() {
    guard isWord("not") else { return parsePrimary() }
    let mark = mark
    guard depth < Self.maximumDepth else {
      report(.tooDeep(span(current)))
      isRecovering = true
      return
    }
    depth += 1
    bump()
    parseUnary()
    depth -= 1
    end(.negation, from: mark)
  }

  private mutating func parsePrimary() {
    let mark = mark
    if kind == .leftParenthesis, !isArithmeticGroup { return parseGroup(mark) }
    if kind != .name { return parseComparison() }
    if isWord("any") || isWord("all") || isWord("none") || isWord("no") || isWord("at") || isWord("exactly") {
      return parseQuantified(mark)
    }
    if isWord("company"), kind(ahead: 1) == .leftBrace {
      bump()
      parseBlock()
      return end(.company, from: mark)
    }
    if isWord("did") || isWord("never") { return parseDid(mark) }
    if (isWord("first") || isWord("last")) && isWord("did", ahead: 1) { return parseEdge(mark) }
    if isWord("of", ahead: 1), isWord("sum") || isWord("average") || isWord("smallest") || isWord("largest") {
      return parseAggregate(mark)
    }
    if isWord("everyone") {
      bump()
      return end(.everyone, from: mark)
    }
    if isWord("member"), isWord("of", ahead: 1) { return parseMember(mark, as: .member) }
    if isWord("stage") { return parseStageTest(mark) }
    if isWord("reachable"), isWord("for", ahead: 1) {
      bump()
      bump()
      expectName("the name of a purpose")
      return end(.reachable, from: mark)
    }
    if isWord("sample"), kind(ahead: 1) == .integer { return parseSample(mark, as: .sample) }
    parseComparison()
  }

  /// A parenthesis that belongs to arithmetic: an operator or a test follows its closing one.
  private var isArithmeticGroup: Bool {
    let closing = Int(matches[position])
    guard closing >= 0, closing + 1 < tokens.count else { return false }
    switch tokens[closing + 1].kind {
    case .plus, .minus, .star, .slash, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: return true
    case .name:
      let next = text(tokens[closing + 1])
      return next == "in" || next == "is" || next == "not"
    case .integer, .decimal, .date, .datetime, .string, .regex, .comma, .colon, .dot, .dotDot, .leftBrace, .rightBrace,
      .leftBracket, .rightBracket, .leftParenthesis, .rightParenthesis, .newline, .unknown, .endOfFile:
      return false
    }
  }

  private mutating func parseGroup(_ mark: Int) {
    guard depth < Self.maximumDepth else {
      report(.tooDeep(span(current)))
      isRecovering = true
      return
    }
    depth += 1
    bump()
    parseCondition()
    depth -= 1
    if !isRecovering { expect(.rightParenthesis, "`)`") }
    end(.group, from: mark)
  }

  private mutating func parseQuantified(_ mark: Int) {
    if isWord("any") || isWord("no"), isWord("person", ahead: 1) {
      bump()
      bump()
      parseBlock()
      return end(.persons, from: mark)
    }
    if isWord("any") || isWord("all") || isWord("none") {
      let kind: NodeKind = isWord("any") ? .anyBlock : isWord("all") ? .allBlock : .noneBlock
      bump()
      parseBlock()
      return end(kind, from: mark)
    }
    guard !isWord("no"), kind(ahead: isWord("exactly") ? 1 : 2) == .integer else { return parseComparison() }
    let isAtLeast = isWord("at") && isWord("least", ahead: 1)
    parseCountWord()
    expectInteger()
    if isAtLeast, take("of") {
      parseBlock()
      return end(.atLeastBlock, from: mark)
    }
    if isWord("persons") || isWord("person") { bump() } else { fail(isAtLeast ? "`of {` or `persons {`" : "`persons {`") }
    if !isRecovering { parseBlock() }
    end(.persons, from: mark)
  }

  private mutating func parseCountWord() {
    if take("exactly") { return }
    expect("at")
    if isWord("least") || isWord("most") { bump() } else { fail("`least` or `most`") }
  }

  // MARK: Activities

  private mutating func parseDid(_ mark: Int) {
    let isNever = take("never")
    expect("did")
    parseActivity()
    if !isNever, isWord("at") || isWord("exactly") { parseCount() }
    if isWord("within"), !isNever {
      let mark = self.mark
      bump()
      parseDuration()
      expect("after")
      parseActivity()
      end(.follows, from: mark)
    } else if isWord("in"), isWord("each", ahead: 1), !isNever {
      let mark = self.mark
      bump()
      bump()
      expect("of", "last")
      parseDuration()
      end(.each, from: mark)
    } else {
      parseOptionalWindow()
    }
    parseOptionalWhere()
    end(.did, from: mark)
  }

  private mutating func parseCount() {
    let mark = mark
    parseCountWord()
    expectInteger()
    if isWord("time") || isWord("times") { bump() } else { fail("`times`") }
    end(.count, from: mark)
  }

  private mutating func parseEdge(_ mark: Int) {
    bump()
    bump()
    parseActivity()
    guard isWindow else { return fail("a time such as `in last 30 days`, `before 2026-01-01` or `older than 1 year`") }
    parseWindow()
    parseOptionalWhere()
    end(.edge, from: mark)
  }

  private mutating func parseAggregate(_ mark: Int) {
    bump()
    bump()
    expectName("the name of an activity's field")
    expect("of")
    parseActivity()
    parseOptionalWindow()
    parseOptionalWhere()
    let test = self.mark
    if isComparator {
      bump()
      parseExpression()
      end(.compareTest, from: test)
    } else if isWord("in") {
      bump()
      parseRange()
      end(.inTest, from: test)
    } else {
      fail("a comparison such as `> 5_000 EUR`")
    }
    end(.aggregate, from: mark)
  }

  mutating func parseActivity() {
    let mark = mark
    if kind == .string || isWord("anything") { bump() } else { fail("an activity such as `\"demo_request\"`, or `anything`") }
    end(.activity, from: mark)
  }

  mutating func parseOptionalWindow() {
    if isWindow { parseWindow() }
  }

  mutating func parseOptionalWhere() {
    guard isWord("where") else { return }
    let mark = mark
    bump()
    if kind == .leftBrace { parseBlock() } else { parseComparison() }
    end(.where, from: mark)
  }

  // MARK: What the database knows

  mutating func parseMember(_ mark: Int, as kind: NodeKind) {
    expect("member", "of")
    expectName("the name of a campaign")
    if take("with") {
      expect("status")
      expectString()
    }
    end(kind, from: mark)
  }

  private mutating func parseStageTest(_ mark: Int) {
    expect("stage", "in")
    if take("any") { expect("project") } else { expectName("`any project` or the name of a project") }
    if isComparator { bump() } else { fail("a comparison such as `>= customer`") }
    if !isRecovering { expectName("the name of a stage") }
    end(.stageTest, from: mark)
  }

  mutating func parseSample(_ mark: Int, as node: NodeKind) {
    expect("sample")
    expectInteger()
    if take(.dotDot) { expectInteger() }
    expect("of")
    expectInteger()
    if take("by") { expectString() }
    end(node, from: mark)
  }

  // MARK: Times

  var isWindow: Bool {
    if isWord("before") || isWord("after") || isWord("on") || isWord("older") { return true }
    guard isWord("in") else { return false }
    if isWord("last", ahead: 1) || isWord("next", ahead: 1) || isWord("this", ahead: 1) { return true }
    return kind(ahead: 1) == .date || (kind(ahead: 1) == .dotDot && kind(ahead: 2) == .date)
  }

  mutating func parseWindow() {
    let mark = mark
    if isWord("before") || isWord("after") || isWord("on") {
      bump()
      parseMoment()
    } else if take("older") {
      expect("than")
      parseDuration()
    } else {
      expect("in")
      if kind == .date || kind == .dotDot {
        parseRange()
      } else {
        let isThis = isWord("this")
        bump()
        if kind == .integer, !isThis { parseDuration() } else { parseCalendarUnit() }
      }
    }
    end(.window, from: mark)
  }

  private mutating func parseCalendarUnit() {
    if take("fiscal") { return expect("year") }
    if isUnit { bump() } else { fail("a unit such as `month`, `quarter` or `year`") }
  }

  private static let units: [StaticString] = [
    "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "quarter", "quarters", "year", "years",
  ]

  var isUnit: Bool { Self.units.contains { isWord($0) } }

  mutating func parseDuration() {
    let mark = mark
    expectInteger()
    if isUnit { bump() } else { fail("a unit such as `days`, `weeks`, `months` or `years`") }
    end(.duration, from: mark)
  }

  mutating func parseMoment() {
    let mark = mark
    if kind == .date || kind == .datetime || isWord("today") {
      takeDate()
    } else {
      fail("a date such as `2026-03-01`, or `today`")
    }
    end(.moment, from: mark)
  }

  /// Takes a token that may be a date, and checks that the calendar has it.
  mutating func takeDate() {
    if kind == .date || kind == .datetime, !isPossibleDate(text(current)) {
      report(.impossibleDate(span(current), text: text(current)))
    }
    bump()
  }

  private func isPossibleDate(_ text: String) -> Bool {
    let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, parts[0] >= 1, (1...12).contains(parts[1]) else { return false }
    let isLeap = parts[0] % 4 == 0 && (parts[0] % 100 != 0 || parts[0] % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...lengths[parts[1] - 1]).contains(parts[2]) else { return false }
    let clock = text.dropFirst(11).split(whereSeparator: { $0 == ":" || $0 == "Z" || $0 == "+" || $0 == "-" }).compactMap { Int($0) }
    return clock.isEmpty || (clock[0] < 24 && clock.dropFirst().allSatisfy { $0 < 60 })
  }
}
