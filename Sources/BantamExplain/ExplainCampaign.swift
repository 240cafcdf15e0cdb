import BantamDiagnostics
import BantamLeads
import BantamPlan
import BantamProgram
import BantamStore

/// The way of one contact through a campaign: audience, each removal, other campaigns, the limit.
struct CampaignExplainer {
  let facts: Facts
  let showsAll: Bool

  /// `index`: into the plan's campaigns. `changes` are looked for only where the contact's own values decide.
  func explanation(
    _ index: Int, changes: (_ isLead: Bool) -> Changes, score: ScoreExplanation?
  ) -> CampaignExplanation {
    let plan = facts.plan.campaigns[index]
    let declared = facts.program.campaigns[plan.campaign]
    let edits = facts.contact.records.edits.filter { $0.campaign == plan.name }
    var steps = [audience(plan)]
    for (number, removal) in plan.removals.enumerated() { steps.append(step(plan, number, removal, edits)) }
    let ownCount = steps.count
    steps += yields(plan)
    let byOthers = zip(steps.dropFirst(), plan.removals).filter { $1.isDecidedByOthers }.map(\.0) + steps[ownCount...]
    let obstacle = byOthers.first { $0.outcome != .passed }?.words
    if let limit = declared.limit {
      steps.append(self.limit(limit, plan, isLeft: steps.allSatisfy { $0.outcome == .passed }))
    }
    let first = steps.firstIndex { $0.outcome != .passed }
    for number in steps.indices where first.map({ number > $0 }) == true && steps[number].outcome == .takenOut {
      steps[number].outcome = .alsoTakenOut
    }
    let isLead = first == nil
    // Where others or the limit decide, its own values do not.
    let decidesItself = obstacle == nil && isLead == isCandidate(plan)
    return CampaignExplanation(
      name: plan.name, label: declared.label, isLead: isLead,
      verdict: first.map { $0 == 0 ? "not in the audience" : steps[$0].words } ?? "nothing takes it out",
      steps: steps, byHand: edits.map(words), obstacle: obstacle, changes: decidesItself ? changes(isLead) : nil,
      score: score)
  }

  /// Whether audience and removals of the plan leave the contact in.
  func isCandidate(_ plan: CampaignPlan) -> Bool {
    facts.answer(plan.audience, facts.row).holds
      && !plan.removals.contains { facts.answer($0.node, facts.row).holds }
  }

  // MARK: Steps

  private func clause(_ root: TraceRoot) -> Clause? {
    guard let trace = facts.contact.trace.roots[root] else { return nil }
    var builder = ClauseBuilder(facts, showsAll: showsAll)
    return builder.clause(trace, facts.row)
  }

  private func audience(_ plan: CampaignPlan) -> CampaignExplanation.Step {
    let isIn = facts.answer(plan.audience, facts.row).holds
    let clause = clause(.audience(plan.campaign))
    // Whom people took in belongs to the audience whatever its condition says.
    let isByHand = isIn && clause?.holds == false
    return .init(
      words: "audience", outcome: isIn ? .passed : .takenOut, clause: clause,
      details: isByHand ? ["not by the rules, but taken in by hand"] : [])
  }

  private func step(
    _ plan: CampaignPlan, _ number: Int, _ removal: Removal, _ edits: [ContactRecords.Edit]
  ) -> CampaignExplanation.Step {
    let holds = facts.answer(removal.node, facts.row).holds
    var step = CampaignExplanation.Step(
      words: removal.cause == .exclusion ? "excluded: \(removal.reason)" : removal.reason,
      outcome: holds ? .takenOut : .passed)
    if removal.cause == .exclusion || removal.cause == .sample, !holds, isAdded(plan) {
      step.details = ["taken in by hand: no exclusion counts"]
    }
    if removal.cause == .exclusion, holds || showsAll {
      let ordinal = plan.removals[..<number].count { $0.cause == .exclusion }
      step.clause = clause(.exclusion(plan.campaign, ordinal))
    } else if removal.cause == .consent, holds, let purpose = facts.program.campaigns[plan.campaign].purpose,
      removal.reason.hasPrefix("no \(facts.program.purposes[purpose].basis.rawValue) ")
    {
      step.clause = clause(.basis(purpose))
    } else if removal.cause == .hand, holds {
      step.details = edits.last { !$0.isAdded }.map { [words($0)] } ?? []
    }
    return step
  }

