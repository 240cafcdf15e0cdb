import BantamColumns
import BantamDiagnostics
import BantamEngine
import BantamPlan
import BantamProgram
import BantamStore
import BantamSystem

/// What `export` is asked for.
public struct ExportRequest: Sendable {
  public enum Subject: Sendable {
    /// The contacts of a segment, evaluated now.
    case segment(String)
    /// The members of a campaign as of its last run.
    case campaign(String)
    /// The leads of all campaigns.
    case leads
  }
  public var rules: String
  public var database: String
  public var subject: Subject
  /// nil: name, e-mail and the place, as far as the table has them.
  public var fields: [String]?
  public var asOf: String?
  public var threads = coreCount()

  public init(rules: String, database: String, subject: Subject) {
    self.rules = rules
    self.database = database
    self.subject = subject
  }
}

/// Hands over the titles, then row after row.
public func export(
  _ request: ExportRequest, titles: ([String]) -> Void, row: ([SQLValue]) -> Void
) throws(RunFailure) {
  let files = try failing { () throws(SystemError) in try readRules(under: request.rules) }
  let rules = checkRules(files)
  if rules.hasErrors { throw .rules(rules) }
  let program = rules.program
  let store = try failing(rules) { () throws(StoreError) in
    try SQLiteContactStore(path: request.database, program: program, access: .read)
  }
  try checkFields(request, program)
  if case .leads = request.subject {
    let (columns, order) = try failing(rules) { () throws(StoreError) in try leadOrder(request.fields, store, program) }
    titles(order.map { (SQLiteContactStore.leadColumns + columns)[$0] })
    return try visiting(rules) {
      try store.eachLead(of: nil, columns: columns) { values in row(order.map { values[$0] }) }
    }
  }
  let columns = try failing(rules) { () throws(StoreError) in try exported(request.fields, store, program) }
  let (zone, asOf) = try clock(of: program, asOf: request.asOf, now: Clock.now())
  let segments = try segments(request.subject, program)
  let (plan, _) = makePlan(
    program, asOf: asOf, zone: zone, scope: PlanScope(segments: segments, campaigns: [], scores: []))
  let (contacts, _) = try failing(rules) { () throws(StoreError) in
    try store.load(plan, program, zone: zone, threads: request.threads)
  }
  let rows: [Int32]
  if case .campaign(let name) = request.subject {
    rows = try failing(rules) { () throws(StoreError) in try store.memberRows(of: name, keys: contacts.keys) }
  } else {
    let wanted = EvaluationRequest(threads: request.threads, rows: plan.segments.map(\.node))
    rows = evaluate(plan, lists: program.lists, over: contacts, request: wanted).rows.first ?? []
  }
  titles([store.layout.contacts.key] + columns)
  try visiting(rules) { try store.eachContact(rows: rows, keys: contacts.keys, columns: columns, row) }
}

/// Each field asked for is a field of contacts or, among leads, a figure of a lead.
private func checkFields(_ request: ExportRequest, _ program: Program) throws(RunFailure) {
  var known = program.fields.filter { $0.context != .activity }.map(\.name)
  if case .leads = request.subject { known += SQLiteContactStore.leadColumns }
  for name in request.fields ?? [] where !known.contains(name) {
    throw .unknownName("field", name, known: known.sorted())
  }
}

/// The contact's columns to load, and where each wanted value stands in a lead's figures followed by them.
private func leadOrder(
  _ fields: [String]?, _ store: SQLiteContactStore, _ program: Program
) throws(StoreError) -> (columns: [String], order: [Int]) {
  let figures = SQLiteContactStore.leadColumns
  guard let fields else {
    let columns = try exported(nil, store, program)
    return (columns, Array(0..<figures.count + columns.count))
  }
  var columns: [String] = []
  var order: [Int] = []
  for field in fields {
    if let place = figures.firstIndex(of: field) {
      order.append(place)
      continue
    }
    for column in try store.columns(ofFields: [field], program) {
      order.append(figures.count + columns.count)
      columns.append(column)
    }
  }
  return (columns, order)
}

private func segments(_ subject: ExportRequest.Subject, _ program: Program) throws(RunFailure) -> [SegmentID] {
  switch subject {
  case .segment(let name):
    guard let id = program.segments.firstIndex(where: { $0.name == name }) else {
      throw .unknownName("segment", name, known: program.segments.map(\.name))
    }
    return [id]
  case .campaign(let name):
    guard program.campaigns.contains(where: { $0.name == name }) else {
      throw .unknownName("campaign", name, known: program.campaigns.map(\.name))
    }
    return []
  case .leads: return []
  }
}

private func exported(_ fields: [String]?, _ store: SQLiteContactStore, _ program: Program) throws(StoreError)
  -> [String]
{
  if let fields { return try store.columns(ofFields: fields, program) }
  var columns: [String] = []
  for name in ["name", "first_name", "last_name", "email", "postcode", "city"] {
    columns += (try? store.columns(ofFields: [name], program)) ?? []
  }
  return columns
}

/// Runs a visit of rows; what the store throws becomes a failure.
private func visiting(_ rules: Rules, _ body: () throws -> Void) throws(RunFailure) {
  do {
    try body()
  } catch let error as StoreError {
    throw .store(error, rules)
  } catch {
    throw .file(SystemError(.read, path: "", reason: "\(error)"))
  }
}
