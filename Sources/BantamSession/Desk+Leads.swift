import BantamLeads
import BantamProgram
import BantamStore
import BantamSystem

/// Leads, as they are and by hand.
extension Desk {
  public func leads(
    _ filter: SQLiteContactStore.LeadFilter, limit: Int
  ) throws(RunFailure) -> [SQLiteContactStore.Lead] {
    if let name = filter.campaign { _ = try campaign(name) }
    if let name = filter.grade {
      let known = program.scores.flatMap { $0.grades.map(\.name) }
      if !known.contains(name) { throw .unknownName("grade", name, known: known) }
    }
    if let name = filter.stage {
      let known = program.funnels.flatMap { $0.stages.map(\.name) }
      if !known.contains(name) { throw .unknownName("stage", name, known: known) }
    }
    return try reading { try store.leads(filter, limit: limit) }
  }

  /// What people call some contacts.
  public func names(of contacts: [SQLValue]) throws(RunFailure) -> [SQLValue: String] {
    try reading { try store.names(of: contacts, program) }
  }

  /// The entries by hand of a campaign, with the contacts' names.
  public func handEdits(
    _ name: String
  ) throws(RunFailure) -> [(edit: SQLiteContactStore.HandEdit, name: String)] {
    _ = try campaign(name)
    return try reading {
      let edits = try store.handEdits(in: name)
      let names = try store.names(of: edits.map(\.contact), program)
      return edits.map { ($0, names[$0.contact] ?? "") }
    }
  }

  /// An instant of the tables (ISO 8601 with `Z`) on the clock of the rules' zone, to the minute: `2026-03-01 09:30`.
  public func local(_ time: String) -> String {
    guard let instant = Timestamp(time)?.instant(in: .utc) else { return time }
    return Timestamp.minutes(ofInstant: instant, in: zone)
  }

  public func badPoints(_ text: String) -> RunFailure { .process(.badPoints(text), rules) }

  // MARK: Owners

  public struct Assigned: Sendable {
    public var contact: SQLValue
    public var campaign: String
    public var from: String?
    public var owner: String
    public var runID: Int64?
  }

  /// Gives a lead to a person of the rules' teams, or to a team, whose turn it is by the ledger.
  public func assign(_ name: String, to target: String, in campaignName: String?) throws(RunFailure) -> Assigned {
    let id = try campaign(orOnly: campaignName)
    let campaign = program.campaigns[id]
    let revision = try reading { try store.database.revision() }
    let contact = try contact(name)
    let team = program.teams.firstIndex { $0.name == target }
    let home = program.teams.first { $0.members.contains { $0.address == target } }
    if team == nil, home == nil {
      throw .unknownName(
        target.contains("@") ? "person" : "team", target,
        known: target.contains("@") ? program.teams.flatMap { $0.members.map(\.address) } : program.teams.map(\.name))
    }
    var filter = SQLiteContactStore.LeadFilter()
    filter.campaign = campaign.name
    filter.contacts = [contact]
    let leads = try reading {
      try refuseLocked(contact, id)
      return try store.leads(filter, limit: 1)
    }
    guard let lead = leads.first else {
      throw .process(.notAMember(contact: contact.text, campaign: campaign.name), rules)
    }
    var handOver = HandOver()
    if let team {
      handOver = try reading { try reassign(contact, to: team, in: [id], rule: "by hand") }
      if let obstacle = handOver.unassigned.first?.obstacle {
        throw .process(.nobodyHasRoom(contact: contact.text, team: target, reason: obstacle.words), rules)
      }
    } else if lead.owner != target {
      let number = try reading { try store.campaignID(of: campaign.name) }
      let change = OwnerChange(
        contact: contact, owner: target, team: home?.name, from: lead.owner, rule: "by hand")
      if let number { handOver.changes = [(number, change)] }
    }
    let decided = handOver
    let (_, run) = try journaled(record("assign", expecting: revision)) { _, writer in try write(decided, writer) }
    let owner = decided.changes.first?.change.owner ?? lead.owner ?? target
    return Assigned(contact: contact, campaign: campaign.name, from: lead.owner, owner: owner, runID: run)
  }
}
