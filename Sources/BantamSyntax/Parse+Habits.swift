import BantamDiagnostics

/// Tests as other tools and everyday language write them: each is one error that names Bantam's way.
extension Parser {
  // MARK: After a comparison sign

  /// `= missing`, `= ["a", "b"]`: takes them whole and reports.
  mutating func takeForeignCompared(_ mark: Int) -> Bool {
    if isTimeWord(ahead: 1) || kind(ahead: 1) == .integer && isUnit(ahead: 2) {
      if kind(ahead: 1) == .integer { failAtAge(ahead: 1) } else { reportWindow(from: position, word: 1) }
      end(.compareTest, from: mark)
      return true
    }
    guard kind == .equal || kind == .notEqual else { return false }
    let isEqual = kind == .equal
    if kind(ahead: 1) == .leftBracket {
      report(.habit(.membership, written: text(current), instead: isEqual ? "in" : "not in", span(current)))
      bumpAsError()
      parseValues()
      end(.inTest, from: mark)
      return true
    }
    let word = lowerWord(ahead: 1)
    guard word == "missing" || word == "known" || word == "null" else { return false }
    let written = span(current).joined(span(tokens[position + 1]))
    let isMissing = Vocabulary.missingWords.contains(word) == isEqual
    report(.habit(.emptiness, written: source.text(written), instead: isMissing ? "is missing" : "is known", written))
    bumpAsError(before: position + 2)
    end(.compareTest, from: mark)
    return true
  }

  // MARK: After a field

  /// What stands behind a field and is no test of the language.
  mutating func parseForeignTest(_ mark: Int) {
    switch kind {
    case .colon:
      report(.habit(.colon, written: ":", instead: "=", span(current)))
      bumpAsError()
      parseCompared()
      end(.compareTest, from: mark)
    case .string:
      fail("a test such as `=`, `in` or `contains`", hint: .activity(text(current)))
    case .integer, .decimal, .date, .datetime, .regex, .leftBracket:
      fail("a test such as `=`, `in` or `contains`")
    case .name: parseForeignWord(mark)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .plus, .minus, .star, .slash, .comma, .dot,
      .dotDot,
      .leftBrace, .rightBrace, .rightBracket, .leftParenthesis, .rightParenthesis, .newline, .unknown, .endOfFile:
      return
    }
  }

  private mutating func parseForeignWord(_ mark: Int) {
    let word = lowerWord()
    if joiner != nil { return }
    if isTimeWord(ahead: 0) { return reportWindow(from: position, word: 0) }
    if word == "at", isWord("least", ahead: 1) || isWord("most", ahead: 1), kind(ahead: 2) == .integer {
      let start = position
      bump()
      return parseComparisonWords(mark, sign: isWord("least") ? ">=" : "<=", from: start)
    }
    if word == "between" || word == "zwischen" { return parseBetween(mark, from: position) }
    if let sign = Vocabulary.comparisonWords[word], kind(ahead: 1) != .newline {
      return parseComparisonWords(mark, sign: sign, from: position)
    }
    if let instead = Vocabulary.testWords[word] {
      let hasWith = instead.hasSuffix(" with") && isWord("with", ahead: 1)
      let written = hasWith ? span(current).joined(span(tokens[position + 1])) : span(current)
      report(.habit(.test, written: source.text(written), instead: instead, written))
      return startRecovering()
    }
    if let error = capitalsError(at: position) {
      report(error)
      return startRecovering()
    }
    let isTest = kind(ahead: 1) == .string || kind(ahead: 1) == .leftBracket || kind(ahead: 1) == .integer
    if isTest || nearestName(to: word, in: Vocabulary.tests.filter { $0.count > 3 }) != nil {
      unknownWord("test", Vocabulary.tests)
    } else {
      _ = takeHas()
    }
  }

  /// `between 10 and 20`
  private mutating func parseBetween(_ mark: Int, from start: Int) {
    let first = position + 1
    let last = boundEnd(first)
    guard let last, isWord("and", ahead: last - position) || isWord("und", ahead: last - position),
      let end = boundEnd(last + 1)
    else {
      report(.habit(.range, written: text(current), instead: "in", span(current)))
      return startRecovering()
    }
    let written = joinedSpan(start, end)
    let range = "\(source.text(joinedSpan(first, last)))..\(source.text(joinedSpan(last + 1, end)))"
    report(.habit(.range, written: source.text(written), instead: "in \(range)", written))
    bumpAsError(before: end)
    self.end(.inTest, from: mark)
  }

