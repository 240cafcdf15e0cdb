import BantamColumns
import BantamDiagnostics
import BantamEngine
import BantamPlan
import BantamProgram
import BantamSystem

/// What the tests of a program see of it: each expectation is followed through the conditions and lines it rests on.
///
/// `asOf`, `filter`: as of `runTests`.
public func measureCoverage(_ program: Program, asOf: Int64, zone: ZoneRules, filter: String? = nil) -> Coverage {
  var tally = CoverageTally(CoverageItems(program))
  for test in selectedTests(program, filter) {
    let run = TestRun(program, test, asOf: asOf, zone: zone)
    guard let answers = Answers(run) else { continue }
    var walk = CoverageWalk(program: program, answers: answers, tally: tally)
    for expectation in test.expectations { walk.follow(expectation) }
    tally = walk.tally
  }
  return Coverage(items: tally.sorted, unaskable: tally.places.unaskable, files: program.files)
}

/// The items with what was seen so far.
struct CoverageTally {
  let places: CoverageItems
  private var items: [Coverage.Item]

  init(_ places: CoverageItems) {
    self.places = places
    items = places.items
  }

  mutating func see(_ item: Int, _ outcome: Coverage.Outcome.Kind) {
    guard let index = items[item].outcomes.firstIndex(where: { $0.kind == outcome }) else { return }
    items[item].outcomes[index].times += 1
  }

  /// By place; owners follow.
  var sorted: [Coverage.Item] {
    func place(_ index: Int) -> (Int, Int, Int) { (items[index].span.file, items[index].span.start, index) }
    let order = items.indices.sorted { place($0) < place($1) }
    var moved = [Int](repeating: 0, count: items.count)
    for (new, old) in order.enumerated() { moved[old] = new }
    return order.map { old in
      var item = items[old]
      item.owner = item.owner.map { moved[$0] }
      return item
    }
  }
}

/// The engine's answers about the contacts of one test, to every node of its plan.
struct Answers {
  let plan: Plan
  let trace: Trace
  let contacts: ContactColumns
  let outcome: Outcome

  /// nil where there is no plan.
  init?(_ run: TestRun) {
    let (plan, errors, trace) = makeTracedPlan(run.program, asOf: run.asOf, zone: run.zone, scope: run.scope)
    guard errors.isEmpty else { return nil }
    self.plan = plan
    self.trace = trace
    contacts = run.columns(plan)
    let nodes = Array(plan.nodes.indices)
    let request = EvaluationRequest(
      threads: 1, restsOn: nodes, masks: nodes, counters: Array(plan.counters.indices),
      scoresForAll: Set(plan.scores.indices), intervals: false, batchRows: 64)
    outcome = evaluate(plan, lists: run.program.lists, over: contacts, request: request)
  }

  func holds(_ node: NodeID, _ row: Int) -> Bool { outcome.masks[node][row] & 1 != 0 }

  func restsOnMissing(_ node: NodeID, _ row: Int) -> Bool { outcome.masks[node][row] & 2 != 0 }

  /// 0 where it is missing.
  func counter(_ id: CounterID, _ row: Int) -> Int64 { max(0, outcome.counters[id][row]) }

  func isCompany(_ row: Int) -> Bool { contacts.kinds[row] == 0 }

  func company(of row: Int) -> Int? { contacts.companyRows[row] < 0 ? nil : Int(contacts.companyRows[row]) }

  func persons(of company: Int) -> [Int] {
    contacts.companyRows.indices.filter { !isCompany($0) && contacts.companyRows[$0] == company }
  }
}
