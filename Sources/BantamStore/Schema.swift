/// The tables Bantam makes, their version, and the way from older versions; README.md describes them.
///
/// Two parts share one version number: the contacts (`contact`, `activity`, only in a database of Bantam's own) and
/// what stands beside any contacts (`bantam_…`).
enum Schema {
  /// What leads from one version to the next.
  struct Step {
    /// For every database.
    var beside: String
    /// For a database with contacts of its own.
    var contacts: String
  }

  /// `BANT` in ASCII, in the header of a file that Bantam made.
  static let applicationID: Int64 = 0x4241_4E54

  /// Step n leads from version n to n + 1; from version 0, an empty database, to the present one by all of them.
  /// A step that was published is never changed.
  static let steps = [
    Step(beside: besideVersion1, contacts: contactsVersion1), Step(beside: besideVersion2, contacts: contactsVersion2),
    Step(beside: besideVersion3, contacts: contactsVersion3),
  ]

  static let version = steps.count

  /// What of Bantam is in a database.
  struct State {
    var version: Int
    var hasContacts: Bool
  }

  /// Refuses a newer version. `steps` other than the real ones serve tests.
  static func state(of database: Database, steps: [Step] = steps) throws(StoreError) -> State {
    var state = State(version: 0, hasContacts: false)
    if try database.hasTable("bantam_schema") {
      let statement = try database.prepare("SELECT version, has_contacts FROM bantam_schema")
      if try statement.step() {
        state = State(version: Int(statement.integer(0)), hasContacts: statement.integer(1) != 0)
      }
    }
    if try database.integer("PRAGMA application_id") == applicationID {
      state.version = max(state.version, Int(try database.integer("PRAGMA user_version") ?? 0))
    }
    if state.version > steps.count {
      throw .newerSchema(path: database.path, found: state.version, known: steps.count)
    }
    return state
  }

  /// Makes what is missing and brings older tables forward; inside a transaction of the caller. Writes nothing where
  /// all is there.
  static func bringForward(_ database: Database, withContacts: Bool, steps: [Step] = steps) throws(StoreError) {
    precondition(database.isInTransaction, "the schema changes in a transaction")
    let state = try state(of: database, steps: steps)
    let hasContacts = state.hasContacts || withContacts
    if state.version == steps.count, state.hasContacts == hasContacts { return }
    let isNewFile = try database.integer("SELECT count(*) FROM sqlite_schema") == 0
    try refuseTakenNames(database, state, withContacts: withContacts)
    for step in steps[state.version...] { try database.execute(step.beside) }
    if hasContacts {
      for step in steps[(state.hasContacts ? state.version : 0)...] { try database.execute(step.contacts) }
      try remakeViews(database)
    }
    try database.execute("DELETE FROM bantam_schema")
    try database.run(
      "INSERT INTO bantam_schema VALUES (?, ?)", .integer(Int64(steps.count)), .integer(hasContacts ? 1 : 0))
    if isNewFile { try database.execute("PRAGMA application_id = \(applicationID)") }
    let isOurs = try database.integer("PRAGMA application_id") == applicationID
    if isOurs {
      try database.execute("PRAGMA user_version = \(steps.count)")
    }
  }

  /// `company` and `person`: the contacts of one kind with all columns, custom ones too.
  static func remakeViews(_ database: Database) throws(StoreError) {
    for kind in ["company", "person"] {
      try database.execute("DROP VIEW IF EXISTS \(kind)")
      let names = try database.columns(of: "contact").map { quoted($0.name) }.joined(separator: ", ")
      try database.execute("CREATE VIEW \(kind) AS SELECT \(names) FROM contact WHERE kind = '\(kind)'")
    }
  }

  private static func refuseTakenNames(
    _ database: Database, _ state: State, withContacts: Bool
  ) throws(StoreError) {
    guard withContacts, !state.hasContacts else { return }
    for name in ["contact", "activity", "company", "person"] where try database.hasTable(name) {
      throw .nameTaken(path: database.path, table: name)
    }
  }
}
