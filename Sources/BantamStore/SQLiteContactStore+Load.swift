import BantamColumns
import BantamPlan
import BantamProgram
import BantamSystem

extension SQLiteContactStore: ContactStore {
  /// Reads on `threads` connections of their own, from one state of the database.
  ///
  /// Values that do not fit their column's type count as missing and are tallied in the report.
  public func load(
    _ plan: Plan, _ program: Program, zone: ZoneRules, threads: Int = coreCount()
  ) throws(StoreError) -> (columns: ContactColumns, report: LoadReport) {
    let revision = try database.revision()
    let snapshot = try Snapshot(of: database, count: threads)
    let addresses = try SuppressedAddresses(plan, program, layout, in: snapshot.connections[0])
    let ranges = try KeyRanges(of: layout.contacts, in: snapshot.connections[0], count: threads)
    let query = try ContactQuery(
      layout, form: ranges.form, needsCompany: plan.needsCompanies, needs: plan.columns + addresses.needs,
      program: program)
    let parts = try Self.readParts(query, ranges, snapshot, zone: zone)

    var report = LoadReport()
    report.revision = revision
    report.missingKeys = try countMissingKeys(in: snapshot.connections[0])
    var contacts = try LoadedContacts(parts, query, report: &report)
    let index = KeyIndex(contacts.keys)
    let companyRows = query.needsCompany ? contacts.companyRows(index, report: &report) : []
    let activities = try loadActivities(plan, program, zone: zone, index, contacts.count, snapshot, report: &report)
    var sets: [[UInt8]] = []
    for need in plan.sets {
      sets.append(
        try loadSet(
          need, asOf: plan.asOf, zone: zone, index, contacts.count, addresses, contacts.columns, snapshot.connections[0]
        ))
    }
    contacts.columns.removeLast(addresses.needs.count)
    let columns = ContactColumns(
      count: contacts.count, keys: contacts.keys, kinds: contacts.kinds, companyRows: companyRows,
      columns: contacts.columns, sets: sets, activities: activities)
    return (columns, report)
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
    let parts = ranges.ranges.map { ContactPart(query, $0, zone: zone) }
    try inParallel(parts.count) { part throws(StoreError) in
      try parts[part].read(in: snapshot.connections[part])
    }
    return parts
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
