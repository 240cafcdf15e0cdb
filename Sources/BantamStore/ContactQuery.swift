import BantamColumns
import BantamPlan
import BantamProgram

/// The statement that reads a plan's columns: key, kind, company, then the columns, in the order of the key.
struct ContactQuery: Sendable {
  /// The leading columns of each row.
  static let key: Int32 = 0
  static let kind: Int32 = 1
  static let company: Int32 = 2
  static let leadingColumns: Int32 = 3

  let layout: ContactLayout
  let form: KeyRanges.Form
  let needsCompany: Bool
  let needs: [ColumnNeed]
  /// nil: all contacts.
  var selection: KeySelection?
  /// The columns' names in the table, by slot; nil where there is none.
  private let columns: [String?]
  private let list: String

  /// `span` tells where a field is declared.
  init(
    _ layout: ContactLayout, form: KeyRanges.Form, needsCompany: Bool, needs: [ColumnNeed],
    program: Program
  ) throws(StoreError) {
    self.layout = layout
    self.form = form
    self.needsCompany = needsCompany
    self.needs = needs
    if needsCompany, layout.companyColumn == nil {
      _ = try layout.contacts.need("company_id", span: layout.contacts.span)
    }
    var columns = [layout.kindColumn, needsCompany ? layout.companyColumn : nil]
    for need in needs {
      let span = need.field < program.fields.count ? program.fields[need.field].span : nil
      columns.append(try layout.contacts.need(need.name, span: span))
    }
    self.columns = columns
    let key = quoted(layout.contacts.key)
    let list = [form == .mixed ? "CAST(\(key) AS TEXT)" : key] + columns.map { $0.map { quoted($0) } ?? "NULL" }
    self.list = list.joined(separator: ", ")
  }

  /// Slots of a row in its pages: the leading columns without the key.
  static let kindSlot = 0
  static let companySlot = 1
  static let leadingSlots = 2

  /// How to read the table by its pages; nil where only a statement can.
  func recordColumns(in database: Database) throws(StoreError) -> RecordColumns? {
    guard form == .integers, selection == nil else { return nil }
    let accepted = [.texts, .integers] + needs.map { $0.storage == .text ? RecordColumns.Accepted.texts : .everything }
    return try RecordColumns(
      of: layout.contacts, key: layout.contacts.key, columns: Array(zip(columns, accepted)), in: database)
  }

  func prepare(_ range: KeyRanges.Range, in database: Database) throws(StoreError) -> Statement {
    let key = quoted(layout.contacts.key)
    let collation = form == .integers ? "" : " COLLATE BINARY"
    let compared = form == .mixed ? "CAST(\(key) AS TEXT)" : key
    let filter = selection.map { " AND " + $0.condition(compared, parameter: 3) } ?? ""
    let order = form == .mixed ? "1 COLLATE BINARY" : key + collation
    let statement = try database.prepare(
      """
      SELECT \(list) FROM \(quoted(layout.contacts.name)) WHERE \(key) IS NOT NULL\
      \(range.lower == nil ? "" : " AND \(key) >= ?1\(collation)")\
      \(range.upper == nil ? "" : " AND \(key) < ?2\(collation)")\(filter) ORDER BY \(order)
      """)
    if let lower = range.lower { try statement.bind(1, lower) }
    if let upper = range.upper { try statement.bind(2, upper) }
    if let selection { try statement.bind(3, selection.list) }
    return statement
  }
}
