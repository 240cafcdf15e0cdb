/// The members of a JSON object, read by SQLite; nil where the text is none. Arrays and objects within come as their text,
/// `true` and `false` as 1 and 0.
public func jsonObject(_ text: String) -> [String: SQLValue]? { (try? JSONObjectReader())?.members(text) }

/// Reads JSON objects, one after the other, as `jsonObject` does.
public final class JSONObjectReader {
  // The database goes before its statements do.
  private let database: Database
  private let check: Statement
  private let each: Statement

  public init() throws(StoreError) {
    database = try Database(path: ":memory:", mode: .create)
    check = try database.prepare("SELECT json_valid(?1) AND json_type(?1) = 'object'")
    each = try database.prepare("SELECT key, value FROM json_each(?)")
  }

  public func members(_ text: String) -> [String: SQLValue]? {
    list(text).map { Dictionary($0.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }) }
  }

  /// The members as they stand there, also repeated ones.
  public func list(_ text: String) -> [(name: String, value: SQLValue)]? {
    defer {
      check.reset()
      each.reset()
    }
    guard (try? check.bind(1, text)) != nil, (try? check.step()) == true, check.integer(0) == 1,
      (try? each.bind(1, text)) != nil
    else { return nil }
    var members: [(name: String, value: SQLValue)] = []
    while (try? each.step()) == true { members.append((each.string(0), each.value(1))) }
    return members
  }
}
