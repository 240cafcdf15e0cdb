import BantamDiagnostics
import BantamProgram

/// Campaigns and funnels to the plan.
extension PlanBuilder {
  mutating func addCampaign(_ id: CampaignID, _ scope: PlanScope) {
    let campaign = program.campaigns[id]
    var audience =
      campaign.isSnapshot && scope.snapshots.contains(id)
      ? set(.snapshot(campaign: campaign.name)) : condition(campaign.audience, at: .audience(id))
    var added: NodeID?
    var addedOnly: NodeID?
    if scope.edited.contains(id) {
      let hand = set(.edited(campaign: campaign.name, isAdded: true))
      addedOnly = all([hand, not(audience, .contact)], .contact)
      audience = any([audience, hand], .contact)
      added = hand
    }
    var removals = exclusions(id, campaign).map { removal in
      Removal(node: unless(added, removal.node), cause: removal.cause, reason: removal.reason)
    }
    if scope.edited.contains(id) {
      let node = set(.edited(campaign: campaign.name, isAdded: false))
      removals.append(Removal(node: node, cause: .hand, reason: "removed by hand"))
    }
    removals += locks(campaign)
    if let purpose = campaign.purpose {
      removals += obstacles(purpose).map { Removal(node: $0.node, cause: .consent, reason: $0.reason) }
    }
    let scoreIndex = campaign.score.flatMap {
      scope.assessed.contains(id) ? addScore($0, of: id) : everybodys($0)
    }
    let limitScore = campaign.limit?.score
    let limitScoreIndex = limitScore == campaign.score ? scoreIndex : limitScore.flatMap(everybodys)
    var made = CampaignPlan(
      campaign: id, name: campaign.name, audience: audience, removals: removals, scoreIndex: scoreIndex,
      limitScoreIndex: limitScoreIndex)
    made.assignmentConditions = campaign.assignments.map { line in
      line.condition.map { condition($0, .contact) }
    }
    for team in teams(campaign) { addTerritories(team) }
    for other in campaign.yieldsNewTo { made.impliedYields[other] = newcomers(of: other, leftBy: id) }
    made.movedOn = movedOn(campaign)
    made.barred = made.movedOn.map { movedOn in
      let obstacles = removals.filter { $0.cause == .consent }.map(\.node)
      return all([movedOn, any(obstacles, .contact)], .contact)
    }
    made.added = added
    made.addedOnly = addedOnly
    made.keepsAudience = campaign.isSnapshot && !scope.snapshots.contains(id)
    plan.campaigns.append(made)
  }

  private mutating func exclusions(_ id: CampaignID, _ campaign: Campaign) -> [Removal] {
    var removals = campaign.excludes.enumerated().map { index, exclusion in
      Removal(
        node: condition(exclusion.condition, at: .exclusion(id, index)), cause: .exclusion, reason: exclusion.reason)
    }
    if let sample = campaign.sample {
      let seed = stableHash((campaign.sampleSeed.isEmpty ? campaign.name : campaign.sampleSeed).utf8)
      let inSample = node(
        .sample(low: sample.buckets.lowerBound, high: sample.buckets.upperBound, of: sample.of, seed: seed))
      removals.append(Removal(node: not(inSample, .contact), cause: .sample, reason: "outside the sample"))
    }
    return removals
  }

  private mutating func unless(_ added: NodeID?, _ removal: NodeID) -> NodeID {
    guard let added else { return removal }
    return all([removal, not(added, .contact)], .contact)
  }

  /// Who reached a final stage of the campaign's funnel is no lead any more.
  private mutating func locks(_ campaign: Campaign) -> [Removal] {
    guard let id = campaign.funnel else { return [] }
    let funnel = program.funnels[id]
    let project = funnel.isPerProject ? campaign.project : nil
    return funnel.stages.filter(\.isFinal).map { stage in
      Removal(
        node: set(.stage(funnel: funnel.name, project: project, stages: [stage.name])), cause: .locked,
        reason: "\(stage.name) already")
    }
  }

