import BantamColumns
import BantamDiagnostics
import BantamProgram

extension SQLiteContactStore {
  /// What `eachLead` gives beside the contact's own columns, in this order.
  public static let leadColumns = [
    "campaign", "contact_id", "grade", "total", "low", "high", "completeness", "next_question", "veto", "since",
  ]

  /// The columns of fields by name (a location has two), for `eachLead` and `eachContact`; in an own table a column that
  /// is not there yet is left out. Names that are no fields are taken as columns.
  public func columns(ofFields names: [String], _ program: Program) throws(StoreError) -> [String] {
    var columns: [String] = []
    for name in names {
      let field = program.fields.last { $0.name == name && $0.context != .activity }
      for column in field?.storedColumns ?? [name] {
        if let found = try layout.contacts.need(column, span: field?.span) { columns.append(found) }
      }
    }
    return columns
  }

  /// Visits the leads of a campaign (nil: of all), the best first, equal ones by key: `leadColumns`, then the contact's
  /// columns, null where the contact is gone.
  public func eachLead(
    of campaign: String?, columns: [String], _ visit: ([SQLValue]) throws -> Void
  ) throws {
    guard try database.hasTable("bantam_schema") else { return }
    let own = columns.map { ", k." + quoted($0) }.joined()
    let statement = try database.prepare(
      """
      SELECT l.campaign, l.contact_id, l.grade, l.total, l.low, l.high, l.completeness, l.next_question, l.veto,
        l.since\(own)
      FROM bantam_lead AS l
      LEFT JOIN \(quoted(layout.contacts.name)) AS k ON k.\(quoted(layout.contacts.key)) = l.contact_id
      WHERE ?1 IS NULL OR l.campaign = ?1
      ORDER BY l.campaign, l.veto IS NOT NULL, l.total DESC, l.contact_id
      """)
    try statement.bind(1, campaign.map { .text($0) } ?? .null)
    while try statement.step() { try visit(statement.row) }
  }

  /// Visits the contacts of the given rows, in that order: the key, then the columns. Contacts that are gone are left out.
  public func eachContact(
    rows: [Int32], keys: Keys, columns: [String], _ visit: ([SQLValue]) throws -> Void
  ) throws {
    let key = quoted(layout.contacts.key)
    let list = columns.map { ", " + quoted($0) }.joined()
    let statement = try database.prepare(
      "SELECT \(key)\(list) FROM \(quoted(layout.contacts.name)) WHERE \(key) = ? LIMIT 1")
    for row in rows {
      try statement.bind(1, key: Int(row), of: keys)
      if try statement.step() { try visit(statement.row) }
      statement.reset()
    }
  }
}
