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
    var list = [form == .mixed ? "CAST(\(quoted(layout.contacts.key)) AS TEXT)" : quoted(layout.contacts.key)]
    list.append(layout.kindColumn.map { quoted($0) } ?? "NULL")
    if needsCompany, layout.companyColumn == nil {
      _ = try layout.contacts.need("company_id", span: layout.contacts.span)
    }
    list.append(needsCompany ? layout.companyColumn.map { quoted($0) } ?? "NULL" : "NULL")
    for need in needs {
      let span = need.field < program.fields.count ? program.fields[need.field].span : nil
      list.append(try layout.contacts.need(need.name, span: span).map { quoted($0) } ?? "NULL")
    }
    self.list = list.joined(separator: ", ")
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