  /// The teams that may get leads of a campaign.
  private func teams(_ campaign: Campaign) -> [TeamID] {
    var teams: Set<TeamID> = []
    for line in campaign.assignments {
      switch line.target {
      case .team(let team): teams.insert(team)
      case .previousOwner: teams.formUnion(program.teams.indices)
      case .person: break
      }
    }
    if let funnel = campaign.funnel { teams.formUnion(program.funnels[funnel].stages.compactMap(\.team)) }
    for grade in campaign.score.map({ program.scores[$0].grades }) ?? [] {
      for case .handOver(let team) in grade.actions { teams.insert(team) }
    }
    return teams.sorted()
  }

  mutating func addTerritories(_ team: TeamID) {
    guard plan.territories[team] == nil else { return }
    plan.territories[team] = program.teams[team].members.map { member in
      member.condition.map { condition($0, .contact) }
    }
  }

  /// Who would be excluded as a member of another campaign, and is none yet: those that are, the exclusion itself asks.
  private mutating func newcomers(of other: CampaignID, leftBy id: CampaignID) -> NodeID {
    let campaign = program.campaigns[id]
    var parts = campaign.excludes.map { condition($0.condition.assuming(memberOf: other, in: id), .contact) }
    parts.append(not(condition(campaign.audience.assuming(memberOf: other, in: id), .contact), .contact))
    let known = set(.member(campaign: program.campaigns[other].name, status: nil))
    return all([any(parts, .contact), not(known, .contact)], .contact)
  }

  private mutating func movedOn(_ campaign: Campaign) -> NodeID? {
    guard let id = campaign.funnel else { return nil }
    let funnel = program.funnels[id]
    let later = funnel.stages[(funnel.joinStage + 1)...].map(\.name)
    if later.isEmpty { return nil }
    let project = funnel.isPerProject ? campaign.project : nil
    let stage = set(.stage(funnel: funnel.name, project: project, stages: later))
    return all([stage, set(.member(campaign: campaign.name, status: nil))], .contact)
  }

  private func everybodys(_ score: ScoreID) -> Int? {
    plan.scores.firstIndex { $0.score == score && $0.campaign == nil }
  }

  // MARK: Funnels

  mutating func addGate(_ id: FunnelID) {
    let funnel = program.funnels[id]
    let guards = funnel.transitions.map { transition in
      transition.guardCondition.map { condition($0, .contact) }
    }
    let missing = funnel.stages.map { stage in
      stage.requires.map { field in
        (field, condition(Condition(.isMissing(FieldReference(field)), stage.span), .contact))
      }
    }
    plan.gates.append(GatePlan(funnel: id, guards: guards, missing: missing))
  }
}

extension Condition {
  /// The condition as it will be asked of a contact that becomes a member of a campaign in this run. `asking`: the
  /// campaign that asks, whose own members `member of any other campaign` spares.
  fileprivate func assuming(memberOf other: CampaignID, in asking: CampaignID) -> Condition {
    func assumed(_ parts: [Condition]) -> [Condition] { parts.map { $0.assuming(memberOf: other, in: asking) } }
    switch kind {
    case .member(other, status: nil, joined: let window) where window?.canHoldNow ?? true:
      return Condition(.constant(true), span)
    case .memberOfOther(_, let window) where window?.canHoldNow ?? true:
      return Condition(.not(Condition(.member(asking, status: nil, joined: nil), span)), span)
    case .all(let parts): return Condition(.all(assumed(parts)), span)
    case .any(let parts): return Condition(.any(assumed(parts)), span)
    case .atLeast(let count, let parts): return Condition(.atLeast(count, assumed(parts)), span)
    case .not(let inner): return Condition(.not(inner.assuming(memberOf: other, in: asking)), span)
    case .constant, .segment, .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare, .time,
      .compareTimes, .within, .sample, .persons, .ofCompany, .did, .edge, .sequence, .aggregate, .didInEach, .member,
      .memberOfOther, .stage, .stageEver, .reachable:
      return self
    }
  }
}
