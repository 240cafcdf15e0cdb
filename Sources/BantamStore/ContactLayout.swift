import BantamDiagnostics
import BantamProgram

/// Where a rule set's contacts and activities stand in a database, as found there.
public struct ContactLayout: Sendable {
  public var contacts: TableLayout
  /// Whole rows of one kind, where the table has no `kind` column.
  public var kindColumn: String?
  public var kind: ContactKind?
  /// Holds the key of a person's company; nil where the table has none.
  public var companyColumn: String?
  /// nil where the database has no activities.
  public var activities: TableLayout?
  /// The columns of the activity's kind and instant.
  public var activityKindColumn = "kind"
  public var activityInstantColumn = "at"
}

/// A table and what is in it.
public struct TableLayout: Sendable {
  public var name: String
  /// The contact's key: the primary key of contacts, the reference of activities.
  public var key: String
  public var columns: [TableColumn]
  /// Bantam's own table: a declared column that is not there yet is all missing.
  public var isOwn: Bool
  public var span: Span?

  /// The column as the table spells it; SQLite ignores the case of ASCII letters.
  public func column(_ name: String) -> String? {
    columns.first { $0.name == name }?.name
      ?? columns.first { $0.name.lowercased() == name.lowercased() }?.name
  }

  /// The column, nil where an own table does not have it yet.
  func need(_ name: String, span: Span?) throws(StoreError) -> String? {
    if let found = column(name) { return found }
    if isOwn { return nil }
    throw .missingColumn(
      table: self.name, column: name, nearest: nearestName(to: name, in: columns.map(\.name)), span: span)
  }
}

extension ContactLayout {
  /// Looks up the tables that the settings name, else Bantam's own.
  init(of program: Program, in database: Database) throws(StoreError) {
    if let foreign = program.settings.contacts {
      contacts = try Self.table(foreign.table, key: foreign.key, span: foreign.span, in: database)
    } else {
      guard try Schema.state(of: database).hasContacts else { throw .noContacts(path: database.path) }
      contacts = TableLayout(name: "contact", key: "id", columns: try database.columns(of: "contact"), isOwn: true)
    }
    kindColumn = contacts.column(program.columnName(of: "kind", in: .contact))
    kind = program.settings.contacts?.kind
    if kindColumn == nil, kind == nil { throw .missingKind(table: contacts.name, span: contacts.span) }
    companyColumn = contacts.column(program.columnName(of: "company_id", in: .contact))
    try findActivities(of: program, in: database)
  }

  private mutating func findActivities(of program: Program, in database: Database) throws(StoreError) {
    activityKindColumn = program.columnName(of: "kind", in: .activity)
    activityInstantColumn = program.columnName(of: "at", in: .activity)
    if let foreign = program.settings.activities {
      let table = try Self.table(foreign.table, key: foreign.contact, span: foreign.span, in: database)
      activityKindColumn = try table.need(activityKindColumn, span: foreign.span) ?? activityKindColumn
      activityInstantColumn = try table.need(activityInstantColumn, span: foreign.span) ?? activityInstantColumn
      activities = table
    } else if contacts.isOwn {
      let columns = try database.columns(of: "activity")
      activities = TableLayout(name: "activity", key: "contact_id", columns: columns, isOwn: true)
    }
  }

  private static func table(
    _ name: String, key: String, span: Span, in database: Database
  ) throws(StoreError) -> TableLayout {
    guard try database.hasTable(name) else {
      let nearest = nearestName(to: name, in: try database.tableNames())
      throw .missingTable(path: database.path, table: name, nearest: nearest, span: span)
    }
    var table = TableLayout(name: name, key: key, columns: try database.columns(of: name), isOwn: false, span: span)
    table.key = try table.need(key, span: span) ?? key
    return table
  }
}

extension Program {
  /// The column a field of this name is mapped to; the name itself without such a field.
  func columnName(of name: String, in context: Context) -> String {
    let field = fields.last { $0.name == name && ($0.context == .activity) == (context == .activity) }
    return field?.storedColumns.first ?? name
  }
}
