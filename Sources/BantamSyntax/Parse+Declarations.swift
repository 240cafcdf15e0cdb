import BantamDiagnostics

/// Declarations up to the segments: the first part of the grammar.
extension Parser {
  mutating func parseDeclaration() {
    guard kind == .name else { return fail("a declaration such as `segment` or `score`") }
    let mark = mark
    if parseDeclaration(text(current), mark) { return }
    let nearest = nearestDeclaration(lowerWord())
    let isCondition = kind(ahead: 1).isComparator || isTestWord(ahead: 1)
    report(
      capitalsError(at: position)
        ?? .unknownDeclaration(text(current), nearest: nearest, isCondition: isCondition, span(current)))
    guard let nearest, kind(ahead: 1) == .name || kind(ahead: 1) == .leftBrace || kind(ahead: 1) == .string else {
      return startRecovering()
    }
    _ = parseDeclaration(nearest, mark)
  }

  private func nearestDeclaration(_ word: String) -> String? {
    if Vocabulary.declarations.contains(word) { return word }
    return Vocabulary.declarationSynonyms[word] ?? nearestName(to: word, in: Vocabulary.declarations)
  }

  private mutating func parseDeclaration(_ word: String, _ mark: Int) -> Bool {
    switch word {
    case "edition": parseEdition(mark)
    case "settings": parseSettings(mark)
    case "fields": parseFields(mark)
    case "list": parseList(mark)
    case "place": parsePlace(mark)
    case "define": parseDefine(mark)
    case "segment": parseSegment(mark)
    case "score": parseScore(mark)
    case "grades": parseGrades(mark)
    case "team": parseTeam(mark)
    case "funnel": parseFunnel(mark)
    case "purpose": parsePurpose(mark)
    case "campaign": parseCampaign(mark)
    case "test": parseTest(mark)
    default: return false
    }
    return true
  }

  private mutating func parseEdition(_ mark: Int) {
    bump()
    expectInteger()
    end(.edition, from: mark)
  }

  private mutating func parseDefine(_ mark: Int) {
    parseHead()
    expectEqualSign("`=` and a condition")
    parseCondition()
    end(.define, from: mark)
  }

  private mutating func parseSegment(_ mark: Int) {
    parseHead()
    if take("of") { parseKind() }
    parseBlock()
    end(.segment, from: mark)
  }

  /// The declaring word, the name and the label.
  mutating func parseHead() {
    bump()
    if kind != .name { return fail("a name", hint: kind == .string ? nameFirstHint : nil) }
    expectName()
    _ = take(.string)
  }

  /// The text with a name made of it: `segment hamburg_nord "Hamburg Nord"`.
  private var nameFirstHint: SyntaxHint {
    let words = text(current).split { !($0.isLetter || $0.isNumber || $0 == "_") }.prefix(4)
    var name = words.joined(separator: "_").lowercased()
    if name.first?.isLetter != true || name.count > 40 { name = "name" }
    return .nameFirst("\(text(tokens[position - 1])) \(name) \(text(current).prefix(60))")
  }

  /// The sign between a name and what it stands for; a line may end behind it.
  private mutating func expectEqualSign(_ wanted: String) {
    guard !isRecovering else { return }
    if kind == .colon {
      report(.habit(.colon, written: ":", instead: "=", span(current)))
      bumpAsError()
    } else {
      expect(.equal, wanted)
    }
    _ = take(.newline)
  }

  mutating func parseKind() {
    guard !isRecovering else { return }
    if isWord("company") || isWord("person") { bump() } else { fail("`company` or `person`") }
  }

  // MARK: Settings

  private mutating func parseSettings(_ mark: Int) {
    bump()
    braces { $0.parseSetting() }
    end(.settings, from: mark)
  }

