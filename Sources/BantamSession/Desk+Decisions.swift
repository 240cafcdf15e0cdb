import BantamDiagnostics
import BantamLeads
import BantamPlan
import BantamProgram
import BantamStore
import BantamSystem

/// Suggestions, accepted or declined.
extension Desk {
  public struct Decided: Sendable {
    /// nil: nothing is suggested for a contact that was named.
    public var suggestion: Suggested?
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
    /// Back at the first stage of a track: out of its campaigns, of which it was a lead of these.
    var demotion: (track: Track, left: [String])?
    var team: (id: TeamID, campaigns: [CampaignID], rule: String?)?
    var refusal: ProcessError?
    var isKeeping = false
  }

  /// What only one suggestion at a time may be carried out for: a contact on one way through a funnel.
  private struct Subject: Hashable {
    var contact: SQLValue
    var track: Track?
    /// Where there is no funnel.
    var campaign: String?
  }

  /// Does what is suggested. Each contact passes the gate; who is refused is told, the others go on.
  public func accept(_ filter: SuggestionFilter) throws(RunFailure) -> (decided: [Decided], runID: Int64?) {
    let revision = try reading { try store.database.revision() }
    let open = try suggestions(filter)
    let unanswered = try unanswered(filter, open)
    let (carried, handOver) = try reading {
      var carried = try carry(open)
      let needs = carried.compactMap { item in
        item.team.map {
          HandOverNeed(contact: item.suggestion.contact, team: $0.id, campaigns: $0.campaigns, rule: $0.rule)
        }
      }
      let handOver = try reassign(needs)
      for index in carried.indices where carried[index].isKeeping {
        carried[index].refusal = carried[index].refusal ?? refusal(of: carried[index], handOver)
      }
      return (carried, handOver)
    }
    let (_, run) = try journaled(record("accept", expecting: revision)) { log, writer in
      for item in carried where item.refusal == nil {
        try write(item, log, writer)
        try note("accepted", item.suggestion, because: nil, log, writer)
      }
      try write(handOver, writer)
    }
    let decided = carried.map { item in
      Decided(
        suggestion: item.suggestion, effects: effects(item, handOver),
        refusal: item.refusal.map { .process($0, rules) })
    }
    return (decided + unanswered, run)
  }

  /// Declines what is suggested; it does not come back until what it rests on has changed.
  public func decline(
    _ filter: SuggestionFilter, because reason: String
  ) throws(RunFailure) -> (decided: [Decided], runID: Int64?) {
    let revision = try reading { try store.database.revision() }
    let open = try suggestions(filter)
    let unanswered = try unanswered(filter, open)
    let (_, run) = try journaled(record("decline", expecting: revision)) { log, writer in
      for suggestion in open { try note("declined", suggestion, because: reason, log, writer) }
    }
    return (open.map { Decided(suggestion: $0) } + unanswered, run)
  }

  // MARK: Nothing to decide

  /// The contacts that are named while nothing is suggested for them. Throws where that is all of them.
  private func unanswered(_ filter: SuggestionFilter, _ open: [Suggested]) throws(RunFailure) -> [Decided] {
    let answered = Set(open.map(\.contact))
    var failures: [RunFailure] = []
    for name in filter.contacts {
      let contact = try contact(name)
      if !answered.contains(contact) { failures.append(nothingSuggested(for: name, contact, filter.campaign)) }
    }
    if open.isEmpty, let first = failures.first {
      let errors = failures.compactMap { if case .process(let error, _) = $0 { error } else { nil } }
      throw failures.count == 1 || errors.count < failures.count ? first : .lines(errors)
    }
    return failures.map { Decided(refusal: $0) }
  }

  /// Why there is nothing to decide about a contact.
  private func nothingSuggested(for name: String, _ contact: SQLValue, _ campaign: String?) -> RunFailure {
    do throws(RunFailure) {
      try reading {
        for id in program.campaigns.indices where campaign == nil || program.campaigns[id].name == campaign {
          if try store.isMember(contact, of: program.campaigns[id].name) { try refuseLocked(contact, id) }
        }
      }
    } catch {
      return error
    }
    return .process(.noSuggestion(contact: name), rules)
  }

  // MARK: What follows

  /// In the order given. Where different things are suggested for a contact, nobody guesses which is meant; the same
  /// thing that several campaigns suggest is done once, and all of them are answered.
  private func carry(_ open: [Suggested]) throws -> [Carried] {
    let facts = try gateFacts(of: open)
    var choices: [Subject: [(words: String, campaign: String)]] = [:]
    for suggestion in open {
      let subject = try subject(of: suggestion)
      if choices[subject]?.contains(where: { $0.words == suggestion.suggestion }) == true { continue }
      choices[subject, default: []].append((suggestion.suggestion, suggestion.campaign))
    }
    var carried: [Carried] = []
    var refused: Set<Subject> = []
    var standings: [Track: [SQLValue: Standing]] = [:]
    for suggestion in open {
      let subject = try subject(of: suggestion)
      if let several = choices[subject], several.count > 1 {
        if !refused.insert(subject).inserted { continue }
        var item = Carried(suggestion: suggestion, campaign: try campaign(suggestion.campaign))
        item.refusal = .severalSuggestions(
          contact: suggestion.contact.text, suggestions: several.map { [$0.words, $0.campaign] })
        carried.append(item)
      } else {
        carried.append(try carry(suggestion, facts, &standings))
      }
    }
    return carried
  }

