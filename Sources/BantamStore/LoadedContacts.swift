import BantamColumns
import BantamPlan
import BantamProgram
import BantamSystem

/// What is read of the tables, before a plan asks anything of it: of a whole database the same for all plans that need
/// the same columns.
struct LoadedTables: Sendable {
  var contacts: LoadedContacts
  var activities: LoadedActivities?
}

/// Contacts by column, rows in the order of the key.
struct LoadedContacts: Sendable {
  var keys: Keys
  var kinds: Cells<UInt8>
  /// Per row the key of its company, `Int64.min` or an empty text for none; nil where they were not asked for.
  var companies: Keys?
  var columns: [Column]
  /// Parallel to `columns`.
  var misfits: [Misfits]
  var kindMisfits = Misfits()
  /// Rows left out.
  var duplicateKeys = 0
  var missingKeys = 0

  var count: Int { kinds.count }
}

/// Activities by column, ordered by contact row, then by instant.
struct LoadedActivities: Sendable {
  var columns: ActivityColumns
  /// Of the kinds, then parallel to the columns.
  var misfits: [Misfits]
  /// Rows left out.
  var withoutContact = 0
  var withoutInstant = 0
}

extension LoadedContacts {
  /// All threads' parts, joined.
  init(_ parts: [ContactPart], _ query: ContactQuery) throws(StoreError) {
    let areIntegers = query.form == .integers
    kinds = Cells(joining: parts.map(\.kinds.values))
    if kinds.count > Int(Int32.max) { throw .tooManyRows(table: query.layout.contacts.name) }
    keys =
      areIntegers ? .integers(Cells(joining: parts.map(\.keys.integers))) : .texts(parts.flatMap(\.keys.texts))
    if query.needsCompany {
      companies =
        areIntegers
        ? .integers(Cells(joining: parts.map(\.companies.integers))) : .texts(parts.flatMap(\.companies.texts))
    }
    // What was joined is not needed twice while the columns are.
    for part in parts { part.releaseKeys() }
    columns = mergeColumns(parts.map(\.readers))
    misfits = joinedMisfits(parts.map(\.readers))
    kindMisfits = .joined(parts.map(\.kinds.misfits), counts: parts.map(\.kinds.values.count))
    duplicateKeys = parts.reduce(0) { $0 + $1.keys.duplicates }
    missingKeys = parts.reduce(0) { $0 + $1.keys.blanks }
  }

  /// Per person the row of its company, else -1; and how many persons' companies are not there or are none.
  func companyRows(_ index: KeyIndex) -> (rows: Cells<Int32>, unknown: Int) {
    guard let companies else { return ([], 0) }
    var rows = [Int32](repeating: -1, count: count)
    var unknown = 0
    func enter(_ row: Int, _ company: Int32) {
      if company >= 0, kinds[Int(company)] == 0 { rows[row] = company } else { unknown += 1 }
    }
    switch companies {
    case .integers(let keys):
      for row in 0..<count where kinds[row] == 1 && keys[row] != .min { enter(row, index.row(of: keys[row])) }
    case .texts(let keys):
      for row in 0..<count where kinds[row] == 1 && !keys[row].isEmpty { enter(row, index.row(of: keys[row])) }
    }
    return (Cells(rows), unknown)
  }
}

/// One column per reader out of the parts' readers, on all cores.
func mergeColumns(_ parts: [[CellReader]]) -> [Column] {
  let count = parts.first?.count ?? 0
  let merged = PartSlots<Column>(count: count)
  parallel(parts: count) { column in
    merged.set(column, ColumnBuilder.merge(parts.map { $0[column].builder }))
  }
  return merged.all
}

func joinedMisfits(_ parts: [[CellReader]]) -> [Misfits] {
  (parts.first ?? []).indices.map { column in
    .joined(parts.map { $0[column].misfits }, counts: parts.map { $0[column].builder.count })
  }
}

extension LoadReport {
  /// Values that do not fit, of some columns of a table.
  mutating func add(_ misfits: [Misfits], table: String, columns: [String]) {
    for (misfits, name) in zip(misfits, columns) where misfits.count > 0 {
      self.misfits.append(
        Misfit(table: table, column: name, count: misfits.count, example: misfits.example))
    }
  }
}
