import BantamDiagnostics
import BantamProgram

extension CheckError {
  /// The error in words.
  public var diagnostic: Diagnostic {
    switch self {
    case .unknownName, .duplicate, .shadowsField, .cycle, .wrongSort: nameDiagnostic
    case .unknownEdition, .unknownZone, .repeatedSetting, .unreadableList, .unknownColumn, .todayHere:
      settingDiagnostic
    case .wrongTest, .notACondition, .yesNoCompared, .notAChoice, .otherCurrency, .currencyOnNumber, .numberTooFine,
      .numberTooLarge, .divisionByZero, .emptyRange, .emptyList, .badPattern, .badCoordinates, .badDuration, .constantComparison,
      .badValue, .computedColumn, .badComputation, .outOfBounds:
      valueDiagnostic
    case .wrongContext, .mixedContexts, .nestedPersons, .onlyInWhere, .notOfActivity: contextDiagnostic
    case .noDisciplines, .zeroWeights, .otherwiseNotLast, .perOutsideSum, .otherwiseInSum, .halvingWithoutActivity,
      .upToWithoutPer, .gradesOrder, .gradesWithoutOtherwise:
      scoreDiagnostic
    case .missingPart, .repeatedPart, .finalStageLeft, .emptyBlock: processDiagnostic
    }
  }

  /// Where it is.
  public var span: Span { diagnostic.span ?? Span(file: 0, start: 0, end: 0) }

  private var nameDiagnostic: Diagnostic {
    switch self {
    case .unknownName(let name, let what, let known, let span):
      let nearest = nearestName(to: name, in: known)
      return Diagnostic(
        "BT0201", "there is no \(what) `\(name)`", at: span,
        help: nearest.map { "did you mean `\($0)`?" } ?? knownHelp(what, known),
        fixes: nearest.map { [Fix("write `\($0)`", [Edit(span, $0)])] } ?? [])
    case .duplicate(let name, let what, let span, let first):
      return Diagnostic(
        "BT0202", "the \(what) `\(name)` is declared twice", at: span, notes: [Note("first declared here", at: first)],
        help: "rename one of them, or remove it")
    case .shadowsField(let name, let span):
      return Diagnostic("BT0203", "`\(name)` is the name of a built-in field", at: span, help: "choose another name")
    case .cycle(let names, let span):
      return Diagnostic(
        "BT0204", "`\(names.first ?? "")` is declared through itself", at: span,
        help: "the circle is \(names.map { "`\($0)`" }.joined(separator: " → ")); take one of these steps out")
    case .wrongSort(let name, let sort, let wanted, let span, let declared):
      return Diagnostic(
        "BT0205", "`\(name)` is a \(sort), expected a \(wanted)", at: span, notes: [Note("declared here", at: declared)])
    default: return Diagnostic("BT0200", "", at: nil)
    }
  }

  private func knownHelp(_ what: String, _ known: [String]) -> String {
    if known.isEmpty { return "none is declared" }
    let shown = known.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
    return "known: \(shown)\(known.count > 12 ? " and \(known.count - 12) more" : "")"
  }

  private var settingDiagnostic: Diagnostic {
    switch self {
    case .unknownEdition(let number, let span):
      return Diagnostic("BT0210", "there is no edition \(number) of the language", at: span, help: "write `edition 1`")
    case .unknownZone(let name, let span):
      return Diagnostic("BT0211", "there is no time zone `\(name)`", at: span, help: "write a name such as `\"Europe/Berlin\"` or `\"UTC\"`")
    case .repeatedSetting(let name, let span, let first):
      return Diagnostic(
        "BT0212", "the setting `\(name)` stands twice", at: span, notes: [Note("first set here", at: first)], help: "remove one of them")
    case .unreadableList(let path, let reason, let span):
      return Diagnostic(
        "BT0213", "cannot read the list file `\(path)`: \(reason)", at: span,
        help: "the path is taken from the folder of the rule file")
    case .unknownColumn(let name, let known, let path, let span):
      let nearest = nearestName(to: name, in: known)
      return Diagnostic(
        "BT0214", "`\(path)` has no column `\(name)`", at: span,
        help: nearest.map { "did you mean `\($0)`?" } ?? knownHelp("column", known))
    case .todayHere(let span):
      return Diagnostic("BT0215", "`today` is not known before the run", at: span, help: "write a date such as `2026-03-01`")
    default: return Diagnostic("BT0200", "", at: nil)
    }
  }

