import BantamDiagnostics

/// `test` blocks: contacts that are given, and what is expected of them.
extension Parser {
  mutating func parseTest(_ mark: Int) {
    bump()
    if !take(.string) { fail("a sentence between quotes that says what the test shows", hint: quotesHintBeforeBrace) }
    braces { $0.parseTestItem() }
    end(.test, from: mark)
  }

  private mutating func parseTestItem() {
    let mark = mark
    if take("as") {
      expect("of")
      parseMoment()
      end(.testClock, from: mark)
    } else if isWord("given"), isWord("activity", ahead: 1) {
      parseGivenActivity(mark)
    } else if take("given") {
      let isPerson = isWord("person")
      parseKind()
      if !isRecovering, isName { expectName() }
      if isPerson, take("of") { expectName("the name of a company") }
      if !isRecovering, kind == .leftBrace { parseFixture() }
      end(.givenContact, from: mark)
    } else if take("expect") {
      parseExpectation()
      end(.expect, from: mark)
    } else {
      unknownWord("part of a test", Vocabulary.testParts)
    }
  }

  private mutating func parseGivenActivity(_ mark: Int) {
    bump()
    bump()
    expect("of")
    expectName("the name of a contact")
    expectString("the activity's kind between quotes")
    expect("on")
    parseMoment()
    if !isRecovering, kind == .leftBrace { parseFixture() }
    end(.givenActivity, from: mark)
  }

  // MARK: Fixtures

  private mutating func parseFixture() {
    let mark = mark
    braces { $0.parseGiven() }
    end(.fixture, from: mark)
  }

  private mutating func parseGiven() {
    let mark = mark
    if isWord("consents") || isWord("objects"), isWord("to", ahead: 1) {
      let node: NodeKind = isWord("consents") ? .givenConsent : .givenObjection
      bump()
      bump()
      expectName("the name of a purpose")
      return end(node, from: mark)
    }
    if isWord("suppressed"), isWord("on", ahead: 1) {
      bump()
      bump()
      expectName("a channel such as `email`")
      return end(.givenSuppression, from: mark)
    }
    if isWord("member"), isWord("of", ahead: 1) { return parseGivenMember(mark) }
    if isWord("stage") || isWord("was") && kind(ahead: 1) == .name { return parseGivenStage(mark) }
    expectName("the name of a field")
    expectColon("a value")
    parseGivenValue()
    end(.givenField, from: mark)
  }

  private mutating func parseGivenMember(_ mark: Int) {
    bump()
    bump()
    expectName("the name of a campaign")
    if take("since") { parseMoment() }
    parseOptionalStatus()
    end(.givenMember, from: mark)
  }

  private mutating func parseGivenStage(_ mark: Int) {
    bump()
    expectName("the name of a stage")
    if take("in") { expectName("the name of a project") }
    end(.givenStage, from: mark)
  }

  private mutating func parseGivenValue() {
    guard !isRecovering else { return }
    if kind == .date || kind == .datetime {
      takeDate()
    } else if kind == .leftBracket, kind(ahead: 1) == .string || kind(ahead: 1) == .rightBracket {
      parseTexts()
    } else if kind == .leftBracket {
      let opening = position
      bump()
      parseNumber()
      expect(.comma, "`,` and the longitude")
      parseNumber()
      close(opening, .rightBracket, "`]`")
    } else if isNumber {
      parseAmount()
    } else if kind == .string || isName {
      bump()
    } else {
      fail("a value: a text, number, date, `yes`, `no`, a place or a list")
    }
  }

  // MARK: Expectations

  private mutating func parseExpectation() {
    expectName("the name of a contact")
    if isRecovering { return }
    let mark = mark
    let isScore = kind == .name && (kind(ahead: 1) == .equal || kind(ahead: 1) == .dot)
    if !isScore, isWord("not") || isWord("in") || isWord("lead") {
      parseMembershipExpectation(mark)
    } else if !isScore, take("suggested") {
      parseSuggestion()
      end(.expectSuggested, from: mark)
    } else if isWord("grade"), kind(ahead: 1) == .name {
      bump()
      expectName("the name of a grade")
      expect("of")
      expectName("the name of a score")
      end(.expectGrade, from: mark)
    } else {
      parseScoreExpectation(mark)
    }
  }

  private mutating func parseMembershipExpectation(_ mark: Int) {
    _ = take("not")
    if take("lead") {
      expect("of")
      expectName("the name of a campaign")
      return end(.expectLead, from: mark)
    }
    expect("in")
    expectName("the name of a segment")
    if take("for") { expect("a", "missing", "value") }
    end(.expectMember, from: mark)
  }

  private mutating func parseScoreExpectation(_ mark: Int) {
    guard isName else { return fail("`in`, the name of a score, `grade`, `lead of` or `suggested`") }
    expectName()
    if take(.dot) { expectName("the name of a discipline") }
    expect(.equal, "`=`")
    parseNumber()
    if !isRecovering, kind == .comma, isWord("grade", ahead: 1) {
      bump()
      bump()
      expectName("the name of a grade")
    }
    end(.expectScore, from: mark)
  }
}
