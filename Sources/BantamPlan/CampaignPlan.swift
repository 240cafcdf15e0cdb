import BantamProgram

/// Who a campaign starts from, and what takes contacts out of it.
public struct CampaignPlan: Sendable {
  public var campaign: CampaignID
  public var name: String
  public var audience: NodeID
  /// In order; a contact is removed by the first that holds. Consent and suppression stand last.
  public var removals: [Removal]
  /// Who was added by hand: no exclusion, sample, limit or other campaign removes them. nil: nobody was.
  public var added: NodeID?
  /// Those of them whom the audience as written does not have.
  public var addedOnly: NodeID?
  /// This run keeps the audience: it is a snapshot's first one.
  public var keepsAudience = false
  /// Per campaign of `yieldsNewTo` the contacts that its new members among them are left to: those that the campaign would
  /// exclude if they were its members.
  public var impliedYields: [CampaignID: NodeID] = [:]
  /// Members that the campaign brought further than to a lead: they stay members.
  public var movedOn: NodeID?
  /// Those of them who may not be written to any more: they do not stay.
  public var barred: NodeID?
  /// Per `assign` line of the campaign its condition, nil for all.
  public var assignmentConditions: [NodeID?] = []
  /// Index into the plan's scores of the one that its leads are graded by.
  public var scoreIndex: Int?
  /// Index into the plan's scores of the one that its limit keeps the best of.
  public var limitScoreIndex: Int?
  public init(
    campaign: CampaignID, name: String, audience: NodeID, removals: [Removal], scoreIndex: Int?,
    limitScoreIndex: Int? = nil
  ) {
    self.campaign = campaign
    self.name = name
    self.audience = audience
    self.removals = removals
    self.scoreIndex = scoreIndex
    self.limitScoreIndex = limitScoreIndex
  }

  /// Indexes of the scores that its candidates need.
  public var scoreIndexes: [Int] { Set([scoreIndex, limitScoreIndex].compactMap { $0 }).sorted() }
}

public struct Removal: Sendable {
  public enum Cause: String, Sendable {
    case exclusion
    case sample
    /// Removed by hand.
    case hand
    /// In a final stage of the campaign's funnel: converted, and no lead any more.
    case locked
    case consent
  }
  public var node: NodeID
  public var cause: Cause
  public var reason: String
  public init(node: NodeID, cause: Cause, reason: String) {
    self.node = node
    self.cause = cause
    self.reason = reason
  }
}

/// The conditions on the way through a funnel.
public struct GatePlan: Sendable {
  public var funnel: FunnelID
  /// Per transition the guard; nil without one.
  public var guards: [NodeID?]
  /// Per stage the required fields, each with the question whether it is missing.
  public var missing: [[(field: FieldID, node: NodeID)]]
  public init(funnel: FunnelID, guards: [NodeID?], missing: [[(field: FieldID, node: NodeID)]]) {
    self.funnel = funnel
    self.guards = guards
    self.missing = missing
  }

  /// All questions, in a fixed order.
  public var nodes: [NodeID] { guards.compactMap { $0 } + missing.flatMap { $0.map(\.node) } }
}
