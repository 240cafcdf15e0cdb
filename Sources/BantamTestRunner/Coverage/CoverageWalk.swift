import BantamDiagnostics
import BantamPlan
import BantamProgram

/// Follows expectations through the rules: what the answer about a contact rests on is seen, nothing else.
struct CoverageWalk {
  let program: Program
  let answers: Answers
  var tally: CoverageTally
  /// Each piece counts once for each contact of a test.
  private var seen: Set<Place> = []

  private enum Piece: Hashable {
    case condition(Span)
    case declaration(Int)
    case points(ScoreID, discipline: Int)
    case grade(ScoreID)
  }

  private struct Place: Hashable {
    var piece: Piece
    var row: Int
  }

  init(program: Program, answers: Answers, tally: CoverageTally) {
    self.program = program
    self.answers = answers
    self.tally = tally
  }

  mutating func follow(_ expectation: Expectation) {
    let row = expectation.contact
    switch expectation.kind {
    case .member(let id, _), .restsOnMissing(let id): segment(id, row)
    case .score(let id, _, let grade):
      points(id, row)
      if grade != nil { self.grade(id, row) }
    case .points(let id, let discipline, _):
      ask(tally.places.scores[id], row)
      points(id, discipline, row)
    case .suggested:
      for id in program.scores.indices where program.scores[id].hasSuggestions {
        points(id, row)
        grade(id, row)
      }
    case .lead(let id, _): campaign(id, row)
    }
  }

  private mutating func isNew(_ piece: Piece, _ row: Int) -> Bool {
    seen.insert(Place(piece: piece, row: row)).inserted
  }

  private mutating func ask(_ item: Int, _ row: Int) {
    if isNew(.declaration(item), row) { tally.see(item, .asked) }
  }

  // MARK: Conditions

  private mutating func segment(_ id: SegmentID, _ row: Int) {
    let item = tally.places.segments[id]
    guard isNew(.declaration(item), row) else { return }
    tally.see(item, .asked)
    let declared = program.segments[id]
    // Of the other kind of contact nothing in it is asked.
    if !declared.isDefine, declared.context == .company, !answers.isCompany(row) { return }
    if !declared.isDefine, declared.context == .person, answers.isCompany(row) { return }
    if let root = answers.trace.roots[.segment(id)] { condition(root, row) }
  }

  private mutating func condition(_ trace: ConditionTrace, _ row: Int) {
    let condition = trace.condition
    if condition.isLeaf {
      leaf(trace, row)
      if case .segment(let id) = condition.kind { segment(id, row) }
      return
    }
    switch condition.kind {
    case .persons:
      for person in answers.persons(of: row) { for part in trace.parts { self.condition(part, person) } }
    case .ofCompany:
      if let company = answers.company(of: row) { for part in trace.parts { self.condition(part, company) } }
    case .all, .any, .not, .atLeast, .constant, .segment, .isMissing, .isYes, .text, .sameText, .isShared, .number,
      .compare, .time, .compareTimes, .within, .sample, .did, .edge, .sequence, .aggregate, .didInEach, .member,
      .memberOfOther, .stage, .stageEver, .reachable:
      for part in trace.parts { self.condition(part, row) }
    }
  }

  private mutating func leaf(_ trace: ConditionTrace, _ row: Int) {
    guard let item = tally.places.conditions[trace.condition.span], isNew(.condition(trace.condition.span), row) else {
      return
    }
    tally.see(item, answers.holds(trace.node, row) ? .yes : .no)
    if answers.restsOnMissing(trace.node, row) { tally.see(item, .missing) }
  }

  // MARK: Campaigns

  /// As far as the first step that takes the contact out.
  private mutating func campaign(_ id: CampaignID, _ row: Int) {
    ask(tally.places.campaigns[id], row)
    guard let plan = answers.plan.campaigns.first(where: { $0.campaign == id }),
      let audience = answers.trace.roots[.audience(id)]
    else { return }
    condition(audience, row)
    guard answers.holds(plan.audience, row) else { return }
    var ordinal = 0
    for removal in plan.removals {
      if removal.cause == .exclusion {
        if let root = answers.trace.roots[.exclusion(id, ordinal)] { condition(root, row) }
        ordinal += 1
      } else if removal.cause == .consent, let purpose = program.campaigns[id].purpose,
        let root = answers.trace.roots[.basis(purpose)]
      {
        condition(root, row)
      }
      if answers.holds(removal.node, row) { return }
    }
  }

  // MARK: Scores

  private mutating func points(_ id: ScoreID, _ row: Int) {
    ask(tally.places.scores[id], row)
    for discipline in program.scores[id].disciplines.indices { points(id, discipline, row) }
  }

  /// The lines of a discipline as far as they are looked at.
  private mutating func points(_ id: ScoreID, _ discipline: Int, _ row: Int) {
    guard let score = answers.plan.scores.first(where: { $0.score == id }),
      isNew(.points(id, discipline: discipline), row)
    else { return }
    let plan = score.disciplines[discipline]
    for (index, line) in plan.lines.enumerated() {
      let root = TraceRoot.line(id, discipline: discipline, line: index)
      if let trace = answers.trace.roots[root] { condition(trace, row) }
      guard gives(line, row) else { continue }
      if let item = tally.places.lines[root] { tally.see(item, .given) }
      if !plan.isSum { return }
    }
  }

  private func gives(_ line: LinePlan, _ row: Int) -> Bool {
    switch line {
    case .otherwise: true
    case .when(let node, _), .aged(_, let node, _): answers.holds(node, row)
    case .per(let counter, _, _): answers.counter(counter, row) > 0
    }
  }

  private mutating func grade(_ id: ScoreID, _ row: Int) {
    guard let index = answers.plan.scores.firstIndex(where: { $0.score == id }), isNew(.grade(id), row) else { return }
    for (number, veto) in answers.plan.scores[index].vetoes.enumerated() {
      if let trace = answers.trace.roots[.veto(id, number)] { condition(trace, row) }
      guard answers.holds(veto.node, row) else { continue }
      if let item = tally.places.lines[.veto(id, number)] { tally.see(item, .given) }
      break
    }
    guard let found = answers.outcome.scores[index], let place = found.rows.firstIndex(of: Int32(row)),
      !tally.places.grades[id].isEmpty
    else { return }
    tally.see(tally.places.grades[id][Int(found.grades[place])], .given)
  }
}