  private func subject(of suggestion: Suggested) throws(RunFailure) -> Subject {
    let track = track(of: program.campaigns[try campaign(suggestion.campaign)])
    return Subject(
      contact: suggestion.contact, track: track, campaign: track == nil ? suggestion.campaign : nil)
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

  private func carry(
    _ suggestion: Suggested, _ facts: [FunnelID: (SQLValue) -> StageGate.Facts],
    _ standings: inout [Track: [SQLValue: Standing]]
  ) throws -> Carried {
    let id = try campaign(suggestion.campaign)
    var item = Carried(suggestion: suggestion, campaign: id)
    do {
      switch wish(suggestion, id) {
      case .convert(let stage): try move(&item, to: stage, event: "converted", facts, &standings)
      case .demote(let stage): try move(&item, to: stage, event: "demoted", facts, &standings)
      case .keep(let name):
        item.isKeeping = true
        if let team = program.teams.firstIndex(where: { $0.name == name }) { item.team = (team, [id], nil) }
      case .text: break
      }
    } catch let error as ProcessError {
      item.refusal = error
    }
    return item
  }

  private func move(
    _ item: inout Carried, to name: String, event: String, _ facts: [FunnelID: (SQLValue) -> StageGate.Facts],
    _ standings: inout [Track: [SQLValue: Standing]]
  ) throws {
    let campaign = program.campaigns[item.campaign]
    let contact = item.suggestion.contact
    guard let track = track(of: campaign), let factsOf = facts[track.funnel],
      let target = program.funnels[track.funnel].stages.firstIndex(where: { $0.name == name })
    else { throw ProcessError.noFunnel(campaign: campaign.name) }
    let moved = standings[track]?[contact]
    // Another campaign's suggestion has brought it there.
    if moved?.stage == target { return }
    let present = try moved ?? standing(contact, in: track)
    item.move = try move(contact, from: present, in: track, event: event, to: target, factsOf(contact))
    guard item.move != nil else { return }
    standings[track, default: [:]][contact] = Standing(stage: target, since: Timestamp.text(ofInstant: asOf))
    item.event = EventRow(
      contact: contact, project: campaign.project ?? "", kind: event, note: item.suggestion.suggestion)
    let stage = program.funnels[track.funnel].stages[target]
    if target == 0 {
      item.demotion = (track, try memberships(of: contact, on: track))
    } else if let team = stage.team {
      item.team = (team, campaigns(on: track), program.place(of: stage.span))
    }
  }

  /// Why nobody of the team that is to keep a lead takes it; nil: somebody does.
  private func refusal(of item: Carried, _ handOver: HandOver) -> ProcessError? {
    guard let team = item.team else { return nil }
    let found = handOver.unassigned.first {
      $0.contact == item.suggestion.contact && $0.team == team.id && team.campaigns.contains($0.campaign)
    }
    return found.map {
      .nobodyHasRoom(
        contact: item.suggestion.contact.text, team: program.teams[team.id].name, reason: $0.obstacle.words)
    }
  }

  private func effects(_ item: Carried, _ handOver: HandOver) -> [String] {
    var effects: [String] = []
    let contact = item.suggestion.contact
    if let move = item.move { effects.append("\(move.from ?? "–") → \(move.to)") }
    if let left = item.demotion?.left, !left.isEmpty {
      effects.append("no lead of \(listed(left)) any more")
    }
    guard let team = item.team else { return effects }
    if let owner = handOver.changes.last(where: { $0.change.contact == contact })?.change.owner {
      effects.append("now with \(owner)")
    } else if let none = handOver.unassigned.first(where: { $0.contact == contact && $0.team == team.id }) {
      effects.append("nobody of \(program.teams[team.id].name) takes it over: \(none.obstacle.words)")
    }
    return effects
  }

  // MARK: Writing

  private func write(_ item: Carried, _ log: RunLog, _ writer: ProcessWriter) throws {
    let number = try store.ensureCampaign(.init(bare: program.campaigns[item.campaign], program))
    if let event = item.event { try writer.write(event, number) }
    if let move = item.move { try writer.write(move) }
    if let demotion = item.demotion { try demote(item.suggestion.contact, on: demotion.track, log, writer) }
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

extension RunClock {
  /// The run's instant less a duration.
  func before(_ duration: Duration) -> Int64 { instant(duration, -1) }
}
