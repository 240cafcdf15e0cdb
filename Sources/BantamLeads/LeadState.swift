import BantamColumns
import BantamPlan
import BantamProgram
import BantamStore

/// Where the lead process stands before a run, by row of the loaded contacts.
public struct LeadState: Sendable {
  /// Of one campaign of the plan.
  public struct OfCampaign: Sendable {
    /// What is to be written of its members.
    public var change: CampaignChange
    public var owners: SQLiteContactStore.Owners
    public var previousOwners: (owners: [String], ofRow: [Int32])
    /// Rows with an opportunity already.
    public var hasOpportunity: [Bool]
  }

  public var campaigns: [OfCampaign] = []
  /// Per track and row the stage, -1 for none.
  public var stages: [Track: [Int16]] = [:]
  public var ledger: [SQLiteContactStore.LedgerLine] = []
  public var openLeads: [String: Int] = [:]

  /// Reads what the campaigns' results need; nothing is written. `isPartial`: the results are about their own rows only.
  public init(
    _ results: [CampaignResult], _ program: Program, outcomes: [BantamStore.CampaignOutcome],
    keys: Keys, count: Int, _ store: SQLiteContactStore, isPartial: Bool = false
  ) throws(StoreError) {
    var madeIndex: KeyIndex?
    func index() -> KeyIndex {
      let index = madeIndex ?? KeyIndex(keys)
      madeIndex = index
      return index
    }
    for (result, outcome) in zip(results, outcomes) {
      let campaign = program.campaigns[result.campaign]
      let change = try store.compare(outcome, keys: keys, isPartial: isPartial)
      let grades = campaign.score.map { program.scores[$0].grades } ?? []
      let givesOwners = campaign.givesOwners(program)
      let noOwners = SQLiteContactStore.Owners(count: 0)
      let asksPrevious = campaign.assignments.contains { $0.target == .previousOwner }
      campaigns.append(
        OfCampaign(
          change: change, owners: givesOwners ? try store.owners(of: campaign.name, index(), count: count) : noOwners,
          previousOwners: asksPrevious
            ? try store.previousOwners(butOf: campaign.name, index(), count: count) : ([], []),
          hasOpportunity: grades.contains { $0.actions.contains(.openOpportunity) }
            ? try store.rows(
              withEvent: StageGate.opened, in: campaign.name, project: campaign.project, index(), count: count) : []))
      guard let track = Track(of: campaign, program) else { continue }
      let funnel = program.funnels[track.funnel]
      if stages[track] == nil {
        stages[track] = try store.stages(
          of: funnel.name, project: track.project, stages: funnel.stages.map(\.name), index(), count: count)
      }
    }
    if program.campaigns.contains(where: { $0.givesOwners(program) }) {
      ledger = try store.ledger()
      openLeads = try store.openLeads()
    }
  }
}

extension Campaign {
  /// Whether its leads get owners: by its own lines, by the teams of its stages, or by a grade that hands over.
  public func givesOwners(_ program: Program) -> Bool {
    if !assignments.isEmpty { return true }
    if let funnel, program.funnels[funnel].stages.contains(where: { $0.team != nil }) { return true }
    guard let score else { return false }
    return program.scores[score].grades.contains { grade in
      grade.actions.contains { if case .handOver = $0 { true } else { false } }
    }
  }
}
