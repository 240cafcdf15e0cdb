import BantamLeads
import BantamPlan
import BantamProgram
import BantamStore
import BantamSystem

/// What the rules suggest, accepted or declined by people.
extension Desk {
  public typealias Suggested = SQLiteContactStore.OpenSuggestion

  /// Which suggestions are meant; nothing given: all.
  public struct SuggestionFilter: Sendable {
    public var contacts: [String] = []
    public var campaign: String?
    public var grade: String?
    /// As the rules write it.
    public var suggestion: String?
    public init() {}
  }

  /// What is suggested and not decided: by grades, and where a contact stays at a stage for too long.
  public func suggestions(_ filter: SuggestionFilter) throws(RunFailure) -> [Suggested] {
    try check(filter)
    let contacts = try filter.contacts.map { name throws(RunFailure) in try contact(name) }
    return try reading {
      var open = try store.openSuggestions(of: contacts.isEmpty ? nil : contacts)
      // What a grade suggests already is not suggested again because of the time.
      open += try overdue().filter { late in
        (contacts.isEmpty || contacts.contains(late.contact))
          && !open.contains {
            $0.contact == late.contact && $0.campaign == late.campaign && $0.suggestion == late.suggestion
          }
      }
      return try open.filter { suggestion in
        guard filter.campaign == nil || suggestion.campaign == filter.campaign,
          filter.grade == nil || suggestion.grade == filter.grade,
          filter.suggestion == nil || suggestion.suggestion == filter.suggestion
        else { return false }
        return try isOpen(suggestion)
      }
    }
  }

  /// Whether the rules know what is asked for.
  private func check(_ filter: SuggestionFilter) throws(RunFailure) {
    if let name = filter.campaign { _ = try campaign(name) }
    if let name = filter.grade {
      let known = program.scores.flatMap { $0.grades.map(\.name) }
      if !known.contains(name) { throw .unknownName("grade", name, known: known) }
    }
    if let words = filter.suggestion {
      let ofGrades = program.scores.flatMap { $0.grades.flatMap(\.suggestions) }
      let ofStages = program.funnels.flatMap { $0.stages.compactMap(\.elseSuggest) }
      let known = (ofGrades + ofStages).map(\.words)
      if !known.contains(words) { throw .unknownName("suggestion", words, known: known) }
    }
  }

  /// Who stays at a stage for longer than its `within` allows.
  private func overdue() throws -> [Suggested] {
    var found: [Suggested] = []
    for (id, funnel) in program.funnels.enumerated() {
      for stage in funnel.stages {
        guard let limit = overdueLimit(stage), let wish = stage.elseSuggest else { continue }
        for (contact, project, since) in try store.contacts(at: stage.name, of: funnel.name)
        where isOverdue(since, limit) {
          guard let campaign = try campaign(of: contact, funnel: id, project: project) else { continue }
          let suggestion = Suggested(
            campaign: campaign, contact: contact, grade: nil, suggestion: wish.words,
            basis: "\(stage.name) since \(since)")
          if let decision = try store.decision(on: suggestion), decision.basis == suggestion.basis { continue }
          found.append(suggestion)
        }
      }
    }
    return found
  }

  /// The campaign that a suggestion about a contact in a project belongs to: one it is a member of, else the first one.
  private func campaign(of contact: SQLValue, funnel: FunnelID, project: String) throws -> String? {
    let campaigns = program.campaigns.filter {
      $0.funnel == funnel && program.funnels[funnel].stageProject(of: $0.project) == project
    }
    for campaign in campaigns where try store.isMember(contact, of: campaign.name) { return campaign.name }
    return campaigns.first?.name
  }

  /// A conversion that the contact is past already is none.
  private func isOpen(_ suggestion: Suggested) throws -> Bool {
    guard let id = program.campaigns.firstIndex(where: { $0.name == suggestion.campaign }),
      let track = track(of: program.campaigns[id])
    else { return true }
    let stages = program.funnels[track.funnel].stages
    let place = try standing(suggestion.contact, in: track)?.stage ?? 0
    if stages[place].isFinal { return false }
    switch wish(suggestion, id) {
    case .convert(let stage): return stages.firstIndex { $0.name == stage }.map { $0 > place } ?? true
    case .demote(let stage): return stages.firstIndex { $0.name == stage }.map { $0 < place } ?? true
    case .keep, .text: return true
    }
  }

