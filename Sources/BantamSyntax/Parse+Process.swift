import BantamDiagnostics

/// Funnels, purposes and campaigns.
extension Parser {
  // MARK: Funnels

  mutating func parseFunnel(_ mark: Int) {
    parseHead()
    if kind == .leftBrace, position > 0, tokens[position - 1].kind == .name {
      fail("`per`", hint: .write("funnel \(text(tokens[position - 1])) per contact {"))
    }
    expect("per")
    if !isRecovering { if isWord("project") || isWord("contact") { bump() } else { fail("`project` or `contact`") } }
    braces { $0.parseFunnelItem() }
    end(.funnel, from: mark)
  }

  private mutating func parseFunnelItem() {
    let mark = mark
    if take("stage") {
      expectName("the name of a stage")
      _ = take(.string)
      while !isRecovering, kind == .name { parseStageClause() }
      return end(.stage, from: mark)
    }
    expectName("`stage` or the name of one")
    if !isRecovering, kind == .minus || kind == .equal, kind(ahead: 1) == .greater {
      let written = span(current).joined(span(tokens[position + 1]))
      report(.habit(.transition, written: source.text(written), instead: "to", written))
      bumpAsError(before: position + 2)
    } else {
      expect("to")
    }
    expectName("the name of a stage")
    expectWhen()
    expectName("the name of an event")
    while take("or") { expectName("the name of an event") }
    if take("and") { parseCondition() }
    end(.transition, from: mark)
  }

  private mutating func parseStageClause() {
    if take("handled") {
      expect("by")
      expectName("the name of a team")
    } else if take("requires") {
      repeat { expectName("the name of a field") } while take("and")
    } else if take("within") {
      parseDuration()
      expect("else", "suggest")
      parseSuggestion()
    } else if !take("final") {
      unknownWord("property of a stage", Vocabulary.stageProperties)
    }
  }

  // MARK: Purposes

  mutating func parsePurpose(_ mark: Int) {
    parseHead()
    braces { $0.parsePurposeItem() }
    end(.purpose, from: mark)
  }

  private mutating func parsePurposeItem() {
    let mark = mark
    if take("basis") {
      parseBasis()
      if take("when") { parseCondition() }
      end(.basis, from: mark)
    } else if take("channel") {
      expectName("a channel such as `email`")
      end(.channel, from: mark)
    } else if take("keep") {
      skipNeedlessSign()
      if isWord("for") { bumpNeedless() }
      parseDuration()
      end(.keep, from: mark)
    } else {
      unknownWord("property of a purpose", Vocabulary.purposeProperties)
    }
  }

  private mutating func parseBasis() {
    skipNeedlessSign()
    if take("legitimate") {
      expect("interest")
    } else if isWord("consent") || isWord("contract") {
      bump()
    } else {
      fail("`consent`, `contract` or `legitimate interest`")
    }
  }

  // MARK: Campaigns

  mutating func parseCampaign(_ mark: Int) {
    parseHead()
    braces { $0.parseCampaignItem() }
    end(.campaign, from: mark)
  }

  private mutating func parseCampaignItem() {
    let mark = mark
    guard kind == .name else { return fail("a property of a campaign such as `audience`") }
    switch text(current) {
    case "project": parseCampaignProject(mark)
    case "audience": parseCampaignCondition(.audience, mark)
    case "exclude": parseCampaignCondition(.exclude, mark)
    case "yields": parseYields(mark)
    case "purpose": parseCampaignName("the name of a purpose", .campaignPurpose, mark)
    case "internal": parseCampaignWord(.internal, mark)
    case "snapshot": parseCampaignWord(.snapshot, mark)
    case "sample": parseSample(mark, as: .campaignSample)
    case "limit": parseLimit(mark)
    case "assign": parseAssign(mark)
    case "status": parseStatus(mark)
    case "qualify":
      bump()
      expect("with")
      expectName("the name of a score")
      end(.qualify, from: mark)
    default: unknownWord("property of a campaign", Vocabulary.campaignProperties)
    }
  }

  private mutating func parseCampaignProject(_ mark: Int) {
    bump()
    expectName("the name of a project")
    if take("uses") { expectName("the name of a funnel") }
    end(.campaignProject, from: mark)
  }

  private mutating func parseCampaignCondition(_ node: NodeKind, _ mark: Int) {
    bump()
    skipNeedlessSign()
    parseCondition()
    end(node, from: mark)
  }

  private mutating func parseCampaignName(_ what: String, _ node: NodeKind, _ mark: Int) {
    bump()
    expectName(what)
    end(node, from: mark)
  }

  private mutating func parseCampaignWord(_ node: NodeKind, _ mark: Int) {
    bump()
    end(node, from: mark)
  }

  private mutating func parseYields(_ mark: Int) {
    bump()
    expect("to")
    repeat { expectName("the name of a campaign") } while take("and")
    end(.yields, from: mark)
  }

  private mutating func parseLimit(_ mark: Int) {
    bump()
    expectInteger()
    if take("by") { expectName("the name of a score") }
    end(.limit, from: mark)
  }

  private mutating func parseStatus(_ mark: Int) {
    bump()
    expectString()
    _ = take("responded")
    end(.status, from: mark)
  }
}