  private func words(_ edit: ContactRecords.Edit) -> String {
    "\(edit.isAdded ? "taken in" : "taken out") by \(edit.actor) on \(facts.values.day(stored: edit.at))"
      + (edit.reason.map { ": \($0)" } ?? "")
  }

  private func yields(_ plan: CampaignPlan) -> [CampaignExplanation.Step] {
    facts.program.campaigns[plan.campaign].yieldsTo.compactMap { other in
      guard let name = facts.plan.campaigns.first(where: { $0.campaign == other })?.name else { return nil }
      return .init(words: "in campaign \(name)", outcome: isTaken(from: plan, by: other) ? .takenOut : .passed)
    }
  }

  /// Whether another campaign takes the contact away from one, as `LeadQuestions.Hands.taken` says it of all contacts.
  private func isTaken(from plan: CampaignPlan, by other: CampaignID) -> Bool {
    guard let taker = facts.plan.campaigns.first(where: { $0.campaign == other }), !isAdded(plan) else { return false }
    if let newcomer = plan.impliedYields[other], !facts.answer(newcomer, facts.row).holds { return false }
    func holds(_ node: NodeID?) -> Bool { node.map { facts.answer($0, facts.row).holds } ?? false }
    return belongs(to: taker) || holds(taker.movedOn) && !holds(taker.barred)
  }

  /// Whether the contact is a lead of a campaign; where that has a limit, as of its last run.
  private func belongs(to plan: CampaignPlan) -> Bool {
    let declared = facts.program.campaigns[plan.campaign]
    guard isCandidate(plan), !declared.yieldsTo.contains(where: { isTaken(from: plan, by: $0) }) else { return false }
    if declared.limit != nil, let standing = standing(plan.name) { return standing.isMember }
    return true
  }

  /// Whom people took in no other campaign and no limit takes away.
  private func isAdded(_ plan: CampaignPlan) -> Bool { plan.added.map { facts.answer($0, facts.row).holds } ?? false }

  /// One contact does not say who else is better: the last run does.
  private func limit(_ limit: Limit, _ plan: CampaignPlan, isLeft: Bool) -> CampaignExplanation.Step {
    var step = CampaignExplanation.Step(words: "beyond the limit of \(limit.count)", outcome: .passed)
    guard isLeft else { return step }
    if isAdded(plan) {
      step.details = ["taken in by hand: the limit keeps it"]
      return step
    }
    guard let standing = standing(plan.name) else {
      step.details = ["the campaign has not run yet: who is beyond the limit shows when it does"]
      return step
    }
    let lowest = standing.lowestTotal.map { decimalText($0, places: 4) }
    if standing.isMember {
      step.details = ["within it \(occasion)"]
    } else if standing.members < limit.count {
      step.details = ["no member yet, and there is room: the next run takes it in"]
    } else if let least = standing.lowestTotal, let own = total(plan), own > least {
      step.details = ["no member yet, but it has more than the last of them, with \(lowest ?? "")"]
    } else {
      let others = standing.members == 1 ? "another one" : "\(standing.members) others"
      step.outcome = .takenOut
      step.details = ["\(occasion) \(others) stood before it" + (lowest.map { ", the last with \($0)" } ?? "")]
    }
    return step
  }

  private var occasion: String { facts.contact.isGiven ? "in this test" : "at the last run" }

  /// By the score that the limit goes by, where that is also what members are stored with.
  private func total(_ plan: CampaignPlan) -> Int64? {
    guard let index = plan.limitScoreIndex, index == plan.scoreIndex, let outcome = facts.outcome.scores[index],
      let place = outcome.rows.firstIndex(of: Int32(facts.row)), outcome.vetoes[place] == 0
    else { return nil }
    return points(outcome.totals[place], facts.plan.scores[index].denominator)
  }

  private func standing(_ campaign: String) -> CampaignStanding? {
    facts.contact.standings[campaign]
  }
}

extension Removal {
  /// What people or the funnel decided: no value of the contact changes it.
  fileprivate var isDecidedByOthers: Bool {
    switch cause {
    case .hand, .locked: true
    case .exclusion, .sample, .consent: false
    }
  }
}
