import BantamLeads
import BantamPlan
import BantamProgram
import BantamStore
import BantamSystem

/// An event as somebody gives it.
public struct EventRequest: Sendable, Hashable {
  /// A key or an e-mail address.
  public var contact: String
  public var event: String
  public var project: String?
  public var campaign: String?
  /// As written: `12,000.50 EUR`.
  public var amount: String?
  public var reference: String?
  public var note: String?
  /// As written; nil: the instant of the command.
  public var at: String?
  /// To be noted also where the same is noted already.
  public var isAgain = false

  public init(contact: String, event: String) {
    self.contact = contact
    self.event = event
  }
}

/// Events on their way through the gate, one after the other: each is decided on what those before it left. Writes
/// nothing.
struct EventPass {
  /// What an event says, understood.
  struct Meaning: Sendable {
    var contact: SQLValue
    var event: String
    var place: Place
    var amount: Int64?
    var reference: String?
    var note: String?
    var instant: Int64

    var identity: SQLiteContactStore.EventIdentity {
      SQLiteContactStore.EventIdentity(
        contact: contact, kind: event, project: place.project, at: Timestamp.text(ofInstant: instant), amount: amount,
        reference: reference)
    }
  }

  /// Where an event happens.
  struct Place: Sendable {
    /// Empty for none.
    var project: String
    var campaign: CampaignID?
    /// The funnels that it may move the contact in.
    var tracks: [Track]
  }

  /// A contact on one way through a funnel.
  struct Handing: Hashable {
    var contact: SQLValue
    var track: Track
  }

  let desk: Desk
  private let known: Set<String>
  private let facts: [FunnelID: (SQLValue) -> StageGate.Facts]
  private var standings: [Track: [SQLValue: Desk.Standing]] = [:]
  private var places: [[String?]: Place] = [:]

  private(set) var events: [(row: EventRow, campaign: CampaignID?)] = []
  private(set) var moves: [(move: StageMove, at: String)] = []
  /// Who is no lead any more.
  private(set) var demotions: [Handing] = []
  /// In the order in which they were first asked for; nil: the contact came back to whom it belonged to.
  private var needs: [Handing: (need: Desk.HandOverNeed?, from: TeamID?)] = [:]
  private var needOrder: [Handing] = []

  /// A pass for events of some contacts.
  init(_ desk: Desk, of contacts: [SQLValue]) throws {
    self.desk = desk
    known = Set(LeadEvent.known(desk.program))
    let program = desk.program
    var facts: [FunnelID: (SQLValue) -> StageGate.Facts] = [:]
    for track in desk.tracks {
      if facts[track.funnel] == nil { facts[track.funnel] = try desk.gateFacts(track.funnel, of: contacts) }
      let funnel = program.funnels[track.funnel]
      let places = Dictionary(
        zip(funnel.stages.map(\.name), funnel.stages.indices), uniquingKeysWith: { first, _ in first })
      standings[track] = try desk.store.standings(
        funnel: funnel.name, project: track.project, of: contacts.count == 1 ? contacts.first : nil
      ).compactMapValues { found in places[found.stage].map { Desk.Standing(stage: $0, since: found.since) } }
    }
    self.facts = facts
  }

  /// Those whose leads get another owner by these events.
  var handOverNeeds: [Desk.HandOverNeed] {
    needOrder.filter { !demotions.contains($0) }.compactMap { needs[$0]?.need }
  }

  // MARK: Understanding

  mutating func meaning(_ request: EventRequest, of contact: SQLValue) throws -> Meaning {
    if request.event == StageGate.joined { throw ProcessError.eventOfRuns(request.event) }
    guard known.contains(request.event) else {
      throw RunFailure.unknownName("event", request.event, known: LeadEvent.known(desk.program))
    }
    let place = try place(of: request)
    let currency = desk.program.settings.currency
    let amount = try request.amount.map { text throws(ProcessError) in
      try EventAmount.tenThousandths(text, currency: currency)
    }
    let instant = try request.at.map { try desk.instant($0) } ?? desk.asOf
    // Rules with an `as of` of the past are at work all the same: what happened since then has happened.
    let now = max(desk.asOf, desk.started)
    if instant > now {
      throw ProcessError.eventInFuture(
        request.event, at: desk.local(Timestamp.text(ofInstant: instant)),
        now: desk.local(Timestamp.text(ofInstant: now)))
    }
    return Meaning(
      contact: contact, event: request.event, place: place, amount: amount, reference: request.reference,
      note: request.note, instant: instant)
  }

