import BantamPlan
import BantamProgram
import BantamRecords
import BantamSystem

/// The table of what is recorded about contacts, and which of its columns make a record the same.
struct RecordTable {
  var name: String
  /// Compared to find a record that is there already; the others are brought up to date.
  var identity: Set<String>
  /// Two equal records of one file are two: they count, like page visits.
  var countsEquals = false
  /// Columns that have to be filled, each with the value where no column of the file does.
  var needed: [(column: String, otherwise: String?)]
  var hasContact = true

  static func of(_ kind: ImportKind, activityKind: String) -> RecordTable {
    switch kind {
    case .activities:
      RecordTable(
        name: "activity", identity: ["kind", "at", "detail", "amount"], countsEquals: true,
        needed: [("kind", activityKind), ("at", nil)])
    case .consents:
      RecordTable(
        name: "bantam_consent", identity: ["purpose", "basis", "given_at"],
        needed: [("purpose", nil), ("basis", "consent")])
    case .objections: RecordTable(name: "bantam_objection", identity: ["purpose", "at"], needed: [])
    case .suppressions:
      RecordTable(
        name: "bantam_suppression", identity: ["channel", "address"], needed: [("channel", "email"), ("address", nil)],
        hasContact: false)
    case .companies, .contacts, .persons: preconditionFailure("contacts are no records of contacts")
    }
  }
}

/// Writes activities, consents, objections and suppressions: what is there already is not written again.
final class RecordWriter {
  private let database: Database
  private let file: ImportFile
  private let table: RecordTable
  private let links: ContactLinks?
  private let contactSource: Int?
  private let ways: [ContactLinks.Way]
  private let needed: [Int]
  private let insert: Statement
  private let known: Statement?
  private let update: Statement?
  /// Of the record that is written.
  private var values = UnsafeBufferPointer<ImportValue>(start: nil, count: 0)
  /// Of suppressions.
  private let channelPlace: Int?
  private let contactPlace: Int32
  private let skipPlace: Int32
  /// Rows of earlier imports and files.
  let lastKnownRow: Int64
  /// Of equal known records the one met last, by the first.
  private var lastMet: [Int64: Int64] = [:]
  private var written = RowSet()

  init(_ database: Database, _ file: ImportFile, _ table: RecordTable) throws(StoreError) {
    self.database = database
    self.file = file
    self.table = table
    contactSource = table.hasContact ? file.source(of: .contact) : nil
    links = table.hasContact ? try ContactLinks(database, kind: nil) : nil
    ways = contactSource.map { ContactLinks.ways(ofHeader: file.reader.header[$0]) } ?? []
    needed = table.needed.compactMap { file.column($0.column) }
    channelPlace = table.name == "bantam_suppression" ? file.column("channel") : nil
    let constants = table.needed.filter { file.column($0.column) == nil }
    contactPlace = Int32(file.columns.count + 1)
    skipPlace = contactPlace + 1
    lastKnownRow = try database.integer("SELECT max(id) FROM \(table.name)") ?? 0
    let sql = RecordSQL(table, file.columns.map(\.name), constants.map { ($0.column, $0.otherwise ?? "") })
    insert = try database.prepare(sql.insert)
    known = lastKnownRow > 0 || !table.countsEquals ? try database.prepare(sql.known) : nil
    update = try sql.update.map { sql throws(StoreError) in try database.prepare(sql) }
  }

  func write(_ reader: ImportedRecords) throws(StoreError) -> RowOutcome {
    values = reader.values
    for place in needed where values[place].isMissing {
      return .rejected(file.columns[place].header, Misfit(reason: "is missing"))
    }
    if let misfit = channelMisfit() { return .rejected("address", misfit) }
    guard let contactSource, let links else { return try write(contact: nil) }
    let header = file.reader.header[contactSource]
    guard let cell = file.parser.known(reader.field(contactSource)) else {
      return .rejected(header, Misfit(reason: "is missing"))
    }
    let name = "`\(String(decoding: cell.prefix(60), as: UTF8.self))`"
    switch try links.find(cell, ways) {
    case .row(let row): return try write(contact: row)
    case .nothing:
      return .rejected(header, Misfit(reason: "is no contact's \(ContactLinks.words(ways)): \(name)"))
    case .several: return .rejected(header, Misfit(reason: "names several contacts: \(name)"))
    }
  }

