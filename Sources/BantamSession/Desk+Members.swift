import BantamEngine
import BantamLeads
import BantamPlan
import BantamProgram
import BantamStore

/// A campaign's list, edited by hand: entries stay until they are reset, whatever runs do.
extension Desk {
  public enum Edit: String, Sendable {
    case add, remove
  }

  /// What becomes of a contact with the next run.
  public struct Fate: Sendable {
    public var contact: SQLValue
    public var name: String
    /// nil: it will be a member; else why not.
    public var obstacle: String?
  }

  /// Adds contacts to a campaign or removes them, with a reason; returns what the next run makes of them.
  public func edit(
    _ edit: Edit, _ names: [String], in campaignName: String, because reason: String
  ) throws(RunFailure) -> (fates: [Fate], runID: Int64?) {
    let id = try campaign(campaignName)
    let revision = try reading { try store.database.revision() }
    let contacts = try names.map { name throws(RunFailure) in try contact(name) }
    let (_, run) = try journaled(record("members", expecting: revision)) { log, writer in
      let number = try store.ensureCampaign(.init(bare: program.campaigns[id], program))
      for contact in contacts {
        try refuseLocked(contact, id)
        try writer.run(
          """
          INSERT INTO bantam_member_edit(campaign_id, contact_id, edit, actor, at, reason) VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET edit = excluded.edit, actor = excluded.actor, at = excluded.at,
            reason = excluded.reason
          """,
          [
            .integer(number), contact, .text(edit.rawValue), .text(log.record.actor), .text(log.at), .text(reason),
          ])
      }
    }
    return (try fates(of: contacts, in: id), run)
  }

  /// Takes entries by hand away: from now on the rules decide again.
  public func resetEdits(_ names: [String], in campaignName: String) throws(RunFailure) -> (count: Int, runID: Int64?) {
    let id = try campaign(campaignName)
    let contacts = try names.map { name throws(RunFailure) in try contact(name) }
    let done = try journaled(record("members")) { log, writer in
      guard let number = try store.campaignID(of: program.campaigns[id].name) else { return 0 }
      var count = 0
      for contact in contacts {
        try writer.run(
          "DELETE FROM bantam_member_edit WHERE campaign_id = ? AND contact_id = ?", [.integer(number), contact])
        count += store.database.changedRows
      }
      return count
    }
    return (done.result, done.runID)
  }

  /// Sets a member's status; the first one that counts as a response is dated.
  public func setStatus(
    _ status: String, _ names: [String], in campaignName: String
  ) throws(RunFailure) -> Int64? {
    let id = try campaign(campaignName)
    let campaign = program.campaigns[id]
    guard let declared = campaign.statuses.first(where: { $0.name == status }) else {
      throw .unknownName("status", status, known: campaign.statuses.map(\.name))
    }
    let contacts = try names.map { name throws(RunFailure) in try contact(name) }
    return try journaled(record("members")) { log, writer in
      for contact in contacts {
        try refuseLocked(contact, id)
        guard try store.isMember(contact, of: campaign.name), let number = try store.campaignID(of: campaign.name)
        else { throw ProcessError.notAMember(contact: contact.text, campaign: campaign.name) }
        try writer.run(
          """
          UPDATE bantam_member SET status = ?3, responded_at = CASE WHEN ?4 = 1 THEN ifnull(responded_at, ?5)
            ELSE responded_at END
          WHERE campaign_id = ?1 AND contact_id = ?2
          """,
          [.integer(number), contact, .text(status), .integer(declared.isResponse ? 1 : 0), .text(log.at)])
      }
    }.runID
  }

  /// A converted lead is not edited any more.
  func refuseLocked(_ contact: SQLValue, _ id: CampaignID) throws {
    guard let track = track(of: program.campaigns[id]), let present = try standing(contact, in: track) else { return }
    let stage = program.funnels[track.funnel].stages[present.stage]
    if stage.isFinal {
      throw ProcessError.locked(contact: contact.text, stage: stage.name, since: local(present.since))
    }
  }

  /// What the next run makes of some contacts, limit and other campaigns aside.
  func fates(of contacts: [SQLValue], in id: CampaignID) throws(RunFailure) -> [Fate] {
    try reading {
      var scope = PlanScope(segments: [], campaigns: [id], scores: [])
      scope = scope.knowing(try store.campaignFacts(), program)
      scope.assessed = []
      scope.funnels = []
      let (plan, _) = makePlan(program, asOf: asOf, zone: zone, scope: scope)
      let campaign = plan.campaigns[0]
      let (found, _) = try store.load(plan, program, zone: zone, keys: contacts)
      let nodes = [campaign.audience] + campaign.removals.map(\.node)
      let request = EvaluationRequest(threads: 1, masks: nodes, intervals: false)
      let masks = evaluate(plan, lists: program.lists, over: found.columns, request: request).masks
      let names = try store.names(of: contacts, program)
      return zip(contacts, found.rows).map { contact, row in
        var obstacle: String?
        if row < 0 {
          obstacle = "the contact is gone"
        } else if masks[0][Int(row)] & 1 == 0 {
          obstacle = "not in the audience"
        } else if let step = campaign.removals.indices.first(where: { masks[$0 + 1][Int(row)] & 1 == 1 }) {
          obstacle = campaign.removals[step].reason
        }
        return Fate(contact: contact, name: names[contact] ?? "", obstacle: obstacle)
      }
    }
  }
}
