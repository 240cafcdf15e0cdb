import BantamProgram

extension German {
  // MARK: Segments

  func segmentHead(_ id: SegmentID, _ group: Group?) -> Words {
    let segment = program.segments[id]
    let who = contact(segment.context)
    return segment.isDefine
      ? "\(who) erfüllt das Kriterium \(mention(.segment(id))), wenn \(saidLast(group))"
      : "\(who) gehört zu \(mention(.segment(id))), wenn \(saidLast(group))"
  }

  private func contact(_ context: Context) -> String {
    switch context {
    case .contact: "Ein Kontakt"
    case .company: "Ein Unternehmen"
    case .person: "Eine Person"
    case .activity: "Eine Aktivität"
    }
  }

  func needs(_ fields: [FieldID], _ subject: Context) -> Words {
    let names = fields.map { field($0) }
    let who =
      switch subject {
      case .contact: "der Kontakt"
      case .company: "das Unternehmen"
      case .person: "die Person"
      case .activity: "die Aktivität"
      }
    let being = fields.count == 1 && self.being(fields[0]) == "sind" ? "Sind" : "Ist"
    return "\(being) \(or(names)) nicht bekannt, gehört \(who) nicht dazu."
  }

  // MARK: Fields, lists, places

  func fieldMeaning(_ field: Field) -> [Words] {
    let of =
      switch field.context {
      case .contact: "jedem Kontakt"
      case .company: "Unternehmen"
      case .person: "Personen"
      case .activity: "Aktivitäten"
      }
    return ["\(typeWords(field)), bei \(of)", source(field.source)]
  }

  private func typeWords(_ field: Field) -> Words {
    switch field.type {
    case .text: return "Text"
    case .choice(let values):
      if let list = catalogue.list(of: field) { return "Ein Wert der Liste \(mention(.list(list)))" }
      if values.count > 12 { return "Einer von \(count(values.count)) Werten" }
      return values.isEmpty ? "Ein Wert einer Liste" : "Einer dieser Werte: \(or(values))"
    case .tags: return "Beliebig viele Schlagwörter"
    case .integer: return "Eine ganze Zahl"
    case .decimal: return "Eine Zahl"
    case .money: return "Ein Betrag in \(program.settings.currency)"
    case .yesNo: return "Ja oder nein"
    case .date: return "Ein Datum"
    case .datetime: return "Ein Datum mit Uhrzeit"
    case .location: return "Ein Ort auf der Karte"
    }
  }

  private func source(_ source: FieldSource) -> Words {
    switch source {
    case .column(let name): return "Steht in der Spalte \(Words.code(name))."
    case .columns(let latitude, let longitude):
      return "Steht in den Spalten \(Words.code(latitude)) und \(Words.code(longitude))."
    case .computed(.domain(let id)): return "Was hinter dem @ von \(field(id)) steht."
    case .computed(.elapsed(let unit, let id)): return "Die Zahl der vollen \(units(unit)) seit \(field(id))."
    case .computed(.number(let expression)): return "\(self.expression(expression).capitalized)."
    }
  }

  func list(_ list: List) -> [Phrase] {
    let from: Words = list.path.map { " aus der Datei \(Words.code($0))" } ?? ""
    let tree: Words = list.parents.isEmpty ? "" : ", jeder mit dem, unter dem er steht"
    let shown = list.values.prefix(20).map { Words(text: quoted($0)) }.joined(", ")
    let rest = list.values.count > 20 ? " und \(count(list.values.count - 20)) weitere" : ""
    return [Phrase("\(count(list.values.count, "Wert", "Werte"))\(from)\(tree): \(shown)\(rest).")]
  }

  func place(_ place: Place) -> [Phrase] {
    func degrees(_ value: Double, _ positive: String, _ negative: String) -> String {
      "\(degreesText(value, point: ","))° \(value < 0 ? negative : positive)"
    }
    let north = degrees(place.latitude, "Nord", "Süd")
    return [Phrase("Ein Punkt bei \(north), \(degrees(place.longitude, "Ost", "West")).")]
  }

  // MARK: Teams and purposes

  func teamHead(_ team: Team) -> Words { "Das Team hat \(count(team.members.count, "Mitglied", "Mitglieder")):" }

  func teamMember(_ member: TeamMember) -> Words {
    var words = Words(text: member.address)
    if member.weight != 1 { words.append(", mit Gewicht \(member.weight)") }
    if let capacity = member.capacity { words.append(", höchstens \(self.capacity(capacity))") }
    if !member.away.isEmpty { words.append(", abwesend \(and(member.away.map { Words(text: away($0)) }))") }
    return words
  }

  func territory(_ member: TeamMember, _ group: Group?) -> Words {
    "\(teamMember(member)); nimmt einen Kontakt nur, wenn \(saidLast(group))"
  }

  private func away(_ days: ClosedRange<Int>) -> String {
    if days.lowerBound == TeamMember.earliestDay { return "bis zum \(day(days.upperBound))" }
    if days.upperBound == TeamMember.latestDay { return "ab dem \(day(days.lowerBound))" }
    if days.count == 1 { return "am \(day(days.lowerBound))" }
    return "vom \(day(days.lowerBound)) bis zum \(day(days.upperBound))"
  }

  func capacity(_ capacity: Capacity) -> String {
    "\(count(capacity.count, "Kontakt", "Kontakte"))\(capacity.unit.map { " je \(calendarName($0))" } ?? "")"
  }

  func purpose(_ purpose: Purpose) -> Words {
    let basis =
      switch purpose.basis {
      case .consent: "sie eingewilligt haben"
      case .contract: "es einen Vertrag gibt"
      case .legitimateInterest: "ein berechtigtes Interesse besteht"
      }
    let keep =
      purpose.keep.map { " Dafür dürfen ihre Daten \(duration($0)) lang aufbewahrt werden." } ?? ""
    return
      "Kontakte dürfen auf dem Weg \(quoted(spaced(purpose.channel))) angesprochen werden, weil \(basis). Wer widersprochen hat oder auf diesem Weg gesperrt ist, nie.\(keep)"
  }

  func basisHead(_ group: Group?) -> Words {
    "Außer dort, wo die Datenbank sie verzeichnet, besteht die Grundlage, wenn \(saidLast(group))"
  }

  // MARK: Counts

  func count(_ count: Int, of sort: Sort) -> String {
    let words =
      switch sort {
      case .campaign: ("Kampagne", "Kampagnen")
      case .segment: ("Segment", "Segmente")
      case .define: ("Kriterium", "Kriterien")
      case .score: ("Bewertung", "Bewertungen")
      case .funnel: ("Trichter", "Trichter")
      case .purpose: ("Zweck", "Zwecke")
      case .team: ("Team", "Teams")
      case .field: ("Feld", "Felder")
      case .list: ("Liste", "Listen")
      case .place: ("Ort", "Orte")
      case .test: ("Test", "Tests")
      }
    return self.count(count, words.0, words.1)
  }
}
