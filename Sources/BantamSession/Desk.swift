import BantamDiagnostics
import BantamEngine
import BantamLeads
import BantamPlan
import BantamProgram
import BantamStore
import BantamSystem

/// What a command of the daily work needs: the rules, the database, a clock, and who works.
public struct DeskRequest: Sendable {
  /// A rule file or a folder of them.
  public var rules: String
  public var database: String
  /// The instant as written; nil: the rules' own, else now.
  public var asOf: String?
  public var actor = ""
  /// What the journal says: `assess 42 budget 80`.
  public var detail = ""

  public init(rules: String, database: String) {
    self.rules = rules
    self.database = database
  }
}

/// The rules and the database, open for the daily work on leads. Each of its methods is one command; what writes does so
/// in one journaled transaction.
public final class Desk {
  public let rules: Rules
  public let store: SQLiteContactStore
  public let zone: ZoneRules
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public let asOf: Int64
  let request: DeskRequest
  /// When the command began, by the real clock.
  public let started: Int64
  /// How the command's contacts were named, where not by their keys.
  private var keysOfNames: [String: String] = [:]

  public var program: Program { rules.program }
  public var clock: RunClock { RunClock(asOf: asOf, zone: zone) }

  public init(_ request: DeskRequest, isWriting: Bool) throws(RunFailure) {
    started = Clock.now()
    self.request = request
    let files = try failing { () throws(SystemError) in try readRules(under: request.rules) }
    let rules = checkRules(files)
    if rules.hasErrors { throw .rules(rules) }
    self.rules = rules
    (zone, asOf) = try BantamSession.clock(of: rules.program, asOf: request.asOf, now: started)
    store = try failing(rules) { () throws(StoreError) in
      try SQLiteContactStore(
        path: request.database, program: rules.program, access: isWriting ? .write : .read)
    }
  }

  /// The journal's row of a command.
  func record(_ command: String, expecting revision: Int64? = nil) -> RunRecord {
    var record = RunRecord(
      startedAt: started, asOf: asOf, rulesHash: rules.hash, programVersion: Bantam.version, contacts: 0)
    record.command = command
    record.actor = request.actor
    // A contact stands in the journal by its key: an address would outlive its erasure.
    record.detail = request.detail.replacingWords(keysOfNames)
    record.day = CivilDate(dayNumber: clock.today).description
    record.expectedRevision = revision
    return record
  }

  /// Runs a body in a journaled transaction; what it throws becomes a failure.
  func journaled<Result>(
    _ record: RunRecord, _ body: (RunLog, ProcessWriter) throws -> Result
  ) throws(RunFailure) -> (result: Result, runID: Int64?) {
    do {
      return try store.journaled(record, alsoThrowing: { log in try body(log, ProcessWriter(store.database, log)) })
    } catch {
      throw RunFailure(error, rules)
    }
  }

  /// Runs a body that reads.
  func reading<Result>(_ body: () throws -> Result) throws(RunFailure) -> Result {
    do { return try body() } catch { throw RunFailure(error, rules) }
  }

  // MARK: Questions to the engine

  /// The plan of a part of the rules.
  func plan(_ scope: PlanScope) throws(RunFailure) -> Plan {
    let (plan, errors) = makePlan(program, asOf: asOf, zone: zone, scope: scope)
    if !errors.isEmpty { throw .rules(rules.adding(errors.map(\.diagnostic))) }
    return plan
  }

  /// What the lead process asks by a part of the rules, answered for some contacts alone. `rows` is parallel to them, -1
  /// for one that is not there.
  func ask(
    _ scope: PlanScope, of contacts: [SQLValue]
  ) throws -> (plan: Plan, questions: LeadQuestions, outcome: Outcome, rows: [Int32]) {
    let plan = try plan(scope)
    let (found, _) = try store.load(plan, program, zone: zone, keys: contacts)
    let questions = LeadQuestions(plan)
    let request = EvaluationRequest(threads: 1, masks: questions.masks, rows: questions.rows)
    return (plan, questions, evaluate(plan, lists: program.lists, over: found.columns, request: request), found.rows)
  }

  // MARK: Names

  public func contact(_ name: String) throws(RunFailure) -> SQLValue {
    do {
      let key = try store.contactKey(named: name, program)
      if key.text != name { keysOfNames[name] = key.text }
      return key
    } catch {
      throw .contact(error)
    }
  }

  public func campaign(_ name: String) throws(RunFailure) -> CampaignID {
    guard let id = program.campaigns.firstIndex(where: { $0.name == name }) else {
      throw .unknownName("campaign", name, known: program.campaigns.map(\.name))
    }
    return id
  }

  /// The campaign that is named, else the only one that the contact is a lead of.
  func campaign(_ name: String?, orOnlyOf contact: SQLValue) throws(RunFailure) -> CampaignID {
    if let name { return try campaign(name) }
    if program.campaigns.count == 1 { return 0 }
    let ids = try reading {
      try program.campaigns.indices.filter { try store.isMember(contact, of: program.campaigns[$0].name) }
    }
    if let only = ids.first, ids.count == 1 { return only }
    let possible = ids.isEmpty ? Array(program.campaigns.indices) : Array(ids)
    throw .unnamedCampaign(possible: possible.map { program.campaigns[$0].name })
  }
}

extension RunFailure {
  /// Whatever a body threw.
  init(_ error: any Error, _ rules: Rules) {
    switch error {
    case let failure as RunFailure: self = failure
    case let error as StoreError: self = .store(error, rules)
    case let error as ProcessError: self = .process(error, rules)
    case let error as ContactNameError: self = .contact(error)
    case let error as SystemError: self = .file(error)
    default: self = .file(SystemError(.read, path: "", reason: "\(error)"))
    }
  }
}

extension String {
  /// Some words, as blanks part them, in place of others; they may stand in quotes as for a shell.
  fileprivate func replacingWords(_ words: [String: String]) -> String {
    var text = " " + self + " "
    for (word, other) in words.sorted(by: { $0.key < $1.key }) {
      for spelling in [word, "'" + word.replacing("'", with: "'\\''") + "'"] {
        // Twice, as two of the word in a row share a blank.
        for _ in 1...2 { text = text.replacing(" \(spelling) ", with: " \(other) ") }
      }
    }
    return String(text.dropFirst().dropLast())
  }
}