  private mutating func parseSetting() {
    let mark = mark
    if take("currency") {
      skipNeedlessSign()
      if isCurrency { bump() } else { fail("a currency such as `EUR`") }
      end(.currencySetting, from: mark)
    } else if take("zone") {
      expectString("a time zone such as `\"Europe/Berlin\"`")
      end(.zoneSetting, from: mark)
    } else if take("as") {
      expect("of")
      parseMoment()
      end(.asOfSetting, from: mark)
    } else if take("fiscal") {
      expect("year", "starts", "in")
      expectName("a month such as `april`")
      end(.fiscalYearSetting, from: mark)
    } else if take("lint") {
      expectName("the code of a finding such as `BT1201`")
      if isWord("off") || isWord("warning") || isWord("error") {
        bump()
      } else {
        unknownWord("level", ["off", "warning", "error"])
      }
      end(.lintSetting, from: mark)
    } else if take("contacts") {
      expect("from", "table")
      expectString("the name of a table between quotes")
      expect("key")
      expectString("the name of a column between quotes")
      if take("of") { parseKind() }
      end(.contactsSetting, from: mark)
    } else if take("activities") {
      expect("from", "table")
      expectString("the name of a table between quotes")
      expect("contact")
      expectString("the name of a column between quotes")
      end(.activitiesSetting, from: mark)
    } else {
      unknownWord("setting", Vocabulary.settings)
    }
  }

  // MARK: Fields

  private mutating func parseFields(_ mark: Int) {
    bump()
    if take("of") {
      if isWord("company") || isWord("person") || isWord("activity") {
        bump()
      } else {
        fail("`company`, `person` or `activity`")
      }
    }
    braces { $0.parseField() }
    end(.fields, from: mark)
  }

  private mutating func parseField() {
    let mark = mark
    expectName("the name of a field")
    expectColon("a type")
    parseType()
    parseFieldSource()
    if !isRecovering, isName, kind(ahead: 1) != .colon { fail("the label between quotes", hint: quotesHintBeforeBrace) }
    _ = take(.string)
    end(.field, from: mark)
  }

  mutating func expectColon(_ what: String) {
    guard !isRecovering else { return }
    if kind == .equal {
      report(.habit(.colon, written: "=", instead: ":", span(current)))
      return bumpAsError()
    }
    let isType = kind == .name && Vocabulary.types.contains(text(current))
    let better = isType ? SyntaxHint.write("\(text(tokens[position - 1])) : \(text(current))") : nil
    if kind == .colon { bump() } else { fail("`:` and \(what)", hint: better) }
  }

  private mutating func parseType() {
    guard !isRecovering else { return }
    let mark = mark
    guard kind == .name, Vocabulary.types.contains(text(current)) else { return parseForeignType(mark) }
    let isChoice = isWord("choice")
    bump()
    if isChoice { parseChoices() }
    end(.type, from: mark)
  }

  private mutating func parseChoices() {
    if kind == .leftBracket {
      parseTexts()
    } else if take("from") {
      expect("list")
      expectName("the name of a list")
    } else {
      fail("the choices in brackets, or `from list`")
    }
  }

  /// A type of another language is one error; what follows it is read on.
  private mutating func parseForeignType(_ mark: Int) {
    let word = lowerWord()
    guard kind == .name, nearestName(to: word, in: Vocabulary.types) == nil,
      let synonym = nearestName(to: word + " ", in: Vocabulary.typeSynonyms.keys.sorted()),
      let type = Vocabulary.typeSynonyms[word] ?? Vocabulary.typeSynonyms[synonym]
    else { return unknownWord("type", Vocabulary.types) }
    report(.habit(.type, written: text(current), instead: type, span(current)))
    bumpAsError()
    if type == "choice", kind == .leftBracket { parseTexts() }
    end(.type, from: mark)
  }

  private mutating func parseFieldSource() {
    let mark = mark
    if take("from") {
      expectString("the name of a column between quotes")
      if !isRecovering, kind == .comma, kind(ahead: 1) == .string {
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

  // MARK: Lists and places

  private mutating func parseList(_ mark: Int) {
    parseHead()
    if kind == .equal || kind == .colon {
      expectEqualSign("`=`")
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
    guard !isRecovering else { return }
    let mark = mark
    if kind == .string { bump() } else { expectName("the name of a column") }
    end(.column, from: mark)
  }

  private mutating func parsePlace(_ mark: Int) {
    parseHead()
    expectEqualSign("`=` and the latitude")
    parseNumber()
    expect(.comma, "`,` and the longitude")
    parseNumber()
    end(.place, from: mark)
  }

  mutating func parseNumber() {
    guard !isRecovering else { return }
    let mark = mark
    _ = take(.minus)
    expectNumber()
    end(.number, from: mark)
  }
}
