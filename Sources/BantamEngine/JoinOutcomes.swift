import BantamPlan
import BantamSystem

/// One outcome out of those of the parts, in the order of their rows.
func joined(_ parts: [Outcome], work: Work) -> Outcome {
  var outcome = Outcome()
  outcome.contacts = work.source.count
  outcome.segments = work.plan.segments.indices.map { index in parts.reduce(0) { $0 + $1.segments[index] } }
  outcome.restsOn = work.request.restsOn.indices.map { index in parts.reduce(0) { $0 + $1.restsOn[index] } }
  outcome.rows = work.request.rows.indices.map { index in joined(parts.map { $0.rows[index] }) }
  outcome.campaigns = work.plan.campaigns.indices.map { index in
    let campaigns = parts.map { $0.campaigns[index] }
    var sum = CampaignOutcome()
    sum.audience = campaigns.reduce(0) { $0 + $1.audience }
    sum.removals = work.plan.campaigns[index].removals.indices.map { step in
      campaigns.reduce(0) { $0 + $1.removals[step] }
    }
    sum.candidates = joined(campaigns.map(\.candidates))
    return sum
  }
  outcome.scores = work.scores.enumerated().map { index, score in
    score.map { joined(parts.compactMap { $0.scores[index] }, disciplines: $0.disciplines.count) }
  }
  outcome.profile = Profile.joined(parts.compactMap(\.profile))
  return outcome
}

private func joined(_ scores: [ScoreOutcome], disciplines: Int) -> ScoreOutcome {
  var result = ScoreOutcome()
  result.rows = joined(scores.map(\.rows))
  result.totals = joined(scores.map(\.totals))
  result.points = (0..<disciplines).map { index in joined(scores.map { $0.points[index] }) }
  result.grades = joined(scores.map(\.grades))
  result.vetoes = joined(scores.map(\.vetoes))
  result.lows = joined(scores.map(\.lows))
  result.highs = joined(scores.map(\.highs))
  result.gradeLows = joined(scores.map(\.gradeLows))
  result.gradeHighs = joined(scores.map(\.gradeHighs))
  result.completeWeights = joined(scores.map(\.completeWeights))
  result.nextQuestions = joined(scores.map(\.nextQuestions))
  return result
}

private func joined<Value>(_ lists: [[Value]]) -> [Value] {
  if lists.count == 1 { return lists[0] }
  var result: [Value] = []
  result.reserveCapacity(lists.reduce(0) { $0 + $1.count })
  for list in lists { result += list }
  return result
}
