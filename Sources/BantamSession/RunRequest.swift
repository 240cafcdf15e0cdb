import BantamColumns
import BantamDiagnostics
import BantamEngine
import BantamLeads
import BantamPlan
import BantamProgram
import BantamStore
import BantamSystem

public enum Bantam {
  public static let version = "0.1.0"
}

/// What `run` is asked to do.
public struct RunRequest {
  /// A rule file or a folder of them.
  public var rules: String
  public var database: String
  /// The instant as written: a date, a date and time, or nil for the rules' own, else now.
  public var asOf: String?
  /// Only this campaign.
  public var campaign: String?
  public var isDryRun = false
  /// Also count who is out only because a value is missing.
  public var countsMissing = false
  public var threads = coreCount()
  /// Also take the time of each condition.
  public var profiles = false
  /// Who runs it, for the journal.
  public var actor = ""
  /// What the journal calls it.
  public var command = "run"
  public var detail = ""
  /// The number of the run where it is a replay.
  var runID: Int64?
  /// Looks at what was worked out before anything is written; throws where it is not what was expected.
  var check: ((RunResult) throws(RunFailure) -> Void)?

  public init(rules: String, database: String) {
    self.rules = rules
    self.database = database
  }
}

/// How far a run has come.
public enum RunStage: Sendable {
  case loading, evaluating, writing
}

/// Why a run could not be done. The database is as it was.
public enum RunFailure: Error {
  case file(SystemError)
  case store(StoreError, Rules)
  case rules(Rules)
  case contact(ContactNameError)
  case process(ProcessError, Rules)
  /// Several things in a file are wrong.
  case lines([ProcessError])
  /// The text given for `as of` is no date.
  case badMoment(String)
  case criterion(CriterionError)
  /// A segment or campaign that is asked for by name.
  case unknownName(String, String, known: [String], people: [String] = [])
  /// A contact is a lead of several campaigns, or of none, and nobody said which is meant.
  case unnamedCampaign(possible: [String])

  public var diagnostics: [Diagnostic] {
    switch self {
    case .file(let error): [Diagnostic("BT0701", error.description, at: nil, help: error.help)]
    case .store(let error, _): [error.diagnostic]
    case .rules(let rules): rules.diagnostics
    case .contact(let error): [error.diagnostic]
    case .process(let error, _): [error.diagnostic]
    case .lines(let errors): errors.map(\.diagnostic)
    case .criterion(let error): [error.diagnostic]
    case .badMoment(let text):
      [Diagnostic("BT0702", "`\(text)` is no date", at: nil, help: "write it as `2026-03-01` or `2026-03-01T09:30`")]
    case .unknownName(let what, let name, let known, let people):
      [
        Diagnostic(
          "BT0703", "there is no \(what) `\(name)`", at: nil,
          help: (nearestName(to: name, in: known) ?? Self.nearestPerson(to: name, in: people))
            .map { "did you mean `\($0)`?" } ?? "known: \(known.map { "`\($0)`" }.joined(separator: ", "))")
      ]
    case .unnamedCampaign(let possible):
      [
        Diagnostic(
          "BT0703", "which campaign is meant?", at: nil,
          help: "add `--campaign` and one of \(possible.map { "`\($0)`" }.joined(separator: ", "))")
      ]
    }
  }

  /// People are called by the front part of their address.
  private static func nearestPerson(to name: String, in people: [String]) -> String? {
    let names = people.map { String($0.prefix { $0 != "@" }) }
    let wanted = name.lowercased()
    let index =
      names.firstIndex { $0.lowercased() == wanted }
      ?? nearestName(to: name, in: names).flatMap { nearest in names.firstIndex(of: nearest) }
    return index.map { people[$0] } ?? nearestName(to: name, in: people)
  }

  /// The files that the diagnostics' spans lie in.
  public var files: [SourceFile] {
    switch self {
    case .rules(let rules), .store(_, let rules), .process(_, let rules): rules.files
    case .file, .lines, .badMoment, .criterion, .unknownName, .unnamedCampaign, .contact: []
    }
  }
}

/// What a run found, and what it wrote.
public struct RunResult {
  public let rules: Rules
  public let plan: Plan
  public let contacts: ContactColumns
  public let load: LoadReport
  public let outcome: Outcome
  public let campaigns: [CampaignResult]
  /// What is to be written, or was.
  public let changes: LeadChanges
  public let store: SQLiteContactStore
  /// nil: nothing was to be written.
  public var written: WriteReport?
  /// Which node answers which condition; only where the time of each was asked for.
  public var trace: Trace?
}

/// The zone and the instant of a run. `asOf`: as written; nil: the rules' own, else now.
public func clock(of program: Program, asOf: String?, now: Int64) throws(RunFailure) -> (ZoneRules, Int64) {
  guard let zone = ZoneRules(name: program.settings.zone) else { throw .badMoment(program.settings.zone) }
  if let text = asOf {
    if let date = CivilDate(text) { return (zone, zone.startOfDay(date.dayNumber)) }
    guard let time = Timestamp(text) else { throw .badMoment(text) }
    return (zone, time.instant(in: zone))
  }
  switch program.settings.asOf {
  case .day(let day)?: return (zone, zone.startOfDay(day))
  case .instant(let instant)?: return (zone, instant)
  case .today?, nil: return (zone, now)
  }
}

