import BantamEngine
import BantamLeads
import BantamPlan
import BantamProgram

/// The ledger of a score: which line gave what, exact, and what is missing for the next grade.
struct ScoreExplainer {
  let facts: Facts
  let showsAll: Bool

  /// `index`: into the plan's scores. nil where the score was not worked out.
  func explanation(_ index: Int, changes: Changes?) -> ScoreExplanation? {
    let plan = facts.plan.scores[index]
    let declared = facts.program.scores[plan.score]
    guard let outcome = facts.outcome.scores[index], let place = outcome.rows.firstIndex(of: Int32(facts.row)) else {
      return nil
    }
    let raw = outcome.points.map { Int64($0[place]) }
    let shares = Shares(zip(raw, plan.disciplines).map { $0 * $1.multiplier }, plan.denominator)
    let disciplines = plan.disciplines.indices.map { number in
      let lines = lines(plan, number)
      return DisciplineExplanation(
        name: plan.disciplines[number].name, weight: Int(plan.disciplines[number].weight),
        points: points(raw[number], plan.disciplines[number].fullMarks), share: shares.parts[number],
        lines: lines,
        sum: declared.disciplines[number].sumTo.map { ($0, lines.reduce(0) { $0 + $1.points }) },
        assessed: assessed(index, number))
    }
    let veto = Int(outcome.vetoes[place])
    let grade = Int(outcome.grades[place])
    return ScoreExplanation(
      name: plan.name, label: declared.label, disciplines: disciplines, total: shares.total,
      isRounded: shares.isRounded, grade: plan.grades.isEmpty ? nil : plan.grades[grade].name,
      veto: veto == 0 ? nil : (plan.vetoes[veto - 1].reason, clause(.veto(plan.score, veto - 1))),
      low: BantamLeads.points(outcome.lows[place], plan.denominator),
      high: BantamLeads.points(outcome.highs[place], plan.denominator),
      completeness: completeness(plan, outcome.completeWeights[place]),
      nextQuestion: question(plan, Int(outcome.nextQuestions[place])),
      nextGrade: veto == 0 && grade > 0 ? nextGrade(declared, grade - 1, outcome.totals[place], plan.denominator) : nil,
      changes: changes)
  }

  private func clause(_ root: TraceRoot) -> Clause {
    guard let trace = facts.contact.trace.roots[root] else { return Clause(text: "", holds: nil) }
    var builder = ClauseBuilder(facts, showsAll: showsAll)
    return builder.clause(trace, facts.row)
  }

  // MARK: Lines

  /// The lines that gave points: the first that holds, or of a sum all that hold.
  private func lines(_ plan: ScorePlan, _ number: Int) -> [DisciplineExplanation.Line] {
    let discipline = plan.disciplines[number]
    let declared = facts.program.scores[plan.score].disciplines[number]
    var found: [DisciplineExplanation.Line] = []
    for (index, line) in discipline.lines.enumerated() {
      guard let raw = raw(line) else { continue }
      let sumTo = Int64(declared.sumTo ?? 100)
      let root = TraceRoot.line(plan.score, discipline: number, line: index)
      var given = clause(root)
      given.text = text(declared.lines[index])
      given.holds = nil
      if let scan = facts.contact.trace.scans[root] {
        given.values = [LeafValues(facts, words).activities(scan, facts.row)]
      }
      found.append(.init(points: BantamLeads.points(raw * sumTo, discipline.fullMarks), clause: given))
      if !discipline.isSum { break }
    }
    return found
  }

  private var words: ValueWords { ValueWords(program: facts.program, zone: facts.contact.zone) }

  /// The raw points of a line; nil where it does not hold.
  private func raw(_ line: LinePlan) -> Int64? {
    func capped(_ points: Int64, _ cap: Int64?) -> Int64 { cap.map { min(max(points, -abs($0)), abs($0)) } ?? points }
    switch line {
    case .otherwise(let raw): return raw
    case .when(let node, let raw): return facts.answer(node, facts.row).holds ? raw : nil
    case .per(let counter, let each, let cap):
      let count = facts.counter(counter, facts.row) ?? 0
      return count > 0 ? capped(count * each, cap) : nil
    case .aged(let counter, let node, let cap):
      return facts.answer(node, facts.row).holds ? capped(facts.counter(counter, facts.row) ?? 0, cap) : nil
    }
  }

  private func text(_ line: PointLine) -> String {
    guard facts.program.files.indices.contains(line.span.file) else { return "" }
    return oneLine(facts.program.files[line.span.file].text(line.span))
  }

  // MARK: By hand

  private func assessed(_ index: Int, _ number: Int) -> DisciplineExplanation.Assessed? {
    let plan = facts.plan.scores[index]
    guard let campaign = plan.campaign,
      let found = facts.contact.records.assessments.last(where: {
        $0.campaign == facts.program.campaigns[campaign].name && $0.discipline == plan.disciplines[number].name
      })
    else { return nil }
    var rulePoints: Int64 = 0
    if let everybodys = facts.plan.scores.firstIndex(where: { $0.score == plan.score && $0.campaign == nil }),
      let outcome = facts.outcome.scores[everybodys], let place = outcome.rows.firstIndex(of: Int32(facts.row))
    {
      rulePoints = points(
        Int64(outcome.points[number][place]), facts.plan.scores[everybodys].disciplines[number].fullMarks)
    }
    return .init(
      words: "by \(found.actor) on \(words.day(stored: found.at))" + (found.note.map { ": \($0)" } ?? ""),
      rulePoints: rulePoints)
  }

  // MARK: Figures

  private func points(_ raw: Int64, _ fullMarks: Int64) -> Int64 { BantamLeads.points(raw * 100, fullMarks) }

  private func completeness(_ plan: ScorePlan, _ weight: Int64) -> Int {
    let weights = plan.disciplines.reduce(0) { $0 + $1.weight }
    return weights == 0 ? 100 : Int(weight * 100 / weights)
  }

  private func question(_ plan: ScorePlan, _ number: Int) -> String? {
    number == 0 ? nil : facts.program.fields[plan.questions[number - 1].field].name
  }

  /// The distance is rounded up: so many points more are enough.
  private func nextGrade(
    _ score: Score, _ index: Int, _ total: Int64, _ denominator: Int64
  ) -> (name: String, from: Int64, distance: Int64)? {
    guard let from = score.grades[index].from else { return nil }
    let missing = Int128(from.tenThousandths) * Int128(denominator) - Int128(total) * 10_000
    let distance = (missing + Int128(denominator) - 1) / Int128(denominator)
    return (score.grades[index].name, from.tenThousandths, Int64(max(distance, 0)))
  }
}

/// Fractions of one denominator as ten-thousandths that add up to their rounded sum: each is rounded down, and what is
/// left over goes to those that lost most.
struct Shares {
  let parts: [Int64]
  let total: Int64
  let isRounded: Bool

  init(_ numerators: [Int64], _ denominator: Int64) {
    total = BantamLeads.points(numerators.reduce(0, +), denominator)
    let scaled = numerators.map { Int128($0) * 10_000 }
    var parts = scaled.map { Int64($0 / Int128(denominator)) }
    let rests = scaled.map { $0 % Int128(denominator) }
    isRounded = rests.contains { $0 != 0 }
    let order = rests.indices.sorted { rests[$0] != rests[$1] ? rests[$0] > rests[$1] : $0 < $1 }
    for index in order.prefix(Int(max(0, total - parts.reduce(0, +)))) { parts[index] += 1 }
    self.parts = parts
  }
}
