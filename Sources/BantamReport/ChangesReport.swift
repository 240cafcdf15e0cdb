import BantamDiagnostics
import BantamLeads
import BantamProgram
import BantamStore

/// What a run changes, in words.
public struct ChangesReport {
  private let changes: LeadChanges
  private let results: [CampaignResult]
  private let program: Program

  public init(_ changes: LeadChanges, _ results: [CampaignResult], _ program: Program) {
    self.changes = changes
    self.results = results
    self.program = program
  }

  /// A paragraph per campaign that changes; empty where nothing does.
  public var text: String {
    let paragraphs = zip(results, zip(changes.campaigns, changes.notes)).map { result, change in
      paragraph(result, change.0, change.1)
    }
    return printable(paragraphs.joined(), keepsLineEnds: true)
  }

  private func paragraph(_ result: CampaignResult, _ change: CampaignChange, _ notes: LeadChanges.Notes) -> String {
    var lines = [members(change), stages(change), opportunities(change), owners(notes)].compactMap { $0 }
    lines += refusals(notes, result) + unassigned(notes)
    if !change.notifications.isEmpty {
      let texts = Dictionary(grouping: change.notifications, by: \.text)
      lines += texts.keys.sorted().map { "notify: \($0) (\(counted(texts[$0]?.count ?? 0, "lead")))" }
    }
    return lines.isEmpty ? "" : "\nChanges in \(result.name):\n" + lines.map { "  \($0)\n" }.joined()
  }

  private func members(_ change: CampaignChange) -> String? {
    let difference = change.difference
    var parts: [String] = []
    if !difference.new.isEmpty { parts.append("\(grouped(difference.new.count)) enter") }
    if !difference.gone.isEmpty { parts.append("\(grouped(difference.gone.count)) leave") }
    var steps: [String: Int] = [:]
    var others = 0
    for (place, before) in zip(difference.changed, difference.changedFrom) {
      let grade = change.outcome.leads.grades.name(at: place)
      if grade == before.grade {
        others += 1
      } else {
        steps["\(before.grade ?? "–") → \(grade ?? "–")", default: 0] += 1
      }
    }
    if !steps.isEmpty {
      let words = steps.keys.sorted().map { "\($0) \(grouped(steps[$0] ?? 0))" }
      parts.append("\(grouped(steps.values.reduce(0, +))) change grade (\(words.joined(separator: ", ")))")
    }
    if others > 0 { parts.append("\(grouped(others)) change points only") }
    return parts.isEmpty ? nil : "leads: " + parts.joined(separator: ", ")
  }

  private func stages(_ change: CampaignChange) -> String? {
    if change.moves.isEmpty { return nil }
    var counts: [String: Int] = [:]
    for move in change.moves { counts["\(move.from ?? "–") → \(move.to)", default: 0] += 1 }
    return "stages: " + counts.keys.sorted().map { "\($0) \(grouped(counts[$0] ?? 0))" }.joined(separator: ", ")
  }

  private func opportunities(_ change: CampaignChange) -> String? {
    let count = change.events.count { $0.kind == StageGate.opened }
    return count == 0 ? nil : "opportunities opened: \(grouped(count))"
  }

  private func owners(_ notes: LeadChanges.Notes) -> String? {
    let loads = notes.loads.filter { $0.given > 0 }
    if loads.isEmpty { return nil }
    let shown = loads.prefix(12).map { load in
      "\(load.owner) \(grouped(load.given))" + (load.held > 0 ? " (\(grouped(load.held + load.given)) in all)" : "")
    }
    return "owners: " + shown.joined(separator: ", ") + (loads.count > 12 ? ", and \(loads.count - 12) more" : "")
  }

  private func unassigned(_ notes: LeadChanges.Notes) -> [String] {
    let total = notes.unassigned.values.reduce(0, +)
    if total == 0 { return [] }
    let reasons = notes.unassigned.keys.sorted { $0.rawValue < $1.rawValue }
      .map { "\($0.words) \(grouped(notes.unassigned[$0] ?? 0))" }
    let examples = notes.examples.prefix(5).map(\.text).joined(separator: ", ")
    return ["nobody takes \(counted(total, "lead")): \(reasons.joined(separator: ", ")) (such as \(examples))"]
  }

  private func refusals(_ notes: LeadChanges.Notes, _ result: CampaignResult) -> [String] {
    guard let funnel = program.campaigns[result.campaign].funnel.map({ program.funnels[$0] }) else { return [] }
    return notes.refusals.map { refusal, count in
      "not moved: \(counted(count, "contact")), \(refusal.words(funnel, program))"
    }.sorted()
  }
}

extension StageGate.Refusal {
  func words(_ funnel: Funnel, _ program: Program) -> String {
    switch self {
    case .locked(let stage): "\(funnel.stages[stage].name) already"
    case .notFromHere(let stage, _): "at \(funnel.stages[stage].name)"
    case .guardFails(let transition): "the guard in \(program.place(of: funnel.transitions[transition].span)) fails"
    case .missing(let stage, let fields):
      "\(funnel.stages[stage].name) requires \(fields.map { program.fields[$0].name }.joined(separator: " and "))"
    case .noWay(let from, let to): "no way from \(funnel.stages[from].name) to \(funnel.stages[to].name)"
    }
  }
}
