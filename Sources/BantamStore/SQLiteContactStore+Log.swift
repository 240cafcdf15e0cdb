import BantamSystem

/// The journal, read.
extension SQLiteContactStore {
  /// A run as the journal has it.
  public struct LoggedRun: Sendable {
    public var id: Int64
    public var command: String
    public var actor: String
    public var detail: String
    /// ISO 8601 with `Z`.
    public var startedAt: String
    public var asOf: String
    public var rulesHash: String
    public var inserted: Int
    public var updated: Int
    public var deleted: Int
    public var undoes: Int64?
    public var undoneBy: Int64?
    public var canBeUndone: Bool
    /// The database's revision before it; nil for runs of older versions.
    public var revision: Int64?
    /// The only campaign that was run; nil: all.
    public var campaign: String?
  }

  /// The runs, the latest first; `before`: only those below a number. A database without a journal has none.
  public func runs(before: Int64 = .max, limit: Int) throws(StoreError) -> [LoggedRun] {
    guard try hasProcessTables() else { return [] }
    let statement = try database.prepare(
      "SELECT \(Self.runColumns) FROM bantam_run WHERE id < ?1 ORDER BY id DESC LIMIT ?2")
    try statement.bind([.integer(before), .integer(Int64(limit))])
    var runs: [LoggedRun] = []
    while try statement.step() { runs.append(LoggedRun(statement)) }
    return runs
  }

  public func run(_ id: Int64) throws(StoreError) -> LoggedRun {
    guard try hasProcessTables() else { throw .unknownRun(id) }
    let statement = try database.prepare("SELECT \(Self.runColumns) FROM bantam_run WHERE id = ?")
    try statement.bind(1, id)
    guard try statement.step() else { throw .unknownRun(id) }
    return LoggedRun(statement)
  }

  /// What a run changed; nil where it was not noted.
  public func changes(of run: Int64) throws(StoreError) -> ChangeSet? {
    let statement = try database.prepare("SELECT changes FROM bantam_run WHERE id = ?")
    try statement.bind(1, run)
    guard try statement.step(), !statement.isNull(0) else { return nil }
    return ChangeSet(bytes: statement.blob(0))
  }

  /// For `sentences`, made once for many runs.
  public func runWords(zone: ZoneRules) throws(StoreError) -> RunWords {
    var columns: [String: [String]] = [:]
    for table in Self.journaledTables + Self.contactTables {
      columns[table] = try database.columns(of: table).map(\.name)
    }
    return RunWords(words: try ChangeWords(database, zone: zone), columns: columns)
  }

  /// What a run changed, a sentence per row, at most `limit`; with a contact only what concerns it.
  public func sentences(
    of run: Int64, about contact: SQLValue? = nil, limit: Int, _ words: RunWords
  ) throws(StoreError) -> [String] {
    guard let changes = try changes(of: run) else { return [] }
    var known = words.words
    known.learn(changes)
    let owners = RowOwners(database)
    var sentences: [String] = []
    changes.each { change in
      guard sentences.count < limit, let names = words.columns[change.table] else { return }
      if let contact, owners.contact(of: change, columns: names)?.text != contact.text { return }
      if let sentence = known.sentence(change, columns: names) { sentences.append(sentence) }
    }
    return sentences
  }

  /// Whether the tables of the lead process are there, so that reading commands need not make them.
  public func hasProcessTables() throws(StoreError) -> Bool { try Schema.state(of: database).version > 1 }

  private static let runColumns = """
    id, command, actor, detail, started_at, as_of, rules_hash, inserted, updated, deleted, undoes, undone_by,
    changes IS NOT NULL, revision, campaign
    """
}

/// What the sentences about runs need to know of the database.
public struct RunWords {
  let words: ChangeWords
  /// By table.
  let columns: [String: [String]]
}

extension SQLiteContactStore.LoggedRun {
  fileprivate init(_ row: Statement) {
    id = row.integer(0)
    command = row.string(1)
    actor = row.string(2)
    detail = row.string(3)
    startedAt = row.string(4)
    asOf = row.string(5)
    rulesHash = row.string(6)
    inserted = Int(row.integer(7))
    updated = Int(row.integer(8))
    deleted = Int(row.integer(9))
    undoes = row.isNull(10) ? nil : row.integer(10)
    undoneBy = row.isNull(11) ? nil : row.integer(11)
    canBeUndone = row.integer(12) == 1
    revision = row.isNull(13) ? nil : row.integer(13)
    campaign = row.stringOrNil(14)
  }
}

/// Whose a changed row is.
private final class RowOwners {
  private let database: Database
  private var statements: [String: Statement] = [:]

  init(_ database: Database) { self.database = database }

  /// The contact that a change is about. An update that left `contact_id` alone does not hold it: the row is looked up by
  /// its number. nil where it is gone since, or the table knows no contacts.
  func contact(of change: ChangeSet.Change, columns: [String]) -> SQLValue? {
    let name = change.table == "contact" ? "id" : "contact_id"
    guard let column = columns.firstIndex(of: name) else { return nil }
    let row = change.operation == .inserted ? change.after : change.before
    if column < row.count, let value = row[column] { return value }
    guard change.key.count == 1, columns.contains("id") else { return nil }
    do throws(StoreError) {
      let statement = try self.statement(of: change.table)
      defer { statement.reset() }
      try statement.bind(change.key)
      return try statement.step() ? statement.value(0) : nil
    } catch {
      return nil
    }
  }

  private func statement(of table: String) throws(StoreError) -> Statement {
    if let known = statements[table] { return known }
    let made = try database.prepare("SELECT contact_id FROM \(quoted(table)) WHERE id = ?")
    statements[table] = made
    return made
  }
}
