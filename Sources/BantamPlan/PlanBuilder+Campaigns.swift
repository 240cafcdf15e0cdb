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
    for other in campaign.yieldsNewTo {
      made.knownMembers[other] = set(.member(campaign: program.campaigns[other].name, status: nil))
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
