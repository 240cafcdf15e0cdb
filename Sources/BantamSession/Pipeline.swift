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
//   rule text → SourceFile → SyntaxTree → Program → Plan → columns → outcome → leads → contact database
//
// Each line of `run` is one pass between two representations; each pass is one function of the target named beside it.

/// Runs a rule set on a contact database.
///
/// Throws when the work cannot be done; the database is then as it was. Wrong rules are no throw but `RunFailure.rules`.
public func run(_ request: RunRequest, progress: (RunStage) -> Void = { _ in }) throws(RunFailure) -> RunResult {
  let started = Clock.now()
  let files = try failing { () throws(SystemError) in try readRules(under: request.rules) }  // BantamSystem
  let rules = checkRules(files)  // BantamSyntax, BantamChecker
  if rules.hasErrors { throw .rules(rules) }
  let program = rules.program
  let (zone, asOf) = try clock(of: program, request, now: started)

  let (plan, errors) = makePlan(program, asOf: asOf, zone: zone, scope: try scope(program, request))  // BantamPlan
  if !errors.isEmpty { throw .rules(rules.adding(errors.map(\.diagnostic))) }

  progress(.loading)
  let store = try failing(rules) { () throws(StoreError) in  // BantamStore
    try SQLiteContactStore(path: request.database, program: program, access: .read)
  }
  let (contacts, report) = try failing(rules) { () throws(StoreError) in
    try store.load(plan, program, zone: zone, threads: request.threads)
  }
  progress(.evaluating)
  let wanted = EvaluationRequest(
    threads: request.threads, restsOn: request.countsMissing ? plan.segments.map(\.node) : [])
  let outcome = evaluate(plan, lists: program.lists, over: contacts, request: wanted)  // BantamEngine
  let campaigns = makeLeads(plan, program, outcome)  // BantamLeads

  var result = RunResult(
    rules: rules, plan: plan, contacts: contacts, load: report, outcome: outcome, campaigns: campaigns, store: store)
  if request.isDryRun || campaigns.isEmpty { return result }
  progress(.writing)
  let record = RunRecord(
    startedAt: started, asOf: asOf, rulesHash: rules.hash, programVersion: Bantam.version, contacts: contacts.count)
  // Opened for writing only now: a run that is interrupted before has changed nothing.
  result.written = try failing(rules) { () throws(StoreError) in
    let writer = try SQLiteContactStore(path: request.database, program: program, access: .write)
    let outcomes = campaigns.map { storedOutcome($0, plan, program, outcome) }
    return try writer.write(outcomes, keys: contacts.keys, run: record)
  }
  return result
}
