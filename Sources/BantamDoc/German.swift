import BantamProgram
import BantamSystem

/// Rules in German. Names stand in quotation marks and are never inflected, so that every label fits.
struct German: Wording {
  let catalogue: Catalogue

  var and: String { "und" }
  var or: String { "oder" }
  var usedAbove: Words { "Was die Namen oben bedeuten:" }
  var waysHead: Words { "Er wechselt:" }

  func quoted(_ text: String) -> String { "„\(text)“" }

  // MARK: Numbers

  /// Plain numbers of up to four digits stay as they are, since they may be years.
  func number(_ value: Number, isMoney: Bool) -> String {
    let (sign, whole, fraction) = decimalParts(value)
    let digits = isMoney || whole.count > 4 ? groupedDigits(whole, ".") : whole
    let cents = isMoney && fraction.count == 1 ? fraction + "0" : fraction
    let text = sign + digits + (cents.isEmpty ? "" : "," + cents)
    guard isMoney else { return text }
    return text + "\u{A0}" + (program.settings.currency == "EUR" ? "€" : program.settings.currency)
  }

  func count(_ value: Int) -> String { groupedDigits(String(value), ".") }

  /// `1 Person`, `2 Personen`
  func count(_ value: Int, _ singular: String, _ plural: String) -> String {
    "\(count(value)) \(value == 1 ? singular : plural)"
  }

  /// `3-mal`
  func times(_ value: Int) -> String { value == 1 ? "einmal" : value == 2 ? "zweimal" : "\(count(value))-mal" }

  // MARK: Times

  private static let months = [
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
  ]

  func day(_ dayNumber: Int) -> String {
    let date = CivilDate(dayNumber: dayNumber)
    return "\(date.day). \(Self.months[date.month - 1]) \(date.year)"
  }

  func moment(_ moment: Moment) -> String {
    switch moment {
    case .day(let number): day(number)
    case .instant(let instant):
      day(catalogue.zone.localDay(ofInstant: instant)) + ", " + clockText(instant, catalogue.zone) + " Uhr"
    case .today: "heute"
    }
  }

  /// `90 Tage`; in the dative `90 Tagen`.
  func duration(_ duration: Duration) -> String { self.duration(duration, isDative: false) }

  func duration(_ duration: Duration, isDative: Bool) -> String {
    let isPlural = duration.count != 1
    return "\(count(duration.count)) "
      + (isPlural ? plural(duration.unit, isDative: isDative) : singular(duration.unit))
  }

  private func singular(_ unit: Duration.Unit) -> String {
    switch unit {
    case .minute: "Minute"
    case .hour: "Stunde"
    case .day: "Tag"
    case .week: "Woche"
    case .month: "Monat"
    case .year: "Jahr"
    }
  }

  private func plural(_ unit: Duration.Unit, isDative: Bool) -> String {
    switch unit {
    case .minute: "Minuten"
    case .hour: "Stunden"
    case .day: isDative ? "Tagen" : "Tage"
    case .week: "Wochen"
    case .month: isDative ? "Monaten" : "Monate"
    case .year: isDative ? "Jahren" : "Jahre"
    }
  }

  /// `in den letzten 90 Tagen`, `innerhalb des letzten Jahres`
  private func span(_ word: String, _ duration: Duration) -> String {
    guard duration.count == 1 else { return "in den \(word) \(self.duration(duration, isDative: true))" }
    switch duration.unit {
    case .minute, .hour, .week: return "innerhalb der \(word) \(singular(duration.unit))"
    case .day, .month: return "innerhalb des \(word) \(singular(duration.unit))" + (duration.unit == .day ? "es" : "s")
    case .year: return "innerhalb des \(word) Jahres"
    }
  }

