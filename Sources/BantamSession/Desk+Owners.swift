import BantamLeads
import BantamPlan
import BantamProgram
import BantamStore

/// Leads that change hands because a stage or a person says so.
extension Desk {
  /// What a change of owners comes to: decided, not written yet.
  public struct HandOver: Sendable {
    /// By campaign.
    public var changes: [(campaign: Int64, change: OwnerChange)] = []
    public var credits: [(campaign: Int64, credit: Credit)] = []
    /// Leads for which nobody of the team has room; they keep their owner.
    public var unassigned:
      [(
        contact: SQLValue, team: TeamID, campaign: CampaignID, obstacle: AssignmentResult.Obstacle
      )] = []
    public init() {}
  }

  /// A contact whose leads go to another team.
  public struct HandOverNeed: Sendable {
    public var contact: SQLValue
    public var team: TeamID
    /// Whose leads; others stay where they are.
    public var campaigns: [CampaignID]
    /// The rule's place: `funnel.bant:12`.
    public var rule: String?
    public init(contact: SQLValue, team: TeamID, campaigns: [CampaignID], rule: String?) {
      self.contact = contact
      self.team = team
      self.campaigns = campaigns
      self.rule = rule
    }
  }

  /// The leads of a contact in some campaigns go to a member of a team, as in a run: whom the ledger names least often,
  /// who is there, has room and takes such contacts. Whose owner is of the team already keeps it, and all leads of a
  /// contact go to the same member: nobody has two who take care of the same thing. Decides only, and reads
  /// with connections of its own: call it before the transaction, and `write` in it.
  func reassign(
    _ contact: SQLValue, to team: TeamID, in campaigns: [CampaignID], rule: String?
  ) throws -> HandOver {
    try reassign([HandOverNeed(contact: contact, team: team, campaigns: campaigns, rule: rule)])
  }

  /// The same for many contacts: in the order given, a team after the other.
  func reassign(_ needs: [HandOverNeed]) throws -> HandOver {
    var handOver = HandOver()
    guard !needs.isEmpty, try store.hasProcessTables() else { return handOver }
    var book = OwnerBook(program, clock, ledger: try store.ledger(), openLeads: try store.openLeads())
    for team in Set(needs.map(\.team)).sorted() {
      let ofTeam = needs.filter { $0.team == team }
      var territories: [Set<SQLValue>?]?
      var takers = try self.takers(in: program.teams[team].name, of: ofTeam)
      for campaign in Set(ofTeam.flatMap(\.campaigns)).sorted() {
        let name = program.campaigns[campaign].name
        guard let id = try store.campaignID(of: name) else { continue }
        let wanted = ofTeam.filter { $0.campaigns.contains(campaign) }
        let stored = try store.ownedLeads(of: wanted.map(\.contact), in: name)
        let leads = Dictionary(stored.map { ($0.contact, $0) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<SQLValue> = []
        var moving = wanted.compactMap { need in
          leads[need.contact].flatMap { lead in
            lead.team == program.teams[team].name || !seen.insert(lead.contact).inserted
              ? nil : (lead: lead, rule: need.rule)
          }
        }
        for (lead, rule) in moving {
          guard let owner = takers[lead.contact] else { continue }
          handOver.changes.append((id, given(lead, to: owner, of: team, rule, &book)))
          book.openLeads[owner, default: 0] += 1
        }
        moving.removeAll { takers[$0.lead.contact] != nil }
        if moving.isEmpty { continue }
        let taken = try territories ?? self.territories(of: team, among: ofTeam.map(\.contact))
        territories = taken
        let shares = book.give(moving.count, of: name, to: team) { member in
          taken[member].map { taken in moving.indices.filter { taken.contains(moving[$0].lead.contact) } }
        }
        for (place, (lead, rule)) in moving.enumerated() {
          guard let owner = shares.owners[place] else {
            if let obstacle = shares.obstacles[place] {
              handOver.unassigned.append((lead.contact, team, campaign, obstacle))
            }
            continue
          }
          takers[lead.contact] = owner
          handOver.changes.append((id, given(lead, to: owner, of: team, rule, &book)))
        }
        handOver.credits += shares.credits.map { (id, $0) }
      }
    }
    return handOver
  }

  private func given(
    _ lead: SQLiteContactStore.OwnedLead, to owner: String, of team: TeamID, _ rule: String?, _ book: inout OwnerBook
  ) -> OwnerChange {
    if let from = lead.owner { book.openLeads[from, default: 1] -= 1 }
    return OwnerChange(
      contact: lead.contact, owner: owner, team: program.teams[team].name, from: lead.owner, rule: rule)
  }

  /// Who of a team takes care already of one of the leads that contacts have in the campaigns of their needs.
  private func takers(in team: String, of needs: [HandOverNeed]) throws -> [SQLValue: String] {
    var takers: [SQLValue: String] = [:]
    for campaign in Set(needs.flatMap(\.campaigns)).sorted() {
      let wanted = needs.filter { $0.campaigns.contains(campaign) }.map(\.contact)
      for lead in try store.ownedLeads(of: wanted, in: program.campaigns[campaign].name) where lead.team == team {
        if takers[lead.contact] == nil { takers[lead.contact] = lead.owner }
      }
    }
    return takers
  }

  /// Writes what `reassign` decided.
  func write(_ handOver: HandOver, _ writer: ProcessWriter) throws(StoreError) {
    let byCampaign = Dictionary(grouping: handOver.changes, by: \.campaign)
    for campaign in byCampaign.keys.sorted() {
      try writer.write((byCampaign[campaign] ?? []).map(\.change), campaign)
    }
    for (campaign, credit) in handOver.credits { try writer.write(credit, campaign) }
  }

  /// The campaigns whose leads stand on a track.
  func campaigns(on track: Track) -> [CampaignID] {
    program.campaigns.indices.filter { self.track(of: program.campaigns[$0]) == track }
  }

  /// Per member of a team the contacts among some that they take; nil for all.
  private func territories(of team: TeamID, among contacts: [SQLValue]) throws -> [Set<SQLValue>?] {
    let members = program.teams[team].members
    guard members.contains(where: { $0.condition != nil }) else { return members.map { _ in nil } }
    var scope = PlanScope(segments: [], campaigns: [], scores: [])
    scope.teams = [team]
    let asked = try ask(scope, of: contacts)
    return (asked.plan.territories[team] ?? []).map { node in
      guard let node else { return nil }
      let rows = Set(asked.questions.rows(of: node, asked.outcome))
      return Set(zip(contacts, asked.rows).filter { rows.contains($0.1) }.map(\.0))
    }
  }
}
