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
      // A campaign that the rules do not have any more suggests nothing.
      let known = Set(program.campaigns.map(\.name))
      var open = try store.openSuggestions(of: contacts.isEmpty ? nil : contacts).filter { known.contains($0.campaign) }
      // What a grade suggests already is not suggested again because of the time.
      let wanted = Set(contacts)
      let ofGrades = Set(open.map(SuggestedStep.init))
      open += try overdue().filter { late in
        (wanted.isEmpty || wanted.contains(late.contact)) && !ofGrades.contains(SuggestedStep(late))
      }
      var places = Places(self, of: contacts.count == 1 ? contacts[0] : nil)
      return try open.filter { suggestion in
        guard filter.campaign == nil || suggestion.campaign == filter.campaign,
          filter.grade == nil || suggestion.grade == filter.grade,
          filter.suggestion == nil || suggestion.suggestion == filter.suggestion
        else { return false }
        return try isOpen(suggestion, &places)
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
      for (place, stage) in funnel.stages.enumerated() {
        guard let limit = overdueLimit(stage), let within = stage.within, let wish = stage.elseSuggest else { continue }
        for (contact, project, since) in try store.contacts(at: stage.name, of: funnel.name)
        where isOverdue(since, limit) {
          guard let campaign = try campaign(of: contact, at: place, funnel: id, project: project) else { continue }
          var suggestion = Suggested(
            campaign: campaign, contact: contact, grade: nil, suggestion: wish.words,
            basis: "\(stage.name) since \(since)")
          suggestion.because = "\(stage.name) since \(local(since).prefix(10)), longer than \(within.words)"
          if let decision = try store.decision(on: suggestion), decision.basis == suggestion.basis { continue }
          found.append(suggestion)
        }
      }
    }
    return found
  }

  /// The campaign that a suggestion about a contact in a project belongs to: one it is a member of, else the first one.
  /// At the stage of leads, who is in no campaign any more is no lead: nil.
  private func campaign(
    of contact: SQLValue, at place: Int, funnel: FunnelID, project: String
  ) throws -> String? {
    let campaigns = program.campaigns.filter {
      $0.funnel == funnel && program.funnels[funnel].stageProject(of: $0.project) == project
    }
    for campaign in campaigns where try store.isMember(contact, of: campaign.name) { return campaign.name }
    // A lead of a campaign that it has left again is nobody's to demote; one that an event made is.
    let joined = try store.lastStageEvent(of: contact, funnel: program.funnels[funnel].name, project: project)
    let hasLeft = place == program.funnels[funnel].joinStage && joined == StageGate.joined
    return hasLeft ? nil : campaigns.first?.name
  }

  /// A conversion that the contact is past already is none, and a grade keeps or demotes nobody who is more than a lead.
  private func isOpen(_ suggestion: Suggested, _ places: inout Places) throws -> Bool {
    guard let id = program.campaigns.firstIndex(where: { $0.name == suggestion.campaign }) else { return false }
    guard let track = track(of: program.campaigns[id]) else { return true }
    let funnel = program.funnels[track.funnel]
    let place = try places.place(of: suggestion.contact, in: track)
    if funnel.stages[place].isFinal { return false }
    let isLead = suggestion.grade == nil || place <= funnel.joinStage
    func index(_ stage: String) -> Int? { funnel.stages.firstIndex { $0.name == stage } }
    switch wish(suggestion, id) {
    case .convert(let stage): return index(stage).map { $0 > place } ?? true
    case .demote(let stage): return isLead && index(stage).map { $0 < place } ?? true
    case .keep: return isLead
    case .text: return true
    }
  }

  /// A suggestion's words as the rules mean them.
  func wish(_ suggestion: Suggested, _ id: CampaignID) -> Suggestion {
    let campaign = program.campaigns[id]
    let ofGrades = campaign.score.map { program.scores[$0].grades.flatMap(\.suggestions) } ?? []
    let ofStages = campaign.funnel.map { program.funnels[$0].stages.compactMap(\.elseSuggest) } ?? []
    return (ofGrades + ofStages).first { $0.words == suggestion.suggestion } ?? .text(suggestion.suggestion)
  }
}

extension Duration {
  /// `14 days`
  var words: String { "\(count) \(unit.rawValue)\(count == 1 ? "" : "s")" }
}

/// What is suggested for whom, whatever it rests on.
private struct SuggestedStep: Hashable {
  var campaign: String
  var contact: SQLValue
  var suggestion: String

  init(_ suggested: Desk.Suggested) {
    campaign = suggested.campaign
    contact = suggested.contact
    suggestion = suggested.suggestion
  }
}

/// Where contacts stand, read once per track.
private struct Places {
  private let desk: Desk
  private let contact: SQLValue?
  private var stages: [Track: [SQLValue: Int]] = [:]

  /// `contact`: the only one that is asked for.
  init(_ desk: Desk, of contact: SQLValue?) {
    self.desk = desk
    self.contact = contact
  }

  /// The first stage for those that are not in the funnel yet.
  mutating func place(of contact: SQLValue, in track: Track) throws(StoreError) -> Int {
    if let known = stages[track] { return known[contact] ?? 0 }
    let funnel = desk.program.funnels[track.funnel]
    let names = Dictionary(funnel.stages.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let found = try desk.store.standings(funnel: funnel.name, project: track.project, of: self.contact)
      .compactMapValues { names[$0.stage] }
    stages[track] = found
    return found[contact] ?? 0
  }
}
