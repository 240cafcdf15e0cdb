import BantamColumns
import BantamDiagnostics
import BantamEngine
import BantamPlan
import BantamProgram
import BantamStore
import BantamSyntax
import BantamSystem

/// How many contacts meet a criterion.
public struct CriterionCount: Sendable, Hashable {
  public var matching = 0
  /// Not among them, but could be if a missing value became known.
  public var unknown = 0
  /// Among them, but only as long as a missing value is not known.
  public var resting = 0
  /// The contacts that are asked: all, or those of the criterion's kind.
  public var total = 0

  public init() {}
}

/// The rules and all contacts in memory, for criteria that are tried. Reads the database, never writes to it.
public final class Workbench {
  public private(set) var book: RuleBook
  /// The book, checked.
  public private(set) var program: Program
  /// Its trees, one per file.
  public private(set) var trees: [SyntaxTree]
  public private(set) var tables: ContactTables
  public private(set) var asOf: Int64
  public let zone: ZoneRules
  public let threads: Int
  /// Counts up whenever the contacts are read anew: rows are others then.
  public private(set) var generation = 0
  /// Counts up whenever the rules, or what is typed above them, are others.
  public private(set) var edition = 0
  /// Typed names that are given up where they would be wrong.
  public var isForgettable: (String) -> Bool = { _ in false }
  public private(set) var store: SQLiteContactStore
  public let rulesPath: String?
  /// Whether the instant was given, so that the rules' own does not count.
  private var isFixed: Bool
  private var companies: Int
  /// Of the rule files as they were read.
  private var stamps: [Int64]

  /// - Parameters:
  ///   - rules: a rule file or a folder of them; nil: the built-in fields alone.
  ///   - asOf: the instant as written; nil: the rules' own, else now.
  public init(
    rules path: String?, database: String, asOf: String? = nil, threads: Int = coreCount()
  ) throws(RunFailure) {
    rulesPath = path
    self.threads = threads
    let book = try RuleBook(under: path)
    let rules = book.checked()
    if rules.hasErrors { throw .rules(rules) }
    let program = rules.program
    (self.book, self.program, trees) = (book, program, rules.trees)
    isFixed = asOf != nil
    stamps = book.files.map { fileStamp($0.path) }
    let clock = try clock(of: program, asOf: asOf, now: Clock.now())
    (zone, self.asOf) = clock
    let store = try failing(rules) { () throws(StoreError) in
      try SQLiteContactStore(path: database, program: program, access: .read)
    }
    self.store = store
    tables = try failing(rules) { () throws(StoreError) in try store.contactTables(zone: clock.0, threads: threads) }
    companies = companyCount(tables.kinds)
  }

  /// The answers of some nodes of a criterion's plan: a byte per contact, bit 0 yes.
  public func masks(_ criterion: Criterion, _ nodes: [NodeID]) throws(RunFailure) -> [[UInt8]] {
    guard let plan = criterion.plan else { return [] }
    let contacts = try columns(of: plan, criterion.program)
    let request = EvaluationRequest(threads: threads, masks: nodes, intervals: false)
    return evaluate(plan, lists: criterion.program.lists, over: contacts, request: request).masks
  }

  /// A score of all contacts.
  public func scored(_ score: ScoreID) throws(RunFailure) -> (plan: Plan, outcome: Outcome) {
    let (plan, errors) = makePlan(
      program, asOf: asOf, zone: zone, scope: PlanScope(segments: [], campaigns: [], scores: [score]))
    if !errors.isEmpty { throw .rules(Rules(files: program.files, errors.map(\.diagnostic))) }
    let contacts = try columns(of: plan, program)
    let request = EvaluationRequest(threads: threads, scoresForAll: [0], intervals: false)
    return (plan, evaluate(plan, lists: program.lists, over: contacts, request: request))
  }

  /// One contact with the plan of a criterion or of a part of the rules, for an explanation.
  public func contact(named name: String, _ criterion: Criterion?, subject: String?) throws(RunFailure) -> OneContact {
    let program = criterion?.program ?? self.program
    let subjects: [OneContactSubject]
    if criterion != nil, let id = program.segments.indices.last {
      subjects = [.segment(id)]
    } else {
      subjects = try BantamSession.subjects(program, subject)
    }
    let rules = Rules(program: program, diagnostics: [], trees: trees, hash: "")
    return try oneContact(
      named: name, subjects, rules, store: store, asOf: asOf, zone: zone, byRulesAlone: criterion != nil)
  }