  private var valueDiagnostic: Diagnostic {
    switch self {
    case .wrongTest(let field, let type, let test, let span, let declared, let help):
      return Diagnostic(
        "BT0301", "`\(field)` is \(article(type)), so `\(test)` cannot be asked of it", at: span,
        notes: [Note("declared here", at: declared)], help: help)
    case .notACondition(let field, let type, let span, let declared):
      return Diagnostic(
        "BT0302", "`\(field)` is \(article(type)); alone it is no condition", at: span, notes: [Note("declared here", at: declared)],
        help: "only a `yes_no` field stands alone; add a test such as `\(field) is known`")
    case .yesNoCompared(let field, let isYes, let span, let whole):
      let better = isYes == false ? "not \(field)" : field
      return Diagnostic(
        "BT0303", "a `yes_no` field stands alone as a condition", at: span, help: "write `\(better)`",
        fixes: isYes == nil ? [] : [Fix("write `\(better)`", [Edit(whole, better)])])
    case .notAChoice(let value, let field, let choices, let span, let declared):
      let nearest = nearestName(to: value, in: choices)
      return Diagnostic(
        "BT0304", "`\(value)` is none of the choices of `\(field)`", at: span, notes: [Note("declared here", at: declared)],
        help: nearest.map { "did you mean `\($0)`?" } ?? knownHelp("choice", choices),
        fixes: nearest.map { [Fix("write `\"\($0)\"`", [Edit(span, "\"\($0)\"")])] } ?? [])
    case .otherCurrency(let currency, let wanted, let span):
      return Diagnostic(
        "BT0305", "amounts are in `\(wanted)`, found `\(currency)`", at: span,
        help: "convert the amount to \(wanted); the currency is set in `settings { currency \(wanted) }`")
    case .currencyOnNumber(let field, let span):
      return Diagnostic(
        "BT0306", "`\(field)` is not money, so it has no currency", at: span,
        help: "remove the currency, or declare the field as `money`")
    case .numberTooFine(let text, let span):
      return Diagnostic("BT0307", "`\(text)` has more than four decimal places", at: span, help: "numbers are exact to four places")
    case .numberTooLarge(let text, let span):
      return Diagnostic("BT0308", "`\(text)` is larger than 900 trillion", at: span, help: "write a smaller number")
    case .divisionByZero(let span):
      return Diagnostic("BT0309", "this divides by zero", at: span, help: "divide by another number or field")
    case .emptyRange(let span):
      return Diagnostic("BT0310", "nothing lies in this range", at: span, help: "write the smaller bound first, such as `10..250`")
    case .emptyList(let span):
      return Diagnostic("BT0311", "this list is empty", at: span, help: "put at least one value into it")
    default: return otherValueDiagnostic
    }
  }

  private var otherValueDiagnostic: Diagnostic {
    switch self {
    case .badPattern(let pattern, let reason, let span):
      return Diagnostic("BT0312", "the pattern `\(pattern)` cannot be used: \(reason)", at: span)
    case .badCoordinates(let span):
      return Diagnostic(
        "BT0313", "this is no place on earth", at: span, help: "write latitude (-90 to 90), then longitude (-180 to 180)")
    case .badDuration(let word, let span):
      return Diagnostic("BT0314", "`\(word)` cannot be counted here", at: span, help: "use `days` or `weeks`")
    case .constantComparison(let span):
      return Diagnostic(
        "BT0315", "this does not compare a field with a value", at: span, help: "begin with a field, such as `employees >= 50`")
    case .badValue(let field, let type, let span, let declared):
      return Diagnostic(
        "BT0316", "this is no value for `\(field)`, which is \(article(type))", at: span, notes: [Note("declared here", at: declared)],
        help: "examples: `\"text\"`, `[\"tag\", \"tag\"]`, `12`, `1_000 EUR`, `yes`, `2026-03-01`, `[53.55, 9.99]`")
    case .computedColumn(let name, let span):
      return Diagnostic(
        "BT0317", "`\(name)` needs one column, a location two", at: span, help: "write `from \"column\"`, or `from \"lat\", \"lon\"`")
    case .badComputation(let field, let type, let span):
      return Diagnostic("BT0318", "`\(field)` is \(article(type)) and cannot stand in this calculation", at: span)
    case .outOfBounds(let what, let low, let high, let span):
      return Diagnostic("BT0319", "\(what) must lie between \(low) and \(high)", at: span)
    default: return Diagnostic("BT0300", "", at: nil)
    }
  }

  private func article(_ type: String) -> String {
    switch type {
    case "tags": "a set of tags"
    case "integer", "decimal": "a number (\(type))"
    case "money": "an amount of money"
    case "yes_no": "a yes_no field"
    default: "a \(type)"
    }
  }