  private mutating func place(of request: EventRequest) throws -> Place {
    let key = [request.event, request.project, request.campaign]
    if let known = places[key] { return known }
    let place = try desk.place(of: request.event, project: request.project, campaign: request.campaign)
    places[key] = place
    return place
  }

  // MARK: Deciding

  /// Lets an event through the gate; throws `ProcessError` where it is refused, and nothing of it stays.
  mutating func add(_ meaning: Meaning) throws(ProcessError) {
    let at = Timestamp.text(ofInstant: meaning.instant)
    var made: [(track: Track, move: StageMove)] = []
    for track in meaning.place.tracks {
      guard let facts = facts[track.funnel] else { continue }
      let move = try desk.move(
        meaning.contact, from: standings[track]?[meaning.contact], in: track, event: meaning.event,
        facts(meaning.contact))
      if let move { made.append((track, move)) }
    }
    for (track, move) in made {
      let funnel = desk.program.funnels[track.funnel]
      let stage = funnel.stages.firstIndex { $0.name == move.to } ?? 0
      let before = standings[track]?[meaning.contact].flatMap { funnel.stages[$0.stage].team }
      standings[track]?[meaning.contact] = Desk.Standing(stage: stage, since: at)
      moves.append((move, at))
      let handing = Handing(contact: meaning.contact, track: track)
      if meaning.event == "demoted", stage == 0, !demotions.contains(handing) { demotions.append(handing) }
      hand(meaning.contact, on: track, from: before, to: funnel.stages[stage])
    }
    let row = EventRow(
      contact: meaning.contact, project: meaning.place.project, kind: meaning.event, amount: meaning.amount,
      reference: meaning.reference, note: meaning.note, at: at)
    events.append((row, meaning.place.campaign))
  }

  /// Only the last team counts: a contact that went through several stages is given away once.
  private mutating func hand(_ contact: SQLValue, on track: Track, from: TeamID?, to stage: Stage) {
    guard let team = stage.team, team != from else { return }
    let handing = Handing(contact: contact, track: track)
    if needs[handing] == nil { needOrder.append(handing) }
    let first = needs[handing].map(\.from) ?? from
    let need = Desk.HandOverNeed(
      contact: contact, team: team, campaigns: desk.campaigns(on: track), rule: desk.program.place(of: stage.span))
    needs[handing] = (team == first ? nil : need, first)
  }
}

extension Desk {
  /// All funnels in the projects that campaigns use them for.
  var tracks: [Track] {
    var tracks: [Track] = []
    for campaign in program.campaigns {
      if let track = track(of: campaign), !tracks.contains(track) { tracks.append(track) }
    }
    return tracks
  }

  /// The projects of the campaigns, in their order.
  public var projects: [String] {
    var projects: [String] = []
    for case let project? in program.campaigns.map(\.project) where !projects.contains(project) {
      projects.append(project)
    }
    return projects
  }

  /// A date or an instant as somebody writes it.
  func instant(_ text: String) throws(RunFailure) -> Int64 {
    guard let time = Timestamp(text) else { throw .badMoment(text) }
    return time.instant(in: zone)
  }

  /// Where an event happens: in the campaign's project, in the one that is named, in the only one there is, or in a
  /// funnel that is kept per contact.
  func place(of event: String, project: String?, campaign: String?) throws -> EventPass.Place {
    if let campaign {
      let id = try self.campaign(campaign)
      let own = program.campaigns[id].project
      if let project, project != own { throw RunFailure.unknownName("project", project, known: own.map { [$0] } ?? []) }
      let track = self.track(of: program.campaigns[id])
      return EventPass.Place(project: own ?? "", campaign: id, tracks: track.map { [$0] } ?? [])
    }
    let projects = projects
    if let project {
      guard projects.contains(project) else { throw RunFailure.unknownName("project", project, known: projects) }
      return EventPass.Place(project: project, campaign: nil, tracks: track(ofProject: project).map { [$0] } ?? [])
    }
    if projects.count == 1, let only = projects.first {
      return try place(of: event, project: only, campaign: nil)
    }
    let perContact = tracks.filter { track in
      let funnel = program.funnels[track.funnel]
      return !funnel.isPerProject && (projects.isEmpty || funnel.transitions.contains { $0.events.contains(event) })
    }
    if perContact.isEmpty, !projects.isEmpty { throw ProcessError.noProject(event: event, projects: projects) }
    return EventPass.Place(project: "", campaign: nil, tracks: perContact)
  }
}
