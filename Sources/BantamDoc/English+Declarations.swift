import BantamProgram

extension English {
  // MARK: Segments

  func segmentHead(_ id: SegmentID, _ group: Group?) -> Words {
    let segment = program.segments[id]
    let who = "A \(contact(segment.context))"
    return segment.isDefine
      ? "\(who) meets the criterion \(mention(.segment(id))) if \(said(group))"
      : "\(who) belongs to \(mention(.segment(id))) if \(said(group))"
  }

  func contact(_ context: Context) -> String {
    switch context {
    case .contact: "contact"
    case .company: "company"
    case .person: "person"
    case .activity: "activity"
    }
  }

  func needs(_ fields: [FieldID], _ subject: Context) -> Words {
    let names = fields.map { field($0) }
    return "If \(or(names)) \(fields.last.map { being($0) } ?? "is") not known, the \(contact(subject)) is not in it."
  }

  // MARK: Fields, lists, places

  func fieldMeaning(_ field: Field) -> [Words] {
    let of =
      switch field.context {
      case .contact: "every contact"
      case .company: "companies"
      case .person: "persons"
      case .activity: "activities"
      }
    return ["\(typeWords(field)), of \(of)", source(field.source)]
  }

  private func typeWords(_ field: Field) -> Words {
    switch field.type {
    case .text: return "Text"
    case .choice(let values):
      if let list = catalogue.list(of: field) { return "One of the values of the list \(mention(.list(list)))" }
      if values.count > 12 { return "One of \(count(values.count)) values" }
      return values.isEmpty ? "One of a list" : "One of \(or(values))"
    case .tags: return "Any number of tags"
    case .integer: return "A whole number"
    case .decimal: return "A number"
    case .money: return "An amount in \(program.settings.currency)"
    case .yesNo: return "Yes or no"
    case .date: return "A date"
    case .datetime: return "A date with a time of day"
    case .location: return "A place on the map"
    }
  }

  private func source(_ source: FieldSource) -> Words {
    switch source {
    case .column(let name): return "Read from the column \(Words.code(name))."
    case .columns(let latitude, let longitude):
      return "Read from the columns \(Words.code(latitude)) and \(Words.code(longitude))."
    case .computed(.domain(let id)): return "What follows the @ of \(field(id))."
    case .computed(.elapsed(let unit, let id)): return "The full \(calendar(unit))s since \(field(id))."
    case .computed(.number(let expression)): return "\(self.expression(expression, .contact).capitalized)."
    }
  }

  func list(_ list: List) -> [Phrase] {
    let from: Words = list.path.map { " from the file \(Words.code($0))" } ?? ""
    let tree: Words = list.parents.isEmpty ? "" : ", each with the one above it"
    let shown = list.values.prefix(20).map { Words(text: quoted($0)) }.joined(", ")
    let rest = list.values.count > 20 ? " and \(count(list.values.count - 20)) more" : ""
    return [Phrase("\(count(list.values.count, "value", "values"))\(from)\(tree): \(shown)\(rest).")]
  }

  func place(_ place: Place) -> [Phrase] {
    let north = degrees(place.latitude, "north", "south")
    return [Phrase("A point at \(north), \(degrees(place.longitude, "east", "west")).")]
  }

  private func degrees(_ value: Double, _ positive: String, _ negative: String) -> String {
    "\(degreesText(value))° \(value < 0 ? negative : positive)"
  }

  // MARK: Teams and purposes

  func teamHead(_ team: Team) -> Words { "The team has \(count(team.members.count, "member", "members")):" }

  func teamMember(_ member: TeamMember) -> Words {
    var words = Words(text: member.address)
    if member.weight != 1 { words.append(", with weight \(member.weight)") }
    if let capacity = member.capacity { words.append(", at most \(self.capacity(capacity))") }
    if !member.away.isEmpty { words.append(", away \(and(member.away.map { Words(text: away($0)) }))") }
    return words
  }

  func territory(_ member: TeamMember, _ group: Group?) -> Words {
    "\(teamMember(member)); takes a contact only if \(said(group))"
  }

  private func away(_ days: ClosedRange<Int>) -> String {
    if days.lowerBound == TeamMember.earliestDay { return "until \(day(days.upperBound))" }
    if days.upperBound == TeamMember.latestDay { return "from \(day(days.lowerBound)) on" }
    if days.count == 1 { return "on \(day(days.lowerBound))" }
    return "from \(day(days.lowerBound)) to \(day(days.upperBound))"
  }

  func capacity(_ capacity: Capacity) -> String {
    "\(count(capacity.count, "contact", "contacts"))\(capacity.unit.map { " per \(calendar($0))" } ?? "")"
  }

  func purpose(_ purpose: Purpose) -> Words {
    let basis =
      switch purpose.basis {
      case .consent: "they gave their consent"
      case .contract: "there is a contract"
      case .legitimateInterest: "there is a legitimate interest"
      }
    let keep = purpose.keep.map { " What is known of them may be kept for it for \(duration($0))." } ?? ""
    return
      "Contacts may be contacted by \(quoted(spaced(purpose.channel))) because \(basis). Who objected, or is barred on this channel, never is.\(keep)"
  }

  func basisHead(_ group: Group?) -> Words { "Beside what the database records, the basis is there if \(said(group))" }

  // MARK: Counts

  func count(_ count: Int, of sort: Sort) -> String {
    let words =
      switch sort {
      case .campaign: ("campaign", "campaigns")
      case .segment: ("segment", "segments")
      case .define: ("criterion", "criteria")
      case .score: ("score", "scores")
      case .funnel: ("funnel", "funnels")
      case .purpose: ("purpose", "purposes")
      case .team: ("team", "teams")
      case .field: ("field", "fields")
      case .list: ("list", "lists")
      case .place: ("place", "places")
      case .test: ("test", "tests")
      }
    return self.count(count, words.0, words.1)
  }
}

/// Degrees with at most four decimal places, without a sign.
func degreesText(_ value: Double, point: String = ".") -> String {
  let (_, whole, fraction) = decimalParts(Number(tenThousandths: Int64((value.magnitude * 10_000).rounded())))
  return whole + (fraction.isEmpty ? "" : point + fraction)
}
