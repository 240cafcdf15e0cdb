import BantamExplain
import BantamPlan
import BantamProgram
import BantamSession
import BantamStore

/// Why the contacts of a test are in or out, by the code that says it of the contacts of a database.
struct TestExplainer {
  private let run: TestRun
  private let contact: ExplainedContact

  /// `found`: what the engine said, for the limits that only all leads together decide.
  init(_ run: TestRun, _ found: TestOutcome) {
    self.run = run
    // The plan with a trace has counters of its own, and so its own columns.
    let (plan, _, trace) = makeTracedPlan(run.program, asOf: run.asOf, zone: run.zone, scope: run.scope)
    var contact = ExplainedContact(
      run.program, plan, trace, zone: run.zone, contacts: run.columns(plan), row: 0, names: run.test.contactNames)
    for result in found.leads where run.program.campaigns[result.campaign].limit != nil {
      contact.standings[result.name] = CampaignStanding(
        isMember: false, members: result.rows.count, lowestTotal: nil)
    }
    self.contact = contact
    leads = Dictionary(uniqueKeysWithValues: found.leads.map { ($0.name, Set($0.rows)) })
  }

  private let leads: [String: Set<Int32>]

  func explanation(_ expectation: Expectation) -> ContactExplanation {
    var contact = contact
    contact.row = expectation.contact
    contact.records = run.records(of: expectation.contact)
    for name in contact.standings.keys {
      contact.standings[name]?.isMember = leads[name]?.contains(Int32(expectation.contact)) ?? false
    }
    var explanation = explain(contact, key: .null, subjects(expectation))
    explanation.sections = explanation.sections.map { section in
      // The points have nothing to do with it, unless the limit takes it out.
      guard case .campaign(var campaign) = section, !campaign.verdict.hasPrefix("beyond the limit") else {
        return section
      }
      campaign.score = nil
      return .campaign(campaign)
    }
    return explanation
  }

  private func subjects(_ expectation: Expectation) -> [OneContactSubject] {
    switch expectation.kind {
    case .member(let id, _), .restsOnMissing(let id): [.segment(id)]
    case .score(let id, _, _), .points(let id, _, _): [.score(id)]
    case .lead(let id, _): [.campaign(id)]
    case .suggested:
      run.program.scores.indices.filter { run.program.scores[$0].hasSuggestions }.map { .score($0) }
    }
  }
}

extension TestRun {
  /// What the test says of a contact beside its values, as a database would.
  fileprivate func records(of row: Int) -> ContactRecords {
    let given = test.contacts[row]
    var records = ContactRecords()
    records.stages = given.stages.filter { !$0.isPast }.map { stage in
      let funnel = program.funnels[stage.funnel]
      return .init(
        funnel: funnel.name, project: stage.project ?? "", stage: funnel.stages[stage.stage].name, since: "")
    }
    records.memberships = given.memberships.map { membership in
      .init(campaign: program.campaigns[membership.campaign].name, status: membership.status)
    }
    return records
  }
}

extension Test {
  /// What its contacts are called: their names, else `person of acme`, with a number where there are several.
  var contactNames: [String] {
    let plain = contacts.map { contact in
      contact.name ?? contact.kind.rawValue + (contact.company.flatMap { contacts[$0].name }.map { " of \($0)" } ?? "")
    }
    return plain.indices.map { index in
      let alike = plain.indices.filter { plain[$0] == plain[index] }
      guard alike.count > 1, contacts[index].name == nil else { return plain[index] }
      let number = (alike.firstIndex(of: index) ?? 0) + 1
      let kind = contacts[index].kind.rawValue
      return "\(kind) \(number)" + plain[index].dropFirst(kind.count)
    }
  }
}
