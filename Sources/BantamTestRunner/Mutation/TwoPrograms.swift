import BantamColumns
import BantamEngine
import BantamExplain
import BantamPlan
import BantamProgram
import BantamSystem

/// A program and a changed one, asked about the same contacts: many at once, as copies beside each other.
final class TwoPrograms {
  private let programs: [Program]
  private let target: Mutant.Target
  private let asOf: Int64
  private let zone: ZoneRules
  private let segments: [SegmentID]
  private let scores: [ScoreID]
  private let campaigns: [CampaignID]
  /// By the instant of the tests.
  private var plans: [Int64: [Traced]] = [:]

  private static let mostOfTarget = 200

  private struct Traced {
    var plan: Plan
    var trace: Trace
  }

  init(_ program: Program, _ changed: Program, _ target: Mutant.Target, asOf: Int64, zone: ZoneRules) {
    programs = [program, changed]
    self.target = target
    self.asOf = asOf
    self.zone = zone
    let readers = ListReaders(program, target, asOf: asOf, zone: zone)
    switch target {
    case .segment(let name): segments = program.segments.indices.filter { program.segments[$0].name == name }
    case .list: segments = readers.segments
    case .score, .campaign, .purpose: segments = []
    }
    switch target {
    case .score(let name): scores = program.scores.indices.filter { program.scores[$0].name == name }
    case .list: scores = readers.scores
    case .segment, .campaign, .purpose: scores = []
    }
    switch target {
    case .campaign(let name): campaigns = program.campaigns.indices.filter { program.campaigns[$0].name == name }
    case .purpose(let name):
      let purpose = program.purposes.firstIndex { $0.name == name }
      campaigns = program.campaigns.indices.filter { program.campaigns[$0].purpose == purpose }
    case .segment, .score, .list: campaigns = []
    }
  }

  // MARK: Which contacts

  /// Whether contacts of the kind can be judged in different ways.
  func fits(_ kind: ContactKind) -> Bool {
    guard case .segment = target, let id = segments.first else { return true }
    switch programs[0].segments[id].context {
    case .company: return kind == .company
    case .person: return kind == .person
    case .contact, .activity: return true
    }
  }

  func asks(_ expectation: Expectation) -> Bool {
    switch expectation.kind {
    case .member(let id, _), .restsOnMissing(let id): segments.contains(id)
    case .score(let id, _, _), .points(let id, _, _): scores.contains(id)
    case .lead(let id, _): campaigns.contains(id)
    case .suggested: !scores.isEmpty
    }
  }

  // MARK: Changes

  /// A change that the plan of one of the programs has found.
  struct FoundChange {
    var change: Change
    /// 0 or 1.
    var program: Int
  }

  /// What the conditions of both programs look at in a contact, the smallest changes first, each once.
  func changes(_ base: KillerSearch.Base) -> [FoundChange] {
    var found: [FoundChange] = []
    for (index, traced) in traced(base.test).enumerated() {
      let contact = ExplainedContact(
        programs[index], traced.plan, traced.trace, zone: zone,
        contacts: run(programs[index], base.test).columns(traced.plan), row: base.row, names: base.test.contactNames)
      for target in targets(traced.plan) {
        found += possibleChanges(of: contact, for: target).prefix(Self.mostOfTarget).map {
          FoundChange(change: $0, program: index)
        }
      }
      found += EdgeFinder.changes(contact).map { FoundChange(change: $0, program: index) }
    }
    var seen: Set<String> = []
    return found.sorted { isSimpler($0.change, $1.change) }.filter { seen.insert($0.change.words).inserted }
  }

  /// Whole numbers first: people write tests with them.
  private func isSimpler(_ first: Change, _ second: Change) -> Bool {
    if first.isWhole != second.isWhole { return first.isWhole }
    return first.rank < second.rank
  }

  private func targets(_ plan: Plan) -> [ChangeTarget] {
    plan.segments.map { .node($0.node) } + plan.scores.indices.map { .grade(score: $0, atMost: 0) }
      + plan.campaigns.indices.map { .campaign($0) }
  }

