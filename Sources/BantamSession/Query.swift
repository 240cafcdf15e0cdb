import BantamColumns
import BantamDiagnostics
import BantamEngine
import BantamPlan
import BantamProgram
import BantamStore
import BantamSystem

/// One criterion, asked once.
public struct QueryResult {
  public let criterion: Criterion
  public let contacts: ContactColumns
  public let load: LoadReport
  public let count: CriterionCount
  /// Who meets it, by rising row.
  public let rows: [Int32]
  public let store: SQLiteContactStore
  public let zone: ZoneRules
}

/// Asks a criterion of the contacts of a database, or a segment that the text declares; reads what it needs and no more.
/// Nothing is written.
///
/// - Parameter path: a rule file or a folder of them; nil: the built-in fields alone.
public func query(
  _ text: String, rules path: String?, database: String, asOf: String? = nil
) throws(RunFailure) -> QueryResult {
  let book = try RuleBook(under: path)
  let rules = book.checked()
  if rules.hasErrors { throw .rules(rules) }
  let (zone, instant) = try clock(of: rules.program, asOf: asOf, now: Clock.now())
  let criterion: Criterion
  if Workbench.declarationWord(text) == nil {
    criterion = Criterion(text, in: book, asOf: instant, zone: zone)
  } else {
    do throws(CriterionProblem) {
      criterion = try Criterion(declaring: text, in: book, asOf: instant, zone: zone)
    } catch {
      throw .rules(Rules(files: [SourceFile(path: "input", text: text)], [error.diagnostic]))
    }
  }
  guard let plan = criterion.plan, let node = plan.segments.first?.node else {
    var wrong = Rules(criterion.program)
    wrong.program.files = criterion.files
    throw .rules(wrong.adding(criterion.diagnostics))
  }
  let own = criterion.program
  let store = try failing(rules) { () throws(StoreError) in
    try SQLiteContactStore(path: database, program: own, access: .read)
  }
  let (contacts, load) = try failing(rules) { () throws(StoreError) in try store.load(plan, own, zone: zone) }
  let request = EvaluationRequest(restsOn: [node], masks: [node], rows: [node], intervals: false)
  let outcome = evaluate(plan, lists: own.lists, over: contacts, request: request)
  store.finishSnapshot()
  return QueryResult(
    criterion: criterion, contacts: contacts, load: load,
    count: CriterionCount(
      outcome, contacts: contacts.count, companies: companyCount(contacts.kinds), criterion.context),
    rows: outcome.rows.first ?? [], store: store,
    zone: zone)
}

extension CriterionCount {
  /// Of a plan of this criterion alone.
  init(_ outcome: Outcome, contacts: Int, companies: Int, _ context: Context) {
    matching = outcome.segments.first ?? 0
    unknown = outcome.restsOn.first ?? 0
    // Yes, and the second bit says that it rests on a missing value.
    resting = outcome.masks.first?.withUnsafeBufferPointer { $0.reduce(0) { $0 + ($1 & 3 == 3 ? 1 : 0) } } ?? 0
    switch context {
    case .company: total = companies
    case .person: total = contacts - companies
    case .contact, .activity: total = contacts
    }
  }
}

/// How many of the contacts are companies, by their kinds.
func companyCount(_ kinds: Cells<UInt8>) -> Int {
  kinds.withUnsafeBufferPointer { $0.reduce(0) { $0 + ($1 == 0 ? 1 : 0) } }
}
