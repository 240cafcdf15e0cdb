import BantamEngine
import BantamPlan
import BantamProgram

/// From candidates to leads: campaigns that yield leave contacts to others, then limits cut to the best.
///
/// Results are in the order of the plan's campaigns. Ties of a limit go to the lower key, so a run repeated gives the
/// same leads.
///
/// `hands`: per campaign who was added by hand; no other campaign and no limit removes them.
public func makeLeads(
  _ plan: Plan, _ program: Program, _ outcome: Outcome, hands: [LeadQuestions.Hands] = []
) -> [CampaignResult] {
  var results = [CampaignResult?](repeating: nil, count: plan.campaigns.count)
  let indices = Dictionary(uniqueKeysWithValues: plan.campaigns.indices.map { (plan.campaigns[$0].campaign, $0) })
  for index in yieldOrder(plan, program, indices) {
    let yieldsTo = program.campaigns[plan.campaigns[index].campaign].yieldsTo.compactMap { indices[$0] }
    let others = yieldsTo.compactMap { results[$0] }
    let hand = index < hands.count ? hands[index] : LeadQuestions.Hands()
    results[index] = makeLeads(plan, program, outcome, index, others, hand)
  }
  return results.compactMap { $0 }
}

/// Campaigns after those they yield to. The checker rules out circles.
private func yieldOrder(_ plan: Plan, _ program: Program, _ indices: [CampaignID: Int]) -> [Int] {
  var order: [Int] = []
  var isPlaced = [Bool](repeating: false, count: plan.campaigns.count)
  var waiting = Array(plan.campaigns.indices)
  while !waiting.isEmpty {
    let ready = waiting.filter { index in
      program.campaigns[plan.campaigns[index].campaign].yieldsTo.allSatisfy { indices[$0].map { isPlaced[$0] } ?? true }
    }
    precondition(!ready.isEmpty, "campaigns yield to each other in a circle")
    for index in ready { isPlaced[index] = true }
    order += ready
    waiting.removeAll { isPlaced[$0] }
  }
  return order
}

private func makeLeads(
  _ plan: Plan, _ program: Program, _ outcome: Outcome, _ index: Int, _ others: [CampaignResult],
  _ hand: LeadQuestions.Hands
) -> CampaignResult {
  let campaignPlan = plan.campaigns[index]
  let campaign = program.campaigns[campaignPlan.campaign]
  let candidates = outcome.campaigns[index]
  var removed = zip(campaignPlan.removals, candidates.removals).map { removal, count in
    CampaignResult.Removed(cause: .init(removal.cause), reason: removal.reason, count: count)
  }
  var rows = candidates.candidates
  for other in others {
    let taken = hand.taken(by: other)
    let left = difference(rows, taken)
    removed.append(.init(cause: .yielded, reason: "in campaign \(other.name)", count: rows.count - left.count))
    rows = left
  }
  if let limit = campaign.limit, rows.count > limit.count {
    let kept = best(rows, limit.count, campaignPlan.limitScoreIndex.flatMap { outcome.scores[$0] }, first: hand.added)
    removed.append(.init(cause: .limit, reason: "beyond the limit of \(limit.count)", count: rows.count - kept.count))
    rows = kept
  }
  let score = campaignPlan.scoreIndex
  let figures = score.flatMap { outcome.scores[$0] }
  let found = figures.map { places(of: rows, in: $0.rows) } ?? []
  return CampaignResult(
    campaign: campaignPlan.campaign, name: campaignPlan.name, audience: candidates.audience - hand.addedOnly,
    added: hand.addedOnly, movedOn: hand.movedOn, barred: hand.barred, removed: removed, rows: rows, places: found,
    score: score,
    gradeCounts: figures.map { gradeCounts(found, $0, score.map { plan.scores[$0].grades.count } ?? 0) } ?? [])
}

extension CampaignResult {
  /// Some members of the plan's first campaign, who were scored whether they are candidates or not.
  public init(rows: [Int32], _ plan: Plan, _ outcome: Outcome) {
    let campaign = plan.campaigns[0]
    let figures = campaign.scoreIndex.flatMap { outcome.scores[$0] }
    self.init(
      campaign: campaign.campaign, name: campaign.name, audience: rows.count, removed: [], rows: rows,
      places: figures.map { BantamLeads.places(of: rows, in: $0.rows) } ?? [], score: campaign.scoreIndex,
      gradeCounts: [])
  }
}