  /// A suggestion's words as the rules mean them.
  private func wish(_ suggestion: Suggested, _ id: CampaignID) -> Suggestion {
    let campaign = program.campaigns[id]
    let ofGrades = campaign.score.map { program.scores[$0].grades.flatMap(\.suggestions) } ?? []
    let ofStages = campaign.funnel.map { program.funnels[$0].stages.compactMap(\.elseSuggest) } ?? []
    return (ofGrades + ofStages).first { $0.words == suggestion.suggestion } ?? .text(suggestion.suggestion)
  }

  // MARK: Decisions

  public struct Decided: Sendable {
    public var suggestion: Suggested
    /// What was done, in words.
    public var effects: [String] = []
    /// Why it could not be done; nothing was changed for this one.
    public var refusal: RunFailure?
  }

  /// What accepting one suggestion comes to, before anything is written.
  private struct Carried {
    var suggestion: Suggested
    var campaign: CampaignID
    var move: StageMove?
    var event: EventRow?
    /// Back at the funnel's first stage: out of the campaign.
    var isDemoted = false
    var team: (id: TeamID, campaigns: [CampaignID], rule: String?)?
    var refusal: ProcessError?
  }

  /// Does what is suggested. Each contact passes the gate; who is refused is told, the others go on.
  public func accept(_ filter: SuggestionFilter) throws(RunFailure) -> (decided: [Decided], runID: Int64?) {
    let revision = try reading { try store.database.revision() }
    let open = try suggestions(filter)
    if open.isEmpty, let first = filter.contacts.first { throw try nothingSuggested(for: first, filter.campaign) }
    let (carried, handOver) = try reading {
      let facts = try gateFacts(of: open)
      let carried = once(try open.map { try carry($0, facts) })
      let needs = carried.compactMap { item in
        item.team.map {
          HandOverNeed(contact: item.suggestion.contact, team: $0.id, campaigns: $0.campaigns, rule: $0.rule)
        }
      }
      return (carried, try reassign(needs))
    }
    let (_, run) = try journaled(record("accept", expecting: revision)) { log, writer in
      for item in carried where item.refusal == nil {
        try write(item, log, writer)
        try note("accepted", item.suggestion, because: nil, log, writer)
      }
      try write(handOver, writer)
    }
    let owners = Dictionary(handOver.changes.map { ($0.change.contact, $0.change) }, uniquingKeysWith: { $1 })
    let decided = carried.map { item in
      Decided(
        suggestion: item.suggestion, effects: effects(item, owners[item.suggestion.contact]),
        refusal: item.refusal.map { .process($0, rules) })
    }
    return (decided, run)
  }

  /// Why there is nothing to decide about a contact.
  private func nothingSuggested(for name: String, _ campaign: String?) throws(RunFailure) -> RunFailure {
    let contact = try contact(name)
    try reading {
      for id in program.campaigns.indices where campaign == nil || program.campaigns[id].name == campaign {
        if try store.isMember(contact, of: program.campaigns[id].name) { try refuseLocked(contact, id) }
      }
    }
    return .process(.noSuggestion(contact: name), rules)
  }

  /// Several campaigns may suggest the same step for a contact: it is taken once, and all of them are answered.
  private func once(_ carried: [Carried]) -> [Carried] {
    var moved: Set<StageMove> = []
    return carried.map { item in
      guard var move = item.move else { return item }
      move.rule = nil
      if moved.insert(move).inserted { return item }
      var item = item
      (item.move, item.event, item.team) = (nil, nil, nil)
      return item
    }
  }

  /// Declines what is suggested; it does not come back until what it rests on has changed.
  public func decline(
    _ filter: SuggestionFilter, because reason: String
  ) throws(RunFailure) -> (decided: [Decided], runID: Int64?) {
    let revision = try reading { try store.database.revision() }
    let open = try suggestions(filter)
    if open.isEmpty, let first = filter.contacts.first { throw try nothingSuggested(for: first, filter.campaign) }
    let (_, run) = try journaled(record("decline", expecting: revision)) { log, writer in
      for suggestion in open { try note("declined", suggestion, because: reason, log, writer) }
    }
    return (open.map { Decided(suggestion: $0) }, run)
  }

