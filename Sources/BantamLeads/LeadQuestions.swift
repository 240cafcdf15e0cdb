import BantamEngine
import BantamPlan
import BantamProgram

/// What the lead process wants to know of each contact beside counts and scores: asked of the engine in the one pass,
/// and found again in its outcome.
public struct LeadQuestions: Sendable {
  /// Who was added to one campaign by hand.
  public struct Hands: Sendable {
    /// Rising rows.
    public var added: [Int32] = []
    /// How many of them the audience as written does not have.
    public var addedOnly = 0
    /// Per campaign that only new members are left to, whom this campaign would leave to it.
    public var impliedYields: [CampaignID: [Int32]] = [:]
    /// Members that the campaign brought further, as far as they may be written to.
    public var movedOn: [Int32] = []
    /// Members that it brought further, who may not.
    public var barred: [Int32] = []
    public init() {}

    /// The rows that another campaign takes away.
    public func taken(by other: CampaignResult) -> [Int32] {
      var taken = union(other.rows, other.movedOn)
      if let newcomers = impliedYields[other.campaign] { taken = difference(taken, difference(taken, newcomers)) }
      return added.isEmpty ? taken : difference(taken, added)
    }
  }

  /// Nodes whose rows are wanted.
  public let rows: [NodeID]
  /// Nodes whose answers are wanted by row.
  public let masks: [NodeID]
  private var rowPlaces: [NodeID: Int] = [:]
  private var maskPlaces: [NodeID: Int] = [:]

  public init(_ plan: Plan) {
    let ofCampaigns = plan.campaigns.flatMap { campaign in
      [campaign.added, campaign.addedOnly, campaign.keepsAudience ? campaign.audience : nil]
        + campaign.assignmentConditions + campaign.impliedYields.values.map { Optional($0) }
        + [campaign.movedOn, campaign.barred]
    }
    rows = Array(Set((ofCampaigns + plan.territories.values.joined()).compactMap { $0 })).sorted()
    masks = plan.gates.flatMap(\.nodes)
    for (place, node) in rows.enumerated() { rowPlaces[node] = place }
    for (place, node) in masks.enumerated() { maskPlaces[node] = place }
  }

  /// Per campaign of the plan.
  public func hands(_ plan: Plan, _ outcome: Outcome) -> [Hands] {
    plan.campaigns.map { campaign in
      var hands = Hands()
      if let added = campaign.added { hands.added = rows(of: added, outcome) }
      if let only = campaign.addedOnly { hands.addedOnly = rows(of: only, outcome).count }
      hands.impliedYields = campaign.impliedYields.mapValues { rows(of: $0, outcome) }
      hands.barred = campaign.barred.map { rows(of: $0, outcome) } ?? []
      hands.movedOn = difference(campaign.movedOn.map { rows(of: $0, outcome) } ?? [], hands.barred)
      return hands
    }
  }

  /// The rows of a node that was asked for.
  public func rows(of node: NodeID, _ outcome: Outcome) -> [Int32] {
    rowPlaces[node].map { outcome.rows[$0] } ?? []
  }

  /// Whether a node that was asked for holds.
  func holds(_ node: NodeID, _ row: Int32, _ outcome: Outcome) -> Bool {
    maskPlaces[node].map { outcome.masks[$0][Int(row)] & 1 == 1 } ?? false
  }
}
