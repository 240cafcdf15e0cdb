import BantamProgram
import BantamSystem
import Testing

@testable import BantamStore

@Suite struct SchemaTests {
  @Test func isMadeOnFirstUse() throws {
    let scratch = Scratch()
    _ = try SQLiteContactStore(path: scratch.path, program: .own(), access: .create)
    #expect(try scratch.integer("PRAGMA application_id") == Schema.applicationID)
    #expect(try scratch.integer("PRAGMA user_version") == Int64(Schema.version))
    #expect(try scratch.rows("PRAGMA foreign_key_check") == [])
    let before = scratch.bytes
    _ = try SQLiteContactStore(path: scratch.path, program: .own(), access: .create)
    #expect(scratch.bytes == before)
  }

  /// The README of the target describes each table, view and column.
  @Test func isDocumented() throws {
    let scratch = Scratch()
    _ = try SQLiteContactStore(path: scratch.path, program: .own(), access: .create)
    let path = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let readme = String(
      decoding: try readFile(path: "/\(path)/Sources/BantamStore/README.md", maximumBytes: 1 << 20), as: UTF8.self)
    let database = try Database(path: scratch.path, mode: .readOnly)
    for table in try database.tableNames() {
      #expect(readme.contains("`\(table)`"), "table \(table)")
      for column in try database.columns(of: table) {
        #expect(readme.contains("`\(column.name)`"), "column \(column.name) of \(table)")
      }
    }
  }

  @Test func customFieldsBecomeColumns() throws {
    let scratch = Scratch()
    let fields = [
      field("budget", .money), field("score", .integer, .company),
      field("decided", .yesNo, .person, column: "is decided"),
      field("amount_due", .decimal, .activity), field("city", .text),
      Field(
        name: "depot", type: .location, context: .company,
        source: .columns(latitude: "depot_lat", longitude: "depot_lon"),
        isBuiltIn: false, span: nowhere),
      Field(
        name: "age", type: .integer, context: .person, source: .computed(.domain(of: 0)), isBuiltIn: false,
        span: nowhere),
    ]
    for _ in 1...2 { _ = try SQLiteContactStore(path: scratch.path, program: .own(fields), access: .create) }
    #expect(
      try scratch.rows("SELECT \"table\", \"column\", type, context FROM bantam_field ORDER BY 1, 2") == [
        "activity|amount_due|decimal|activity", "contact|budget|money|contact", "contact|depot_lat|location|company",
        "contact|depot_lon|location|company", "contact|is decided|yes_no|person", "contact|score|integer|company",
      ])
    try scratch.run("INSERT INTO contact(kind, budget, \"is decided\") VALUES ('person', '12.50', 1)")
    #expect(try scratch.rows("SELECT budget, \"is decided\", depot_lat FROM person") == ["12.5|1|–"])
    #expect(try scratch.integer("SELECT count(*) FROM company") == 0)
  }

  /// Beside somebody else's contacts only `bantam_…` is made, and the file's own numbers stay.
  @Test func foreignTablesStayAsTheyAre() throws {
    let scratch = try Scratch(
      sql: "CREATE TABLE crm(id INTEGER PRIMARY KEY, kind TEXT); CREATE TABLE lead(x); PRAGMA user_version = 7")
    let program = Program.reading("crm")
    _ = try SQLiteContactStore(path: scratch.path, program: program, access: .write)
    #expect(try scratch.integer("PRAGMA user_version") == 7)
    #expect(try scratch.integer("PRAGMA application_id") == 0)
    let others = try Database(path: scratch.path, mode: .readOnly).tableNames().filter { !$0.hasPrefix("bantam_") }
    #expect(others == ["crm", "lead"])
  }

  @Test func olderFilesAreBroughtForward() throws {
    let made = [
      Schema.Step(
        beside: """
          CREATE TABLE bantam_schema(version, has_contacts);
          CREATE TABLE bantam_field("table", "column", name, type, context, label);
          """, contacts: "CREATE TABLE contact(id INTEGER PRIMARY KEY, kind TEXT, name TEXT)"),
      Schema.Step(
        beside: "CREATE TABLE bantam_note(text)", contacts: "ALTER TABLE contact ADD COLUMN city TEXT"),
    ]
    for hasContacts in [true, false] {
      let scratch = Scratch()
      let database = try Database(path: scratch.path, mode: .create)
      func bring(_ steps: [Schema.Step]) throws {
        try database.transaction { () throws(StoreError) in
          try Schema.bringForward(database, withContacts: hasContacts, steps: steps)
        }
      }
      try bring([made[0]])
      if hasContacts { try database.execute("INSERT INTO contact VALUES (1, 'company', 'Elbe')") }
      try bring(made)
      #expect(try database.hasTable("bantam_note"))
      #expect(try database.columns(of: "company").map(\.name) == (hasContacts ? ["id", "kind", "name", "city"] : []))
      #expect(try database.integer("PRAGMA user_version") == 2)
      #expect(throws: StoreError.newerSchema(path: scratch.path, found: 2, known: 1)) {
        try Schema.state(of: database, steps: [made[0]])
      }
    }
  }

  /// A step that fails leaves the older version.
  @Test func failedStepChangesNothing() throws {
    let scratch = Scratch()
    let database = try Database(path: scratch.path, mode: .create)
    let good = Schema.Step(beside: "CREATE TABLE bantam_schema(version, has_contacts)", contacts: "")
    let bad = Schema.Step(beside: "CREATE TABLE bantam_a(x); CREATE TABLE bantam_a(x)", contacts: "")
    try database.transaction { () throws(StoreError) in
      try Schema.bringForward(database, withContacts: false, steps: [good])
    }
    #expect(
      code {
        try database.transaction { () throws(StoreError) in
          try Schema.bringForward(database, withContacts: false, steps: [good, bad])
        }
      } == "BT0816")
    #expect(try database.integer("PRAGMA user_version") == 1)
    #expect(try !database.hasTable("bantam_a"))
  }
}
