import BantamColumns
import BantamProgram
import BantamStore

/// What people call some contacts, by their rows; empty where the table has no such column.
public func contactNames(_ rows: [Int32], keys: Keys, _ store: SQLiteContactStore, _ program: Program) -> [String] {
  let wanted = ["name", "first_name", "last_name"].filter { name in
    (try? store.columns(ofFields: [name], program)).map { !$0.isEmpty } ?? false
  }
  guard !wanted.isEmpty, let columns = try? store.columns(ofFields: wanted, program) else {
    return rows.map { _ in "" }
  }
  var found: [String: String] = [:]
  try? store.eachContact(rows: rows, keys: keys, columns: columns) { values in
    let parts = values.dropFirst().map(\.words).filter { !$0.isEmpty }
    let hasName = wanted.first == "name" && !(values.count > 1 ? values[1].words : "").isEmpty
    found[values[0].words] = hasName ? parts[0] : parts.joined(separator: " ")
  }
  return rows.map { found[SQLValue(keyOf: Int($0), keys).words] ?? "" }
}
