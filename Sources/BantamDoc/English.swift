import BantamProgram
import BantamSystem

/// Rules in English.
struct English: Wording {
  let catalogue: Catalogue

  var and: String { "and" }
  var or: String { "or" }
  var usedAbove: Words { "What the names above stand for:" }
  var waysHead: Words { "It moves:" }

  func quoted(_ text: String) -> String { "“\(text)”" }

  // MARK: Numbers

  /// Plain numbers of up to four digits stay as they are, since they may be years.
  func number(_ value: Number, isMoney: Bool) -> String {
    let (sign, whole, fraction) = decimalParts(value)
    let digits = isMoney || whole.count > 4 ? groupedDigits(whole, ",") : whole
    let cents = isMoney && fraction.count == 1 ? fraction + "0" : fraction
    let text = digits + (cents.isEmpty ? "" : "." + cents)
    guard isMoney else { return sign + text }
    switch program.settings.currency {
    case "EUR": return "\(sign)€\(text)"
    case "USD": return "\(sign)$\(text)"
    case "GBP": return "\(sign)£\(text)"
    case let other: return "\(sign)\(text) \(other)"
    }
  }

  func count(_ value: Int) -> String { groupedDigits(String(value), ",") }

  /// `1 person`, `2 persons`
  func count(_ value: Int, _ singular: String, _ plural: String) -> String {
    "\(count(value)) \(value == 1 ? singular : plural)"
  }

  /// `once`, `twice`, `3 times`
  func times(_ value: Int) -> String { value == 1 ? "once" : value == 2 ? "twice" : "\(count(value)) times" }

  // MARK: Times

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  func day(_ dayNumber: Int) -> String {
    let date = CivilDate(dayNumber: dayNumber)
    return "\(date.day) \(Self.months[date.month - 1]) \(date.year)"
  }

  func moment(_ moment: Moment) -> String {
    switch moment {
    case .day(let number): day(number)
    case .instant(let instant): day(catalogue.zone.localDay(ofInstant: instant)) + ", " + clock(instant)
    case .today: "today"
    }
  }

  private func clock(_ instant: Int64) -> String { clockText(instant, catalogue.zone) }

  func unit(_ unit: Duration.Unit, isPlural: Bool) -> String {
    let word =
      switch unit {
      case .minute: "minute"
      case .hour: "hour"
      case .day: "day"
      case .week: "week"
      case .month: "month"
      case .year: "year"
      }
    return isPlural ? word + "s" : word
  }

  func duration(_ duration: Duration) -> String {
    "\(count(duration.count)) \(unit(duration.unit, isPlural: duration.count != 1))"
  }

  /// `the last 90 days`, `the last year`
  private func span(_ word: String, _ duration: Duration) -> String {
    duration.count == 1
      ? "within the \(word) \(unit(duration.unit, isPlural: false))" : "in the \(word) \(self.duration(duration))"
  }

  func when(_ test: TimeTest) -> String {
    switch test {
    case .inLast(let duration): span("last", duration)
    case .inNext(let duration), .anniversaryInNext(let duration): span("next", duration)
    case .olderThan(let duration): "more than \(self.duration(duration)) ago"
    case .before(let moment): "before \(self.moment(moment))"
    case .after(let moment): "after \(self.moment(moment))"
    case .on(.today): "today"
    case .on(.instant(let instant)): "at \(moment(.instant(instant)))"
    case .on(.day(let number)): "on \(day(number))"
    case .between(let low?, let high?): "from \(moment(low)) to \(moment(high))"
    case .between(let low?, nil): "on or after \(moment(low))"
    case .between(nil, let high?): "on or before \(moment(high))"
    case .between(nil, nil): "at any time"
    case .calendar(.day, let offset): offset == 0 ? "today" : offset < 0 ? "yesterday" : "tomorrow"
    case .calendar(let unit, let offset):
      "in the \(offset == 0 ? "current" : offset < 0 ? "previous" : "next") \(calendar(unit))"
    }
  }

  func calendar(_ unit: CalendarUnit) -> String {
    switch unit {
    case .day: "day"
    case .week: "week"
    case .month: "month"
    case .quarter: "quarter"
    case .year: "year"
    case .fiscalYear: "fiscal year"
    }
  }

  // MARK: Names

  /// The name with blanks, and the label behind it where that is another word.
  func field(_ id: FieldID) -> Words {
    let field = program.fields[id]
    let name = Self.builtIn[field.name] ?? spaced(field.name)
    guard let label = catalogue.label(.field(id)), foldCase(label) != foldCase(name) else {
      return Words(.mention(name, .field(id)))
    }
    return Words(.mention("\(name) (\(label))", .field(id)))
  }

  func builtInName(_ name: String) -> String? { Self.builtIn[name] }

  private static let builtIn = [
    "email": "e-mail address", "email_domain": "e-mail domain", "employees": "number of employees",
    "tags": "tags", "created_at": "date of entry", "updated_at": "date of the last change",
    "last_activity_at": "date of the last activity", "founded": "year of foundation", "birth_date": "date of birth",
    "detail": "detail",
  ]

  /// Tags are many.
  private func isPlural(_ field: FieldID) -> Bool {
    program.fields[field].type == .tags || program.fields[field].name == "notes"
  }

  func being(_ field: FieldID) -> String { isPlural(field) ? "are" : "is" }

  func containing(_ field: FieldID) -> String { isPlural(field) ? "contain" : "contains" }

  /// `its`, `their`
  func possessive(_ subject: Context) -> String { isPlural(subject) ? "their" : "its" }

  func it(_ subject: Context) -> String { isPlural(subject) ? "they" : "it" }

  /// Of a person `they` is said, which goes with the plural.
  func isPlural(_ subject: Context) -> Bool { subject == .person }

  /// `it is`, `they are not`
  func being(_ subject: Context, _ isNegated: Bool) -> String {
    it(subject) + (isPlural(subject) ? " are" : " is") + (isNegated ? " not" : "")
  }

  /// `it belongs`, `they do not belong`
  func doing(_ subject: Context, _ verb: String, _ isNegated: Bool) -> String {
    if isNegated { return it(subject) + (isPlural(subject) ? " do not " : " does not ") + verb }
    return "\(it(subject)) \(verb)" + (isPlural(subject) ? "" : "s")
  }

  /// `its industry (Branche)`
  func value(_ reference: FieldReference, _ subject: Context) -> Words {
    "\(possessive(subject)) \(field(reference.field))"
  }
}
