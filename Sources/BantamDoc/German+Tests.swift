import BantamProgram

extension German {
  func testHead(_ test: Test) -> Words {
    let asked = "müssen die Regeln so antworten"
    return test.asOf.map { "Am \(moment($0)) \(asked)" } ?? Words(text: "Die Regeln müssen so antworten")
  }

  func yesOrNo(_ value: Bool) -> String { value ? "ja" : "nein" }

  func given(_ contact: GivenContact, of company: String?) -> Words {
    let isCompany = contact.kind == .company
    let named = isCompany ? "das Unternehmen" : "die Person"
    let owner = company.map { " von \(quoted($0))" } ?? ""
    var facts = values(contact.values)
    facts += contact.consents.map { "einverstanden mit \(mention(.purpose($0)))" }
    facts += contact.objections.map { "Widerspruch gegen \(mention(.purpose($0)))" }
    facts += contact.suppressedChannels.map { "gesperrt auf dem Weg \(quoted(spaced($0)))" }
    for membership in contact.memberships {
      let status = membership.status.map { " mit dem Status \(quoted($0))" } ?? ""
      let since = membership.since.map { " seit \(moment($0))" } ?? ""
      facts.append("Mitglied von \(mention(.campaign(membership.campaign)))\(since)\(status)")
    }
    facts += contact.stages.map { stage in
      let project = stage.project.map { " im Projekt \(quoted(spaced($0)))" } ?? ""
      return "\(stage.isPast ? "früher " : "")auf \(self.stage(stage.funnel, stage.stage))\(project)"
    }
    let what =
      (contact.name.map { "\(named) \(quoted($0))" } ?? (isCompany ? "ein Unternehmen" : "eine Person")) + owner
    return facts.isEmpty ? "Gegeben \(what)" : "Gegeben \(what) – \(facts.joined("; "))"
  }

  func given(_ activity: GivenActivity, of name: String) -> Words {
    let what = "Gegeben \(quoted(spaced(activity.kind))) von \(quoted(name)) am \(moment(activity.at))"
    let facts = values(activity.values)
    return facts.isEmpty ? Words(text: what) : "\(what) – \(facts.joined("; "))"
  }

  func expected(_ expectation: Expectation, of name: String) -> Words {
    let who = quoted(name)
    switch expectation.kind {
    case .member(let id, let expected):
      let not = expected ? "" : "nicht "
      return program.segments[id].isDefine
        ? "Erwartet: \(who) erfüllt \(not)das Kriterium \(mention(.segment(id)))"
        : "Erwartet: \(who) gehört \(not)zu \(mention(.segment(id)))"
    case .restsOnMissing(let id):
      return "Erwartet: \(who) gehört nicht zu \(mention(.segment(id))), aber nur, weil etwas nicht bekannt ist"
    case .score(let id, let total, let grade):
      let points = total.map { "\(number($0, isMoney: false)) Punkte" }
      let given = [points, grade.map { "die Klasse \(quoted($0))" }].compactMap { $0.map { Words(text: $0) } }
      return "Erwartet: \(mention(.score(id))) gibt \(who) \(and(given))"
    case .points(let id, let discipline, let points):
      let part = program.scores[id].disciplines[discipline]
      let name = quoted(part.label ?? spaced(part.name))
      return "Erwartet: \(mention(.score(id))) gibt \(who) \(number(points, isMoney: false)) Punkte in \(name)"
    case .lead(let id, let expected):
      return "Erwartet: \(who) ist \(expected ? "ein" : "kein") Lead von \(mention(.campaign(id)))"
    case .suggested(let suggestion):
      return "Erwartet: für \(who) wird vorgeschlagen, \(self.suggestion(suggestion))"
    }
  }
}
