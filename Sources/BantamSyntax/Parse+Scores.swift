import BantamDiagnostics

/// Scores and grades.
extension Parser {
  mutating func parseScore(_ mark: Int) {
    parseHead()
    braces { $0.parseScoreItem() }
    end(.score, from: mark)
  }

  private mutating func parseScoreItem() {
    let mark = mark
    if isWord("veto"), kind(ahead: 1) == .string, !isWord("weight", ahead: 2) {
      bump()
      bump()
      expectWhen()
      parseCondition()
      return end(.veto, from: mark)
    }
    if isWord("veto"), isWord("when", ahead: 1) {
      bump()
      fail("the reason between quotes, such as `veto \"is a competitor\" when …`")
      return end(.veto, from: mark)
    }
    expectName("a discipline or `veto`")
    _ = take(.string)
    expectWeight()
    expectInteger()
    if take("sum") {
      expect("to")
      expectInteger()
    }
    braces { $0.parsePoints() }
    end(.discipline, from: mark)
  }

  /// `when`, or what other languages say for it.
  mutating func expectWhen() {
    guard !isRecovering else { return }
    if isForeignWhen {
      report(.habit(.when, written: text(current), instead: "when", span(current)))
      bumpAsError()
    } else {
      expect("when")
    }
  }

  private var isForeignWhen: Bool { kind == .name && !isWord("when") && Vocabulary.foreignWhen.contains(lowerWord()) }

  private mutating func parsePoints() {
    let mark = mark
    if isWord("otherwise") || isForeignOtherwise {
      if takeOtherwiseFirst() { return end(.points, from: mark) }
      fail("points before `\(text(current))`, such as `0 otherwise`")
      return end(.points, from: mark)
    }
    if takePointsBehind() { return end(.points, from: mark) }
    if kind == .plus { bumpNeedless() }
    _ = take(.minus)
    expect(.integer, "points, such as `50 when …`")
    if isWord("points") || isWord("point") || isWord("pts") { bumpNeedless() }
    parsePointsRule()
    if take("halving") {
      expect("every")
      parseDuration()
    }
    if take("up") {
      expect("to")
      expectInteger()
    }
    end(.points, from: mark)
  }

  private var isForeignOtherwise: Bool {
    kind == .name && !isWord("otherwise") && Vocabulary.foreignOtherwise.contains(lowerWord())
  }

  private mutating func parsePointsRule() {
    guard !isRecovering else { return }
    if isWord("when") || isForeignWhen {
      expectWhen()
      parseCondition()
    } else if take("per") {
      parseActivity()
      parseOptionalWindow()
      parseOptionalWhere()
    } else if isForeignOtherwise {
      report(.habit(.otherwise, written: text(current), instead: "otherwise", span(current)))
      bumpAsError()
    } else if !take("otherwise") {
      fail("`when`, `per` or `otherwise`")
    }
  }

  // MARK: Grades

  mutating func parseGrades(_ mark: Int) {
    bump()
    if kind == .leftBrace { fail("`of`", hint: .write("grades of score_name {")) }
    expect("of")
    expectName("the name of a score")
    braces { $0.parseGrade() }
    end(.grades, from: mark)
  }

  private mutating func parseGrade() {
    let mark = mark
    expectName("the name of a grade")
    if !isRecovering, kind == .colon, isWord("otherwise", ahead: 1) { skipNeedlessSign() }
    if take("from") {
      expectNumber()
    } else if !isRecovering, isForeignOtherwise {
      report(.habit(.otherwise, written: text(current), instead: "otherwise", span(current)))
      bumpAsError()
    } else if !isRecovering, takeForeignThreshold() {
      // Reported and taken whole.
    } else if !take("otherwise") {
      fail("`from` and the least total, or `otherwise`")
    }
    if !isRecovering, kind == .leftBrace { braces { $0.parseAction() } }
    end(.grade, from: mark)
  }

  private mutating func parseAction() {
    let mark = mark
    if take("open") {
      expect("opportunity")
    } else if take("hand") {
      expect("over", "to")
      expectName("the name of a team")
    } else if take("notify") {
      expectString()
    } else if take("suggest") {
      parseSuggestion()
    } else {
      unknownWord("action", Vocabulary.actions)
    }
    end(.action, from: mark)
  }

  mutating func parseSuggestion() {
    guard !isRecovering else { return }
    let mark = mark
    if take("convert") || take("demote") {
      expect("to")
      expectName("the name of a stage")
    } else if take("keep") {
      expect("in")
      expectName("the name of a team")
    } else if !take(.string) {
      fail("`convert to`, `keep in`, `demote to` or a text")
    }
    end(.suggestion, from: mark)
  }
}
