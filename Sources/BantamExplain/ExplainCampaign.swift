import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamStore

/// The way of one contact through a campaign: audience, each removal, other campaigns, the limit.
struct CampaignExplainer {
  let facts: Facts
  let showsAll: Bool

  /// `index`: into the plan's campaigns. `changes` are looked for only where the answer is known by then.
  func explanation(
    _ index: Int, changes: (_ isLead: Bool) -> Changes, score: ScoreExplanation?
  ) -> CampaignExplanation {
    let plan = facts.plan.campaigns[index]
    let declared = facts.program.campaigns[plan.campaign]
    let edits = facts.contact.hand.edits.filter { $0.campaign == plan.name }
    var steps = [audience(plan)]
    for (number, removal) in plan.removals.enumerated() { steps.append(step(plan, number, removal)) }
    steps += byHand(edits, plan)
    steps += yields(declared)
    if let limit = declared.limit { steps.append(self.limit(limit, plan, isLeft: steps.allSatisfy { $0.outcome == .passed })) }
    let first = steps.firstIndex { $0.outcome != .passed }
    for number in steps.indices where first.map({ number > $0 }) == true && steps[number].outcome == .takenOut {
      steps[number].outcome = .alsoTakenOut
    }
    let isLead = first == nil
    return CampaignExplanation(
      name: plan.name, label: declared.label, isLead: isLead,
      verdict: first.map { $0 == 0 ? "not in the audience" : steps[$0].words } ?? "nothing takes it out",
      steps: steps, byHand: edits.map(words), changes: changes(isLead), score: score)
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
    .init(
      words: "audience", outcome: facts.answer(plan.audience, facts.row).holds ? .passed : .takenOut,
      clause: clause(.audience(plan.campaign)))
  }

  private func step(_ plan: CampaignPlan, _ number: Int, _ removal: Removal) -> CampaignExplanation.Step {
    let holds = facts.answer(removal.node, facts.row).holds
    var step = CampaignExplanation.Step(
      words: removal.cause == .exclusion ? "excluded: \(removal.reason)" : removal.reason,
      outcome: holds ? .takenOut : .passed)
    if removal.cause == .exclusion, holds || showsAll {
      let ordinal = plan.removals[..<number].count { $0.cause == .exclusion }
      step.clause = clause(.exclusion(plan.campaign, ordinal))
    } else if removal.cause == .consent, holds, let purpose = facts.program.campaigns[plan.campaign].purpose,
      removal.reason.hasPrefix("no \(facts.program.purposes[purpose].basis.rawValue) ")
    {
      step.clause = clause(.basis(purpose))
    }
    return step
  }

  private func words(_ edit: HandWork.Edit) -> String {
    "\(edit.isAdded ? "taken in" : "taken out") by \(edit.actor) on \(edit.at.prefix(10))"
      + (edit.reason.map { ": \($0)" } ?? "")
  }

  /// What the plan itself does not know of.
  private func byHand(_ edits: [HandWork.Edit], _ plan: CampaignPlan) -> [CampaignExplanation.Step] {
    guard let edit = edits.last(where: { !$0.isAdded }) else { return [] }
    if plan.removals.contains(where: { $0.reason.contains("by hand") }) { return [] }
    return [.init(words: "taken out by hand", outcome: .takenOut, details: [words(edit)])]
  }

  private func yields(_ campaign: Campaign) -> [CampaignExplanation.Step] {
    campaign.yieldsTo.compactMap { other in
      guard let plan = facts.plan.campaigns.first(where: { $0.campaign == other }) else { return nil }
      let declared = facts.program.campaigns[other]
      var isIn = isCandidate(plan)
      if isIn, declared.limit != nil, let standing = standing(plan.name) { isIn = standing.isMember }
      return .init(words: "in campaign \(plan.name)", outcome: isIn ? .takenOut : .passed)
    }
  }

  /// One contact does not say who else is better: the last run does.
  private func limit(_ limit: Limit, _ plan: CampaignPlan, isLeft: Bool) -> CampaignExplanation.Step {
    var step = CampaignExplanation.Step(words: "beyond the limit of \(limit.count)", outcome: .passed)
    guard isLeft else { return step }
    guard let standing = standing(plan.name) else {
      step.details = ["the campaign has not run yet: who is beyond the limit shows when it does"]
      return step
    }
    if standing.isMember {
      step.details = ["within it at the last run"]
    } else if standing.members >= limit.count {
      step.outcome = .takenOut
      step.details = [
        "at the last run \(standing.members) others stood before it"
          + (standing.lowestTotal.map { ", the last of them with \(decimalText($0, places: 4))" } ?? "")
      ]
    } else {
      step.details = ["not a member at the last run; the next one will take it in"]
    }
    return step
  }

  private func standing(_ campaign: String) -> CampaignStanding? {
    (try? facts.contact.store.standing(of: facts.contact.key, in: campaign)) ?? nil
  }
}