/// Which part of the program the run asks for.
func scope(_ program: Program, _ request: RunRequest) throws(RunFailure) -> PlanScope {
  guard let name = request.campaign else { return PlanScope(campaigns: program.campaigns.indices, program) }
  guard let id = program.campaigns.firstIndex(where: { $0.name == name }) else {
    throw .unknownName("campaign", name, known: program.campaigns.map(\.name))
  }
  return PlanScope(campaigns: [id], program)
}

/// The campaigns that were asked for, with the plan of these: others were evaluated only because one yields to them.
func asked(_ request: RunRequest, _ results: [CampaignResult], _ plan: Plan) -> ([CampaignResult], Plan) {
  guard let name = request.campaign else { return (results, plan) }
  var narrowed = plan
  narrowed.campaigns = plan.campaigns.filter { $0.name == name }
  return (results.filter { $0.name == name }, narrowed)
}

/// What the engine is asked for.
extension RunRequest {
  /// With a trace only where the time of each condition is asked for.
  func plan(
    _ program: Program, asOf: Int64, zone: ZoneRules, _ scope: PlanScope
  ) -> (plan: Plan, errors: [PlanError], trace: Trace?) {
    if profiles { return makeTracedPlan(program, asOf: asOf, zone: zone, scope: scope) }
    let (plan, errors) = makePlan(program, asOf: asOf, zone: zone, scope: scope)
    return (plan, errors, nil)
  }
}

func evaluation(
  _ request: RunRequest, _ plan: Plan, _ questions: LeadQuestions, _ assessments: [Int: [Assessment]]
) -> EvaluationRequest {
  EvaluationRequest(
    threads: request.threads, restsOn: request.countsMissing ? plan.segments.map(\.node) : [], masks: questions.masks,
    rows: questions.rows, assessments: assessments, profiles: request.profiles)
}

extension PlanScope {
  /// Campaigns together with those they yield to, and the scores of all these. `scores`: beside them.
  public init(
    segments: [SegmentID]? = nil, campaigns asked: some Sequence<CampaignID>, scores: [ScoreID] = [], _ program: Program
  ) {
    var ids: Set<CampaignID> = []
    var waiting = Array(asked)
    while let id = waiting.popLast() {
      if ids.insert(id).inserted { waiting += program.campaigns[id].yieldsTo }
    }
    let needed = ids.flatMap { [program.campaigns[$0].score, program.campaigns[$0].limit?.score].compactMap { $0 } }
    self.init(segments: segments, campaigns: ids.sorted(), scores: Set(scores + needed).sorted())
  }

  /// With what the database knows of the campaigns.
  public func knowing(_ facts: SQLiteContactStore.CampaignFacts, _ program: Program) -> PlanScope {
    func ids(_ names: Set<String>) -> Set<CampaignID> {
      Set(program.campaigns.indices.filter { names.contains(program.campaigns[$0].name) })
    }
    var scope = self
    let inScope = Set(campaigns ?? Array(program.campaigns.indices))
    scope.assessed = ids(facts.assessed).intersection(inScope)
    scope.edited = ids(facts.edited)
    scope.snapshots = ids(facts.snapshots)
    scope.funnels = Set(
      inScope.compactMap { program.campaigns[$0].funnel }.filter { program.funnels[$0].asksOfContacts })
    return scope
  }
}

extension SQLiteContactStore {
  /// What people assessed, in the form the engine takes, by index of the plan's scores.
  public func assessments(_ plan: Plan, _ program: Program, _ keys: Keys) throws(StoreError) -> [Int: [Assessment]] {
    var result: [Int: [Assessment]] = [:]
    for (index, score) in plan.scores.enumerated() {
      guard let campaign = score.campaign else { continue }
      let rows = KeyIndex(keys)
      result[index] = try assessments(in: program.campaigns[campaign].name).compactMap { stored in
        let row = rows.row(of: stored.contact)
        guard row >= 0, let discipline = score.disciplines.firstIndex(where: { $0.name == stored.discipline }) else {
          return nil
        }
        return Assessment(row: row, discipline: discipline, points: stored.points)
      }.sorted { $0.row < $1.row }
    }
    return result
  }
}

extension RunRecord {
  init(_ request: RunRequest, _ rules: Rules, started: Int64, asOf: Int64, zone: ZoneRules, _ load: LoadReport) {
    self.init(
      startedAt: started, asOf: asOf, rulesHash: rules.hash, programVersion: Bantam.version, contacts: load.contacts)
    command = request.command
    actor = request.actor
    detail = request.detail
    campaign = request.campaign
    id = request.runID
    day = CivilDate(dayNumber: zone.localDay(ofInstant: asOf)).description
    self.rules = rules.packed
    expectedRevision = load.revision
  }
}

func failing<Result>(_ body: () throws(SystemError) -> Result) throws(RunFailure) -> Result {
  do { return try body() } catch { throw .file(error) }
}

/// `rules`: where the error's span lies.
func failing<Result>(_ rules: Rules, _ body: () throws(StoreError) -> Result) throws(RunFailure) -> Result {
  do { return try body() } catch { throw .store(error, rules) }
}

extension Rules {
  func adding(_ more: [Diagnostic]) -> Rules {
    var rules = self
    rules.diagnostics += more
    return rules
  }
}
