import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamSession
import BantamStore
import BantamSystem

/// Why a contact is in or out of segments and campaigns, and how its scores came about.
///
/// Every answer is the engine's own: conditions are shown with the nodes that they became, and each change that is
/// proposed was evaluated.
public func explain(_ contact: OneContact, showsAll: Bool = false) -> ContactExplanation {
  explain(ExplainedContact(contact), key: contact.key, contact.subjects, showsAll: showsAll)
}

/// The same of a contact wherever it comes from.
///
/// - Parameters:
///   - key: `.null` where the contact has a name only.
///   - subjects: those that the contact's plan has are explained.
public func explain(
  _ contact: ExplainedContact, key: SQLValue, _ subjects: [OneContactSubject], showsAll: Bool = false
) -> ContactExplanation {
  let facts = Facts(contact)
  let maker = SectionMaker(facts: facts, search: ChangeSearch(facts), showsAll: showsAll)
  return ContactExplanation(
    key: key, name: facts.bareName(facts.row),
    kind: facts.isCompany(facts.row) ? "company" : "person",
    asOf: Timestamp.text(ofInstant: contact.plan.asOf, in: contact.zone),
    sections: subjects.compactMap { maker.section($0) })
}

private struct SectionMaker {
  let facts: Facts
  let search: ChangeSearch
  let showsAll: Bool

  func section(_ subject: OneContactSubject) -> ContactExplanation.Section? {
    switch subject {
    case .segment(let id): segment(id).map { .segment($0) }
    case .score(let id):
      facts.plan.scores.firstIndex { $0.score == id && $0.campaign == nil }.flatMap { score($0) }.map { .score($0) }
    case .campaign(let id): campaign(id).map { .campaign($0) }
    }
  }

  private func segment(_ id: SegmentID) -> SegmentExplanation? {
    guard let plan = facts.plan.segments.first(where: { $0.segment == id }) else { return nil }
    var builder = ClauseBuilder(facts, showsAll: showsAll)
    let condition = Condition(.segment(id), facts.program.segments[id].span)
    let clause = builder.clause(ConditionTrace(condition: condition, node: plan.node), facts.row)
    // Nothing makes a person a company.
    let context = facts.program.segments[id].context
    let isOther = context == .company && !facts.isCompany(facts.row) || context == .person && facts.isCompany(facts.row)
    let goal = clause.holds == true ? "no" : "yes"
    return SegmentExplanation(
      name: plan.name, label: facts.program.segments[id].label, clause: clause,
      changes: isOther ? Changes(goal: goal, found: [], tried: 0) : search.changes(.node(plan.node), goal: goal))
  }

  private func score(_ index: Int) -> ScoreExplanation? {
    let explainer = ScoreExplainer(facts: facts, showsAll: showsAll)
    guard let score = explainer.explanation(index, changes: nil) else { return nil }
    guard let outcome = facts.outcome.scores[index], let place = outcome.rows.firstIndex(of: Int32(facts.row)),
      outcome.grades[place] > 0
    else { return score }
    let better = Int(outcome.grades[place]) - 1
    return explainer.explanation(
      index,
      changes: search.changes(
        .grade(score: index, atMost: better), goal: "grade \(facts.plan.scores[index].grades[better].name)"))
  }

  private func campaign(_ id: CampaignID) -> CampaignExplanation? {
    guard let index = facts.plan.campaigns.firstIndex(where: { $0.campaign == id }) else { return nil }
    let plan = facts.plan.campaigns[index]
    let explainer = CampaignExplainer(facts: facts, showsAll: showsAll)
    return explainer.explanation(
      index,
      changes: { search.changes(.campaign(index), goal: $0 ? "no lead" : "a lead") },
      score: plan.scoreIndex.flatMap { score($0) })
  }
}
