import BantamDiagnostics

/// Teams, and who of them gets the contacts of a campaign.
extension Parser {
  mutating func parseTeam(_ mark: Int) {
    parseHead()
    if kind == .equal { skipNeedlessSign() }
    if !isRecovering, kind == .leftBrace { braces { $0.parseTeamMember() } } else { parseTexts() }
    end(.team, from: mark)
  }

  private mutating func parseTeamMember() {
    let mark = mark
    expectString("the e-mail address of a member between quotes")
    while !isRecovering, kind == .name, !isWord("when") { parseMemberClause() }
    if take("when") { parseCondition() }
    end(.teamMember, from: mark)
  }

  private mutating func parseMemberClause() {
    if take("weight") {
      expectInteger()
    } else if take("away") {
      repeat { parseAway() } while take("and")
    } else if isWord("at") {
      parseAtMost()
      parsePerUnit()
    } else {
      unknownWord("property of a member", Vocabulary.memberProperties)
    }
  }

  /// `2026-07-01..2026-07-14`, or one day.
  private mutating func parseAway() {
    guard !isRecovering else { return }
    if isWord("from") { bumpNeedless() }
    let mark = mark
    if kind == .date, !isRangeSign(ahead: 1) {
      takeDate()
    } else if kind == .date || kind == .dotDot {
      parseRange(of: .date)
    } else {
      fail("the days between dates, such as `2026-07-01..2026-07-14`")
    }
    end(.away, from: mark)
  }

  /// `..`, or what people write for it between two dates; `and` joins two times here.
  private func isRangeSign(ahead: Int) -> Bool {
    if kind(ahead: ahead) == .dotDot { return true }
    return kind(ahead: ahead + 1) == .date
      && (kind(ahead: ahead) == .minus || isWord("to", ahead: ahead) || isWord("until", ahead: ahead)
        || isWord("bis", ahead: ahead))
  }

  private mutating func parseAtMost() {
    expect("at", "most")
    expectInteger()
  }

  private mutating func parsePerUnit() {
    guard take("per") else { return }
    if isWord("day") || isWord("week") || isWord("month") || isWord("quarter") || isWord("year") { return bump() }
    fail("`day`, `week`, `month`, `quarter` or `year`")
  }

  // MARK: Assignments

  mutating func parseAssign(_ mark: Int) {
    bump()
    let isPerson = kind == .string
    if isPerson { bump() } else { parseAssignedTeam() }
    if take("when") { parseCondition() }
    if !isRecovering, kind == .comma, isWord("at", ahead: 1) {
      bump()
      parseAtMost()
      if !isPerson { expect("each") } else if isWord("each") { bumpNeedless() }
      parsePerUnit()
    }
    end(.assign, from: mark)
  }

  private mutating func parseAssignedTeam() {
    if isWord("owner", ahead: 1), !isWord("previous") { return fail("`previous owner`, or the name of a team") }
    let isOwner = isWord("previous") && kind(ahead: 1) == .name && !isMethodOrWhen(ahead: 1)
    expectName("the name of a team, an e-mail address between quotes, or `previous owner`")
    if isOwner { return expect("owner") }
    if take("round") { expect("robin") } else if take("least") { expect("loaded") } else { _ = take("weighted") }
  }

  /// What may follow the name of a team, also of one that is called `previous`.
  private func isMethodOrWhen(ahead: Int) -> Bool {
    isWord("round", ahead: ahead) || isWord("least", ahead: ahead) || isWord("weighted", ahead: ahead)
      || isWord("when", ahead: ahead)
  }
}
