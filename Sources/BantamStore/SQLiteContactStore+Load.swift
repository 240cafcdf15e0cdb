import BantamColumns
import BantamPlan
import BantamProgram
import BantamSystem

extension SQLiteContactStore: ContactStore {
  /// From the column snapshot where there is one of this very state, else from the tables on `threads` connections of
  /// their own; the snapshot is then made anew, in the background.
  ///
  /// Values that do not fit their column's type count as missing and are tallied in the report.
  public func load(
    _ plan: Plan, _ program: Program, zone: ZoneRules, threads: Int = coreCount()
  ) throws(StoreError) -> (columns: ContactColumns, report: LoadReport) {
    let found = try currentTables(needs(of: plan), zone: zone, threads: threads)
    var (columns, report) = try answer(plan, found.tables, found.reading, zone: zone)
    report.origin = found.origin
    report.snapshotDamage = found.damage
    return (columns, report)
  }

  /// What is needed of the tables as they are now, and where it came from. What had to be read anew, or has changed much,
  /// is being written as the snapshot when this returns.
  func currentTables(
    _ needs: (Database) throws(StoreError) -> (TableNeeds, SuppressedAddresses?), zone: ZoneRules, threads: Int
  ) throws(StoreError) -> (
    tables: LoadedTables, reading: Reading, origin: LoadReport.Origin, damage: SectionFile.Damage?
  ) {
    var known: ColumnSnapshot.Contents?
    var damage: SectionFile.Damage?
    if fileExists(ColumnSnapshot.path(of: database.path)) {
      let reading = try Reading(self, needs, connections: 1)
      let found = try columnSnapshot(reading, zone: zone, threads: threads, known: &known, damage: &damage)
      if let found { return (found.tables, reading, .snapshot(changed: found.changed), nil) }
    }
    let reading = try Reading(self, needs, connections: threads)
    let wanted = known.map { reading.needs.adding($0, zone: zone) } ?? reading.needs
    let tables = try read(wanted, zone: zone, reading.snapshot)
    keep(tables, wanted, reading.state, zone: zone)
    return (tables.first(reading.needs), reading, .tables, damage)
  }

  /// What a plan needs of the tables, in one state of them.
  private func needs(of plan: Plan) -> (Database) throws(StoreError) -> (TableNeeds, SuppressedAddresses?) {
    { [program, layout] database throws(StoreError) in
      let addresses = try SuppressedAddresses(plan, program, layout, in: database)
      let needs = TableNeeds(
        contacts: plan.columns + addresses.needs, hasCompanies: plan.needsCompanies,
        activities: plan.counters.isEmpty ? nil : plan.activityColumns)
      return (needs, addresses)
    }
  }

  /// Connections that see one state of the database, and what is needed of it.
  struct Reading {
    let revision: Int64
    let snapshot: Snapshot
    let state: ContactState
    let needs: TableNeeds
    fileprivate let addresses: SuppressedAddresses?

    init(
      _ store: SQLiteContactStore, _ needs: (Database) throws(StoreError) -> (TableNeeds, SuppressedAddresses?),
      connections: Int
    ) throws(StoreError) {
      revision = try store.database.revision()
      let before = try DatabaseState(of: store.database)
      snapshot = try Snapshot(of: store.database, count: connections)
      // Somebody may have committed before the transactions began.
      let file = before == (try DatabaseState(of: store.database)) ? before : nil
      state = ContactState(file: file, log: try ChangeLog(store.layout).position(in: snapshot.connections[0]))
      (self.needs, addresses) = try needs(snapshot.connections[0])
    }
  }

  /// What a plan asks of the tables, with the sets that it asks for.
  private func answer(
    _ plan: Plan, _ tables: LoadedTables, _ reading: Reading, zone: ZoneRules
  ) throws(StoreError) -> (columns: ContactColumns, report: LoadReport) {
    let (contacts, needs) = (tables.contacts, reading.needs)
    let index = needs.hasCompanies || !plan.sets.isEmpty ? KeyIndex(contacts.keys) : KeyIndex(.integers([]))
    let (companyRows, unknownCompanies) = needs.hasCompanies ? contacts.companyRows(index) : ([], 0)
    var sets: [[UInt8]] = []
    if let addresses = reading.addresses {
      for need in plan.sets {
        sets.append(
          try loadSet(
            need, asOf: plan.asOf, zone: zone, index, contacts.count, addresses, contacts.columns,
            reading.snapshot.connections[0]))
      }
    }
    let columns = ContactColumns(
      count: contacts.count, keys: contacts.keys, kinds: contacts.kinds, companyRows: companyRows,
      columns: Array(contacts.columns.prefix(plan.columns.count)), sets: sets, activities: tables.activities?.columns)
    var report = LoadReport(tables, needs, layout)
    report.revision = reading.revision
    report.unknownCompanies = unknownCompanies
    return (columns, report)
  }