  private func joinedSpan(_ start: Int, _ end: Int) -> Span { span(tokens[start]).joined(span(tokens[end - 1])) }

  /// The token behind the bound that starts at an index.
  private func boundEnd(_ start: Int) -> Int? {
    guard start + 1 < tokens.count else { return nil }
    let number = tokens[start].kind == .minus ? start + 1 : start
    switch tokens[number].kind {
    case .integer, .decimal:
      let isCurrency = tokens[number + 1].kind == .name && text(tokens[number + 1]).allSatisfy { $0.isUppercase }
      return number + (isCurrency ? 2 : 1)
    case .string, .date: return number + 1
    case .name, .datetime, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .plus, .minus,
      .star, .slash,
      .comma, .colon, .dot, .dotDot, .leftBrace, .rightBrace, .leftBracket, .rightBracket, .leftParenthesis,
      .rightParenthesis,
      .newline, .unknown, .endOfFile:
      return nil
    }
  }

  /// `greater than`, `less than or equal to`, `is at least`: a comparison in words.
  private mutating func parseComparisonWords(_ mark: Int, sign: String, from start: Int) {
    var end = position + 1
    var sign = sign
    func isNext(_ words: String...) -> Bool {
      tokens[end].kind == .name && words.contains(text(tokens[end]).lowercased())
    }
    if isNext("than", "als") { end += 1 }
    if isNext("or", "oder"), tokens[end + 1].kind == .name,
      ["equal", "equals", "gleich"].contains(text(tokens[end + 1]).lowercased())
    {
      end += 2
      if sign == ">" || sign == "<" { sign += "=" }
    }
    if isNext("to") { end += 1 }
    let written = joinedSpan(start, end)
    report(.habit(.comparison, written: source.text(written), instead: sign, written))
    bumpAsError(before: end)
    parseCompared()
    self.end(.compareTest, from: mark)
  }

  // MARK: After `is`

  mutating func parseIs(_ mark: Int) {
    let start = position
    bump()
    if isWord("missing") || isWord("known") || isWord("shared") {
      bump()
      return end(.isTest, from: mark)
    }
    let isNegated = isWord("not")
    if isNegated { bump() }
    parseForeignIs(mark, from: start, isNegated: isNegated)
  }

  private mutating func parseForeignIs(_ mark: Int, from start: Int, isNegated: Bool) {
    let word = lowerWord()
    if Vocabulary.missingWords.contains(word) || Vocabulary.knownWords.contains(word) {
      let isMissing = Vocabulary.missingWords.contains(word) != isNegated
      reportWritten(from: start, .emptiness, instead: isMissing ? "is missing" : "is known")
      bumpAsError()
      return end(.isTest, from: mark)
    }
    if word == "between" { return parseBetween(mark, from: start) }
    if word == "at", isWord("least", ahead: 1) || isWord("most", ahead: 1) {
      bump()
      return parseComparisonWords(mark, sign: isWord("least") ? ">=" : "<=", from: start)
    }
    if let sign = Vocabulary.comparisonWords[word], !isNegated {
      return parseComparisonWords(mark, sign: sign, from: start)
    }
    if word == "in", kind(ahead: 1) == .leftBracket || kind(ahead: 1) == .name {
      reportWritten(from: start, .membership, instead: isNegated ? "not in" : "in")
      bumpAsError()
      if kind == .leftBracket { parseValues() } else { bumpAsError() }
      return end(.inTest, from: mark)
    }
    if kind == .string || isNumber || kind == .date {
      let written = joinedSpan(start, position)
      report(.habit(.comparison, written: source.text(written), instead: isNegated ? "!=" : "=", written))
      self.end(.error, from: mark)
      parseCompared()
      return end(.compareTest, from: mark)
    }
    fail("`missing`, `known` or `shared`")
    end(.isTest, from: mark)
  }

  private mutating func reportWritten(from start: Int, _ habit: Habit, instead: String) {
    let written = joinedSpan(start, position + 1)
    report(.habit(habit, written: source.text(written), instead: instead, written))
  }
}