  private var contextDiagnostic: Diagnostic {
    switch self {
    case .wrongContext(let name, let about, let asked, let span, let declared):
      let better = about == .person ? "any person { … }" : "company.\(name)"
      let fixes = about == .company && asked == .person ? [Fix("write `\(better)`", [Edit(span, better)])] : []
      return Diagnostic(
        "BT0320", "`\(name)` is about \(plural(about)), but a \(asked.rawValue) is asked here", at: span,
        notes: span == declared ? [] : [Note("declared here", at: declared)], help: "write `\(better)`", fixes: fixes)
    case .mixedContexts(let company, let companySpan, let person, let personSpan):
      return Diagnostic(
        "BT0321", "`\(company)` is about companies and `\(person)` about persons; no contact is both", at: personSpan,
        notes: [Note("about companies", at: companySpan)], help: "ask the company's people with `any person { … }`, or write `company.` before the company's field")
    case .nestedPersons(let span):
      return Diagnostic("BT0322", "a person has no persons of its own", at: span, help: "ask this outside of `any person { }`")
    case .onlyInWhere(let field, let span):
      return Diagnostic(
        "BT0323", "`\(field)` belongs to an activity, not to a contact", at: span,
        help: "ask it behind `where`, such as `did \"order\" where \(field) …`")
    case .notOfActivity(let field, let span):
      return Diagnostic("BT0324", "`\(field)` cannot be asked of an activity", at: span, help: "`where` tests the activity's own fields")
    default: return Diagnostic("BT0300", "", at: nil)
    }
  }

  private func plural(_ context: Context) -> String {
    switch context {
    case .company: "companies"
    case .person: "persons"
    case .contact: "contacts"
    case .activity: "activities"
    }
  }

  private var scoreDiagnostic: Diagnostic {
    switch self {
    case .noDisciplines(let name, let span):
      return Diagnostic("BT0401", "the score `\(name)` has no discipline", at: span, help: "add a block such as `budget weight 30 { … }`")
    case .zeroWeights(let name, let span):
      return Diagnostic("BT0402", "all weights of `\(name)` are 0, so there is no total", at: span, help: "give one discipline a weight above 0")
    case .otherwiseNotLast(let span):
      return Diagnostic("BT0403", "`otherwise` stands before other lines, which can never be reached", at: span, help: "move it to the end")
    case .perOutsideSum(let span):
      return Diagnostic("BT0404", "`per` counts, so it needs a discipline that adds up", at: span, help: "write `sum to 100` behind the weight")
    case .otherwiseInSum(let span):
      return Diagnostic("BT0405", "lines of a `sum` are added, so nothing is `otherwise`", at: span, help: "remove this line")
    case .halvingWithoutActivity(let span):
      return Diagnostic(
        "BT0406", "only points for an activity can age", at: span, help: "write `50 when did \"…\" halving every 30 days`, or use `per`")
    case .upToWithoutPer(let span):
      return Diagnostic("BT0407", "`up to` limits points that are counted with `per`", at: span, help: "remove it, or use `per`")
    case .gradesOrder(let name, let span, let above):
      return Diagnostic(
        "BT0408", "the grade `\(name)` does not lie below the one above it", at: span, notes: [Note("the grade above", at: above)],
        help: "order the grades by falling totals")
    case .gradesWithoutOtherwise(let name, let span):
      return Diagnostic("BT0409", "the grades of `\(name)` leave low totals without a grade", at: span, help: "end with a line such as `C otherwise`")
    default: return Diagnostic("BT0400", "", at: nil)
    }
  }

  private var processDiagnostic: Diagnostic {
    switch self {
    case .missingPart(let of, let name, let part, let help, let span):
      return Diagnostic("BT0501", "the \(of) `\(name)` lacks \(part)", at: span, help: help)
    case .repeatedPart(let name, let span, let first):
      return Diagnostic(
        "BT0502", "`\(name)` contradicts or repeats an earlier line", at: span, notes: [Note("the earlier line", at: first)], help: "remove one of them")
    case .finalStageLeft(let name, let span, let declared):
      return Diagnostic(
        "BT0504", "`\(name)` is final, so nothing leads out of it", at: span, notes: [Note("declared `final` here", at: declared)],
        help: "remove the transition or the word `final`")
    case .emptyBlock(let span):
      return Diagnostic("BT0505", "there is no condition in this block", at: span, help: "write one, or `everyone` if all are meant")
    default: return Diagnostic("BT0500", "", at: nil)
    }
  }
}
