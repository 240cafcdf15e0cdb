import BantamDiagnostics

/// Conditions and how they are joined: the second part of the grammar.
extension Parser {
  /// `{ condition SEP condition … }`
  mutating func parseBlock(_ wanted: String = "`{`") {
    let mark = mark
    braces(wanted) { $0.parseCondition() }
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
      if joiner != first, !isMixed, kind(ahead: 1) != .string {
        reportMixed(firstSpan)
        isMixed = true
      }
      takeJoiner(joiner)
      parseUnary()
    }
    end(first == .or ? .disjunction : .conjunction, from: start)
  }

  private mutating func reportMixed(_ first: Span) { report(.mixedAndOr(span(current), first: first)) }

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
    takeNot(isForeign: isForeign)
    parseUnary()
    depth -= 1
    end(.negation, from: mark)
  }

  private mutating func takeNot(isForeign: Bool) {
    if isForeign { report(.habit(.negation, written: text(current), instead: "not", span(current))) }
    bump()
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

  // MARK: Primaries

  /// What a condition without `and`, `or` and `not` can be.
  private enum Primary {
    case group, persons, block(NodeKind), counted, company, did, edge, aggregate, everyone, member, stage, reachable,
      sample
    case foreignIf, foreignFunction, comparison
  }

  /// Decides apart from walking, which keeps the frames of the recursion small.
  private mutating func parsePrimary() {
    let mark = mark
    switch nextPrimary {
    case .group: parseGroup(mark)
    case .persons: parsePersons(mark)
    case .block(let kind): parseQuantified(kind, mark)
    case .counted: parseCounted(mark)
    case .company: parseCompany(mark)
    case .did: parseDid(mark)
    case .edge: parseEdge(mark)
    case .aggregate: parseAggregate(mark)
    case .everyone: parseEveryone(mark)
    case .member: parseMember(mark)
    case .stage: parseStageTest(mark)
    case .reachable: parseReachable(mark)
    case .sample: parseSample(mark, as: .sample)
    case .foreignIf: failAtIf()
    case .foreignFunction: failAtFunction()
    case .comparison: parseComparison()
    }
  }

  private var nextPrimary: Primary {
    if kind == .leftParenthesis { return isArithmeticGroup ? .comparison : .group }
    guard kind == .name else { return .comparison }
    if let primary = primaryByWord { return primary }
    if isForeignFunction { return .foreignFunction }
    switch kind(ahead: 1) {
    case .leftBrace: return isWord("company") ? .company : .comparison
    case .integer: return isWord("sample") ? .sample : .comparison
    case .name: return primaryByTwoWords
    case .leftParenthesis: return isForeignIf ? .foreignIf : .comparison
    case .decimal, .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual,
      .plus, .minus, .star, .slash, .comma, .colon, .dot, .dotDot, .rightBrace, .leftBracket, .rightBracket,
      .rightParenthesis, .newline, .unknown, .endOfFile:
      return .comparison
    }
  }

  /// The words no name can be, and counts.
  private var primaryByWord: Primary? {
    switch current.end - current.start {
    case 2:
      if isWord("no"), isWord("person", ahead: 1) { return .persons }
      return isWord("at") && kind(ahead: 2) == .integer && !isTestWord(ahead: 1) ? .counted : nil
    case 3:
      if isWord("any") { return isWord("person", ahead: 1) ? .persons : .block(.anyBlock) }
      return isWord("all") ? .block(.allBlock) : isWord("did") ? .did : nil
    case 4: return isWord("none") ? .block(.noneBlock) : nil
    case 5: return isWord("never") ? .did : isWord("stage") ? .stage : nil
    case 7: return isWord("exactly") && kind(ahead: 1) == .integer ? .counted : nil
    case 8: return isWord("everyone") ? .everyone : nil
    default: return nil
    }
  }

  private var primaryByTwoWords: Primary {
    if isWord("did", ahead: 1), isWord("first") || isWord("last") { return .edge }
    if isWord("of", ahead: 1) {
      if isWord("sum") || isWord("average") || isWord("smallest") || isWord("largest") { return .aggregate }
      if isWord("member") { return .member }
    }
    if isWord("reachable"), isWord("for", ahead: 1) { return .reachable }
    return isForeignIf ? .foreignIf : .comparison
  }

  private mutating func parseEveryone(_ mark: Int) {
    bump()
    end(.everyone, from: mark)
  }

  private mutating func parseCompany(_ mark: Int) {
    bump()
    parseBlock()
    end(.company, from: mark)
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

  /// `any person { … }`
  private mutating func parsePersons(_ mark: Int) {
    bump()
    bump()
    parseBlock()
    end(.persons, from: mark)
  }

  /// `any { … }`
  private mutating func parseQuantified(_ kind: NodeKind, _ mark: Int) {
    bump()
    if isWord("of") { bumpNeedless() }
    parseBlock(kind == .anyBlock ? "`{` or `person {`" : "`{`")
    end(kind, from: mark)
  }

  /// `at least 2 of { … }`, `exactly 1 person { … }`
  private mutating func parseCounted(_ mark: Int) {
    let isAtLeast = isWord("least", ahead: 1)
    parseCountWord()
    expectInteger()
    let isOf = isAtLeast && take("of")
    if !isOf { expectPersons(isAtLeast: isAtLeast) }
    parseBlock()
    end(isOf ? .atLeastBlock : .persons, from: mark)
  }

  private mutating func expectPersons(isAtLeast: Bool) {
    guard !isRecovering else { return }
    if isWord("person") || isWord("persons") { return bump() }
    fail(isAtLeast ? "`of {` or `persons {`" : "`persons {`")
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
