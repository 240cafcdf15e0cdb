import BantamColumns
import BantamDiagnostics
import BantamEngine
import BantamLeads
import BantamPlan
import BantamProgram
import BantamSystem

/// One test: its plan, its contacts, and what the engine says of them.
struct TestRun {
  let program: Program
  let test: Test
  /// Milliseconds since 1970-01-01T00:00:00Z.
  let asOf: Int64
  let zone: ZoneRules

  /// `asOf`: the instant where neither the test nor the rule set has one.
  init(_ program: Program, _ test: Test, asOf: Int64, zone: ZoneRules) {
    self.program = program
    self.test = test
    self.zone = zone
    let moment = test.asOf ?? program.settings.asOf
    self.asOf = moment.map { RunClock(asOf: asOf, zone: zone).instant(of: $0) } ?? asOf
  }

  func result(explains: Bool) -> TestResult {
    let (plan, errors) = makePlan(program, asOf: asOf, zone: zone, scope: scope)
    guard errors.isEmpty else {
      let failures = errors.map { FailedExpectation(diagnostic: $0.diagnostic) }
      return TestResult(name: test.name, span: test.span, failures: failures)
    }
    let found = outcome(of: plan)
    var failures: [FailedExpectation] = []
    var explainer: TestExplainer?
    for expectation in test.expectations {
      guard let failure = found.failure(of: expectation) else { continue }
      if explains, explainer == nil { explainer = TestExplainer(self, found) }
      failures.append(
        FailedExpectation(diagnostic: failure.diagnostic, explanation: explainer?.explanation(expectation)))
    }
    return TestResult(name: test.name, span: test.span, failures: failures)
  }

  /// Per expectation whether it holds; nil where there is no plan.
  func verdicts() -> [Bool]? {
    let (plan, errors) = makePlan(program, asOf: asOf, zone: zone, scope: scope)
    return errors.isEmpty ? verdicts(plan) : nil
  }

  /// `plan`: the one of the test's own scope.
  func verdicts(_ plan: Plan) -> [Bool] {
    let found = outcome(of: plan)
    return test.expectations.map { found.failure(of: $0) == nil }
  }

  /// What the engine says with a plan of the test's own scope.
  func outcome(of plan: Plan) -> TestOutcome {
    let contacts = columns(plan)
    let nodes = plan.segments.map(\.node)
    let questions = LeadQuestions(plan)
    let request = EvaluationRequest(
      threads: 1, restsOn: nodes, masks: nodes, rows: questions.rows, scoresForAll: Set(plan.scores.indices),
      intervals: false, batchRows: 64)
    let outcome = evaluate(plan, lists: program.lists, over: contacts, request: request)
    return TestOutcome(
      program: program, test: test, plan: plan, outcome: outcome,
      leads: makeLeads(plan, program, outcome, hands: questions.hands(plan, outcome)))
  }

  /// The test's contacts as a plan reads them.
  func columns(_ plan: Plan) -> ContactColumns {
    GivenColumns(program: program, plan: plan, zone: zone, test).columns
  }

  /// Only what the expectations ask for; campaigns all, as they yield to each other.
  var scope: PlanScope {
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
