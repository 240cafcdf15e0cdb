import BantamEngine
import BantamPlan

/// Holds an outcome of the engine against the model; returns what differs, nothing where they agree.
func differences(_ random: RandomPlan) -> [String] {
  let plan = random.plan
  let model = ReferenceEngine(plan: plan, lists: random.lists, contacts: random.contacts)
  let outcome = evaluate(
    plan, lists: random.lists, over: columns(of: random.contacts, plan: plan), request: random.request)
  let rows = random.contacts.indices
  var found: [String] = []
  func expect<Value: Equatable>(_ name: String, _ engine: Value, _ expected: Value) {
    if engine != expected { found.append("\(name): \(engine) instead of \(expected)") }
  }
  expect("contacts", outcome.contacts, rows.count)
  expect(
    "segments", outcome.segments, plan.segments.map { segment in rows.count { model.answer(segment.node, $0).holds } })
  expect(
    "rests on", outcome.restsOn,
    random.request.restsOn.map { node in
      rows.count { model.answer(node, $0).kleene == 1 && !model.answer(node, $0).holds }
    })
  for (node, mask) in zip(random.request.masks, outcome.masks) {
    let restsOn = random.request.restsOn.contains(node)
    for row in rows {
      let answer = model.answer(node, row)
      let kind = "\(plan.nodes[node])"
      expect("mask of \(kind) at \(row)", mask[row] & 1, answer.holds ? 1 : 0)
      if restsOn { expect("unknown of \(kind) at \(row)", mask[row] >> 1, answer.kleene == 1 ? 1 : 0) }
    }
  }
  expect(
    "rows", outcome.rows,
    random.request.rows.map { node in
      rows.filter { model.answer(node, $0).holds }.map { Int32($0) }
    })
  let candidates = plan.campaigns.map { campaign -> [Int32] in
    rows.filter { row in
      model.answer(campaign.audience, row).holds && !campaign.removals.contains { model.answer($0.node, row).holds }
    }.map { Int32($0) }
  }
  expect("candidates", outcome.campaigns.map(\.candidates), candidates)
  expect(
    "audiences", outcome.campaigns.map(\.audience),
    plan.campaigns.map { campaign in
      rows.count { model.answer(campaign.audience, $0).holds }
    })
  expect("removals", outcome.campaigns.map(\.removals), plan.campaigns.map { removals(of: $0, model, rows) })
  for (index, score) in plan.scores.enumerated() {
    var wanted = zip(plan.campaigns, candidates).filter { $0.0.scoreIndexes.contains(index) }.flatMap(\.1)
    let isAsked =
      random.request.scoresForAll.contains(index) || plan.campaigns.contains { $0.scoreIndexes.contains(index) }
    expect("asked for \(score.name)", outcome.scores[index] != nil, isAsked)
    if random.request.scoresForAll.contains(index) { wanted = rows.map { Int32($0) } }
    if let result = outcome.scores[index] {
      found += differences(
        result, score, model, rows: Set(wanted).sorted(), random.request.assessments[index] ?? [],
        intervals: random.request.intervals)
    }
  }
  return found
}

private func removals(of campaign: CampaignPlan, _ model: ReferenceEngine, _ rows: Range<Int>) -> [Int] {
  campaign.removals.indices.map { step in
    rows.count { row in
      model.answer(campaign.audience, row).holds
        && campaign.removals.firstIndex { model.answer($0.node, row).holds } == step
    }
  }
}

private func differences(
  _ result: ScoreOutcome, _ score: ScorePlan, _ model: ReferenceEngine, rows: [Int32], _ assessments: [Assessment],
  intervals: Bool
) -> [String] {
  if result.rows != rows { return ["rows of \(score.name): \(result.rows) instead of \(rows)"] }
  var found: [String] = []
  for (index, row) in rows.enumerated() {
    let expected = model.score(score, Int(row), assessments.filter { $0.row == row })
    var engine = ReferenceScore(
      total: result.totals[index], points: result.points.map { $0[index] }, grade: result.grades[index],
      veto: result.vetoes[index])
    if intervals {
      engine.low = result.lows[index]
      engine.high = result.highs[index]
      engine.gradeLow = result.gradeLows[index]
      engine.gradeHigh = result.gradeHighs[index]
      engine.completeWeight = result.completeWeights[index]
      engine.nextQuestion = result.nextQuestions[index]
      if engine.low > engine.total || engine.total > engine.high { found.append("total outside of its interval") }
    } else {
      engine.low = expected.low
      engine.high = expected.high
      engine.gradeLow = expected.gradeLow
      engine.gradeHigh = expected.gradeHigh
      engine.completeWeight = expected.completeWeight
      engine.nextQuestion = expected.nextQuestion
    }
    if engine != expected { found.append("\(score.name) at \(row): \(engine) instead of \(expected)") }
  }
  return found
}
