import BantamColumns
import BantamProgram
import BantamSystem

/// The contacts of all threads' parts, joined.
struct LoadedContacts {
  let count: Int
  let keys: Keys
  let kinds: [UInt8]
  var columns: [Column]
  private let integerCompanies: [Int64]
  private let textCompanies: [String]

  /// Adds what does not fit to the report.
  init(_ parts: [ContactPart], _ query: ContactQuery, report: inout LoadReport) throws(StoreError) {
    kinds = parts.flatMap(\.kinds.values)
    count = kinds.count
    let table = query.layout.contacts.name
    if count > Int(Int32.max) { throw .tooManyRows(table: table) }
    keys =
      query.form == .integers
      ? .integers(parts.flatMap(\.keys.integers)) : .texts(parts.flatMap(\.keys.texts))
    integerCompanies = parts.flatMap(\.companies.integers)
    textCompanies = parts.flatMap(\.companies.texts)
    columns = mergeColumns(parts.map(\.readers))
    report.contacts = count
    report.duplicateKeys += parts.reduce(0) { $0 + $1.keys.duplicates }
    report.missingKeys += parts.reduce(0) { $0 + $1.keys.blanks }
    if let example = parts.map(\.kinds.example).first(where: { !$0.isEmpty }) {
      report.misfits.append(
        LoadReport.Misfit(
          table: table, column: query.layout.kindColumn ?? "kind",
          count: parts.reduce(0) { $0 + $1.kinds.misfits }, example: example))
    }
    report.addMisfits(of: parts.map(\.readers), table: table, columns: query.needs.map(\.name))
  }

  /// Per person the row of its company, else -1.
  func companyRows(_ index: KeyIndex, report: inout LoadReport) -> [Int32] {
    var rows = [Int32](repeating: -1, count: count)
    for row in 0..<count where kinds[row] == 1 {
      let isNone = integerCompanies.isEmpty ? textCompanies[row].isEmpty : integerCompanies[row] == .min
      if isNone { continue }
      let company = integerCompanies.isEmpty ? index.row(of: textCompanies[row]) : index.row(of: integerCompanies[row])
      if company >= 0, kinds[Int(company)] == 0 {
        rows[row] = company
      } else {
        report.unknownCompanies += 1
      }
    }
    return rows
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

extension LoadReport {
  mutating func addMisfits(of parts: [[CellReader]], table: String, columns: [String]) {
    for (index, name) in columns.enumerated() {
      let readers = parts.map { $0[index] }
      let count = readers.reduce(0) { $0 + $1.misfits }
      guard let example = readers.first(where: { $0.misfits > 0 })?.example else { continue }
      misfits.append(Misfit(table: table, column: name, count: count, example: example))
    }
  }
}
