import BantamColumns
import BantamPlan
import BantamProgram
import BantamSystem
import CSQLite

extension SQLiteContactStore {
  /// Activities by contact row and instant, with their kinds and these columns.
  func loadActivities(
    _ columns: [ColumnNeed], zone: ZoneRules, _ index: KeyIndex, contacts: Int, _ snapshot: Snapshot,
    only selection: KeySelection? = nil
  ) throws(StoreError) -> LoadedActivities {
    let needs = [ColumnNeed(name: layout.activityKindColumn, storage: .text, field: 0)] + columns
    guard let table = layout.activities else { return Self.noActivities(needs, zone: zone, contacts: contacts) }
    var query = try ActivityQuery(layout, table, needs: needs, program: program)
    query.selection = selection
    var parts = try Self.readPages(query, index, snapshot, zone: zone) ?? []
    if parts.isEmpty { parts = try Self.readRanges(query, index, snapshot, zone: zone) }
    if parts.reduce(0, { $0 + $1.rows.count }) > Int(Int32.max) { throw .tooManyRows(table: table.name) }
    let ordered = Self.ordered(
      rows: parts.flatMap(\.rows), instants: parts.flatMap(\.instants), mergeColumns(parts.map(\.readers)),
      contacts: contacts)
    return LoadedActivities(
      columns: ordered, misfits: joinedMisfits(parts.map(\.readers)),
      withoutContact: parts.reduce(0) { $0 + $1.withoutContact },
      withoutInstant: parts.reduce(0) { $0 + $1.withoutInstant })
  }

  private static func readRanges(
    _ query: ActivityQuery, _ index: KeyIndex, _ snapshot: Snapshot, zone: ZoneRules
  ) throws(StoreError) -> [ActivityPart] {
    let ranges = try query.ranges(in: snapshot.connections[0], count: snapshot.connections.count)
    let parts = ranges.map { _ in ActivityPart(query, zone: zone) }
    try snapshot.map()
    try inParallel(parts.count) { part throws(StoreError) in
      try parts[part].read(ranges[part], index, in: snapshot.connections[part])
    }
    return parts
  }

  /// nil where SQLite itself has to read the table.
  private static func readPages(
    _ query: ActivityQuery, _ index: KeyIndex, _ snapshot: Snapshot, zone: ZoneRules
  ) throws(StoreError) -> [ActivityPart]? {
    guard let pages = PageParts(try query.recordColumns(in: snapshot.connections[0]), snapshot) else { return nil }
    let parts = (0..<pages.count).map { _ in ActivityPart(query, zone: zone) }
    let isRead = try pages.read { part, leaves throws(StoreError) in
      try parts[part].read(leaves, pages.columns, index, in: snapshot.connections[part])
    }
    return isRead ? parts : nil
  }

  /// The first column of activities, whatever it is called.
  static let activityKinds = [ColumnNeed(name: "kind", storage: .text, field: 0)]

  static func noActivities(_ needs: [ColumnNeed], zone: ZoneRules, contacts: Int) -> LoadedActivities {
    let columns = mergeColumns([needs.map { CellReader.make(for: $0.storage, zone: zone, rows: 1) }])
    let none = ActivityColumns(
      offsets: Cells([Int32](repeating: 0, count: contacts + 1)), instants: [], kinds: columns[0],
      columns: Array(columns.dropFirst()))
    return LoadedActivities(columns: none, misfits: needs.map { _ in Misfits() })
  }

  /// `columns` begins with the kinds.
  static func ordered(
    rows: [Int32], instants: [Int64], _ columns: [Column], contacts: Int
  ) -> ActivityColumns {
    let order = ActivityOrder(rows: rows, instants: instants, contacts: contacts)
    guard let places = order.places else {
      return ActivityColumns(
        offsets: Cells(order.offsets), instants: Cells(instants), kinds: columns[0], columns: Array(columns.dropFirst())
      )
    }
    let moved = columns.map { $0.gathered(places) }
    return ActivityColumns(
      offsets: Cells(order.offsets), instants: Cells(places.map { instants[Int($0)] }), kinds: moved[0],
      columns: Array(moved.dropFirst()))
  }
}

/// The statement that reads activities: contact, instant, then the columns, in the order of the table.
struct ActivityQuery: Sendable {
  static let contact: Int32 = 0
  static let instant: Int32 = 1
  static let leadingColumns: Int32 = 2

  let needs: [ColumnNeed]
  /// The contacts whose activities are read; nil: all.
  var selection: KeySelection?
  private let table: TableLayout
  private let columns: [String?]

  init(
    _ layout: ContactLayout, _ table: TableLayout, needs: [ColumnNeed], program: Program
  ) throws(StoreError) {
    self.needs = needs
    self.table = table
    var columns: [String?] = [table.key, layout.activityInstantColumn]
    for need in needs {
      let span = need.field < program.fields.count ? program.fields[need.field].span : nil
      columns.append(try table.need(need.name, span: span))
    }
    self.columns = columns
  }

