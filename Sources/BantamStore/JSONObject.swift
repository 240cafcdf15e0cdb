/// The members of a JSON object, read by SQLite; nil where the text is none. Arrays and objects within come as their text,
/// `true` and `false` as 1 and 0.
public func jsonObject(_ text: String) -> [String: SQLValue]? {
  guard let database = try? Database(path: ":memory:", mode: .create),
    (try? database.integer("SELECT json_valid(?1) AND json_type(?1) = 'object'", .text(text))) == 1,
    let statement = try? database.prepare("SELECT key, value FROM json_each(?)"),
    (try? statement.bind(1, text)) != nil
  else { return nil }
  var members: [String: SQLValue] = [:]
  while (try? statement.step()) == true { members[statement.string(0)] = statement.value(1) }
  return members
}
