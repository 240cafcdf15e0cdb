/// Taking a run back: the inverse of what it changed is applied, if nothing was built on it.
extension SQLiteContactStore {
  /// Restores what the run changed, as a run of its own; returns that run's number.
  public func undo(run: Int64, _ record: RunRecord) throws(StoreError) -> Int64 {
    guard try Schema.state(of: database).version > 1 else { throw .unknownRun(run) }
    var record = record
    record.undoes = run
    let entry = record
    // Cascades would take rows before their own change does.
    return try database.withoutReferenceChecks { () throws(StoreError) -> Int64 in
      try database.transaction { () throws(StoreError) -> Int64 in try undoInTransaction(run, entry) }
    }
  }

  private func undoInTransaction(_ run: Int64, _ entry: RunRecord) throws(StoreError) -> Int64 {
    let changes = try undoable(run)
    let log = try RunLog(entry, in: database)
    // Imports do, and what takes them back.
    let touchesContacts = changes.tables.contains { Self.contactTables.contains($0) }
    let recorder = try ChangeRecorder(
      database, tables: Self.journaledTables + (touchesContacts ? Self.contactTables : []))
    // Read now: the inverse may take the campaigns away that the words name.
    let words = try ChangeWords(database)
    guard let inverse = changes.inverse else { throw .notUndoable(run, reason: "its changes are damaged") }
    let conflicts = try database.apply(inverse)
    if !conflicts.isEmpty { throw .builtUpon(run, try reasons(conflicts, after: run, words)) }
    if touchesContacts { try refuseIfUsed(inverse, run) }
    try refuseIfReferred(run, touchesContacts: touchesContacts)
    guard let id = try log.finish(recorder) else { throw .notUndoable(run, reason: "it changed nothing") }
    return id
  }

  /// Rows that refer to one that is gone now were written later.
  private func refuseIfReferred(_ run: Int64, touchesContacts: Bool) throws(StoreError) {
    for table in Self.journaledTables + (touchesContacts ? Self.contactTables : []) {
      let statement = try database.prepare("SELECT parent FROM pragma_foreign_key_check(?)")
      try statement.bind(1, table)
      if try statement.step() {
        throw .builtUpon(run, [try laterUse(of: table, after: run)])
      }
    }
  }

  /// The tables of an own database that imports change.
  static let contactTables = ["contact", "activity"]

  static let importedTables = contactTables + ["bantam_consent", "bantam_objection", "bantam_suppression"]

  private func undoable(_ run: Int64) throws(StoreError) -> ChangeSet {
    let statement = try database.prepare("SELECT undone_by, changes, command, detail FROM bantam_run WHERE id = ?")
    try statement.bind(1, run)
    guard try statement.step() else { throw .unknownRun(run) }
    if !statement.isNull(0) { throw .undoneAlready(run, by: statement.integer(0)) }
    if statement.isNull(1) {
      let command = statement.string(2)
      let reason =
        command == "erase"
        ? "an erasure is final"
        : statement.string(3).hasSuffix(Self.leftOut)
          ? "what it changed was of a contact that was erased since"
          : command == "import" ? "the import was too large to be noted" : "its changes were not noted"
      throw .notUndoable(run, reason: reason)
    }
    let changes = ChangeSet(bytes: statement.blob(1))
    if changes.isEmpty, statement.string(3).hasSuffix(Self.leftOut) {
      throw .notUndoable(run, reason: "what it changed was of a contact that was erased since")
    }
    return changes
  }

  /// Whether a run changed something of a contact that was erased since, which no undo brings back.
  public func hasLostContact(_ run: Int64) throws(StoreError) -> Bool {
    guard try hasProcessTables() else { return false }
    return try database.text("SELECT detail FROM bantam_run WHERE id = ?", .integer(run))?.hasSuffix(Self.leftOut)
      ?? false
  }

  // MARK: Reasons

