/// Scores, teams, funnels, purposes, campaigns and tests: the third part of the grammar.
extension Parser {
  mutating func parseScore(_ mark: Int) {
    parseHead()
    if !isRecovering { braces { $0.parseScoreItem() } }
    end(.score, from: mark)
  }

  private mutating func parseScoreItem() {
    let mark = mark
    if isWord("veto"), kind(ahead: 1) == .string {
      bump()
      bump()
      expect("when")
      if !isRecovering { parseCondition() }
      return end(.veto, from: mark)
    }
    expectName("a discipline or `veto`")
    if !isRecovering { _ = take(.string) }
    if !isRecovering { expect("weight") }
    if !isRecovering { expectInteger() }
    if take("sum") {
      expect("to")
      if !isRecovering { expectInteger() }
    }
    if !isRecovering { braces { $0.parsePoints() } }
    end(.discipline, from: mark)
  }

  private mutating func parsePoints() {
    let mark = mark
    _ = take(.minus)
    expect(.integer, "points, such as `50 when …`")
    if isRecovering { return end(.points, from: mark) }
    if take("when") {
      parseCondition()
    } else if take("per") {
      parseActivity()
      parseOptionalWindow()
      parseOptionalWhere()
    } else if !take("otherwise") {
      fail("`when`, `per` or `otherwise`")
    }
    if take("halving") {
      expect("every")
      if !isRecovering { parseDuration() }
    }
    if take("up") {
      expect("to")
      if !isRecovering { expectInteger() }
    }
    end(.points, from: mark)
  }

  mutating func parseGrades(_ mark: Int) {
    bump()
    expect("of")
    if !isRecovering { expectName("the name of a score") }
    if !isRecovering { braces { $0.parseGrade() } }
    end(.grades, from: mark)
  }

  private mutating func parseGrade() {
    let mark = mark
    expectName("the name of a grade")
    if take("from") { expectNumber() } else if !take("otherwise") { fail("`from` and the least total, or `otherwise`") }
    if !isRecovering, kind == .leftBrace { braces { $0.parseAction() } }
    end(.grade, from: mark)
  }

  private mutating func parseAction() {
    let mark = mark
    if take("open") {
      expect("opportunity")
    } else if take("hand") {
      expect("over", "to")
      if !isRecovering { expectName("the name of a team") }
    } else if take("notify") {
      expectString()
    } else if take("suggest") {
      parseSuggestion()
    } else {
      unknownWord("action", ["open opportunity", "hand over to", "notify", "suggest"])
    }
    end(.action, from: mark)
  }

  mutating func parseSuggestion() {
    let mark = mark
    if take("convert") || take("demote") {
      expect("to")
      if !isRecovering { expectName("the name of a stage") }
    } else if take("keep") {
      expect("in")
      if !isRecovering { expectName("the name of a team") }
    } else if !take(.string) {
      fail("`convert to`, `keep in`, `demote to` or a text")
    }
    end(.suggestion, from: mark)
  }

  // MARK: Funnels

  mutating func parseFunnel(_ mark: Int) {
    parseHead()
    if !isRecovering { expect("per") }
    if !isRecovering { if isWord("project") || isWord("contact") { bump() } else { fail("`project` or `contact`") } }
    if !isRecovering { braces { $0.parseFunnelItem() } }
    end(.funnel, from: mark)
  }

  private mutating func parseFunnelItem() {
    let mark = mark
    if take("stage") {
      expectName("the name of a stage")
      if !isRecovering { _ = take(.string) }
      while !isRecovering, kind == .name { parseStageClause() }
      return end(.stage, from: mark)
    }
    expectName("`stage` or the name of one")
    if !isRecovering { expect("to") }
    if !isRecovering { expectName("the name of a stage") }
    if !isRecovering { expect("when") }
    if !isRecovering { expectName("the name of an event") }
    while !isRecovering, take("or") { expectName("the name of an event") }
    if take("and") { parseCondition() }
    end(.transition, from: mark)
  }

  private mutating func parseStageClause() {
    if take("handled") {
      expect("by")
      if !isRecovering { expectName("the name of a team") }
    } else if take("requires") {
      repeat { expectName("the name of a field") } while !isRecovering && take("and")
    } else if take("within") {
      parseDuration()
      if !isRecovering { expect("else", "suggest") }
      if !isRecovering { parseSuggestion() }
    } else if !take("final") {
      unknownWord("property of a stage", ["handled", "requires", "within", "final"])
    }
  }

  // MARK: Purposes and campaigns

  mutating func parsePurpose(_ mark: Int) {
    parseHead()
    if !isRecovering { braces { $0.parsePurposeItem() } }
    end(.purpose, from: mark)
  }

  private mutating func parsePurposeItem() {
    let mark = mark
    if take("basis") {
      if take("legitimate") {
        expect("interest")
      } else if isWord("consent") || isWord("contract") {
        bump()
      } else {
        fail("`consent`, `contract` or `legitimate interest`")
      }
      if take("when") { parseCondition() }
      end(.basis, from: mark)
    } else if take("channel") {
      expectName("a channel such as `email`")
      end(.channel, from: mark)
    } else if take("keep") {
      parseDuration()
      end(.keep, from: mark)
    } else {
      unknownWord("property of a purpose", ["basis", "channel", "keep"])
    }
  }

  mutating func parseCampaign(_ mark: Int) {
    parseHead()
    if !isRecovering { braces { $0.parseCampaignItem() } }
    end(.campaign, from: mark)
  }

  private static let campaignWords = [
    "project", "audience", "exclude", "yields", "purpose", "internal", "snapshot", "sample", "limit", "assign", "status", "qualify",
  ]

