import BantamDiagnostics

/// Conditions and how they are joined: the second part of the grammar.
extension Parser {
  /// `{ condition SEP condition … }`
  mutating func parseBlock() {
    let mark = mark
    braces { $0.parseCondition() }
    end(.block, from: mark)
  }

  mutating func parseCondition() {
    guard !isRecovering else { return }
    let start = mark
    parseUnary()
    guard let first = joiner else { return }
    let firstSpan = span(current)
    var isMixed = false
    while let joiner, !isRecovering {
      if joiner != first, !isMixed {
        report(.mixedAndOr(span(current), first: firstSpan))
        isMixed = true
      }
      takeJoiner(joiner)
      parseUnary()
    }
    end(first == .or ? .disjunction : .conjunction, from: start)
  }

  enum Joiner { case and, or }

  /// `and`, `or`, or what other languages say for them.
  var joiner: Joiner? {
    guard kind == .name, !isRecovering else { return nil }
    if isWord("and") { return .and }
    if isWord("or") { return .or }
    let word = lowerWord()
    if Vocabulary.foreignAnd.contains(word) || Vocabulary.foreignAndNot.contains(word) { return .and }
    return Vocabulary.foreignOr.contains(word) ? .or : nil
  }

  private mutating func takeJoiner(_ joiner: Joiner) {
    if isWord("and") || isWord("or") { return bump() }
    let written = text(current)
    let isCapital = written.lowercased() == "and" || written.lowercased() == "or"
    let instead = joiner == .or ? "or" : Vocabulary.foreignAndNot.contains(lowerWord()) ? "and not" : "and"
    report(.habit(isCapital ? .capitals : .joiner, written: written, instead: instead, span(current)))
    bumpAsError()
  }

  private mutating func parseUnary() {
    guard !isRecovering else { return }
    let isForeign = isForeignNot
    guard isWord("not") || isForeign else { return parsePrimary() }
    let mark = mark
    guard depth < Self.maximumDepth else { return failTooDeep() }
    depth += 1
    if isForeign { report(.habit(.negation, written: text(current), instead: "not", span(current))) }
    bump()
    parseUnary()
    depth -= 1
    end(.negation, from: mark)
  }

  /// `NOT`, `nicht` or `!` before a condition, where no name could stand.
  private var isForeignNot: Bool {
    guard kind == .name, kind(ahead: 1) == .name || kind(ahead: 1) == .leftParenthesis,
      current.end - current.start <= 5,
      Vocabulary.foreignNot.contains(lowerWord()), !isWord("not")
    else { return false }
    return kind(ahead: 1) == .leftParenthesis || !continuesCondition(ahead: 1)
  }

  /// Words that may follow a field.
  private func continuesCondition(ahead: Int) -> Bool {
    isTestWord(ahead: ahead) || isWord("and", ahead: ahead) || isWord("or", ahead: ahead)
      || isWord("halving", ahead: ahead)
      || isWord("up", ahead: ahead)
  }

  private mutating func parsePrimary() {
    let mark = mark
    if kind == .leftParenthesis, !isArithmeticGroup { return parseGroup(mark) }
    guard kind == .name else { return parseComparison() }
    if isWord("any") || isWord("all") || isWord("none") || isWord("no") || isWord("at") || isWord("exactly") {
      return parseQuantified(mark)
    }
    if isWord("did") || isWord("never") { return parseDid(mark) }
    if isWord("stage") { return parseStageTest(mark) }
    if isWord("everyone") {
      bump()
      return end(.everyone, from: mark)
    }
    switch kind(ahead: 1) {
    case .leftBrace where isWord("company"):
      bump()
      parseBlock()
      end(.company, from: mark)
    case .integer where isWord("sample"): parseSample(mark, as: .sample)
    case .name:
      if isWord("did", ahead: 1), isWord("first") || isWord("last") { return parseEdge(mark) }
      if isWord("of", ahead: 1) {
        if isWord("sum") || isWord("average") || isWord("smallest") || isWord("largest") { return parseAggregate(mark) }
        if isWord("member") { return parseMember(mark, as: .member) }
      }
      if isWord("reachable"), isWord("for", ahead: 1) { return parseReachable(mark) }
      if isForeignIf { return failAtIf() }
      parseComparison()
    case .integer, .decimal, .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .plus, .minus, .star, .slash, .comma, .colon, .dot, .dotDot, .leftBrace, .rightBrace,
      .leftBracket,
      .rightBracket, .leftParenthesis, .rightParenthesis, .newline, .unknown, .endOfFile:
      if isForeignIf { return failAtIf() }
      parseComparison()
    }
  }

  private mutating func parseReachable(_ mark: Int) {
    expect("reachable", "for")
    expectName("the name of a purpose")
    end(.reachable, from: mark)
  }

  private var isForeignIf: Bool {
    guard isWord("if") || isWord("wenn") || isWord("when") || isWord("where") || isWord("falls") else { return false }
    return kind(ahead: 1) == .leftParenthesis || kind(ahead: 1) == .name && !continuesCondition(ahead: 1)
  }

  private mutating func failAtIf() {
    report(.expected("a condition", found: found, span(current), hint: .condition))
    startRecovering()
  }

  // MARK: Groups

  /// A parenthesis that belongs to arithmetic: an operator or a test follows its closing one.
  private var isArithmeticGroup: Bool {
    let closing = Int(matches[position])
    guard closing >= 0, closing + 1 < tokens.count else { return false }
    switch tokens[closing + 1].kind {
    case .plus, .minus, .star, .slash, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: return true
    case .name: return isTestWord(ahead: closing + 1 - position)
    case .integer, .decimal, .date, .datetime, .string, .regex, .comma, .colon, .dot, .dotDot, .leftBrace, .rightBrace,
      .leftBracket, .rightBracket, .leftParenthesis, .rightParenthesis, .newline, .unknown, .endOfFile:
      return false
    }
  }

  private mutating func parseGroup(_ mark: Int) {
    guard depth < Self.maximumDepth else { return failTooDeep() }
    let opening = position
    depth += 1
    bump()
    parseCondition()
    depth -= 1
    close(opening, .rightParenthesis, "`)`")
    end(.group, from: mark)
  }

  // MARK: Quantifiers

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
      if isWord("of") { bumpNeedless() }
      parseBlock()
      return end(kind, from: mark)
    }
    guard !isWord("no"), kind(ahead: isWord("exactly") ? 1 : 2) == .integer, isWord("exactly") || !isTestWord(ahead: 1)
    else {
      return parseComparison()
    }
    let isAtLeast = isWord("least", ahead: 1)
    parseCountWord()
    expectInteger()
    if isAtLeast, take("of") {
      parseBlock()
      return end(.atLeastBlock, from: mark)
    }
    if isWord("person") || isWord("persons") {
      bump()
    } else {
      fail(isAtLeast ? "`of {` or `persons {`" : "`persons {`")
    }
    parseBlock()
    end(.persons, from: mark)
  }

  mutating func bumpNeedless() {
    report(.needless(text(current), span(current)))
    bumpAsError()
  }

  mutating func parseCountWord() {
    if take("exactly") { return }
    expect("at")
    if isWord("least") || isWord("most") { bump() } else { fail("`least` or `most`") }
  }
}