  /// Takes a book in the place of the one at hand, if nothing is wrong with it, or nothing but in names that may be
  /// forgotten: those that the dialogue gave to earlier criteria.
  func use(_ book: RuleBook) throws(RunFailure) {
    let rules = book.checked()
    if !rules.hasErrors {
      (self.book, program, trees) = (book, rules.program, rules.trees)
      edition += 1
      return
    }
    let kept = book.forgetting(where: isForgettable)
    guard kept.typed.count < book.typed.count else { throw .rules(rules) }
    let again = kept.checked()
    if again.hasErrors { throw .rules(rules) }
    (self.book, program, trees) = (kept, again.program, again.trees)
    edition += 1
  }

  /// Reads rules and contacts again; what was typed stays above them.
  public func reload() throws(RunFailure) {
    try reloadRules()
    try readTables(program)
  }

  /// Reads the rules again; what was typed stays above them.
  public func reloadRules() throws(RunFailure) {
    var book = try RuleBook(under: rulesPath)
    book.add(self.book.typed)
    try use(book)
    stamps = book.files.map { fileStamp($0.path) }
    if !isFixed { asOf = try clock(of: program, asOf: nil, now: Clock.now()).1 }
  }

  /// Whether the rules would be right with other files in the place of those on the disk.
  public func accepts(_ files: [SourceFile]) -> Bool {
    !RuleBook(files).checked().hasErrors
  }

  /// Whether a rule file was changed, added or taken away since it was read.
  public var rulesHaveChanged: Bool {
    guard let path = rulesPath else { return false }
    let now = (try? ruleFiles(under: path)) ?? []
    return now != book.files.map(\.path) || now.map(fileStamp) != stamps
  }

  /// Answers as of another instant from now on; nil: the rules' own, else now.
  public func setMoment(_ text: String?) throws(RunFailure) {
    asOf = try clock(of: program, asOf: text, now: Clock.now()).1
    isFixed = text != nil
  }

  /// Ends the copy by column that reading the tables began.
  public func finishSnapshot() { store.finishSnapshot() }

  public func criterion(_ text: String, isTraced: Bool = false) -> Criterion {
    Criterion(text, in: book, asOf: asOf, zone: zone, isTraced: isTraced)
  }

  /// What a plan asks of the contacts in memory.
  public func columns(of plan: Plan, _ program: Program) throws(RunFailure) -> ContactColumns {
    let (store, zone, tables) = (store, zone, tables)
    if let found = try reading({ () throws(StoreError) in try store.columns(plan, program, in: tables, zone: zone) }) {
      return found
    }
    // A typed field of a column that nobody asked for before.
    try readTables(program)
    let (opened, grown) = (self.store, self.tables)
    let found = try reading { () throws(StoreError) in try opened.columns(plan, program, in: grown, zone: zone) }
    guard let found else { throw .store(.changedSince(path: store.database.path), Rules(program)) }
    return found
  }

  /// Reads all contacts again, as the database is now.
  private func readTables(_ program: Program) throws(RunFailure) {
    let (path, zone, threads) = (store.database.path, zone, threads)
    let opened = try reading { () throws(StoreError) in
      try SQLiteContactStore(path: path, program: program, access: .read)
    }
    tables = try reading { () throws(StoreError) in try opened.contactTables(zone: zone, threads: threads) }
    store = opened
    companies = companyCount(tables.kinds)
    generation += 1
  }

  private func reading<Result>(_ body: () throws(StoreError) -> Result) throws(RunFailure) -> Result {
    try failing(Rules(program), body)
  }

  /// Counts a criterion; with `rows` also names the contacts, by rising row.
  public func answer(
    _ criterion: Criterion, rows: Bool = false, profiles: Bool = false
  ) throws(RunFailure) -> (count: CriterionCount, rows: [Int32], outcome: Outcome)? {
    guard let plan = criterion.plan, let node = plan.segments.first?.node else { return nil }
    let contacts = try columns(of: plan, criterion.program)
    let request = EvaluationRequest(
      threads: threads, restsOn: [node], masks: [node], rows: rows ? [node] : [], intervals: false, profiles: profiles)
    let outcome = evaluate(plan, lists: criterion.program.lists, over: contacts, request: request)
    let count = CriterionCount(outcome, contacts: tables.count, companies: companies, criterion.context)
    return (count, outcome.rows.first ?? [], outcome)
  }
}