  private func reasons(
    _ conflicts: [ChangeSet.Change], after run: Int64, _ words: ChangeWords
  ) throws(StoreError) -> [String] {
    var reasons: [String] = []
    var touched: [Int64: (detail: String, subjects: [String])] = [:]
    let responsible = try latestRuns(touching: conflicts, after: run)
    for (place, conflict) in conflicts.enumerated() {
      if conflict.table.isEmpty {
        reasons.append("other rows refer to what it added")
      } else if let responsible = responsible[place] {
        touched[responsible.id, default: (responsible.detail, [])].subjects.append(words.subject(of: conflict))
      } else {
        reasons.append("another program changed \(words.subject(of: conflict))")
      }
    }
    let runs = touched.sorted { $0.key > $1.key }.map { id, found in
      let more = found.subjects.count > 1 ? " and \(found.subjects.count - 1) more" : ""
      return "run \(id) (`\(found.detail)`) changed \(found.subjects[0])\(more)"
    }
    return runs + reasons
  }

  /// Rows of a table that need what the run added.
  private func laterUse(of table: String, after run: Int64) throws(StoreError) -> String {
    let later = try laterRuns(run)
    while try later.step() {
      if ChangeSet(bytes: later.blob(3)).tables.contains(table) {
        return "run \(later.integer(0)) (`\(later.string(1))`) needs what it added"
      }
    }
    return "\(ChangeWords.rows(of: table)) need what it added"
  }

  /// The runs in force after one, the latest first: number, words, when they began, changes.
  private func laterRuns(_ run: Int64) throws(StoreError) -> Statement {
    let statement = try database.prepare(
      """
      SELECT id, CASE detail WHEN '' THEN command ELSE detail END, started_at, changes FROM bantam_run
      WHERE id > ? AND changes IS NOT NULL AND undone_by IS NULL ORDER BY id DESC
      """)
    try statement.bind(1, run)
    return statement
  }

  /// A run that is in force, in words.
  public struct TouchingRun: Sendable {
    public var id: Int64
    public var detail: String
    /// ISO 8601 with `Z`.
    public var startedAt: String
  }

  /// Per row, by its place, the latest run that touched it. Looks at one change set at a time, the latest first, and no
  /// further than it has to.
  func latestRuns(
    touching rows: [ChangeSet.Change], after run: Int64, operation: ChangeSet.Operation? = nil
  ) throws(StoreError) -> [Int: TouchingRun] {
    var places: [String: [Int]] = [:]
    func name(_ change: ChangeSet.Change) -> String { "\(change.table)\n\(change.key)" }
    for (place, row) in rows.enumerated() where !row.table.isEmpty { places[name(row), default: []].append(place) }
    let tables = Set(rows.map(\.table))
    let statement = try laterRuns(run)
    var found: [Int: TouchingRun] = [:]
    while !places.isEmpty, try statement.step() {
      let touching = TouchingRun(
        id: statement.integer(0), detail: statement.string(1), startedAt: statement.string(2))
      ChangeSet(bytes: statement.blob(3)).each { change in
        guard tables.contains(change.table), operation == nil || change.operation == operation else { return }
        for place in places.removeValue(forKey: name(change)) ?? [] { found[place] = touching }
      }
    }
    return found
  }

  /// Contacts that an import brought do not go while something is known about them.
  private func refuseIfUsed(_ inverse: ChangeSet, _ run: Int64) throws(StoreError) {
    var gone: Set<SQLValue> = []
    inverse.each { if $0.table == "contact", $0.operation == .deleted, let key = $0.key.first { gone.insert(key) } }
    if gone.isEmpty { return }
    for table in Self.journaledTables where table != "bantam_campaign" && table != "bantam_ledger" {
      let statement = try database.prepare(
        "SELECT DISTINCT contact_id FROM \(table) WHERE contact_id IS NOT NULL")
      while try statement.step() {
        if gone.contains(statement.value(0)) {
          throw .builtUpon(run, [try laterUse(of: table, after: run)])
        }
      }
    }
  }
}
