import BantamProgram

extension English {
  func testHead(_ test: Test) -> Words {
    test.asOf.map { "On \(moment($0)), the rules must answer this way" } ?? "The rules must answer this way"
  }

  func yesOrNo(_ value: Bool) -> String { value ? "yes" : "no" }

  func given(_ contact: GivenContact, of company: String?) -> Words {
    let kind = contact.kind == .company ? "company" : "person"
    let owner = company.map { " of \(quoted($0))" } ?? ""
    var facts = values(contact.values)
    facts += contact.consents.map { "agreed to \(mention(.purpose($0)))" }
    facts += contact.objections.map { "objected to \(mention(.purpose($0)))" }
    facts += contact.suppressedChannels.map { "barred on \(quoted(spaced($0)))" }
    for membership in contact.memberships {
      let statuses = membership.status.map { [$0] } ?? []
      let status = statuses.isEmpty ? "" : " with the status \(quoted(statuses[0]))"
      let since = membership.since.map { " since \(moment($0))" } ?? ""
      facts.append("member of \(mention(.campaign(membership.campaign)))\(since)\(status)")
    }
    facts += contact.stages.map { stage in
      let project = stage.project.map { " in the project \(quoted(spaced($0)))" } ?? ""
      return "\(stage.isPast ? "once " : "")at \(self.stage(stage.funnel, stage.stage))\(project)"
    }
    let what = (contact.name.map { "the \(kind) \(quoted($0))" } ?? "a \(kind)") + owner
    return facts.isEmpty ? "Given \(what)" : "Given \(what) – \(facts.joined("; "))"
  }

  func given(_ activity: GivenActivity, of name: String) -> Words {
    let what = "Given \(quoted(spaced(activity.kind))) of \(quoted(name)) on \(moment(activity.at))"
    let facts = values(activity.values)
    return facts.isEmpty ? Words(text: what) : "\(what) – \(facts.joined("; "))"
  }

  func expected(_ expectation: Expectation, of name: String) -> Words {
    let who = quoted(name)
    switch expectation.kind {
    case .member(let id, let expected):
      let verb = program.segments[id].isDefine ? "meet the criterion" : "belong to"
      return expected
        ? "Expected: \(who) \(program.segments[id].isDefine ? "meets the criterion" : "belongs to") \(mention(.segment(id)))"
        : "Expected: \(who) does not \(verb) \(mention(.segment(id)))"
    case .restsOnMissing(let id):
      return "Expected: \(who) is not in \(mention(.segment(id))), but only because something is not known"
    case .score(let id, let total, let grade):
      let points = total.map { "\(number($0, isMoney: false)) points" }
      let given = [points, grade.map { "the grade \(quoted($0))" }].compactMap { $0.map { Words(text: $0) } }
      return "Expected: \(mention(.score(id))) gives \(who) \(and(given))"
    case .points(let id, let discipline, let points):
      let part = program.scores[id].disciplines[discipline]
      let name = quoted(part.label ?? spaced(part.name))
      return "Expected: \(mention(.score(id))) gives \(who) \(number(points, isMoney: false)) points in \(name)"
    case .lead(let id, let expected):
      return "Expected: \(who) is \(expected ? "a" : "no") lead of \(mention(.campaign(id)))"
    case .suggested(let suggestion): return "Expected: for \(who) it is suggested \(self.suggestion(suggestion))"
    }
  }
}
