import BantamDiagnostics
import BantamEngine
import BantamPlan
import BantamProgram
import BantamStore

/// A campaign's result in the form the store keeps: decimals instead of exact fractions, names instead of indices.
public func storedOutcome(
  _ result: CampaignResult, _ plan: Plan, _ program: Program, _ outcome: Outcome
) -> BantamStore.CampaignOutcome {
  let campaign = program.campaigns[result.campaign]
  var stored = BantamStore.CampaignOutcome(bare: campaign, program)
  stored.firstStatus = campaign.statuses.first?.name
  stored.suggestions = suggestions(campaign.score.map { program.scores[$0].grades } ?? [])
  stored.keptRows = result.movedOn
  stored.memberRows = result.rows
  guard let score = result.score, let figures = outcome.scores[score] else { return stored }
  stored.leads = leads(result, plan.scores[score], figures, program)
  return stored
}

extension BantamStore.CampaignOutcome {
  /// A campaign before its first run: what the rules say of it.
  public init(bare campaign: Campaign, _ program: Program) {
    self.init(name: campaign.name)
    label = campaign.label
    project = campaign.project
    funnel = campaign.funnel.map { program.funnels[$0].name }
    score = campaign.score.map { program.scores[$0].name }
    purpose = campaign.purpose.map { program.purposes[$0].name }
  }
}

/// `{"A":["convert to prospect"]}`
private func suggestions(_ grades: [Grade]) -> String {
  var writer = JSONWriter()
  writer.object { writer in
    for grade in grades where !grade.suggestions.isEmpty {
      writer.array(grade.name) { writer in
        for suggestion in grade.suggestions { writer.string(suggestion.words) }
      }
    }
  }
  return writer.text
}

extension Grade {
  public var suggestions: [Suggestion] {
    actions.compactMap { if case .suggest(let suggestion) = $0 { suggestion } else { nil } }
  }
}

extension Suggestion {
  /// As the rules write it: `convert to prospect`.
  public var words: String {
    switch self {
    case .convert(let stage): "convert to \(stage)"
    case .keep(let team): "keep in \(team)"
    case .demote(let stage): "demote to \(stage)"
    case .text(let text): text
    }
  }
}

private func leads(
  _ result: CampaignResult, _ plan: ScorePlan, _ score: ScoreOutcome, _ program: Program
) -> LeadOutcome {
  var leads = LeadOutcome()
  leads.rows = result.rows
  let places = result.places.map { Int($0) }
  leads.totals = places.map { points(score.totals[$0], plan.denominator) }
  if !score.lows.isEmpty {
    leads.lows = places.map { points(score.lows[$0], plan.denominator) }
    leads.highs = places.map { points(score.highs[$0], plan.denominator) }
    let weights = plan.disciplines.reduce(0) { $0 + $1.weight }
    leads.completeness = places.map { rounded(score.completeWeights[$0] * 10_000, weights) }
    leads.nextQuestions = CodedTexts(
      names: plan.questions.map { program.fields[$0.field].name },
      codes: places.map { Int32(score.nextQuestions[$0]) - 1 })
  }
  leads.disciplines = plan.disciplines.map(\.name)
  leads.points = plan.disciplines.indices.map { index in
    places.map { rounded(Int64(score.points[index][$0]) * 1_000_000, plan.disciplines[index].fullMarks) }
  }
  if !plan.grades.isEmpty {
    leads.grades = CodedTexts(names: plan.grades.map(\.name), codes: places.map { Int32(score.grades[$0]) })
  }
  leads.vetoes = CodedTexts(names: plan.vetoes.map(\.reason), codes: places.map { Int32(score.vetoes[$0]) - 1 })
  return leads
}

/// A numerator as ten-thousandths of a point, rounded half up.
public func points(_ numerator: Int64, _ denominator: Int64) -> Int64 {
  // Mostly all of it fits into 64 bits, where a division costs a tenth.
  if numerator >= 0, numerator < 1 << 46, denominator < 1 << 46 {
    return (numerator * 20_000 + denominator) / (denominator * 2)
  }
  let product = Int128(numerator) * 10_000 * 2 + Int128(denominator)
  let quotient = product / (Int128(denominator) * 2)
  return Int64(product < 0 && quotient * Int128(denominator) * 2 != product ? quotient - 1 : quotient)
}

private func rounded(_ value: Int64, _ divisor: Int64) -> Int64 { divisor == 0 ? 0 : (value + divisor / 2) / divisor }
