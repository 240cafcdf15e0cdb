import BantamSystem

/// The right to erasure. The one command that is not noted row by row: its row in the journal has no changes, and so
/// cannot be taken back.
extension SQLiteContactStore {
  /// Removes everything about a contact from Bantam's tables and its journal, in one transaction, then from the file.
  ///
  /// `randomBytes` gives the salt where the database has none yet. `isDryRun`: everything is taken back again, and the
  /// file keeps every byte.
  public func erase(
    _ contact: SQLValue, _ record: RunRecord, isDryRun: Bool = false, randomBytes: (Int) -> [UInt8]
  ) throws(StoreError) -> Erasure {
    if !isDryRun {
      try database.execute("PRAGMA secure_delete = ON")
      // First of all, so that whatever stops us leaves no copy.
      try ColumnSnapshot.drop(of: database.path)
    }
    let obstacle = try rowNumberTable()
    var record = record
    record.detail = "erase \(contact.text)"
    let entry = record
    var erasure =
      try isDryRun
      ? database.rehearsal { () throws(StoreError) in try eraseInTransaction(contact, entry, obstacle, randomBytes) }
      : database.transaction { () throws(StoreError) in try eraseInTransaction(contact, entry, obstacle, randomBytes) }
    if isDryRun {
      erasure.compaction = obstacle.map { .notAllowed(table: $0) } ?? .done
      return erasure
    }
    erasure.compaction = obstacle.map { .notAllowed(table: $0) } ?? compact()
    // A run that had read the contact before may have put it back.
    try ColumnSnapshot.drop(of: database.path)
    return erasure
  }

  private func eraseInTransaction(
    _ contact: SQLValue, _ entry: RunRecord, _ obstacle: String?, _ randomBytes: (Int) -> [UInt8]
  ) throws(StoreError) -> Erasure {
    let log = try RunLog(entry, in: database)
    try Schema.bringForward(database, withContacts: layout.contacts.isOwn)
    var erasure = Erasure(contact: contact, run: try log.runID())
    let identity = try identity(of: contact)
    // The instant of the rules is not when it was done.
    let at = Timestamp.text(ofInstant: entry.startedAt)
    try keepHashes(identity, at, &erasure, randomBytes)
    try eraseFromJournal(contact, identity, &erasure)
    try eraseRows(contact, identity, &erasure)
    let rows = erasure.removed.reduce(0) { $0 + $1.rows }
    try database.run(
      "UPDATE bantam_run SET deleted = ?, detail = ? WHERE id = ?", .integer(Int64(rows)),
      .text(entry.detail + (obstacle == nil ? Self.notCompacted : "")), .integer(erasure.run))
    return erasure
  }

  /// Whether an earlier erasure was stopped before the file was written anew.
  public func isCompactionPending() throws(StoreError) -> Bool {
    guard try hasProcessTables() else { return false }
    return try database.integer(
      "SELECT count(*) FROM bantam_run WHERE command = 'erase' AND instr(detail, ?) > 0", .text(Self.notCompacted)) != 0
  }

  /// Writes the file anew without what was deleted, and notes that in the journal.
  public func compact() -> Erasure.Compaction {
    do throws(StoreError) {
      if let table = try rowNumberTable() { return .notAllowed(table: table) }
      try database.execute("PRAGMA secure_delete = ON")
      try database.execute("VACUUM")
      try database.run(
        "UPDATE bantam_run SET detail = replace(detail, ?1, '') WHERE command = 'erase' AND instr(detail, ?1) > 0",
        .text(Self.notCompacted))
      if try database.text("PRAGMA journal_mode") == "wal" { try database.execute("PRAGMA wal_checkpoint(TRUNCATE)") }
      return .done
    } catch {
      return .failed(error)
    }
  }

  private static let notCompacted = " (the file is still to be written anew: erase again)"

  /// A table of another program whose rows may be known by their number: VACUUM could change it.
  private func rowNumberTable() throws(StoreError) -> String? {
    if layout.contacts.isOwn { return nil }
    return try database.text(
      """
      SELECT t.name FROM pragma_table_list AS t
      WHERE t.schema = 'main' AND t.type = 'table' AND t.wr = 0
        AND t.name NOT LIKE 'bantam~_%' ESCAPE '~' AND t.name NOT LIKE 'sqlite~_%' ESCAPE '~'
        AND 1 <> (SELECT count(*) FILTER (WHERE c.pk > 0) + 2 * count(*) FILTER (WHERE c.pk > 0 AND upper(c.type) <> 'INTEGER')
                  FROM pragma_table_info(t.name) AS c)
      LIMIT 1
      """)
  }

  // MARK: Rows

  /// Tables of Bantam's own that hold contacts' keys, without `contact` itself.
  func tablesAboutContacts() throws(StoreError) -> [String] {
    let statement = try database.prepare(
      """
      SELECT t.name FROM sqlite_schema AS t
      WHERE t.type = 'table' AND (t.name LIKE 'bantam~_%' ESCAPE '~' OR (?1 AND t.name = 'activity'))
        AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) AS c WHERE c.name = 'contact_id')
      ORDER BY 1
      """)
    try statement.bind(1, Int64(layout.contacts.isOwn ? 1 : 0))
    var tables: [String] = []
    while try statement.step() { tables.append(statement.string(0)) }
    return tables
  }