  func changed(_ test: Test, _ found: FoundChange) -> Test? {
    let plans = traced(test)
    guard plans.indices.contains(found.program) else { return nil }
    return TestChanger(program: programs[found.program], plan: plans[found.program].plan).changed(test, found.change)
  }

  /// The field of a contact that a change is about.
  func field(of found: FoundChange, _ test: Test) -> FieldID? {
    let plans = traced(test)
    guard case .cells(let cells) = found.change.kind, let column = cells.first?.0.column,
      plans.indices.contains(found.program)
    else { return nil }
    return plans[found.program].plan.columns[column].field
  }

  // MARK: Answers

  /// The contacts, as indexes, that both programs judge in different ways.
  func differing(_ bases: [KillerSearch.Base]) -> [Int] {
    guard let first = bases.first else { return [] }
    let (test, rows) = beside(bases)
    let plans = traced(first.test)
    guard plans.count == 2 else { return [] }
    let answers = zip(programs, plans).map { Figures(run($0, test), $1.plan) }
    return bases.indices.filter { answers[0].all(rows[$0]) != answers[1].all(rows[$0]) }
  }

  /// Per contact how near it is to where the change matters, more is nearer.
  ///
  /// `threshold`: of a score, between which totals it does.
  func closeness(_ bases: [KillerSearch.Base], _ threshold: ClosedRange<Number>?) -> [Int64] {
    guard let threshold, let first = bases.first, let traced = traced(first.test).first, !traced.plan.scores.isEmpty
    else { return conditionsMet(bases).map(Int64.init) }
    let (test, rows) = beside(bases)
    let totals = Figures(run(programs[0], test), traced.plan).scores[0].totals
    let middle = (threshold.lowerBound.tenThousandths + threshold.upperBound.tenThousandths) / 2
    return rows.map { row in
      let total = Int64(Int128(totals[row].numerator) * Int128(Number.scale) / Int128(totals[row].denominator))
      return -abs(total - middle)
    }
  }

  /// Per contact how many of the conditions it and its company meet that make it a member or a lead.
  private func conditionsMet(_ bases: [KillerSearch.Base]) -> [Int] {
    guard let first = bases.first, let traced = traced(first.test).first else { return [] }
    let (test, rows) = beside(bases)
    let goals = goals(traced)
    let outcome = Figures.outcome(run(programs[0], test), traced.plan, masks: goals.map(\.node))
    return rows.map { row in
      goals.indices.count { index in
        let asked = goals[index].isOfCompany ? test.contacts[row].company : row
        return asked.map { (outcome.masks[index][$0] & 1 != 0) == goals[index].wanted } ?? false
      }
    }
  }

  private struct Goal {
    var node: NodeID
    var wanted: Bool
    /// Whether the contact's company is to meet it.
    var isOfCompany: Bool
  }

  private static let mostGoals = 60

  private func goals(_ traced: Traced) -> [Goal] {
    var goals: [Goal] = []
    var open = segments.prefix(1).compactMap { traced.trace.roots[.segment($0)] }.map { ($0, false) }
    open += campaigns.prefix(1).compactMap { traced.trace.roots[.audience($0)] }.map { ($0, false) }
    while let (next, isOfCompany) = open.popLast(), goals.count < Self.mostGoals {
      if case .all = next.condition.kind {
        open += next.parts.map { ($0, isOfCompany) }
      } else if case .ofCompany = next.condition.kind {
        open += next.parts.map { ($0, true) }
      } else if case .segment(let id) = next.condition.kind, let root = traced.trace.roots[.segment(id)] {
        open.append((root, isOfCompany))
      } else {
        goals.append(Goal(node: next.node, wanted: true, isOfCompany: isOfCompany))
      }
    }
    let removals = campaigns.isEmpty ? [] : traced.plan.campaigns.prefix(1).flatMap { $0.removals.map(\.node) }
    return goals + removals.map { Goal(node: $0, wanted: false, isOfCompany: false) }
  }

