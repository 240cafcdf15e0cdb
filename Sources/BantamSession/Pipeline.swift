import BantamColumns
import BantamDiagnostics
import BantamEngine
import BantamLeads
import BantamPlan
import BantamProgram
import BantamStore
import BantamSystem

// The whole way, once:
//
//   rule text → SourceFile → SyntaxTree → Program → Plan → columns → outcome → leads → changes → contact database
//
// Each line of `run` is one pass between two representations; each pass is one function of the target named beside it.

/// Runs a rule set on a contact database: works out what is to change, and unless it is only looked at, writes it.
///
/// Throws when the work cannot be done; the database is then as it was. Wrong rules are no throw but `RunFailure.rules`.
public func run(_ request: RunRequest, progress: (RunStage) -> Void = { _ in }) throws(RunFailure) -> RunResult {
  let files = try failing { () throws(SystemError) in try readRules(under: request.rules) }  // BantamSystem
  return try run(checkRules(files), request, progress: progress)  // BantamSyntax, BantamChecker
}

/// The same with rules at hand.
func run(
  _ rules: Rules, _ request: RunRequest, progress: (RunStage) -> Void = { _ in }
) throws(RunFailure) -> RunResult {
  let started = Clock.now()
  if rules.hasErrors { throw .rules(rules) }
  let program = rules.program
  let (zone, asOf) = try clock(of: program, asOf: request.asOf, now: started)
  let wanted = try scope(program, request)

  progress(.loading)
  let (store, revision, facts) = try failing(rules) { () throws(StoreError) in  // BantamStore
    let store = try SQLiteContactStore(path: request.database, program: program, access: .read)
    return (store, try store.database.revision(), try store.campaignFacts())
  }
  let scope = wanted.knowing(facts, program)
  let (plan, errors, trace) = request.plan(program, asOf: asOf, zone: zone, scope)  // BantamPlan
  if !errors.isEmpty { throw .rules(rules.adding(errors.map(\.diagnostic))) }
  let (contacts, report) = try failing(rules) { () throws(StoreError) in
    let loaded = try store.load(plan, program, zone: zone, threads: request.threads)
    // The facts that the plan rests on are of the same state.
    if loaded.report.revision != revision { throw .changedSince(path: request.database) }
    return loaded
  }

  progress(.evaluating)
  let questions = LeadQuestions(plan)
  let assessments = try failing(rules) { () throws(StoreError) in try store.assessments(plan, program, contacts.keys) }
  let outcome = evaluate(  // BantamEngine
    plan, lists: program.lists, over: contacts, request: evaluation(request, plan, questions, assessments))
  let everyone = makeLeads(plan, program, outcome, hands: questions.hands(plan, outcome))  // BantamLeads
  let (campaigns, ofCampaigns) = asked(request, everyone, plan)
  let changes = try failing(rules) { () throws(StoreError) in
    let outcomes = campaigns.map { storedOutcome($0, plan, program, outcome) }
    let state = try LeadState(campaigns, program, outcomes: outcomes, keys: contacts.keys, count: contacts.count, store)
    let clock = RunClock(asOf: asOf, zone: zone)
    return makeChanges(campaigns, ofCampaigns, program, outcome, questions, state, keys: contacts.keys, clock: clock)
  }

  var result = RunResult(
    rules: rules, plan: ofCampaigns, contacts: contacts, load: report, outcome: outcome, campaigns: campaigns,
    changes: changes, store: store)
  result.trace = trace
  try request.check?(result)
  if request.isDryRun || changes.isEmpty { return result }
  progress(.writing)
  // Opened for writing only now: a run that is interrupted before has changed nothing.
  result.written = try failing(rules) { () throws(StoreError) in
    let record = RunRecord(request, rules, started: started, asOf: asOf, zone: zone, report)
    let writer = try SQLiteContactStore(path: request.database, program: program, access: .write)
    return try writer.write(changes.campaigns, keys: contacts.keys, record)
  }
  store.finishSnapshot(at: result.written?.contacts)
  return result
}
