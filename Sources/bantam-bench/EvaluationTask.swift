import BantamColumns
import BantamDiagnostics
import BantamEngine
import BantamPlan
import BantamProgram
import BantamSession
import BantamStore
import BantamSystem
import BantamWorkload

/// Evaluation with the columns in memory: all rules, then one new criterion from its text to its count.
///
/// Prints a line per measurement: what, wall seconds, CPU seconds.
struct EvaluationTask {
  private let runs: Int
  private let program: Program
  private let plan: Plan
  private let zone: ZoneRules
  private let contacts: ContactColumns
  private let loading: String

  init(database: String, runs: Int) throws {
    self.runs = runs
    guard let zone = ZoneRules(name: "UTC") else { throw BenchError("no zone UTC") }
    self.zone = zone
    program = try Self.program("")
    plan = Self.plan(program, zone)
    let (program, plan) = (program, plan)
    let store = try SQLiteContactStore(path: database, program: program, access: .read)
    var loaded: ContactColumns?
    _ = try store.dropSnapshot()
    var loading = try Self.timed("load") {
      loaded = try store.load(plan, program, zone: zone, threads: coreCount()).columns
    }
    store.finishSnapshot()
    loading +=
      try "\n"
      + Self.timed("load-copy") {
        loaded = try store.load(plan, program, zone: zone, threads: coreCount()).columns
      }
    self.loading = loading
    guard let loaded else { throw BenchError("no contacts") }
    contacts = loaded
  }

  private static func rules(_ more: String) throws -> Rules {
    let rules = checkRules([SourceFile(path: "workload.bant", bytes: Array((workloadRules + more).utf8))])
    if let first = rules.diagnostics.first { throw BenchError(first.message) }
    return rules
  }

  private static func program(_ more: String) throws -> Program { try rules(more).program }

  private static func plan(_ program: Program, _ zone: ZoneRules, scope: PlanScope = PlanScope()) -> Plan {
    makePlan(program, asOf: zone.startOfDay(ContactGenerator.today), zone: zone, scope: scope).plan
  }

  func lines() throws -> [String] {
    var lines = [loading]
    for _ in 0..<runs {
      lines.append(try evaluateAll("evaluate", threads: 1, intervals: false))
      lines.append(try evaluateAll("evaluate-cores", threads: coreCount(), intervals: false))
      lines.append(try evaluateAll("evaluate-intervals", threads: 1, intervals: true))
      lines.append(try call(1000, times: 10))
      lines.append(try call(1, times: 1000))
    }
    for round in 0..<max(runs, 5) {
      for (name, text) in Self.criteria(round) { lines.append(try Self.timed(name) { _ = try count(text) }) }
    }
    return lines
  }

  /// `ContactScorer`, from JSON text in memory to what the rules say.
  private func call(_ contacts: Int, times: Int) throws -> String {
    let objects = Array(ContactGenerator().jsonObjects(contacts * times))
    let scorer = ContactScorer(try PlannedRules(Self.rules(""), asOf: nil))
    return try Self.timed("call-\(contacts)", times: times) {
      for round in 0..<times {
        let judged = scorer.judge(Array(objects[round * contacts..<(round + 1) * contacts]))
        if judged.score("bant", of: contacts - 1) == nil { throw BenchError("a contact without a score") }
      }
    }
  }

  static func unit(of name: String) -> Result.Unit {
    if name.hasPrefix("call-") { return .call(Int(name.dropFirst(5)) ?? 1) }
    return name.hasPrefix("criterion") ? .answer : .contacts
  }

  private func evaluateAll(_ name: String, threads: Int, intervals: Bool) throws -> String {
    try Self.timed(name) {
      let request = EvaluationRequest(threads: threads, intervals: intervals)
      let outcome = evaluate(plan, lists: program.lists, over: contacts, request: request)
      if outcome.segments.isEmpty { throw BenchError("no segments") }
    }
  }

  /// Other numbers each round, so that no answer is a remembered one.
  private static func criteria(_ round: Int) -> [(name: String, text: String)] {
    [
      (
        "criterion-numbers",
        "employees in 200..\(2000 + round) and industry in [\"28\", \"62\", \"70\"]"
      ),
      (
        "criterion-text",
        "job_title contains \"vertrieb\" and visits_30d >= 1 and need_score >= \(30 + round)"
      ),
      ("criterion-radius", "location within \(25 + round) km of munich"),
    ]
  }

  /// From the text of a condition to how many contacts it holds for.
  private func count(_ text: String) throws -> Int {
    let asked = try Self.program("place munich = 48.1372, 11.5755\nsegment asked { \(text) }\n")
    let plan = Self.plan(asked, zone, scope: PlanScope(segments: [asked.segments.count - 1], campaigns: [], scores: []))
    var columns = contacts
    columns.columns = try plan.columns.map { need in
      guard let place = self.plan.columns.firstIndex(where: { $0.name == need.name && $0.storage == need.storage })
      else {
        throw BenchError("the column `\(need.name)` is not in memory")
      }
      return contacts.columns[place]
    }
    return evaluate(plan, lists: asked.lists, over: columns).segments.first ?? 0
  }

  /// - Parameter times: how often the body does what is measured.
  private static func timed(_ name: String, times: Int = 1, _ body: () throws -> Void) throws -> String {
    let (wall, cpu) = (Clock.monotonicNanoseconds(), Clock.cpuNanoseconds())
    try body()
    let wallSeconds = Double(Clock.monotonicNanoseconds() - wall) / 1e9 / Double(times)
    let cpuSeconds = Double(Clock.cpuNanoseconds() - cpu) / 1e9 / Double(times)
    return "\(name) \(wallSeconds) \(cpuSeconds)"
  }
}