  private func gateFacts(of open: [Suggested]) throws -> [FunnelID: (SQLValue) -> StageGate.Facts] {
    var contacts: [FunnelID: [SQLValue]] = [:]
    for suggestion in open {
      guard let campaign = program.campaigns.first(where: { $0.name == suggestion.campaign }),
        let funnel = campaign.funnel
      else { continue }
      contacts[funnel, default: []].append(suggestion.contact)
    }
    var facts: [FunnelID: (SQLValue) -> StageGate.Facts] = [:]
    for (funnel, contacts) in contacts { facts[funnel] = try gateFacts(funnel, of: contacts) }
    return facts
  }

  // MARK: What follows

  private func carry(
    _ suggestion: Suggested, _ facts: [FunnelID: (SQLValue) -> StageGate.Facts]
  ) throws -> Carried {
    let id = try campaign(suggestion.campaign)
    var item = Carried(suggestion: suggestion, campaign: id)
    do {
      switch wish(suggestion, id) {
      case .convert(let stage): try move(&item, to: stage, event: "converted", facts)
      case .demote(let stage): try move(&item, to: stage, event: "demoted", facts)
      case .keep(let name):
        if let team = program.teams.firstIndex(where: { $0.name == name }) { item.team = (team, [id], nil) }
      case .text: break
      }
    } catch let error as ProcessError {
      item.refusal = error
    }
    return item
  }

  private func move(
    _ item: inout Carried, to name: String, event: String, _ facts: [FunnelID: (SQLValue) -> StageGate.Facts]
  ) throws {
    let campaign = program.campaigns[item.campaign]
    let contact = item.suggestion.contact
    guard let track = track(of: campaign), let factsOf = facts[track.funnel],
      let target = program.funnels[track.funnel].stages.firstIndex(where: { $0.name == name })
    else { throw ProcessError.noFunnel(campaign: campaign.name) }
    item.move = try move(contact, in: track, event: event, to: target, factsOf(contact))
    guard item.move != nil else { return }
    item.event = EventRow(
      contact: contact, project: campaign.project ?? "", kind: event, note: item.suggestion.suggestion)
    item.isDemoted = target == 0
    let stage = program.funnels[track.funnel].stages[target]
    if let team = stage.team, !item.isDemoted {
      item.team = (team, campaigns(on: track), program.place(of: stage.span))
    }
  }

  private func effects(_ item: Carried, _ owner: OwnerChange?) -> [String] {
    var effects: [String] = []
    if let move = item.move { effects.append("\(move.from ?? "–") → \(move.to)") }
    if item.isDemoted { effects.append("no lead of \(item.suggestion.campaign) any more") }
    if let name = owner?.owner { effects.append("now with \(name)") }
    return effects
  }

  private func write(_ item: Carried, _ log: RunLog, _ writer: ProcessWriter) throws {
    let number = try store.ensureCampaign(.init(bare: program.campaigns[item.campaign], program))
    if let event = item.event { try writer.write(event, number) }
    if let move = item.move { try writer.write(move) }
    guard item.isDemoted else { return }
    // No run brings back by itself who was demoted.
    let contact = item.suggestion.contact
    try writer.run(
      """
      INSERT INTO bantam_member_edit(campaign_id, contact_id, edit, actor, at, reason) VALUES (?, ?, 'remove', ?, ?, ?)
      ON CONFLICT DO UPDATE SET edit = 'remove', actor = excluded.actor, at = excluded.at, reason = excluded.reason
      """, [.integer(number), contact, .text(log.record.actor), .text(log.at), .text("demoted")])
    for table in ["bantam_member", "bantam_assignment"] {
      try writer.run("DELETE FROM \(table) WHERE campaign_id = ? AND contact_id = ?", [.integer(number), contact])
    }
  }

  private func note(
    _ verdict: String, _ suggestion: Suggested, because reason: String?, _ log: RunLog, _ writer: ProcessWriter
  ) throws {
    let number = try store.ensureCampaign(.init(bare: program.campaigns[try campaign(suggestion.campaign)], program))
    try writer.run(
      """
      INSERT INTO bantam_decision(campaign_id, contact_id, suggestion, verdict, basis, actor, at, reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET verdict = excluded.verdict, basis = excluded.basis, actor = excluded.actor,
        at = excluded.at, reason = excluded.reason
      """,
      [
        .integer(number), suggestion.contact, .text(suggestion.suggestion), .text(verdict), .text(suggestion.basis),
        .text(log.record.actor), .text(log.at), SQLValue(reason),
      ])
  }
}
