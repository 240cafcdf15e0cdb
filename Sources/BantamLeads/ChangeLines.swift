import BantamColumns
import BantamDiagnostics
import BantamEngine
import BantamPlan
import BantamProgram
import BantamStore

/// What a run is to change, a JSON object per line in a fixed order: for people to read, and for `apply` to compare.
public struct ChangeLines {
  private let keys: Keys
  /// Per campaign and contact that leaves why it does.
  private let reasons: [[SQLValue: String]]

  /// `reasons`: see `leavingReasons`.
  public init(keys: Keys, reasons: [[SQLValue: String]]) {
    self.keys = keys
    self.reasons = reasons
  }

  public func lines(_ results: [CampaignResult], _ changes: LeadChanges) -> [String] {
    var lines: [String] = []
    for (index, (result, change)) in zip(results, changes.campaigns).enumerated() {
      add(result, change, index, &lines)
    }
    return lines
  }

  private func add(_ result: CampaignResult, _ change: CampaignChange, _ index: Int, _ lines: inout [String]) {
    func line(_ contact: SQLValue, _ kind: String, _ more: (inout JSONWriter) -> Void) {
      var writer = JSONWriter()
      writer.object { writer in
        writer.member("campaign", result.name)
        writer.member("contact", contact)
        writer.member("change", kind)
        more(&writer)
      }
      lines.append(writer.text)
    }
    for place in change.difference.new {
      line(contact(change.outcome.memberRows[place]), "enters") { standing(place, change, &$0) }
    }
    for (place, before) in zip(change.difference.changed, change.difference.changedFrom) {
      let isRegraded = change.outcome.leads.grades.name(at: place) != before.grade
      line(contact(change.outcome.memberRows[place]), isRegraded ? "changes grade" : "changes points") { writer in
        writer.member("from_grade", before.grade)
        writer.member("from_total", decimal: before.total == .min ? nil : before.total, places: 4)
        standing(place, change, &writer)
      }
    }
    for (contact, before) in zip(change.difference.gone, change.difference.goneFrom) {
      line(contact, "leaves") { writer in
        writer.member("from_grade", before.grade)
        writer.member("because", index < reasons.count ? reasons[index][contact] : nil)
      }
    }
    for contact in change.snapshot ?? [] { line(contact, "is kept in the snapshot") { _ in } }
    addProcess(change, line)
  }

  private func addProcess(
    _ change: CampaignChange, _ line: (SQLValue, String, (inout JSONWriter) -> Void) -> Void
  ) {
    for event in change.events {
      line(event.contact, event.kind) { writer in
        writer.member("project", event.project)
        writer.member("because", event.note)
      }
    }
    for move in change.moves {
      line(move.contact, "moves") { writer in
        writer.member("from_stage", move.from)
        writer.member("to_stage", move.to)
        writer.member("event", move.event)
        writer.member("because", move.rule)
      }
    }
    for owner in change.owners {
      line(owner.contact, owner.owner == nil ? "loses its owner" : "gets an owner") { writer in
        writer.member("owner", owner.owner)
        writer.member("team", owner.team)
        writer.member("from", owner.from)
        writer.member("because", owner.rule)
      }
    }
    for notification in change.notifications {
      line(notification.contact, "notify") { $0.member("text", notification.text) }
    }
  }

  private func standing(_ place: Int, _ change: CampaignChange, _ writer: inout JSONWriter) {
    let leads = change.outcome.leads
    guard !leads.rows.isEmpty else { return }
    writer.member("grade", leads.grades.name(at: place))
    writer.member("total", decimal: leads.totals[place], places: 4)
    writer.member("veto", leads.vetoes.name(at: place))
  }

  private func contact(_ row: Int32) -> SQLValue { SQLValue(keyOf: Int(row), keys) }
}

/// Why members leave, per campaign of the plan: the first step that takes them, else that they are not in the audience.
///
/// `masks` are the answers to `leavingNodes` in their order, bit 0 yes.
public func leavingReasons(
  _ results: [CampaignResult], _ changes: LeadChanges, _ plan: Plan, _ program: Program, masks: [[UInt8]],
  row: (SQLValue) -> Int32
) -> [[SQLValue: String]] {
  var mask = 0
  return zip(results.indices, changes.campaigns).map { index, change in
    guard !change.difference.gone.isEmpty else { return [:] }
    let campaign = plan.campaigns[index]
    let audience = masks[mask]
    let removals = masks[(mask + 1)..<(mask + 1 + campaign.removals.count)]
    mask += 1 + campaign.removals.count
    var reasons: [SQLValue: String] = [:]
    for contact in change.difference.gone {
      let row = Int(row(contact))
      if row < 0 {
        reasons[contact] = "the contact is gone"
      } else if audience[row] & 1 == 0 {
        reasons[contact] = "not in the audience any more"
      } else if let step = zip(removals, campaign.removals).first(where: { $0.0[row] & 1 == 1 }) {
        reasons[contact] = step.1.cause == .exclusion ? "excluded: \(step.1.reason)" : step.1.reason
      } else {
        reasons[contact] = "in another campaign, or beyond the limit"
      }
    }
    return reasons
  }
}

/// The questions that `leavingReasons` needs answered for each row: of campaigns that somebody leaves.
public func leavingNodes(_ changes: LeadChanges, _ plan: Plan) -> [NodeID] {
  zip(plan.campaigns, changes.campaigns).flatMap { campaign, change in
    change.difference.gone.isEmpty ? [] : [campaign.audience] + campaign.removals.map(\.node)
  }
}
