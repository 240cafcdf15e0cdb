import BantamProgram

/// Which campaigns depend on which: circles, and who leaves contacts to whom without saying so.
extension Checker {
  /// A campaign that depends on its own members, through `yields to` or `member of`, would change with every run.
  mutating func checkCampaignCycles() {
    let campaigns = program.campaigns
    let edges = campaigns.map { campaign in
      campaign.yieldsTo + memberships(in: [campaign.audience] + campaign.excludes.map(\.condition))
    }
    reportCycles(
      Array(campaigns.indices), edges: { edges[$0] }, name: { campaigns[$0].name }, span: { campaigns[$0].span })
    addImpliedYields(edges)
  }

  /// A campaign that removes members of others leaves contacts to them also where they only join them in the same run:
  /// otherwise the next run would take them out again. For `member of any other campaign` these are the campaigns
  /// declared before it. Where that would close a circle, nothing is added.
  private mutating func addImpliedYields(_ edges: [[CampaignID]]) {
    var incoming = [[CampaignID]](repeating: [], count: edges.count)
    for (id, others) in edges.enumerated() { for other in others { incoming[other].append(id) } }
    for id in program.campaigns.indices {
      let removals = removals(program.campaigns[id])
      if removals.isEmpty { continue }
      let earlier = removals.contains(.anyOther) ? Array(0..<id) : []
      let named = removals.compactMap { if case .of(let other) = $0 { other } else { nil } }
      // What is added leads away from this campaign, so it changes nothing about who leads to it.
      let closing = predecessors(of: id, incoming).union(program.campaigns[id].yieldsTo)
      for other in Set(earlier + named).subtracting(closing).sorted() {
        incoming[other].append(id)
        program.campaigns[id].yieldsTo.append(other)
        program.campaigns[id].yieldsNewTo.append(other)
      }
    }
  }

  /// The campaign and all from which a way leads to it.
  private func predecessors(of end: CampaignID, _ incoming: [[CampaignID]]) -> Set<CampaignID> {
    var seen: Set<CampaignID> = [end]
    var waiting = [end]
    while let next = waiting.popLast() {
      for other in incoming[next] where seen.insert(other).inserted { waiting.append(other) }
    }
    return seen
  }

  private enum RemovedMembers: Hashable {
    case of(CampaignID)
    case anyOther
  }

  /// Whose members a campaign takes out, in an `exclude` or behind `not` in the audience, as far as who joins in this run
  /// is meant.
  private func removals(_ campaign: Campaign) -> Set<RemovedMembers> {
    var found: Set<RemovedMembers> = []
    var waiting = campaign.excludes.map { ($0.condition, true) } + [(campaign.audience, false)]
    while let (condition, removes) = waiting.popLast() {
      switch condition.kind {
      case .memberOfOther(_, let joined): if removes, joined?.canHoldNow ?? true { found.insert(.anyOther) }
      case .member(let other, status: nil, let joined):
        if removes, joined?.canHoldNow ?? true { found.insert(.of(other)) }
      case .all(let parts), .any(let parts), .atLeast(_, let parts): waiting += parts.map { ($0, removes) }
      case .not(let inner): waiting.append((inner, !removes))
      case .constant, .segment, .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare, .time,
        .compareTimes, .within, .sample, .persons, .ofCompany, .did, .edge, .sequence, .aggregate, .didInEach, .member,
        .stage, .stageEver, .reachable:
        break
      }
    }
    return found
  }

  /// The campaigns whose members some conditions ask for, also through the segments they name.
  private func memberships(in conditions: [Condition]) -> [CampaignID] {
    var found: [CampaignID] = []
    var seen: Set<SegmentID> = []
    var waiting = conditions
    while let condition = waiting.popLast() {
      switch condition.kind {
      case .member(let campaign, _, _): found.append(campaign)
      case .segment(let id): if seen.insert(id).inserted { waiting.append(program.segments[id].condition) }
      case .all(let parts), .any(let parts), .atLeast(_, let parts): waiting += parts
      case .not(let inner), .persons(_, _, let inner), .ofCompany(let inner): waiting.append(inner)
      case .constant, .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare, .time, .compareTimes, .within,
        .sample, .did, .edge, .sequence, .aggregate, .didInEach, .memberOfOther, .stage, .stageEver, .reachable:
        break
      }
    }
    return found
  }
}
