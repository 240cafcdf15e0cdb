import BantamColumns
import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamStore
import BantamSystem

/// Which contact is asked about, and by which rules.
public struct OneContactRequest: Sendable {
  /// A rule file or a folder of them.
  public var rules: String
  public var database: String
  /// A key or an e-mail address.
  public var contact: String
  /// A segment, score or campaign; nil: all campaigns, or without any all segments.
  public var name: String?
  /// The instant as written; nil: the rules' own, else now.
  public var asOf: String?
  /// All segments, scores and campaigns, by the rules alone: what people did by hand does not count.
  public var asksRulesAlone = false

  public init(rules: String, database: String, contact: String) {
    self.rules = rules
    self.database = database
    self.contact = contact
  }
}

/// What of the rules is asked about.
public enum OneContactSubject: Sendable, Hashable {
  case segment(SegmentID)
  case score(ScoreID)
  case campaign(CampaignID)
}

/// One contact, loaded alone, with a plan that knows where its nodes come from.
public struct OneContact {
  public let rules: Rules
  public let plan: Plan
  public let trace: Trace
  public let zone: ZoneRules
  public let store: SQLiteContactStore
  public let key: SQLValue
  /// The contact and the ones it needs.
  public let contacts: ContactColumns
  /// The contact's own row.
  public let row: Int
  public let load: LoadReport
  public let records: ContactRecords
  public let subjects: [OneContactSubject]
  /// What people call the contacts, by row; empty for none.
  public let names: [String]
  /// Of campaigns that have run: how the last run left the contact.
  public let standings: [String: CampaignStanding]

  public var program: Program { rules.program }
}

/// Loads what answers about one contact rest on; nothing is written.
public func loadOneContact(_ request: OneContactRequest) throws(RunFailure) -> OneContact {
  let files = try failing { () throws(SystemError) in try readRules(under: request.rules) }
  let rules = checkRules(files)
  if rules.hasErrors { throw .rules(rules) }
  let program = rules.program
  let (zone, asOf) = try clock(of: program, asOf: request.asOf, now: Clock.now())
  let subjects = try subjects(program, request.name)
  let store = try failing(rules) { () throws(StoreError) in
    try SQLiteContactStore(path: request.database, program: program, access: .read)
  }
  return try oneContact(
    named: request.contact, subjects, rules, store: store, asOf: asOf, zone: zone,
    byRulesAlone: request.asksRulesAlone)
}

/// The same with rules and database at hand.
func oneContact(
  named name: String, _ subjects: [OneContactSubject], _ rules: Rules, store: SQLiteContactStore, asOf: Int64,
  zone: ZoneRules, byRulesAlone: Bool
) throws(RunFailure) -> OneContact {
  let program = rules.program
  let key: SQLValue
  do { key = try store.contactKey(named: name, program) } catch { throw .contact(error) }
  let records = try failing(rules) { () throws(StoreError) in try store.records(of: key) }
  let facts = try failing(rules) { () throws(StoreError) in try store.campaignFacts() }
  let asked = scope(program, subjects)
  var scope = byRulesAlone ? PlanScope() : asked.knowing(facts, program)
  // Its own assessments count, those of other leads do not; nothing moves it.
  let assessed = Set(records.assessments.map(\.campaign))
  scope.assessed = Set((scope.campaigns ?? []).filter { assessed.contains(program.campaigns[$0].name) })
  scope.funnels = []
  let (plan, errors, trace) = makeTracedPlan(program, asOf: asOf, zone: zone, scope: scope)
  if !errors.isEmpty { throw .rules(rules.adding(errors.map(\.diagnostic))) }
  let (found, report) = try failing(rules) { () throws(StoreError) in
    try store.load(plan, program, zone: zone, keys: [key])
  }
  guard found.rows[0] >= 0 else { throw .contact(.unknown(name, path: store.database.path)) }
  var standings: [String: CampaignStanding] = [:]
  for campaign in plan.campaigns {
    standings[campaign.name] = try failing(rules) { () throws(StoreError) in
      try store.standing(of: key, in: campaign.name)
    }
  }
  let names = try failing(rules) { () throws(StoreError) in
    try store.names(of: found.columns.keys, rows: 0..<found.columns.count, program)
  }
  return OneContact(
    rules: rules, plan: plan, trace: trace, zone: zone, store: store, key: key, contacts: found.columns,
    row: Int(found.rows[0]), load: report, records: records, subjects: subjects, names: names, standings: standings)
}

func subjects(_ program: Program, _ name: String?) throws(RunFailure) -> [OneContactSubject] {
  guard let name else {
    if !program.campaigns.isEmpty { return program.campaigns.indices.map { .campaign($0) } }
    return program.segments.indices.filter { !program.segments[$0].isDefine }.map { .segment($0) }
  }
  if let id = program.campaigns.firstIndex(where: { $0.name == name }) { return [.campaign(id)] }
  if let id = program.segments.firstIndex(where: { $0.name == name }) { return [.segment(id)] }
  if let id = program.scores.firstIndex(where: { $0.name == name }) { return [.score(id)] }
  throw .unknownName(
    "segment, score or campaign", name,
    known: program.segments.map(\.name) + program.scores.map(\.name) + program.campaigns.map(\.name))
}

/// Campaigns come with those they yield to, and with the scores of both.
private func scope(_ program: Program, _ subjects: [OneContactSubject]) -> PlanScope {
  var segments: [SegmentID] = []
  var scores: [ScoreID] = []
  var campaigns: [CampaignID] = []
  for subject in subjects {
    switch subject {
    case .segment(let id): segments.append(id)
    case .score(let id): scores.append(id)
    case .campaign(let id): campaigns.append(id)
    }
  }
  return PlanScope(segments: segments, campaigns: campaigns, scores: scores, program)
}
