import BantamLeads
import BantamPlan
import BantamProgram

/// The steps of one campaign on one side, ready to tell for many contacts which of them keeps each out.
struct CampaignSteps {
  private(set) var tree: ClauseTree
  private var audience: Step
  private var removals: [Step] = []
  private var yields: [(taken: [Int32], clause: Int32)] = []
  private var limit: Int32
  private let added: [Int32]

  private struct Step {
    var mask: Int
    var clause: Int32
    /// The condition to look into; nil: the clause itself is all there is to say.
    var item: Int?
  }

  /// `index`: into the plan's campaigns.
  init(_ side: DiffSide, _ index: Int, _ changed: ChangedNames) {
    let program = side.program
    let plan = side.plan.campaigns[index]
    let campaign = program.campaigns[plan.campaign]
    var tree = ClauseTree(side, changed)
    func clause(_ step: Clause.Step, _ text: String, _ word: String) -> Clause {
      Clause(step, text, program.line(word, of: campaign.span), program)
    }
    audience = Step(
      mask: tree.mask(of: plan.audience),
      clause: tree.clause(clause(.audience, "not in the audience kept by the first run", "audience")),
      item: side.trace.roots[.audience(plan.campaign)].map { tree.add($0, .audience) })
    var exclusions = 0
    var finalStages = (campaign.funnel.map { program.funnels[$0].stages.filter(\.isFinal) } ?? [])[...]
    var isFirstOfConsent = true
    for removal in plan.removals {
      var item: Int?
      var made: Clause
      switch removal.cause {
      case .exclusion:
        item = side.trace.roots[.exclusion(plan.campaign, exclusions)].map { tree.add($0, .exclusion) }
        exclusions += 1
        made = clause(.exclusion, "excluded: \(removal.reason)", "exclude")
      case .sample: made = clause(.sample, removal.reason, "sample")
      case .hand: made = Clause(.hand, removal.reason, nil, program)
      case .locked: made = Clause(.locked, removal.reason, finalStages.popFirst()?.span, program)
      case .consent:
        made = Clause(.consent, removal.reason, campaign.purpose.map { program.purposes[$0].span }, program)
        if let purpose = campaign.purpose, isFirstOfConsent, program.purposes[purpose].basis != .legitimateInterest {
          item = side.trace.roots[.basis(purpose)].map { tree.add($0, .consent) }
        }
        isFirstOfConsent = false
      }
      removals.append(Step(mask: tree.mask(of: removal.node), clause: tree.clause(made), item: item))
    }
    let hand = index < side.hands.count ? side.hands[index] : LeadQuestions.Hands()
    added = hand.added
    for other in campaign.yieldsTo {
      guard let result = side.campaigns.first(where: { $0.campaign == other }) else { continue }
      let taken = hand.taken(by: result)
      let isWritten = !campaign.yieldsNewTo.contains(other)
      yields.append(
        (taken, tree.clause(clause(.yielded, "in campaign \(result.name)", isWritten ? "yields" : "exclude"))))
    }
    limit = tree.clause(clause(.limit, campaign.limit.map { "beyond the limit of \($0.count)" } ?? "", "limit"))
    self.tree = tree
  }

  /// The clause that keeps a contact out. `index`: its place in the masks of the tree's nodes.
  /// `others`: those of the other side.
  func deciding(_ row: Int32, _ index: Int, _ masks: ClauseMasks, _ others: ClauseMasks) -> Int32 {
    func decided(_ step: Step) -> Int32 {
      step.item.map { tree.deciding($0, { masks.holds($0, index) }, { others.holds($0, index) }) } ?? step.clause
    }
    if !masks.holds(audience.mask, index) { return decided(audience) }
    for step in removals where masks.holds(step.mask, index) { return decided(step) }
    if added.place(ofRow: row) == nil {
      for other in yields where other.taken.place(ofRow: row) != nil { return other.clause }
    }
    return limit
  }
}
