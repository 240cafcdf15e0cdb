import BantamDiagnostics

/// What happened, and what the database knows: activities, members, stages, samples.
extension Parser {
  mutating func parseDid(_ mark: Int) {
    var isNever = take("never")
    expect("did")
    if !isNever, isWord("not") || lowerWord() == "nicht" {
      report(.habit(.never, written: "did not", instead: "never did", span(tokens[position - 1]).joined(span(current))))
      bumpAsError()
      isNever = true
    }
    parseActivity()
    if !isNever { parseOptionalCount() }
    if !isNever, isWord("within") {
      parseFollows()
    } else if !isNever, isWord("in"), isWord("each", ahead: 1) {
      parseEach()
    } else {
      parseOptionalWindow()
    }
    parseOptionalWhere()
    end(.did, from: mark)
  }

  private mutating func parseFollows() {
    guard !isRecovering else { return }
    let mark = mark
    bump()
    parseDuration()
    expect("after")
    parseActivity()
    end(.follows, from: mark)
  }

  private mutating func parseEach() {
    guard !isRecovering else { return }
    let mark = mark
    bump()
    bump()
    expect("of", "last")
    parseDuration()
    end(.each, from: mark)
  }

  // MARK: Counts

  private mutating func parseOptionalCount() {
    guard !isRecovering else { return }
    if isWord("at") || isWord("exactly") {
      let mark = mark
      parseCountWord()
      expectInteger()
      if isWord("time") || isWord("times") { bump() } else { fail("`times`") }
      end(.count, from: mark)
    } else {
      takeForeignCount()
    }
  }

  /// `3 times`, `>= 3 times`, `more than 3 times`.
  private mutating func takeForeignCount() {
    let word = lowerWord()
    let hasWord = (word == "more" || word == "less" || word == "fewer") && isWord("than", ahead: 1)
    let number = hasWord ? 2 : isComparator ? 1 : 0
    guard kind(ahead: number) == .integer else { return }
    let value = tokens[position + number]
    let count = Int(text(value).filter { $0 != "_" }) ?? 0
    let words = countWords(hasWord ? (word == "more" ? .greater : .less) : kind, count)
    var end = position + number + 1
    if isWord("times", ahead: number + 1) || isWord("time", ahead: number + 1) || isWord("x", ahead: number + 1) {
      end += 1
    }
    let written = Span(file: file, start: Int(current.start), end: Int(tokens[end - 1].end))
    report(.habit(.count, written: source.text(written), instead: "\(words) times", written))
    bumpAsError(before: end)
  }

  private func countWords(_ sign: TokenKind, _ count: Int) -> String {
    if sign == .greater { return "at least \(count + 1)" }
    if sign == .lessOrEqual { return "at most \(count)" }
    if sign == .less { return "at most \(max(count - 1, 0))" }
    return sign == .equal ? "exactly \(count)" : "at least \(count)"
  }

  // MARK: First, last, sums

  mutating func parseEdge(_ mark: Int) {
    bump()
    bump()
    parseActivity()
    if isWindow {
      parseWindow()
    } else {
      fail("a time such as `in last 30 days`, `before 2026-01-01` or `older than 1 year`")
    }
    parseOptionalWhere()
    end(.edge, from: mark)
  }

  mutating func parseAggregate(_ mark: Int) {
    bump()
    bump()
    expectName("the name of an activity's field")
    expect("of")
    parseActivity()
    parseOptionalWindow()
    parseOptionalWhere(needsBlock: true)
    parseNumberTest()
    end(.aggregate, from: mark)
  }

  private mutating func parseNumberTest() {
    guard !isRecovering else { return }
    let mark = mark
    if isComparator {
      bump()
      parseExpression()
      end(.compareTest, from: mark)
    } else if take("in") {
      parseRange(of: .number)
      end(.inTest, from: mark)
    } else {
      fail("a comparison such as `> 5_000 EUR`")
    }
  }

  /// The kind of an activity; a word without quotes is read on as if it had them.
  mutating func parseActivity() {
    guard !isRecovering else { return }
    let mark = mark
    if kind == .string || isWord("anything") {
      bump()
    } else if isName {
      let wanted = "an activity between quotes, or `anything`"
      report(.expected(wanted, found: found, span(current), hint: quotesHint))
      bumpAsError()
    } else {
      fail("an activity such as `\"demo_request\"`, or `anything`")
    }
    end(.activity, from: mark)
  }

  mutating func parseOptionalWindow() {
    if !isRecovering, isWindow { parseWindow() }
  }

  /// - Parameter needsBlock: whether a comparison follows, which could not be told from one behind `where`.
  mutating func parseOptionalWhere(needsBlock: Bool = false) {
    guard !isRecovering, isWord("where") else { return }
    let mark = mark
    bump()
    if needsBlock || kind == .leftBrace { parseBlock() } else { parseComparison() }
    end(.where, from: mark)
  }

  // MARK: What the database knows

  mutating func parseMember(_ mark: Int) {
    expect("member", "of")
    if take("any") {
      expect("other", "campaign")
      parseOptionalWindow()
      return end(.member, from: mark)
    }
    expectName("the name of a campaign, or `any other campaign`")
    parseOptionalWindow()
    if take("who") { expect("responded") } else { parseOptionalStatus() }
    if isWindow { fail("the time right behind the campaign, as in `member of spring in last 90 days who responded`") }
    end(.member, from: mark)
  }

  mutating func parseOptionalStatus() {
    guard take("with") else { return }
    expect("status")
    expectString()
  }

  mutating func parseStageTest(_ mark: Int) {
    expect("stage")
    guard isWord("in") else {
      fail("`in any project` or `in` and the name of a project")
      return end(.stageTest, from: mark)
    }
    bump()
    if take("any") { expect("project") } else { expectName("`any project` or the name of a project") }
    if isComparator || isWord("was") { bump() } else { fail("a comparison such as `>= customer`, or `was`") }
    expectName("the name of a stage")
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
}
