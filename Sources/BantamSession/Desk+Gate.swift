import BantamDiagnostics
import BantamLeads
import BantamPlan
import BantamProgram
import BantamStore

/// Single contacts at the gate of a funnel.
extension Desk {
  /// What the gate asks of some contacts, answered by the engine; contacts that are not there hold nothing.
  func gateFacts(_ id: FunnelID, of contacts: [SQLValue]) throws -> (SQLValue) -> StageGate.Facts {
    guard program.funnels[id].asksOfContacts else {
      return { _ in StageGate.Facts(guardHolds: { _ in true }, missingFields: { _ in [] }) }
    }
    var scope = PlanScope(segments: [], campaigns: [], scores: [])
    scope.funnels = [id]
    let asked = try ask(scope, of: contacts)
    let rows = Dictionary(zip(contacts, asked.rows), uniquingKeysWith: { first, _ in first })
    return { contact in
      guard let row = rows[contact], row >= 0 else {
        return StageGate.Facts(guardHolds: { _ in false }, missingFields: { _ in [] })
      }
      return StageGate.Facts(id, row: row, asked.plan, asked.outcome, asked.questions)
    }
  }

  /// A contact's place in a funnel.
  struct Standing: Sendable {
    var stage: Int
    var since: String
  }

  /// Where a contact stands; nil: it is not in the funnel yet.
  func standing(_ contact: SQLValue, in track: Track) throws(StoreError) -> Standing? {
    let funnel = program.funnels[track.funnel]
    guard let found = try store.stage(of: contact, funnel: funnel.name, project: track.project),
      let stage = funnel.stages.firstIndex(where: { $0.name == found.stage })
    else { return nil }
    return Standing(stage: stage, since: found.since)
  }

  /// The move that an event, or a person's wish, leads to; nil: there is nothing to move. Throws `ProcessError` where the
  /// gate refuses.
  func move(
    _ contact: SQLValue, in track: Track, event: String, to target: Int? = nil, _ facts: StageGate.Facts
  ) throws -> StageMove? {
    try move(contact, from: try standing(contact, in: track), in: track, event: event, to: target, facts)
  }

  /// The same for a contact whose place is known.
  func move(
    _ contact: SQLValue, from present: Standing?, in track: Track, event: String, to target: Int? = nil,
    _ facts: StageGate.Facts
  ) throws(ProcessError) -> StageMove? {
    let funnel = program.funnels[track.funnel]
    let gate = StageGate(funnel)
    let ruling =
      target.map { gate.decide(moveTo: $0, at: present?.stage, facts) }
      ?? gate.decide(event: event, at: present?.stage, facts)
    switch ruling {
    case .stays: return nil
    case .refused(let refusal):
      throw refused(refusal, contact, event: event, funnel, since: present?.since ?? "")
    case .moves(let stage, let transition):
      return gate.move(
        contact, in: track, from: present?.stage, to: stage, by: event,
        rule: transition.map { program.place(of: funnel.transitions[$0].span) })
    }
  }

  private func refused(
    _ refusal: StageGate.Refusal, _ contact: SQLValue, event: String, _ funnel: Funnel, since: String
  ) -> ProcessError {
    let name = contact.text
    func stage(_ index: Int) -> String { funnel.stages[index].name }
    switch refusal {
    case .locked(let place): return .locked(contact: name, stage: stage(place), since: local(since))
    case .notFromHere(let place, let transitions):
      let ways = transitions.map { funnel.transitions[$0] }
      let before = Set(
        ways.flatMap { way in funnel.transitions.filter { $0.from == place && $0.to == way.from }.flatMap(\.events) })
      return .notFromHere(
        contact: name, stage: stage(place), event: event, ways: ways.map { [stage($0.from), stage($0.to)] },
        before: before.sorted(), ways[0].span)
    case .guardFails(let index):
      let transition = funnel.transitions[index]
      let span = transition.guardCondition?.span ?? transition.span
      return .guardFails(
        contact: name, to: stage(transition.to), guardText: program.files[span.file].text(span), span)
    case .missing(let place, let fields):
      return .missingFields(
        contact: name, stage: stage(place), fields: fields.map { program.fields[$0].name }, funnel.stages[place].span)
    case .noWay(let from, let to):
      let ways = Set(funnel.transitions.filter { $0.from == from }.map { stage($0.to) })
      return .noWay(contact: name, from: stage(from), to: stage(to), ways: ways.sorted(), funnel.span)
    }
  }

  /// The funnel of a project, as campaigns use it.
  func track(ofProject project: String) -> Track? {
    for campaign in program.campaigns where campaign.project == project {
      if let track = Track(of: campaign, program) { return track }
    }
    return nil
  }

  func track(of campaign: Campaign) -> Track? { Track(of: campaign, program) }
}