  func when(_ test: TimeTest) -> String {
    switch test {
    case .inLast(let duration): span("letzten", duration)
    case .inNext(let duration), .anniversaryInNext(let duration): span("nächsten", duration)
    case .olderThan(let duration): "vor mehr als \(self.duration(duration, isDative: true))"
    case .before(.today): "vor dem heutigen Tag"
    case .before(let moment): "vor dem \(self.moment(moment))"
    case .after(.today): "nach dem heutigen Tag"
    case .after(let moment): "nach dem \(self.moment(moment))"
    case .on(.today): "heute"
    case .on(let moment): "am \(self.moment(moment))"
    case .between(let low?, let high?): "vom \(bound(low)) bis zum \(bound(high))"
    case .between(let low?, nil): "am \(bound(low)) oder danach"
    case .between(nil, let high?): "am \(bound(high)) oder davor"
    case .between(nil, nil): "irgendwann"
    case .calendar(.day, let offset): offset == 0 ? "heute" : offset < 0 ? "gestern" : "morgen"
    case .calendar(let unit, let offset): "\(calendar(unit, offset))"
    }
  }

  private func bound(_ moment: Moment) -> String { moment == .today ? "heutigen Tag" : self.moment(moment) }

  private func calendar(_ unit: CalendarUnit, _ offset: Int) -> String {
    let word = offset == 0 ? "laufenden" : offset < 0 ? "vorigen" : "nächsten"
    return unit == .week ? "in der \(word) Kalenderwoche" : "im \(word) \(calendarName(unit))"
  }

  func calendarName(_ unit: CalendarUnit) -> String {
    switch unit {
    case .day: "Tag"
    case .week: "Kalenderwoche"
    case .month: "Kalendermonat"
    case .quarter: "Quartal"
    case .year: "Kalenderjahr"
    case .fiscalYear: "Geschäftsjahr"
    }
  }

  /// `Tage`, `Wochen`; as a genitive behind `der` the same.
  func units(_ unit: CalendarUnit) -> String {
    switch unit {
    case .day: "Tage"
    case .week: "Wochen"
    case .month: "Monate"
    case .quarter: "Quartale"
    case .year: "Jahre"
    case .fiscalYear: "Geschäftsjahre"
    }
  }

  // MARK: Names

  /// The label, a usual word for a built-in name, or the name with blanks.
  func field(_ id: FieldID) -> Words {
    let field = program.fields[id]
    let name = catalogue.label(.field(id)) ?? Self.builtIn[field.name] ?? spaced(field.name)
    return Words(.mention(quoted(name), .field(id)))
  }

  func builtInName(_ name: String) -> String? { Self.builtIn[name] }

  private static let builtIn = [
    "kind": "Art des Kontakts", "name": "Name", "email": "E-Mail-Adresse", "email_domain": "E-Mail-Domäne",
    "phone": "Telefon", "website": "Webseite", "street": "Straße", "postcode": "Postleitzahl", "city": "Ort",
    "state": "Bundesland", "country": "Land", "location": "Standort", "language": "Sprache", "source": "Herkunft",
    "tags": "Schlagwörter", "notes": "Notizen", "owner": "Betreuung", "created_at": "Angelegt",
    "updated_at": "Zuletzt geändert", "last_activity_at": "Letzte Aktivität", "legal_form": "Rechtsform",
    "industry": "Branche", "industry_code": "Branchenschlüssel", "employees": "Zahl der Mitarbeiter",
    "revenue": "Jahresumsatz", "founded": "Gründungsjahr", "customer_number": "Kundennummer", "salutation": "Anrede",
    "first_name": "Vorname", "last_name": "Nachname", "gender": "Geschlecht", "birth_date": "Geburtsdatum",
    "age": "Alter", "job_title": "Position", "department": "Abteilung", "seniority": "Führungsebene",
    "education": "Abschluss", "detail": "Einzelheit", "amount": "Betrag",
  ]

  /// Tags are many.
  private func isPlural(_ field: FieldID) -> Bool {
    program.fields[field].type == .tags || program.fields[field].name == "notes"
  }

  func being(_ field: FieldID) -> String { isPlural(field) ? "sind" : "ist" }

  func containing(_ field: FieldID) -> String { isPlural(field) ? "enthalten" : "enthält" }

  /// `es`, `sie`, `er`
  func it(_ subject: Context) -> String {
    switch subject {
    case .company: "es"
    case .person, .activity: "sie"
    case .contact: "er"
    }
  }

  /// `seinem`, `ihrem` and the like.
  func possessive(_ subject: Context, _ ending: String) -> String {
    switch subject {
    case .company, .contact: "sein" + ending
    case .person, .activity: "ihr" + ending
    }
  }
}
