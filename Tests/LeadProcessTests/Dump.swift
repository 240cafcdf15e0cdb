import BantamStore

/// All rows of all tables of a database, as SQL would write them.
struct Dump: Equatable {
  var tables: [String: String] = [:]

  /// Tables of the journal and the log of changes, which only grow.
  static let journal: Set<String> = ["bantam_run", "bantam_rules", "bantam_schema", "bantam_change"]

  /// Of an import also the instant that counts is the present one; stamps are random.
  private static let moments: Set<String> = ["started_at", "as_of", "stamp"]

  /// `withJournal`: also the journal, without the moments at which its runs began.
  init(_ path: String, withJournal: Bool = false) throws {
    let database = try Database(path: path, mode: .readOnly)
    let names = try database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")
    while try names.step() {
      let name = names.string(0)
      if !withJournal, Self.journal.contains(name) { continue }
      tables[name] = try Self.rows(of: name, in: database)
    }
  }

  /// In the order of the primary key.
  private static func rows(of table: String, in database: Database) throws -> String {
    let columns = try database.prepare("SELECT name FROM pragma_table_info(?)")
    try columns.bind(1, table)
    var cells: [String] = []
    while try columns.step() {
      let name = columns.string(0)
      if !Self.moments.contains(name) { cells.append("'\(name)=' || quote(\(quoted(name)))") }
    }
    let line = cells.isEmpty ? "''" : cells.joined(separator: " || ' ' || ")
    return try database.text(
      "SELECT group_concat(line, char(10)) FROM (SELECT \(line) AS line FROM \(quoted(table)) NOT INDEXED)") ?? ""
  }

  /// The first rows that only one of two has.
  func difference(from other: Dump) -> String {
    var words: [String] = []
    for name in Set(tables.keys).union(other.tables.keys).sorted() where tables[name] != other.tables[name] {
      let (mine, theirs) = (lines(name), other.lines(name))
      words += mine.subtracting(theirs).sorted().prefix(3).map { "+ \(name): \($0)" }
      words += theirs.subtracting(mine).sorted().prefix(3).map { "- \(name): \($0)" }
    }
    return words.isEmpty && self != other ? "other order of rows" : words.joined(separator: "\n")
  }

  private func lines(_ table: String) -> Set<Substring> { Set((tables[table] ?? "").split(separator: "\n")) }
}

/// What SQLite itself finds wrong with a database; empty: nothing.
func damages(_ path: String) throws -> [String] {
  let database = try Database(path: path, mode: .readOnly)
  var found: [String] = []
  for check in ["PRAGMA integrity_check", "PRAGMA foreign_key_check"] {
    let rows = try database.prepare(check)
    while try rows.step() {
      if rows.string(0) != "ok" { found.append("\(check): \(rows.string(0))") }
    }
  }
  return found
}
