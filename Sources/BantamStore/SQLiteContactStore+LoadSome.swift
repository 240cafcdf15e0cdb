import BantamColumns
import BantamPlan
import BantamProgram
import BantamSystem

/// Some contacts with everything that their answers rest on.
public struct SomeContacts: Sendable {
  /// The contacts asked for and the ones beside them that they need: rows in the order of the key.
  public var columns: ContactColumns
  /// Parallel to the keys asked for: their rows, -1 for a key nobody has.
  public var rows: [Int32]
}

extension SQLiteContactStore {
  /// What a plan needs of some contacts, their companies and the persons of these, without reading the others: by the
  /// indexes there are. The answers for these contacts are those of a full load; other rows are there only for them.
  ///
  /// Where the plan asks whether a value is shared, that column alone is read of all contacts.
  public func load(
    _ plan: Plan, _ program: Program, zone: ZoneRules, keys: [SQLValue]
  ) throws(StoreError) -> (contacts: SomeContacts, report: LoadReport) {
    let revision = try database.revision()
    let snapshot = try Snapshot(of: database, count: 1)
    try snapshot.map()
    let database = snapshot.connections[0]
    let form = try KeyRanges(of: layout.contacts, in: database, count: 1).form
    let related = KeySelection(try relatives(of: KeySelection(keys), plan, form, in: database))
    let twins = try self.twins(of: related, plan, program, form, in: database)
    let all = twins.isEmpty ? related : KeySelection(related.keys + twins)
    let addresses = try SuppressedAddresses(plan, program, layout, in: database, only: all)
    var query = try ContactQuery(
      layout, form: form, needsCompany: plan.needsCompanies, needs: plan.columns + addresses.needs, program: program)
    query.selection = all
    let part = ContactPart(query, KeyRanges.Range(mostRows: all.keys.count), zone: zone)
    try part.read(in: database)

    let contacts = try LoadedContacts([part], query)
    let index = KeyIndex(contacts.keys)
    let (companyRows, unknownCompanies) = contacts.companyRows(index)
    let activities =
      plan.counters.isEmpty
      ? nil
      : try loadActivities(plan.activityColumns, zone: zone, index, contacts: contacts.count, snapshot, only: related)
    var sets: [[UInt8]] = []
    for need in plan.sets {
      sets.append(
        try loadSet(
          need, asOf: plan.asOf, zone: zone, index, contacts.count, addresses, contacts.columns, database, only: related
        ))
    }
    let columns = ContactColumns(
      count: contacts.count, keys: contacts.keys, kinds: contacts.kinds, companyRows: companyRows,
      columns: Array(contacts.columns.prefix(plan.columns.count)), sets: sets, activities: activities?.columns)
    let needs = TableNeeds(
      contacts: query.needs, hasCompanies: query.needsCompany, activities: activities.map { _ in plan.activityColumns })
    var report = LoadReport(LoadedTables(contacts: contacts, activities: activities), needs, layout)
    report.revision = revision
    report.unknownCompanies = unknownCompanies
    return (SomeContacts(columns: columns, rows: keys.map { index.row(of: $0) }), report)
  }

  /// The contacts, their companies, and the persons of all these, as far as the plan asks.
  private func relatives(
    of wanted: KeySelection, _ plan: Plan, _ form: KeyRanges.Form, in database: Database
  ) throws(StoreError) -> [SQLValue] {
    guard plan.needsCompanies, let company = layout.companyColumn else { return wanted.keys }
    let (table, key) = (quoted(layout.contacts.name), keyExpression(form))
    let companies = try values(
      "SELECT \(quoted(company)) FROM \(table) WHERE \(wanted.condition(key, parameter: 1))", [wanted.list],
      in: database)
    let both = KeySelection(wanted.keys + companies.filter { $0 != .null })
    guard plan.asksPersons else { return both.keys }
    let persons = try values(
      """
      SELECT \(key) FROM \(table)
      WHERE \(quoted(company)) IS NOT NULL AND \(both.condition(quoted(company), parameter: 1))
      """, [both.list], in: database)
    return both.keys + persons
  }

  /// Per value of the related contacts that the plan asks whether it is shared, another contact that has it.
  private func twins(
    of related: KeySelection, _ plan: Plan, _ program: Program, _ form: KeyRanges.Form, in database: Database
  ) throws(StoreError) -> [SQLValue] {
    var found: [SQLValue] = []
    for column in plan.sharedColumns {
      let need = plan.columns[column]
      guard let name = try layout.contacts.need(need.name, span: nil) else { continue }
      let (table, key) = (quoted(layout.contacts.name), keyExpression(form))
      let own = try database.prepare(
        "SELECT \(quoted(name)) FROM \(table) WHERE \(related.condition(key, parameter: 1))")
      try own.bind([related.list])
      var wanted = SharedValues()
      while try own.step() { wanted.insert(own.text(0)) }
      if wanted.isEmpty { continue }
      let known = Set(related.keys.map(\.text))
      let others = try database.prepare(
        "SELECT \(quoted(name)), \(key) FROM \(table) WHERE \(quoted(name)) IS NOT NULL")
      while try others.step() {
        if wanted.isEmpty { break }
        guard wanted.mayHold(others.text(0)), !known.contains(others.value(1).text) else { continue }
        if wanted.remove(others.text(0)) { found.append(others.value(1)) }
      }
    }
    return found
  }

  /// A contact's key as a load gives it: as text where keys are mixed. All of Bantam's tables have it so.
  func keyExpression(_ form: KeyRanges.Form) -> String {
    form == .mixed ? "CAST(\(quoted(layout.contacts.key)) AS TEXT)" : quoted(layout.contacts.key)
  }

  private func values(
    _ sql: String, _ parameters: [SQLValue], in database: Database
  ) throws(StoreError) -> [SQLValue] {
    let statement = try database.prepare(sql)
    try statement.bind(parameters)
    var values: [SQLValue] = []
    while try statement.step() { values.append(statement.value(0)) }
    return values
  }
}

/// Folded values that are looked for in a long column.
private struct SharedValues {
  private var values: Set<[UInt8]> = []
  /// Bytes that one of the values begins with; most texts are ruled out by it.
  private var isFirst = [Bool](repeating: false, count: 256)

  var isEmpty: Bool { values.isEmpty }

  mutating func insert(_ text: UnsafeBufferPointer<UInt8>) {
    let folded = foldCase(utf8: text)
    guard let first = folded.first else { return }
    values.insert(folded)
    isFirst[Int(first)] = true
  }

  /// False only where the text is none of the values. Letters beyond ASCII and blanks may fold to anything.
  func mayHold(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    if first >= 0x80 || first <= 0x20 { return true }
    return isFirst[Int(first &- 0x41 < 26 ? first | 0x20 : first)]
  }

  mutating func remove(_ text: UnsafeBufferPointer<UInt8>) -> Bool { values.remove(foldCase(utf8: text)) != nil }
}

extension Plan {
  fileprivate var asksPersons: Bool {
    nodes.contains { if case .persons = $0 { true } else { false } }
  }

  /// Columns of which the plan asks whether a value stands in another contact too.
  fileprivate var sharedColumns: [ColumnID] {
    Set(nodes.compactMap { if case .isShared(let column) = $0 { column } else { nil } }).sorted()
  }
}