extension CampaignResult.Removed.Cause {
  init(_ cause: Removal.Cause) {
    switch cause {
    case .exclusion: self = .exclusion
    case .sample: self = .sample
    case .hand: self = .hand
    case .locked: self = .locked
    case .consent: self = .consent
    }
  }
}

/// The rows of a rising list that are not in another rising list.
func difference(_ rows: [Int32], _ others: [Int32]) -> [Int32] {
  var left: [Int32] = []
  left.reserveCapacity(rows.count)
  var other = 0
  for row in rows {
    while other < others.count, others[other] < row { other += 1 }
    if other == others.count || others[other] != row { left.append(row) }
  }
  return left
}

/// The rows of two rising lists, each once.
func union(_ rows: [Int32], _ others: [Int32]) -> [Int32] {
  if others.isEmpty { return rows }
  var all: [Int32] = []
  all.reserveCapacity(rows.count + others.count)
  var other = 0
  for row in rows {
    while other < others.count, others[other] < row {
      all.append(others[other])
      other += 1
    }
    if other < others.count, others[other] == row { other += 1 }
    all.append(row)
  }
  return all + others[other...]
}

/// The `count` rows with the highest totals, equal ones by key, in rising order of rows. Those of `first` among them stay.
private func best(_ rows: [Int32], _ count: Int, _ score: ScoreOutcome?, first: [Int32]) -> [Int32] {
  if !first.isEmpty {
    let others = difference(rows, first)
    let kept = difference(rows, others)
    return (kept + best(others, max(0, count - kept.count), score, first: [])).sorted()
  }
  guard let score else { return Array(rows.prefix(count)) }
  return bestFirst(places(of: rows, in: score.rows), score, count: count).map { rows[$0] }.sorted()
}

/// Where each of some rising rows stands in a rising list that holds them all.
private func places(of rows: [Int32], in all: [Int32]) -> [Int32] {
  var places: [Int32] = []
  places.reserveCapacity(rows.count)
  var place = 0
  for row in rows {
    while place < all.count, all[place] < row { place += 1 }
    precondition(place < all.count && all[place] == row, "each lead was scored")
    places.append(Int32(place))
  }
  return places
}

private func gradeCounts(_ places: [Int32], _ score: ScoreOutcome, _ grades: Int) -> [Int] {
  var counts = [Int](repeating: 0, count: grades)
  guard grades > 0 else { return counts }
  for place in places { counts[Int(score.grades[Int(place)])] += 1 }
  return counts
}

extension CampaignResult {
  /// Indices into `rows` of the best leads: by falling total, vetoed ones last, equal ones by key.
  public func best(_ count: Int, _ outcome: Outcome) -> [Int] {
    guard let score, let figures = outcome.scores[score] else { return Array(rows.indices.prefix(count)) }
    return bestFirst(places, figures, count: count)
  }
}

/// Keeps at most twice `count` candidates at a time, so a short list out of many is cheap.
private func bestFirst(_ places: [Int32], _ score: ScoreOutcome, count: Int) -> [Int] {
  guard count > 0 else { return [] }
  func isBetter(_ first: Int, _ second: Int) -> Bool {
    let (one, two) = (Int(places[first]), Int(places[second]))
    if (score.vetoes[one] == 0) != (score.vetoes[two] == 0) { return score.vetoes[one] == 0 }
    return score.totals[one] != score.totals[two] ? score.totals[one] > score.totals[two] : first < second
  }
  var kept: [Int] = []
  var worst: Int?
  let most = max(2 * count, 1024)
  for index in places.indices {
    if let worst, !isBetter(index, worst) { continue }
    kept.append(index)
    if kept.count == most {
      kept.sort(by: isBetter)
      kept.removeSubrange(min(count, kept.count)...)
      worst = kept.count == count ? kept.last : nil
    }
  }
  kept.sort(by: isBetter)
  return Array(kept.prefix(count))
}
