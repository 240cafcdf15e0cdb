import BantamDiagnostics
import BantamProgram

/// Why a contact that somebody names is not found.
public enum ContactNameError: Error, Sendable, Hashable {
  case unknown(String, path: String)
  /// The keys of some of them.
  case several(String, keys: [String])
  case store(StoreError)

  public var code: String {
    switch self {
    case .unknown: "BT1001"
    case .several: "BT1002"
    case .store(let error): error.code
    }
  }

  public var diagnostic: Diagnostic {
    switch self {
    case .unknown(let name, let path):
      Diagnostic(
        code, "there is no contact `\(name)` in `\(path)`", at: nil,
        help: "a contact is named by its key or by its e-mail address; `bantam run` and `bantam export` show keys")
    case .several(let name, let keys):
      Diagnostic(
        code, "several contacts have the e-mail address `\(name)`", at: nil,
        help: "name one by its key: \(keys.map { "`\($0)`" }.joined(separator: ", "))")
    case .store(let error): error.diagnostic
    }
  }
}

/// The codes of contacts that are named, explained.
public let contactNameExplanations: [Explanation] = [
  Explanation(
    "BT1001", "unknown contact",
    text: """
      A contact is named by its key (the column `id` of Bantam's own table, or the key that `contacts from table` names) \
      or by its e-mail address; case and outer blanks of the address do not count. Nobody in the database has this one.
      """, wrong: "bantam why anna@exmaple.com", right: "bantam why anna@example.com"),
  Explanation(
    "BT1002", "several contacts with an address",
    text: "More than one contact has the e-mail address, so it does not say which of them is meant. The key does.",
    wrong: "bantam why info@example.com", right: "bantam why 225"),
]

extension SQLiteContactStore {
  /// The key, in the form in which runs load and write it, of a contact named by its key or, where nobody has such a key, by its e-mail address.
  public func contactKey(named name: String, _ program: Program) throws(ContactNameError) -> SQLValue {
    do {
      // SQLite's JSON ends a text at the first zero byte.
      if name.utf8.contains(0) { throw ContactNameError.unknown(name, path: database.path) }
      let byKey = try keys(
        where: KeySelection([.text(name)]).condition(quoted(layout.contacts.key), parameter: 1),
        KeySelection([.text(name)]).list)
      if let key = byKey.first { return key }
      guard let email = layout.contacts.column(program.columnName(of: "email", in: .contact)), name.contains("@") else {
        throw ContactNameError.unknown(name, path: database.path)
      }
      // Known to be there, so that an index of the column can stand in for the table.
      let isKnown = "\(quoted(email)) IS NOT NULL AND"
      var found = try keys(where: "\(isKnown) \(quoted(email)) = trim(?1) COLLATE NOCASE", .text(name))
      if found.isEmpty {
        found = try keys(where: "\(isKnown) trim(\(quoted(email))) = trim(?1) COLLATE NOCASE", .text(name))
      }
      guard let key = found.first else { throw ContactNameError.unknown(name, path: database.path) }
      if found.count > 1 { throw ContactNameError.several(name, keys: found.map(\.text)) }
      return key
    } catch let error as ContactNameError {
      throw error
    } catch let error as StoreError {
      throw .store(error)
    } catch {
      preconditionFailure("no other error is thrown")
    }
  }

  private static let mostShown = 5

  private func keys(where condition: String, _ parameter: SQLValue) throws(StoreError) -> [SQLValue] {
    let database = try Snapshot(of: database, count: 1).connections[0]
    let key = keyExpression(try KeyRanges(of: layout.contacts, in: database, count: 1).form)
    let statement = try database.prepare(
      """
      SELECT \(key) FROM \(quoted(layout.contacts.name)) WHERE \(condition)
      ORDER BY 1 LIMIT \(Self.mostShown)
      """)
    try statement.bind([parameter])
    var keys: [SQLValue] = []
    while try statement.step() { keys.append(statement.value(0)) }
    return keys
  }
}
