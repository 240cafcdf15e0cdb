import BantamDiagnostics
import BantamEngine
import BantamLeads
import BantamPlan
import BantamProgram
import BantamSession
import BantamStore
import BantamSystem

/// What a run found, for people: the way from each audience to its leads, and the best of them.
public struct RunReport {
  public let result: RunResult
  /// How many of the best leads of each campaign are shown.
  public var top: Int

  public init(_ result: RunResult, top: Int = 10) {
    self.result = result
    self.top = top
  }

  var program: Program { result.rules.program }

  /// `isPlan`: the changes are told as what is to come.
  public func text(width: Int?, isColoured: Bool, showsSegments: Bool, isPlan: Bool = false) -> String {
    var text = headline
    if showsSegments || result.campaigns.isEmpty {
      text += "\n" + segmentTable.text(width: width, isColoured: isColoured)
    }
    for campaign in result.campaigns {
      text += "\n" + chart(campaign).text(width: min(width ?? 100, 120), isColoured: isColoured)
      let table = bestTable(campaign)
      if !table.rows.isEmpty { text += "\n" + table.text(width: width, isColoured: isColoured) }
    }
    return text + changes + (isPlan ? planned : closing)
  }

  /// What changes and what was written, without the contacts.
  public var closingText: String { String((changes + closing).drop { $0 == "\n" }) }

  private var changes: String { ChangesReport(result.changes, result.campaigns, program).text }

  private var planned: String {
    result.changes.isEmpty ? "\nNothing to do.\n" : "\nA plan: nothing was written.\n"
  }

  private var headline: String {
    let instant = Timestamp.text(ofInstant: result.plan.asOf, in: ZoneRules(name: program.settings.zone) ?? .utc)
    return "As of \(instant), \(counted(result.contacts.count, "contact")).\n"
  }

  private var segmentTable: Table {
    var table = Table([.init("segment"), .init("contacts", .right)])
    let asksMissing = !result.outcome.restsOn.isEmpty
    if asksMissing { table.columns.append(.init("only a value missing", .right)) }
    table.columns.append(.init("label"))
    for (index, segment) in result.plan.segments.enumerated() {
      let label = program.segments[segment.segment].label ?? ""
      table.rows.append(
        [segment.name, grouped(result.outcome.segments[index])]
          + (asksMissing ? [grouped(result.outcome.restsOn[index])] : []) + [label])
    }
    return table
  }

  private func chart(_ campaign: CampaignResult) -> FunnelChart {
    let declared = program.campaigns[campaign.campaign]
    var steps = [FunnelChart.Step("audience", campaign.audience, .remaining)]
    if campaign.added > 0 { steps.append(.init("added by hand", campaign.added, .added)) }
    for removed in campaign.removed where removed.count > 0 {
      steps.append(.init(removed.words, removed.count, .removed))
    }
    steps.append(.init("leads", campaign.rows.count, .remaining))
    if let score = campaign.score {
      for (grade, count) in zip(result.plan.scores[score].grades, campaign.gradeCounts) {
        steps.append(.init(grade.name, count, .part))
      }
    }
    return FunnelChart(title: declared.label.map { "\(campaign.name) – \($0)" } ?? campaign.name, steps: steps)
  }

  private func bestTable(_ campaign: CampaignResult) -> Table {
    let best = campaign.best(top, result.outcome)
    let people = names(best.map { campaign.rows[$0] })
    var table = Table([.init("contact", .right), .init("name")])
    guard let score = campaign.score, let outcome = result.outcome.scores[score] else {
      for (index, name) in zip(best, people) { table.rows.append([key(campaign.rows[index]), name]) }
      return table
    }
    let plan = result.plan.scores[score]
    table.columns.append(.init("grade"))
    table.columns.append(.init("total", .right))
    table.columns += plan.disciplines.map { .init($0.name, .right) }
    table.columns += [.init("could be", .right), .init("ask for")]
    for (index, name) in zip(best, people) {
      let lead = LeadFigures(plan, outcome, at: Int(campaign.places[index]), program)
      table.rows.append(
        [key(campaign.rows[index]), name, lead.gradeText, lead.total] + lead.points + [
          lead.interval, lead.question ?? "",
        ])
    }
    return table
  }

  private func names(_ rows: [Int32]) -> [String] {
    contactNames(rows, keys: result.contacts.keys, result.store, program)
  }

  func key(_ row: Int32) -> String {
    SQLValue(keyOf: Int(row), result.contacts.keys).text
  }

  /// What was written, in a line.
  public var closing: String {
    if result.changes.isEmpty {
      return result.campaigns.isEmpty ? "" : "\nNothing changed since the last run; nothing was written.\n"
    }
    guard let written = result.written else { return "\nDry run: nothing was written.\n" }
    let hasLeads = written.campaigns.contains { $0.leads.total > 0 }
    let changes = written.campaigns.map { hasLeads ? $0.leads : $0.members }
    let parts = [
      (changes.reduce(0) { $0 + $1.inserted }, "new"), (changes.reduce(0) { $0 + $1.updated }, "changed"),
      (changes.reduce(0) { $0 + $1.deleted }, "gone"),
    ].filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
    let run = written.runID.map { " Run \($0); `bantam undo \($0)` takes it back." } ?? ""
    return "\n\(hasLeads ? "Leads" : "Members") written: "
      + (parts.isEmpty ? "none" : parts.joined(separator: ", ")) + ".\(run)\n"
  }
}

extension CampaignResult.Removed {
  /// The rule's own text needs a word in front; the other reasons speak for themselves.
  var words: String { cause == .exclusion ? "excluded: \(reason)" : reason }
}