  /// How to read the table by its pages; nil where only a statement can.
  func recordColumns(in database: Database) throws(StoreError) -> RecordColumns? {
    if selection != nil { return nil }
    let accepted =
      [.everything, .everything] + needs.map { $0.storage == .text ? RecordColumns.Accepted.texts : .everything }
    // The table may spell the instant's column in another case.
    let stored = columns.map { $0.flatMap { table.column($0) } }
    if stored[Int(Self.instant)] == nil { return nil }
    return try RecordColumns(of: table, key: nil, columns: Array(zip(stored, accepted)), in: database)
  }

  /// By row number; one range where the table (or view) has none.
  func ranges(in database: Database, count: Int) throws(StoreError) -> [KeyRanges.Range] {
    if selection != nil { return [KeyRanges.Range()] }
    guard let low = try? database.integer("SELECT min(rowid) FROM \(quoted(table.name))"),
      let high = try? database.integer("SELECT max(rowid) FROM \(quoted(table.name))")
    else { return [KeyRanges.Range()] }
    return KeyRanges.even(low, high, count: count)
  }

  func prepare(_ range: KeyRanges.Range, in database: Database) throws(StoreError) -> Statement {
    let bounds = [
      range.lower.map { _ in "rowid >= ?1" }, range.upper.map { _ in "rowid < ?2" },
      selection?.condition(quoted(table.key), parameter: 3),
    ].compactMap { $0 }
    let filter = bounds.isEmpty ? "" : " WHERE " + bounds.joined(separator: " AND ")
    let list = columns.map { $0.map { quoted($0) } ?? "NULL" }.joined(separator: ", ")
    let statement = try database.prepare("SELECT \(list) FROM \(quoted(table.name))\(filter)")
    if let lower = range.lower { try statement.bind(1, lower) }
    if let upper = range.upper { try statement.bind(2, upper) }
    if let selection { try statement.bind(3, selection.list) }
    return statement
  }
}

/// What one thread reads: the activities of a range of row numbers.
final class ActivityPart: @unchecked Sendable {
  /// The contact's row of each activity.
  private(set) var rows: [Int32] = []
  private(set) var instants: [Int64] = []
  let readers: [CellReader]
  private(set) var withoutContact = 0
  private(set) var withoutInstant = 0

  private let query: ActivityQuery
  private let parser: TimeParser

  init(_ query: ActivityQuery, zone: ZoneRules) {
    self.query = query
    parser = TimeParser(zone: zone)
    readers = query.needs.map { CellReader.make(for: $0.storage, zone: zone, rows: 1 << 14) }
  }

  func read(_ range: KeyRanges.Range, _ index: KeyIndex, in database: Database) throws(StoreError) {
    let statement = try query.prepare(range, in: database)
    let cells = statement.handle
    while try statement.step() {
      guard let contact = sqlite3_column_value(cells, ActivityQuery.contact),
        let at = sqlite3_column_value(cells, ActivityQuery.instant)
      else { continue }
      guard append(QueriedCell(contact), at: QueriedCell(at), index) else { continue }
      var column = ActivityQuery.leadingColumns
      for reader in readers {
        if let value = sqlite3_column_value(cells, column) { reader.read(QueriedCell(value)) }
        column += 1
      }
    }
  }

  /// The activities in these leaves of the table. False where SQLite should read them: the part is of no use then.
  func read(
    _ leaves: ArraySlice<UInt32>, _ columns: RecordColumns, _ index: KeyIndex, in database: Database
  ) throws(StoreError) -> Bool {
    guard let pages = DatabasePages(database) else { return false }
    let rows = PageRows(columns, pages)
    let isTaken = UnsafeMutableBufferPointer<Bool>.allocate(capacity: PageRows.capacity)
    defer { isTaken.deallocate() }
    return try rows.read(leaves, isInterrupted: database.watch.isInterrupted) {
      let contacts = rows.column(Int(ActivityQuery.contact))
      let times = rows.column(Int(ActivityQuery.instant))
      for row in 0..<rows.count { isTaken[row] = append(contacts[row], at: times[row], index) }
      for (slot, reader) in readers.enumerated() {
        reader.read(rows.column(Int(ActivityQuery.leadingColumns) + slot, where: isTaken))
      }
    }
  }

  /// False where the activity is nobody's or of no time.
  @inline(__always)
  private func append(_ contact: some StoredValue, at time: some StoredValue, _ index: KeyIndex) -> Bool {
    let row = index.row(ofCell: contact)
    if row < 0 {
      withoutContact += 1
      return false
    }
    guard let instant = parser.instant(time) else {
      withoutInstant += 1
      return false
    }
    rows.append(row)
    instants.append(instant)
    return true
  }
}