  private func eraseRows(
    _ contact: SQLValue, _ identity: ContactIdentity, _ erasure: inout Erasure
  ) throws(StoreError) {
    var removed: [String: Int] = [:]
    let own = KeySelection([contact])
    for table in try tablesAboutContacts() {
      try database.run("DELETE FROM \(quoted(table)) WHERE \(own.condition("contact_id", parameter: 1))", own.list)
      removed[table, default: 0] += database.changedRows
    }
    for address in identity.ownAddresses {
      try database.run("DELETE FROM bantam_suppression WHERE trim(address) = ? COLLATE NOCASE", .text(address))
      removed["bantam_suppression", default: 0] += database.changedRows
    }
    if layout.contacts.isOwn {
      try database.run("UPDATE contact SET company_id = NULL WHERE company_id = ?", contact)
      erasure.persons = database.changedRows
      try database.run("DELETE FROM contact WHERE id = ?", contact)
      removed["contact", default: 0] += database.changedRows
    } else {
      erasure.otherTables.append(layout.contacts.name)
    }
    if let activities = layout.activities, !activities.isOwn { erasure.otherTables.append(activities.name) }
    // The log still says that somebody is gone, and not who.
    try database.run(
      "UPDATE \(ChangeLog.table) SET contact = NULL WHERE \(own.condition("contact", parameter: 1))", own.list)
    erasure.removed = removed.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map { .init(table: $0, rows: $1) }
  }

  // MARK: Identity

  /// What the contacts' table says about who a contact is.
  private func identity(of contact: SQLValue) throws(StoreError) -> ContactIdentity {
    let names = ["email", "customer_number", "name", "first_name", "last_name", "postcode", "phone"]
    let columns = names.map { layout.contacts.column(program.columnName(of: $0, in: .contact)).map(quoted) ?? "NULL" }
    let table = quoted(layout.contacts.name)
    let key = quoted(layout.contacts.key)
    let own = KeySelection([contact])
    let statement = try database.prepare(
      "SELECT \(columns.joined(separator: ", ")) FROM \(table) WHERE \(own.condition(key, parameter: 1))")
    try statement.bind([own.list])
    guard try statement.step() else { return ContactIdentity(known: .init(), ownAddresses: []) }
    func text(_ column: Int32) -> String? { statement.stringOrNil(column) }
    var identity = ErasedIdentifiers.Identity(
      email: text(0), customerNumber: text(1), name: text(2), firstName: text(3), lastName: text(4), postcode: text(5))
    var addresses: [String] = []
    for (column, address) in [(columns[0], text(0)), (columns[6], text(6))] {
      guard let address = address.map(trimmedBlanks), !address.isEmpty else { continue }
      let others = try database.integer(
        "SELECT EXISTS (SELECT 1 FROM \(table) WHERE trim(\(column)) = ?1 COLLATE NOCASE AND NOT \(own.condition(key, parameter: 2)))",
        .text(address), own.list)
      if others == 0 { addresses.append(address) }
    }
    let shown = identity
    // An address that others have too would keep them out.
    if let email = identity.email, !addresses.contains(trimmedBlanks(email)) { identity.email = nil }
    return ContactIdentity(known: shown, hashed: identity, ownAddresses: addresses)
  }

  private func keepHashes(
    _ identity: ContactIdentity, _ at: String, _ erasure: inout Erasure, _ randomBytes: (Int) -> [UInt8]
  ) throws(StoreError) {
    let identifiers: ErasedIdentifiers
    if let known = try ErasedIdentifiers.stored(in: database) {
      identifiers = known
    } else {
      let salt = randomBytes(ErasedIdentifiers.saltBytes)
      try database.run("INSERT INTO bantam_salt(salt) VALUES (?)", .text(hexadecimal(salt)))
      identifiers = ErasedIdentifiers(salt: salt)
    }
    let hashes = identifiers.hashes(of: identity.hashed)
    erasure.canComeBack = layout.contacts.isOwn && hashes.isEmpty
    for hash in hashes {
      try database.run("INSERT OR IGNORE INTO bantam_erased(hash, at) VALUES (?, ?)", .text(hash), .text(at))
      erasure.hashes += database.changedRows
    }
  }
}

/// Who a contact is, in words.
struct ContactIdentity {
  /// What the table says.
  var known: ErasedIdentifiers.Identity
  /// What tells the contact from all others.
  var hashed: ErasedIdentifiers.Identity
  /// E-mail address and telephone number where nobody else has them.
  var ownAddresses: [String]

  init(known: ErasedIdentifiers.Identity, hashed: ErasedIdentifiers.Identity? = nil, ownAddresses: [String]) {
    self.known = known
    self.hashed = hashed ?? known
    self.ownAddresses = ownAddresses
  }

  /// Whether a text names the contact: by an address, the customer number or the whole name.
  func isNamed(in text: some Sequence<UInt8>) -> Bool {
    let text = Array(text)
    let folded = text.withUnsafeBufferPointer { foldCase(utf8: $0) }
    return names.contains { !folded.ranges(of: $0).isEmpty }
  }

  private var names: [[UInt8]] {
    let full = [known.firstName, known.lastName].compactMap { $0 }
    let texts = [known.email, known.name].compactMap { $0 } + (full.count == 2 ? [full.joined(separator: " ")] : [])
    return (texts + ownAddresses).map { Array(foldCase($0).utf8) }.filter { $0.count >= Self.leastBytes }
  }

  /// Shorter names stand in too many words.
  private static let leastBytes = 4
}

extension ErasedIdentifiers {
  /// With the salt of a database; nil where nobody was erased yet.
  static func stored(in database: Database) throws(StoreError) -> ErasedIdentifiers? {
    guard try database.hasTable("bantam_salt"), let salt = try database.text("SELECT salt FROM bantam_salt"),
      let bytes = bytes(ofHexadecimal: salt)
    else { return nil }
    return ErasedIdentifiers(salt: bytes)
  }
}

/// Without blanks at both ends.
private func trimmedBlanks(_ text: String) -> String {
  String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
}
