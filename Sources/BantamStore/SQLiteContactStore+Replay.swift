/// A copy of the database as it was before a run.
extension SQLiteContactStore {
  /// The rules that a run used, in one piece; nil: they were not kept.
  public func rules(withHash hash: String) throws(StoreError) -> [UInt8]? {
    let statement = try database.prepare("SELECT files FROM bantam_rules WHERE hash = ?")
    try statement.bind(1, hash)
    return try statement.step() ? statement.blob(0) : nil
  }

  /// Why the state before a run cannot be made again.
  public struct CannotRewind: Error, Sendable {
    public var reason: String
  }

  /// Writes a copy of the database to a new file and takes everything back there from the latest run to the given one.
  public func copyBefore(run: Int64, to path: String) throws {
    try database.run("VACUUM INTO ?", .text(path))
    let copy = try Database(path: path, mode: .readWrite)
    try copy.execute("PRAGMA foreign_keys = OFF")
    try copy.transaction(alsoThrowing: {
      let runs = try copy.prepare(
        "SELECT id, command, detail, changes, inserted + updated + deleted FROM bantam_run WHERE id >= ? ORDER BY id DESC"
      )
      try runs.bind(1, run)
      while try runs.step() {
        let name = "run \(runs.integer(0)) (`\(runs.string(2).isEmpty ? runs.string(1) : runs.string(2))`)"
        if runs.isNull(3) {
          if runs.integer(0) == run || runs.integer(4) > 0 || ["import", "erase"].contains(runs.string(1)) {
            throw CannotRewind(reason: "what \(name) changed was not noted")
          }
          continue
        }
        guard let inverse = ChangeSet(bytes: runs.blob(3)).inverse else {
          throw CannotRewind(reason: "what \(name) noted is damaged")
        }
        if !inverse.isEmpty, !(try copy.apply(inverse)).isEmpty {
          throw CannotRewind(reason: "another program changed what \(name) wrote")
        }
      }
      try copy.run("DELETE FROM bantam_run WHERE id >= ?", .integer(run))
    })
  }
}

extension ChangeSet {
  /// How many rows it changes.
  public var rowCount: Int {
    let counts = counts()
    return counts.inserted + counts.updated + counts.deleted
  }
}

extension SQLiteContactStore {
  /// What only one of two change sets has, a sentence each, at most `limit` of either.
  public func differences(_ noted: ChangeSet, _ made: ChangeSet, limit: Int) throws(StoreError) -> [String] {
    let words = try ChangeWords(database, noted, made)
    var columns: [String: [String]] = [:]
    for table in Self.journaledTables { columns[table] = try database.columns(of: table).map(\.name) }
    func sentences(_ changes: ChangeSet) -> [String] {
      var found: [String] = []
      changes.each { change in
        if let names = columns[change.table], let sentence = words.sentence(change, columns: names) {
          found.append(sentence)
        }
      }
      return found
    }
    let (first, second) = (sentences(noted), sentences(made))
    let (inFirst, inSecond) = (Set(first), Set(second))
    return first.filter { !inSecond.contains($0) }.prefix(limit).map { "only then: \($0)" }
      + second.filter { !inFirst.contains($0) }.prefix(limit).map { "only now: \($0)" }
  }
}