  private mutating func parseCampaignItem() {
    let mark = mark
    guard kind == .name else { return fail("a property of a campaign such as `audience`") }
    switch text(current) {
    case "project":
      bump()
      expectName("the name of a project")
      if take("uses") { expectName("the name of a funnel") }
      end(.campaignProject, from: mark)
    case "audience", "exclude":
      let node: NodeKind = isWord("audience") ? .audience : .exclude
      bump()
      parseCondition()
      end(node, from: mark)
    case "yields":
      bump()
      expect("to")
      repeat { expectName("the name of a campaign") } while !isRecovering && take("and")
      end(.yields, from: mark)
    case "purpose":
      bump()
      expectName("the name of a purpose")
      end(.campaignPurpose, from: mark)
    case "internal", "snapshot":
      let node: NodeKind = isWord("internal") ? .internal : .snapshot
      bump()
      end(node, from: mark)
    case "sample": parseSample(mark, as: .campaignSample)
    case "limit":
      bump()
      expectInteger()
      if take("by") { expectName("the name of a score") }
      end(.limit, from: mark)
    case "assign": parseAssign(mark)
    case "status":
      bump()
      expectString()
      _ = take("responded")
      end(.status, from: mark)
    case "qualify":
      bump()
      expect("with")
      if !isRecovering { expectName("the name of a score") }
      end(.qualify, from: mark)
    default: unknownWord("property of a campaign", Self.campaignWords)
    }
  }

  private mutating func parseAssign(_ mark: Int) {
    bump()
    expectName("the name of a team")
    if take("round") { expect("robin") } else if take("least") { expect("loaded") } else { _ = take("weighted") }
    if take("when") { parseCondition() }
    if !isRecovering, kind == .comma, isWord("at", ahead: 1) {
      bump()
      expect("at", "most")
      if !isRecovering { expectInteger() }
      if !isRecovering { expect("each") }
    }
    end(.assign, from: mark)
  }

  // MARK: Tests

  mutating func parseTest(_ mark: Int) {
    bump()
    expectString("what the test shows, between quotes")
    if !isRecovering { braces { $0.parseTestItem() } }
    end(.test, from: mark)
  }

  private mutating func parseTestItem() {
    let mark = mark
    if take("as") {
      expect("of")
      if !isRecovering { parseMoment() }
      end(.testClock, from: mark)
    } else if isWord("given"), isWord("activity", ahead: 1) {
      bump()
      bump()
      expect("of")
      if !isRecovering { expectName("the name of a contact") }
      if !isRecovering { expectString("the activity's kind between quotes") }
      if !isRecovering { expect("on") }
      if !isRecovering { parseMoment() }
      if !isRecovering, kind == .leftBrace { parseFixture() }
      end(.givenActivity, from: mark)
    } else if take("given") {
      let isPerson = isWord("person")
      parseKind()
      if !isRecovering, kind == .name, !isWord("of") { expectName() }
      if !isRecovering, isPerson, take("of") { expectName("the name of a company") }
      if !isRecovering, kind == .leftBrace { parseFixture() }
      end(.givenContact, from: mark)
    } else if take("expect") {
      parseExpectation()
      end(.expect, from: mark)
    } else {
      unknownWord("part of a test", ["as of", "given", "expect"])
    }
  }

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
    if isWord("member"), isWord("of", ahead: 1) { return parseMember(mark, as: .givenMember) }
    expectName("the name of a field")
    if !isRecovering { expect(.colon, "`:` and a value") }
    if !isRecovering { parseGivenValue() }
    end(.givenField, from: mark)
  }

  private mutating func parseGivenValue() {
    if kind == .date || kind == .datetime {
      takeDate()
    } else if kind == .leftBracket, kind(ahead: 1) == .string || kind(ahead: 1) == .rightBracket {
      parseTexts()
    } else if kind == .leftBracket {
      bump()
      parseNumber()
      if !isRecovering { expect(.comma, "`,` and the longitude") }
      if !isRecovering { parseNumber() }
      if !isRecovering { expect(.rightBracket, "`]`") }
    } else if isNumber {
      parseAmount()
    } else if kind == .string || isName {
      bump()
    } else {
      fail("a value: a text, number, date, `yes`, `no`, a place or a list")
    }
  }

  private mutating func parseExpectation() {
    expectName("the name of a contact")
    if isRecovering { return }
    let mark = mark
    if isWord("not") || isWord("in") || isWord("lead") {
      _ = take("not")
      if take("lead") {
        expect("of")
        if !isRecovering { expectName("the name of a campaign") }
        return end(.expectLead, from: mark)
      }
      expect("in")
      if !isRecovering { expectName("the name of a segment") }
      if take("for") { expect("a", "missing", "value") }
      end(.expectMember, from: mark)
    } else if take("suggested") {
      parseSuggestion()
      end(.expectSuggested, from: mark)
    } else if isWord("grade"), kind(ahead: 1) == .name {
      bump()
      expectName("the name of a grade")
      expect("of")
      if !isRecovering { expectName("the name of a score") }
      end(.expectGrade, from: mark)
    } else {
      expectName("`in`, the name of a score, `grade`, `lead of` or `suggested`")
      if take(.dot) { expectName("the name of a discipline") }
      if !isRecovering { expect(.equal, "`=`") }
      if !isRecovering { parseNumber() }
      if !isRecovering, kind == .comma, isWord("grade", ahead: 1) {
        bump()
        bump()
        expectName("the name of a grade")
      }
      end(.expectScore, from: mark)
    }
  }
}