  /// What the program says of a contact, of those things in which the changed one differs.
  func expectations(_ base: KillerSearch.Base) -> [Expectation.Kind] {
    let plans = traced(base.test)
    guard plans.count == 2 else { return [] }
    let answers = zip(programs, plans).map { Figures(run($0, base.test), $1.plan) }
    let (own, other) = (answers[0], answers[1])
    var found: [Expectation.Kind] = []
    for (index, id) in segments.enumerated() {
      let isIn = own.members[index][base.row]
      if isIn != other.members[index][base.row] { found.append(.member(of: id, expected: isIn)) }
    }
    for (index, id) in campaigns.enumerated() {
      let isIn = own.candidates[index][base.row]
      if isIn != other.candidates[index][base.row] { found.append(.lead(of: id, expected: isIn)) }
    }
    for (index, id) in scores.enumerated() {
      for discipline in programs[0].scores[id].disciplines.indices {
        let points = own.scores[index].points[discipline][base.row]
        if points == other.scores[index].points[discipline][base.row] { continue }
        found.append(.points(id, discipline: discipline, shown(points)))
      }
      let grade = own.scores[index].grades[base.row]
      if grade != other.scores[index].grades[base.row], programs[0].scores[id].grades.indices.contains(grade) {
        found.append(.score(id, total: nil, grade: programs[0].scores[id].grades[grade].name))
      }
      let total = own.scores[index].totals[base.row]
      if total != other.scores[index].totals[base.row] {
        found.append(.score(id, total: shown(total), grade: nil))
      }
    }
    return found
  }

  private func shown(_ fraction: Fraction) -> Number { Number(tenThousandths: fraction.tenths * (Number.scale / 10)) }

  /// Whether the test holds with the program and not with the changed one.
  func tellsApart(_ test: Test) -> Bool {
    func holds(_ program: Program) -> Bool? { run(program, test).verdicts()?.allSatisfy { $0 } }
    return holds(programs[0]) == true && holds(programs[1]) == false
  }

  // MARK: Helpers

  private func run(_ program: Program, _ test: Test) -> TestRun { TestRun(program, test, asOf: asOf, zone: zone) }

  /// The plans of both programs at the instant of a test; empty where one has none.
  private func traced(_ test: Test) -> [Traced] {
    let instant = run(programs[0], test).asOf
    if let known = plans[instant] { return known }
    let scope = PlanScope(segments: segments, campaigns: campaigns, scores: scores)
    let made = programs.compactMap { program -> Traced? in
      let (plan, errors, trace) = makeTracedPlan(program, asOf: instant, zone: zone, scope: scope)
      return errors.isEmpty ? Traced(plan: plan, trace: trace) : nil
    }
    plans[instant] = made.count == 2 ? made : []
    return plans[instant] ?? []
  }

  /// Contacts of several tests in one, all of the first one's clock, and the row of each.
  private func beside(_ bases: [KillerSearch.Base]) -> (test: Test, rows: [Int]) {
    var all = bases[0].test
    all.contacts = []
    all.activities = []
    all.expectations = []
    var rows: [Int] = []
    for base in bases {
      let start = all.contacts.count
      rows.append(start + base.row)
      for contact in base.test.contacts {
        var contact = contact
        contact.company = contact.company.map { $0 + start }
        all.contacts.append(contact)
      }
      for activity in base.test.activities {
        var activity = activity
        activity.contact += start
        all.activities.append(activity)
      }
    }
    return (all, rows)
  }
}

extension Change {
  /// Without decimal places, as far as the words say.
  fileprivate var isWhole: Bool {
    guard case .cells = kind, let sign = words.firstRange(of: " = ") else { return true }
    return !words[sign.upperBound...].prefix { $0 != " " }.contains(".") || words[sign.upperBound...].hasPrefix("\"")
  }
}