  /// An address that nothing is compared with would be taken and stop nobody.
  private func channelMisfit() -> Misfit? {
    guard let place = channelPlace, case .text(let bytes) = values[place],
      case let channel = String(decoding: bytes, as: UTF8.self), ChannelAddress.isOfSeveralParts(channel)
    else { return nil }
    return Misfit(reason: "is compared with nobody's on `\(channel)`: import an objection of the contact instead")
  }

  private func write(contact: Int64?) throws(StoreError) -> RowOutcome {
    if let row = try knownRow(contact) { return try bringUpToDate(row) }
    try bind(insert, contact)
    try insert.run()
    if !table.countsEquals { _ = written.insert(database.lastInsertedKey) }
    return .inserted
  }

  /// The row that is this record, each once where equal records count.
  private func knownRow(_ contact: Int64?) throws(StoreError) -> Int64? {
    guard let known else { return nil }
    try bind(known, contact)
    guard let first = try row(known, after: 0) else { return nil }
    if !table.countsEquals || written.insert(first) { return first }
    guard let next = try row(known, after: lastMet[first] ?? first) else { return nil }
    lastMet[first] = next
    return next
  }

  private func row(_ known: Statement, after row: Int64) throws(StoreError) -> Int64? {
    try known.bind(skipPlace, row)
    defer { known.reset() }
    guard try known.step() else { return nil }
    let found = known.integer(0)
    return table.countsEquals && found > lastKnownRow ? nil : found
  }

  private func bringUpToDate(_ row: Int64) throws(StoreError) -> RowOutcome {
    let isRepeated = !table.countsEquals && !written.insert(row)
    guard let update else { return isRepeated ? .repeated : .unchanged }
    for index in values.indices { try update.bind(Int32(index + 1), values[index]) }
    try update.bind(contactPlace, row)
    try update.run()
    if isRepeated { return .repeated }
    return database.changedRows > 0 ? .updated : .unchanged
  }

  private func bind(_ statement: Statement, _ contact: Int64?) throws(StoreError) {
    for index in values.indices { try statement.bind(Int32(index + 1), values[index]) }
    if let contact { try statement.bind(contactPlace, contact) }
  }
}

/// The SQL of a record table for the columns that a file fills.
private struct RecordSQL {
  let insert: String
  /// The rows that are the same record, in their order.
  let known: String
  /// nil where a record is nothing but its identity.
  let update: String?

  init(_ table: RecordTable, _ columns: [String], _ constants: [(column: String, value: String)]) {
    let row = columns.count + 1
    let texts = constants.map {
      "'\($0.value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
    }
    let names = columns.map(quoted) + constants.map { quoted($0.column) } + (table.hasContact ? ["contact_id"] : [])
    let places = columns.indices.map { "?\($0 + 1)" } + texts + (table.hasContact ? ["?\(row)"] : [])
    insert = "INSERT INTO \(table.name)(\(names.joined(separator: ", "))) VALUES (\(places.joined(separator: ", ")))"
    var same = table.hasContact ? ["contact_id = ?\(row)"] : []
    var changes: [String] = []
    var differences: [String] = []
    for (index, column) in columns.enumerated() {
      if table.identity.contains(column) {
        same.append("\(quoted(column)) IS ?\(index + 1)")
      } else {
        changes.append("\(quoted(column)) = coalesce(?\(index + 1), \(quoted(column)))")
        differences.append("coalesce(?\(index + 1), \(quoted(column))) IS NOT \(quoted(column))")
      }
    }
    for (constant, text) in zip(constants, texts) { same.append("\(quoted(constant.column)) IS \(text)") }
    same.append("id > ?\(row + 1)")
    known = "SELECT id FROM \(table.name) WHERE \(same.joined(separator: " AND ")) ORDER BY id LIMIT 1"
    update =
      changes.isEmpty
      ? nil
      : """
      UPDATE \(table.name) SET \(changes.joined(separator: ", ")) WHERE id = ?\(row)
      AND (\(differences.joined(separator: " OR ")))
      """
  }
}
