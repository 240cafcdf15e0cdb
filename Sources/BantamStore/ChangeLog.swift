/// Which contacts changed, whoever changed them: triggers on the tables of contacts and activities add a row to
/// `bantam_change` for each row that is written, and keep the last million.
///
/// Each row has a random stamp, so a place in the log is also a place in the history of this database: in another one,
/// or after an older copy was put back, no row has that number and that stamp.
public struct ChangeLog: Sendable {
  /// The last row of the log: the contacts and activities are the same wherever it is the same.
  public struct Position: Sendable, Hashable {
    var row: Int64
    var stamp: Int64
    /// SQLite's schema cookie: triggers that were away for a while are there again as they were.
    var schema: Int64
  }

  enum Part: Int64 { case contact = 0, activity = 1, beginning = 2 }

  /// Contacts written since a position: each key once.
  struct Changes {
    /// Written themselves, or an activity of theirs.
    var keys: [SQLValue] = []
    var hasActivities = false
  }

  static let table = "bantam_change"
  private static let mostRows = 1_000_000

  private struct Trigger: Hashable {
    var name: String
    var table: String
    var sql: String
  }

  private let layout: ContactLayout

  init(_ layout: ContactLayout) { self.layout = layout }

  // MARK: Reading

  /// nil where the log does not see every change: its triggers are not there, or not as they are made here.
  func position(in database: Database) throws(StoreError) -> Position? {
    guard try database.hasTable(Self.table), let triggers = try triggers(in: database),
      try areThere(triggers, in: database)
    else { return nil }
    let statement = try database.prepare("SELECT id, stamp FROM \(Self.table) ORDER BY id DESC LIMIT 1")
    guard try statement.step() else { return nil }
    return Position(row: statement.integer(0), stamp: statement.integer(1), schema: try schema(of: database))
  }

  private func schema(of database: Database) throws(StoreError) -> Int64 {
    try database.integer("PRAGMA schema_version") ?? 0
  }

  /// nil where the position is none of this history, tables changed since, or more changed than `most` contacts.
  func changes(since position: Position, most: Int, in database: Database) throws(StoreError) -> Changes? {
    let place = try database.integer(
      "SELECT 1 FROM \(Self.table) WHERE id = ? AND stamp = ?", .integer(position.row), .integer(position.stamp))
    guard place == 1, try schema(of: database) == position.schema else { return nil }
    let statement = try database.prepare(
      """
      SELECT contact, max(part) FROM \(Self.table) WHERE id > ?1 GROUP BY contact LIMIT ?2
      """)
    try statement.bind([.integer(position.row), .integer(Int64(most) + 1)])
    var changes = Changes()
    while try statement.step() {
      // A log that was begun anew, a key that was erased, a contact without a key.
      if statement.isNull(0) || statement.integer(1) == Part.beginning.rawValue { return nil }
      changes.keys.append(statement.value(0))
      if statement.integer(1) == Part.activity.rawValue { changes.hasActivities = true }
    }
    return changes.keys.count > most ? nil : changes
  }

  private func areThere(_ triggers: [Trigger], in database: Database) throws(StoreError) -> Bool {
    let statement = try database.prepare(
      "SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'bantam~_%' ESCAPE '~'")
    var found: Set<Trigger> = []
    while try statement.step() {
      found.insert(Trigger(name: statement.string(0), table: statement.string(1), sql: statement.string(2)))
    }
    return found.isSuperset(of: triggers)
  }

  // MARK: Writing

  /// Makes the log see every change from now on; inside a transaction of the caller. Nothing is written where it does
  /// already, and nothing where it cannot: views, and tables whose unique indexes are over expressions.
  func install(in database: Database) throws(StoreError) {
    guard let triggers = try triggers(in: database) else { return }
    if try database.hasTable(Self.table), try areThere(triggers, in: database) { return }
    // Somebody may have taken the table away and left the triggers.
    if try !database.hasTable(Self.table) { try database.execute(Schema.besideVersion3) }
    for trigger in triggers {
      try database.execute("DROP TRIGGER IF EXISTS \(quoted(trigger.name))")
      try database.execute(trigger.sql)
    }
    // What changed meanwhile nobody knows: positions from before are none of this log.
    try database.execute("DELETE FROM \(Self.table)")
    try database.run(
      "INSERT INTO \(Self.table)(part, contact, stamp) VALUES (?, NULL, random())", .integer(Part.beginning.rawValue))
  }

