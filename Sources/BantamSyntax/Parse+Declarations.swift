/// Declarations up to the segments: the first part of the grammar.
extension Parser {
  mutating func parseDeclaration() {
    guard kind == .name else { return fail("a declaration such as `segment` or `score`") }
    let mark = mark
    switch text(current) {
    case "edition":
      bump()
      expectInteger()
      end(.edition, from: mark)
    case "settings": parseSettings(mark)
    case "fields": parseFields(mark)
    case "list": parseList(mark)
    case "place": parsePlace(mark)
    case "define":
      parseHead()
      expect(.equal, "`=`")
      if !isRecovering { parseCondition() }
      end(.define, from: mark)
    case "segment":
      parseHead()
      if take("of") { parseKind() }
      if !isRecovering { parseBlock() }
      end(.segment, from: mark)
    case "score": parseScore(mark)
    case "grades": parseGrades(mark)
    case "team":
      parseHead()
      if !isRecovering { parseTexts() }
      end(.team, from: mark)
    case "funnel": parseFunnel(mark)
    case "purpose": parsePurpose(mark)
    case "campaign": parseCampaign(mark)
    case "test": parseTest(mark)
    default:
      report(.unknownDeclaration(text(current), span(current)))
      isRecovering = true
    }
  }

  /// The declaring word, the name and the label.
  mutating func parseHead() {
    bump()
    expectName()
    if !isRecovering { _ = take(.string) }
  }

  mutating func parseKind() {
    if isWord("company") || isWord("person") { bump() } else { fail("`company` or `person`") }
  }

  private static let settingWords = ["currency", "zone", "as", "fiscal", "contacts", "activities"]

  private mutating func parseSettings(_ mark: Int) {
    bump()
    braces { $0.parseSetting() }
    end(.settings, from: mark)
  }

  private mutating func parseSetting() {
    let mark = mark
    if take("currency") {
      if isCurrency { bump() } else { fail("a currency such as `EUR`") }
      end(.currencySetting, from: mark)
    } else if take("zone") {
      expectString("a time zone such as `\"Europe/Berlin\"`")
      end(.zoneSetting, from: mark)
    } else if take("as") {
      expect("of")
      if !isRecovering { parseMoment() }
      end(.asOfSetting, from: mark)
    } else if take("fiscal") {
      expect("year", "starts", "in")
      if !isRecovering { expectName("a month such as `april`") }
      end(.fiscalYearSetting, from: mark)
    } else if take("contacts") {
      expect("from", "table")
      if !isRecovering { expectString("the name of a table between quotes") }
      if !isRecovering { expect("key") }
      if !isRecovering { expectString("the name of a column between quotes") }
      if take("of") { parseKind() }
      end(.contactsSetting, from: mark)
    } else if take("activities") {
      expect("from", "table")
      if !isRecovering { expectString("the name of a table between quotes") }
      if !isRecovering { expect("contact") }
      if !isRecovering { expectString("the name of a column between quotes") }
      end(.activitiesSetting, from: mark)
    } else {
      unknownWord("setting", Self.settingWords)
    }
  }

  /// Reports the word as none of the known ones and skips the item.
  mutating func unknownWord(_ what: String, _ known: [String]) {
    if kind == .name {
      report(.unknownWord(text(current), known: known, what: what, span(current)))
      isRecovering = true
    } else {
      fail("a \(what)")
    }
  }

  private mutating func parseFields(_ mark: Int) {
    bump()
    if take("of") {
      if isWord("company") || isWord("person") || isWord("activity") { bump() } else { fail("`company`, `person` or `activity`") }
    }
    if !isRecovering { braces { $0.parseField() } }
    end(.fields, from: mark)
  }

  private mutating func parseField() {
    let mark = mark
    expectName("the name of a field")
    if !isRecovering { expect(.colon, "`:` and a type") }
    if !isRecovering { parseType() }
    if !isRecovering { parseFieldSource() }
    if !isRecovering { _ = take(.string) }
    end(.field, from: mark)
  }

  static let types = ["text", "choice", "tags", "integer", "decimal", "money", "yes_no", "date", "datetime", "location"]

  private mutating func parseType() {
    let mark = mark
    guard kind == .name, Self.types.contains(text(current)) else { return unknownWord("type", Self.types) }
    let isChoice = isWord("choice")
    bump()
    if isChoice {
      if kind == .leftBracket {
        parseTexts()
      } else if take("from") {
        expect("list")
        if !isRecovering { expectName("the name of a list") }
      } else {
        fail("the choices in brackets, or `from list`")
      }
    }
    end(.type, from: mark)
  }

  private mutating func parseFieldSource() {
    let mark = mark
    if take("from") {
      expectString("the name of a column between quotes")
      if kind == .comma, kind(ahead: 1) == .string {
        bump()
        bump()
      }
      end(.columns, from: mark)
    } else if take(.equal) {
      if isWord("domain"), isWord("of", ahead: 1) {
        bump()
        bump()
        expectName("the name of a text field")
        end(.domainComputation, from: mark)
      } else {
        parseExpression()
        end(.numberComputation, from: mark)
      }
    }
  }

  private mutating func parseList(_ mark: Int) {
    parseHead()
    if isRecovering { return end(.list, from: mark) }
    if take(.equal) {
      parseTexts()
    } else if take("from") {
      expectString("the path of a CSV file between quotes")
      if take("column") {
        parseColumn()
        if take("under") { parseColumn() }
      }
    } else {
      fail("`= [ … ]` or `from \"file.csv\"`")
    }
    end(.list, from: mark)
  }

  private mutating func parseColumn() {
    let mark = mark
    if kind == .string { bump() } else { expectName("the name of a column") }
    end(.column, from: mark)
  }

  private mutating func parsePlace(_ mark: Int) {
    parseHead()
    if !isRecovering { expect(.equal, "`=`") }
    if !isRecovering { parseNumber() }
    if !isRecovering { expect(.comma, "`,` and the longitude") }
    if !isRecovering { parseNumber() }
    end(.place, from: mark)
  }

  mutating func parseNumber() {
    let mark = mark
    _ = take(.minus)
    expectNumber()
    end(.number, from: mark)
  }
}
