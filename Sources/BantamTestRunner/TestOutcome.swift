import BantamEngine
import BantamLeads
import BantamPlan
import BantamProgram

/// What the engine found, asked by expectation.
struct TestOutcome {
  let program: Program
  let test: Test
  let plan: Plan
  let outcome: Outcome
  let leads: [CampaignResult]

  /// nil: the expectation holds.
  func failure(of expectation: Expectation) -> TestFailure? {
    let row = expectation.contact
    let contact = test.contacts[row].name ?? "the contact"
    switch expectation.kind {
    case .member(let segment, let expected):
      let answer = answer(segment, row)
      if answer.isYes == expected { return nil }
      return .membership(
        contact, segment: program.segments[segment].name, expected: expected, restsOnMissing: answer.restsOnMissing,
        expectation.span)
    case .restsOnMissing(let segment):
      let answer = answer(segment, row)
      if !answer.isYes, answer.restsOnMissing { return nil }
      return .certain(contact, segment: program.segments[segment].name, isYes: answer.isYes, expectation.span)
    case .score(let score, let total, let grade): return scoreFailure(score, total, grade, row, contact, expectation)
    case .points(let score, let discipline, let points):
      guard let judged = judged(score, row) else { return nil }
      let found = judged.points[discipline]
      if found.isShownAs(points) { return nil }
      let name = "\(program.scores[score].name).\(program.scores[score].disciplines[discipline].name)"
      return .points(contact, discipline: name, expected: points.text, found: found.text, expectation.span)
    case .lead(let campaign, let expected):
      let isLead = isLead(campaign, row)
      return isLead == expected
        ? nil : .lead(contact, campaign: program.campaigns[campaign].name, expected: expected, expectation.span)
    case .suggested(let suggestion):
      let found = suggestions(row)
      return found.contains(suggestion)
        ? nil : .suggestion(contact, expected: suggestion.text, found: found.map(\.text), expectation.span)
    }
  }

  private func answer(_ segment: SegmentID, _ row: Int) -> (isYes: Bool, restsOnMissing: Bool) {
    guard let index = plan.segments.firstIndex(where: { $0.segment == segment }) else { return (false, false) }
    let byte = outcome.masks[index][row]
    return (byte & 1 != 0, byte & 2 != 0)
  }

  private func isLead(_ campaign: CampaignID, _ row: Int) -> Bool {
    guard let index = plan.campaigns.firstIndex(where: { $0.campaign == campaign }) else { return false }
    return leads[index].rows.contains(Int32(row))
  }

  // MARK: Scores

  private func scoreFailure(
    _ score: ScoreID, _ total: Number?, _ grade: String?, _ row: Int, _ contact: String, _ expectation: Expectation
  ) -> TestFailure? {
    guard let judged = judged(score, row) else { return nil }
    let name = program.scores[score].name
    if let total, !judged.total.isShownAs(total) {
      return .total(
        contact, score: name, expected: total.text, found: judged.total.text, parts: parts(score, judged.points),
        expectation.span)
    }
    guard let grade, grade != judged.grade else { return nil }
    return .grade(
      contact, score: name, expected: grade, found: judged.grade ?? "none", total: judged.total.text,
      veto: judged.veto, expectation.span)
  }

  /// `budget 100 (weight 30), authority 40 (weight 25)`.
  private func parts(_ score: ScoreID, _ points: [Fraction]) -> String {
    zip(program.scores[score].disciplines, points).map { "\($0.name) \($1.text) (weight \($0.weight))" }
      .joined(separator: ", ")
  }

  private struct Judged {
    var total: Fraction
    var points: [Fraction]
    var grade: String?
    var veto: String?
  }

  private func judged(_ score: ScoreID, _ row: Int) -> Judged? {
    guard let index = plan.scores.firstIndex(where: { $0.score == score }), let found = outcome.scores[index],
      let place = found.rows.firstIndex(of: Int32(row))
    else { return nil }
    let plan = plan.scores[index]
    let veto = Int(found.vetoes[place])
    return Judged(
      total: Fraction(found.totals[place], plan.denominator),
      points: plan.disciplines.indices.map { discipline in
        Fraction(Int64(found.points[discipline][place]) * 100, plan.disciplines[discipline].fullMarks)
      },
      grade: plan.grades.isEmpty ? nil : plan.grades[Int(found.grades[place])].name,
      veto: veto == 0 ? nil : plan.vetoes[veto - 1].reason)
  }

  /// What the grades of all scores suggest for a contact.
  private func suggestions(_ row: Int) -> [Suggestion] {
    program.scores.indices.flatMap { score -> [Suggestion] in
      guard let grade = judged(score, row)?.grade else { return [] }
      return program.scores[score].grades.first { $0.name == grade }?.suggestions ?? []
    }
  }
}

extension Suggestion {
  var text: String {
    switch self {
    case .convert(let stage): "convert to \(stage)"
    case .keep(let team): "keep in \(team)"
    case .demote(let stage): "demote to \(stage)"
    case .text(let text): "\"\(text)\""
    }
  }
}