  /// All contacts, and their activities.
  private func read(
    _ needs: TableNeeds, zone: ZoneRules, _ snapshot: Snapshot
  ) throws(StoreError) -> LoadedTables {
    returnLargeMemory()
    let ranges = try KeyRanges(of: layout.contacts, in: snapshot.connections[0], count: snapshot.connections.count)
    let query = try ContactQuery(
      layout, form: ranges.form, needsCompany: needs.hasCompanies, needs: needs.contacts, program: program)
    var contacts = try LoadedContacts(Self.readParts(query, ranges, snapshot, zone: zone), query)
    contacts.missingKeys += try countMissingKeys(in: snapshot.connections[0])
    let activities = try needs.activities.map { columns throws(StoreError) in
      try loadActivities(columns, zone: zone, KeyIndex(contacts.keys), contacts: contacts.count, snapshot)
    }
    return LoadedTables(contacts: contacts, activities: activities)
  }

  /// nil where SQLite itself has to read the table.
  ///
  /// - Parameter keys: of the contacts that are read, rising; nil: all.
  static func readPages(
    _ query: ContactQuery, only keys: Cells<Int64>? = nil, _ snapshot: Snapshot, zone: ZoneRules
  ) throws(StoreError) -> [ContactPart]? {
    let columns = try query.recordColumns(in: snapshot.connections[0])
    guard let pages = PageParts(columns, snapshot, only: keys) else { return nil }
    let parts = (0..<pages.count).map { _ in ContactPart(query, KeyRanges.Range(), zone: zone) }
    let isRead = try pages.read { part, leaves throws(StoreError) in
      try parts[part].read(leaves, pages.columns, only: keys, in: snapshot.connections[part])
    }
    return isRead ? parts : nil
  }

  private func countMissingKeys(in database: Database) throws(StoreError) -> Int {
    let key = layout.contacts.columns.first { $0.name == layout.contacts.key }
    if let key, key.keyPosition == 1, key.declaredType.uppercased() == "INTEGER" { return 0 }
    let name = quoted(layout.contacts.key)
    let sql = "SELECT count(*) FROM \(quoted(layout.contacts.name)) WHERE \(name) IS NULL"
    return Int(try database.integer(sql) ?? 0)
  }

  private static func readParts(
    _ query: ContactQuery, _ ranges: KeyRanges, _ snapshot: Snapshot, zone: ZoneRules
  ) throws(StoreError) -> [ContactPart] {
    if let parts = try readPages(query, snapshot, zone: zone) { return parts }
    return try readRanges(query, ranges, snapshot, zone: zone)
  }

  static func readRanges(
    _ query: ContactQuery, _ ranges: KeyRanges, _ snapshot: Snapshot, zone: ZoneRules
  ) throws(StoreError) -> [ContactPart] {
    let parts = ranges.ranges.map { ContactPart(query, $0, zone: zone) }
    try snapshot.map()
    try inParallel(parts.count) { part throws(StoreError) in
      try parts[part].read(in: snapshot.connections[part])
    }
    return parts
  }
}

/// Shares out the leaves of a table's tree.
struct PageParts {
  private let leaves: [UInt32]
  let count: Int
  let columns: RecordColumns

  /// nil where the pages are not to be read.
  init?(_ columns: RecordColumns?, _ snapshot: Snapshot, only keys: Cells<Int64>? = nil) {
    guard let columns, let pages = DatabasePages(snapshot.connections[0]),
      let leaves = pages.leaves(under: columns.root, holding: keys)
    else { return nil }
    self.columns = columns
    self.leaves = leaves
    count = min(snapshot.connections.count, max(1, leaves.count))
  }

  /// Whether each part could be read.
  func read(
    _ body: @Sendable (Int, ArraySlice<UInt32>) throws(StoreError) -> Bool
  ) throws(StoreError) -> Bool {
    let failures = PartSlots<Bool>(count: count)
    try inParallel(count) { part throws(StoreError) in
      let own = leaves[leaves.count * part / count..<leaves.count * (part + 1) / count]
      if !(try body(part, own)) { failures.set(part, true) }
    }
    return failures.first == nil
  }
}

/// Runs each part on a thread of its own and throws the first part's error.
func inParallel(
  _ parts: Int, _ body: @Sendable (Int) throws(StoreError) -> Void
) throws(StoreError) {
  let outcomes = PartSlots<StoreError>(count: parts)
  parallel(parts: parts, threads: parts) { part in
    do throws(StoreError) {
      try body(part)
    } catch {
      outcomes.set(part, error)
    }
  }
  if let error = outcomes.first { throw error }
}

extension Plan {
  /// Whether something is asked of a person's company or a company's persons.
  public var needsCompanies: Bool {
    let asksNode = nodes.contains { node in
      switch node {
      case .persons, .ofCompany: true
      case .constant, .all, .any, .not, .atLeast, .kind, .isMissing, .range, .text, .sameText, .isShared, .arithmetic,
        .compare, .compareColumns, .anniversary, .radius, .sample, .set, .counter:
        false
      }
    }
    return asksNode
      || expressions.contains { expression in
        if case .companyColumn = expression { true } else { false }
      }
  }
}