  /// Stops noting, for a change of very many rows; `install` begins anew.
  func remove(in database: Database) throws(StoreError) {
    for trigger in try triggers(in: database) ?? [] {
      try database.execute("DROP TRIGGER IF EXISTS \(quoted(trigger.name))")
    }
  }

  // MARK: Triggers

  /// nil where changes could go unseen.
  private func triggers(in database: Database) throws(StoreError) -> [Trigger]? {
    guard var triggers = try triggers(layout.contacts, .contact, in: database) else { return nil }
    if let activities = layout.activities {
      guard let more = try self.triggers(activities, .activity, in: database) else { return nil }
      triggers += more
    }
    return triggers
  }

  private func triggers(
    _ table: TableLayout, _ part: Part, in database: Database
  ) throws(StoreError) -> [Trigger]? {
    let statement = try database.prepare(
      "SELECT name, wr FROM pragma_table_list(?) WHERE schema = 'main' AND type = 'table'")
    try statement.bind(1, table.name)
    guard try statement.step() else { return nil }
    let name = statement.string(0)
    let hasRowNumbers = statement.integer(1) == 0
    guard let replaced = try replacedRows(table, hasRowNumbers: hasRowNumbers, in: database) else { return nil }
    let key = quoted(table.key)
    func note(_ expression: String, _ source: String = "") -> String {
      "INSERT INTO \(Self.table)(part, contact, stamp) SELECT \(part.rawValue), \(expression), random()\(source); "
    }
    let prune = "DELETE FROM \(Self.table) WHERE id <= last_insert_rowid() - \(Self.mostRows); "
    // Rows that give way to a new one under a unique index are deleted without a trigger.
    let giving = replaced.map { note(key, " FROM \(quoted(name)) WHERE \($0)") }.joined()
    func trigger(_ word: String, _ event: String, _ body: String) -> Trigger {
      let own = "bantam_\(part == .contact ? "contact" : "activity")_\(word)_\(name)"
      return Trigger(
        name: own, table: name,
        sql: "CREATE TRIGGER \(quoted(own)) \(event) ON \(quoted(name)) BEGIN \(body)END")
    }
    var triggers = [
      trigger("insert", "AFTER INSERT", note("NEW.\(key)") + prune),
      trigger(
        "update", "AFTER UPDATE",
        note("NEW.\(key)") + note("OLD.\(key)", " WHERE OLD.\(key) IS NOT NEW.\(key)") + prune),
      trigger("delete", "AFTER DELETE", note("OLD.\(key)") + prune),
    ]
    if !giving.isEmpty {
      triggers.append(trigger("before_insert", "BEFORE INSERT", giving))
      triggers.append(trigger("before_update", "BEFORE UPDATE", giving))
    }
    return triggers
  }

  /// Per unique index the condition for the rows that a new row would replace; nil where it cannot be said.
  private func replacedRows(
    _ table: TableLayout, hasRowNumbers: Bool, in database: Database
  ) throws(StoreError) -> [String]? {
    let statement = try database.prepare(
      """
      SELECT i.name, x.name, x.coll FROM pragma_index_list(?1) AS i JOIN pragma_index_xinfo(i.name) AS x
      WHERE i."unique" = 1 AND x.key = 1 ORDER BY i.seq, x.seqno
      """)
    try statement.bind(1, table.name)
    var conditions: [(index: String, parts: [String])] = []
    while try statement.step() {
      let index = statement.string(0)
      guard let column = statement.stringOrNil(1) else { return nil }
      let part = "\(quoted(column)) = NEW.\(quoted(column)) COLLATE \(quoted(statement.string(2)))"
      if conditions.last?.index == index {
        conditions[conditions.count - 1].parts.append(part)
      } else {
        conditions.append((index, [part]))
      }
    }
    let all = conditions.map { $0.parts.joined(separator: " AND ") }
    let isRowNumber = table.columns.contains {
      $0.name == table.key && $0.keyPosition == 1 && $0.declaredType.uppercased() == "INTEGER"
    }
    return all + (hasRowNumbers && !isRowNumber && !hasOwnRowNumber(table) ? ["rowid = NEW.rowid"] : [])
  }

  /// A column named so hides the row number; then another column is it, or nobody can name it.
  private func hasOwnRowNumber(_ table: TableLayout) -> Bool {
    table.columns.contains { $0.name.lowercased() == "rowid" }
  }
}
