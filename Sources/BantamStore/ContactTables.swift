import BantamColumns
import BantamPlan
import BantamProgram
import BantamSystem

/// All contacts and activities in memory, in one state of the database, for many plans one after the other.
public struct ContactTables: Sendable {
  /// What was found while reading.
  public let report: LoadReport
  fileprivate let tables: LoadedTables
  fileprivate let needs: TableNeeds
  fileprivate let index: KeyIndex
  fileprivate let companyRows: Cells<Int32>
  private let places: [ColumnNeed.Cell: Int]
  private let activityPlaces: [ColumnNeed.Cell: Int]

  public var count: Int { tables.contacts.count }
  public var keys: Keys { tables.contacts.keys }
  /// 0 company, 1 person.
  public var kinds: Cells<UInt8> { tables.contacts.kinds }

  fileprivate init(_ tables: LoadedTables, _ needs: TableNeeds, _ report: LoadReport) {
    self.tables = tables
    self.needs = needs
    index = KeyIndex(tables.contacts.keys)
    var report = report
    (companyRows, report.unknownCompanies) = needs.hasCompanies ? tables.contacts.companyRows(index) : ([], 0)
    self.report = report
    func places(_ needs: [ColumnNeed]) -> [ColumnNeed.Cell: Int] {
      Dictionary(needs.enumerated().map { ($1.cell, $0) }, uniquingKeysWith: { first, _ in first })
    }
    self.places = places(needs.contacts)
    activityPlaces = places(needs.activities ?? [])
  }

  /// nil where it was not read.
  public func column(_ need: ColumnNeed) -> Column? { places[need.cell].map { tables.contacts.columns[$0] } }

  /// Whether there is a table of activities at all.
  public var hasActivities: Bool { tables.activities != nil }

  /// The kinds of activities with how many there are, the most frequent first.
  public var activityKinds: [(kind: String, count: Int)] {
    guard let kinds = tables.activities?.columns.kinds, let dictionary = kinds.dictionary else { return [] }
    var counts = [Int](repeating: 0, count: dictionary.count)
    for row in 0..<kinds.count { counts[kinds.code(at: row)] += 1 }
    let found = counts.indices.dropFirst().filter { counts[$0] > 0 }
    return found.map { (dictionary[$0], counts[$0]) }.sorted { ($1.count, $0.kind) < ($0.count, $1.kind) }
  }

  /// The row of a contact; nil where it is not there.
  public func row(of key: SQLValue) -> Int? {
    let row = index.row(of: key)
    return row < 0 ? nil : Int(row)
  }

  /// nil where one was not read.
  fileprivate func columns(_ needs: [ColumnNeed]) -> [Column]? {
    let found = needs.compactMap { column($0) }
    return found.count == needs.count ? found : nil
  }

  fileprivate func activities(_ plan: Plan) -> ActivityColumns?? {
    guard !plan.counters.isEmpty else { return .some(nil) }
    guard var own = tables.activities?.columns else {
      // Contacts of a table that has no activities beside it.
      let needs = SQLiteContactStore.activityKinds + plan.activityColumns
      return .some(SQLiteContactStore.noActivities(needs, zone: .utc, contacts: count).columns)
    }
    let found = plan.activityColumns.compactMap { activityPlaces[$0.cell].map { own.columns[$0] } }
    guard found.count == plan.activityColumns.count else { return nil }
    own.columns = found
    return .some(own)
  }
}

extension ColumnNeed {
  /// What tells one column from another: which field asks for it does not matter.
  fileprivate struct Cell: Hashable, Sendable {
    var name: String
    var storage: Storage
  }

  fileprivate var cell: Cell { Cell(name: name, storage: storage) }
}

extension SQLiteContactStore {
  /// The columns of all fields, from the snapshot where there is one. Nothing stays locked.
  public func contactTables(zone: ZoneRules, threads: Int = coreCount()) throws(StoreError) -> ContactTables {
    let needs = everything
    let found = try currentTables({ _ in (needs, nil) }, zone: zone, threads: threads)
    var report = LoadReport(found.tables, needs, layout)
    report.revision = found.reading.revision
    report.origin = found.origin
    report.snapshotDamage = found.damage
    return ContactTables(found.tables, needs, report)
  }

  /// What a plan asks of the tables; nil where it asks for a column that was not read. Members, consents and stages are
  /// read now.
  public func columns(
    _ plan: Plan, _ program: Program, in tables: ContactTables, zone: ZoneRules
  ) throws(StoreError) -> ContactColumns? {
    guard let own = tables.columns(plan.columns), let activities = tables.activities(plan) else { return nil }
    var sets: [[UInt8]] = []
    if !plan.sets.isEmpty {
      let connection = try database.reopened()
      let addresses = try SuppressedAddresses(plan, program, layout, in: connection)
      guard let compared = tables.columns(addresses.needs) else { return nil }
      for need in plan.sets {
        sets.append(
          try loadSet(
            need, asOf: plan.asOf, zone: zone, tables.index, tables.count, addresses, own + compared, connection))
      }
    }
    return ContactColumns(
      count: tables.count, keys: tables.keys, kinds: tables.kinds, companyRows: tables.companyRows, columns: own,
      sets: sets, activities: activities)
  }
}
