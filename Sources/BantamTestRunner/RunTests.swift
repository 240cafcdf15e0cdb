import BantamColumns
import BantamDiagnostics
import BantamEngine
import BantamLeads
import BantamPlan
import BantamProgram
import BantamSystem

/// Runs the `test` blocks of a program, each with its own clock on nothing but the contacts it gives.
///
/// - Parameters:
///   - asOf: the instant of tests that set none (the rule set's `as of` comes before it), milliseconds since
///     1970-01-01T00:00:00Z.
///   - filter: only tests whose name holds this text, case aside; nil: all.
public func runTests(_ program: Program, asOf: Int64, zone: ZoneRules, filter: String? = nil) -> [TestResult] {
  let wanted = filter.map { foldCase($0) }
  let tests = program.tests.filter { test in
    guard let wanted, !wanted.isEmpty else { return true }
    return foldCase(test.name).contains(wanted)
  }
  return tests.map { test in
    let moment = test.asOf ?? program.settings.asOf
    let instant = moment.map { RunClock(asOf: asOf, zone: zone).instant(of: $0) } ?? asOf
    return TestRun(program: program, test: test, asOf: instant, zone: zone).result()
  }
}

/// One test: its plan, its contacts, and what the engine says of them.
private struct TestRun {
  let program: Program
  let test: Test
  let asOf: Int64
  let zone: ZoneRules

  func result() -> TestResult {
    let (plan, errors) = makePlan(program, asOf: asOf, zone: zone, scope: scope)
    guard errors.isEmpty else {
      return TestResult(name: test.name, span: test.span, failures: errors.map(\.diagnostic))
    }
    let contacts = GivenColumns(program: program, plan: plan, zone: zone, test).columns
    let nodes = plan.segments.map(\.node)
    let questions = LeadQuestions(plan)
    let request = EvaluationRequest(
      threads: 1, restsOn: nodes, masks: nodes, rows: questions.rows, scoresForAll: Set(plan.scores.indices),
      batchRows: 64)
    let outcome = evaluate(plan, lists: program.lists, over: contacts, request: request)
    let found = TestOutcome(
      program: program, test: test, plan: plan, outcome: outcome,
      leads: makeLeads(plan, program, outcome, hands: questions.hands(plan, outcome)))
    return TestResult(
      name: test.name, span: test.span, failures: test.expectations.compactMap { found.failure(of: $0)?.diagnostic })
  }

  /// Only what the expectations ask for; campaigns all, as they yield to each other.
  private var scope: PlanScope {
    var segments: Set<SegmentID> = []
    var scores: Set<ScoreID> = []
    var asksForLeads = false
    for expectation in test.expectations {
      switch expectation.kind {
      case .member(let id, _), .restsOnMissing(let id): segments.insert(id)
      case .score(let id, _, _), .points(let id, _, _): scores.insert(id)
      case .lead: asksForLeads = true
      case .suggested: scores.formUnion(program.scores.indices.filter { program.scores[$0].hasSuggestions })
      }
    }
    let campaigns = asksForLeads ? Array(program.campaigns.indices) : []
    for campaign in campaigns {
      if let id = program.campaigns[campaign].score { scores.insert(id) }
      if let id = program.campaigns[campaign].limit?.score { scores.insert(id) }
    }
    return PlanScope(segments: segments.sorted(), campaigns: campaigns, scores: scores.sorted())
  }
}

extension Score {
  var hasSuggestions: Bool { grades.contains { !$0.suggestions.isEmpty } }
}

extension Grade {
  var suggestions: [Suggestion] {
    actions.compactMap { action in
      switch action {
      case .suggest(let suggestion): suggestion
      case .openOpportunity, .handOver, .notify: nil
      }
    }
  }
}
