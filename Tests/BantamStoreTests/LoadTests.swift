import BantamColumns
import BantamPlan
import BantamProgram
import BantamSystem
import Testing

@testable import BantamStore

@Suite struct LoadTests {
  /// How one cell is read.
  struct Cell: Sendable {
    var sql: String
    var storage: ColumnNeed.Storage
    /// `–` for missing, `!` for a value that does not fit.
    var read: String

    init(_ sql: String, _ storage: ColumnNeed.Storage, _ read: String) {
      self.sql = sql
      self.storage = storage
      self.read = read
    }
  }

  static let cells = [
    Cell("NULL", .text, "–"), Cell("'  '", .text, "–"), Cell("' a '", .text, " a "), Cell("28717", .text, "28717"),
    Cell("'Köln'", .text, "Köln"),
    Cell("NULL", .integer, "–"), Cell("'12'", .integer, "12"), Cell("' 12 '", .integer, "12"),
    Cell("12.0", .integer, "12"),
    Cell("'12.00'", .integer, "12"), Cell("-7", .integer, "-7"), Cell("'-7'", .integer, "-7"),
    Cell("12.5", .integer, "!"),
    Cell("'12.5'", .integer, "!"), Cell("'twelve'", .integer, "!"), Cell("''", .integer, "–"),
    Cell("1e300", .integer, "!"),
    Cell("9223372036854775807", .integer, "9223372036854775807"), Cell("'9223372036854775808'", .integer, "!"),
    Cell("12", .tenThousandths, "120000"), Cell("12.34", .tenThousandths, "123400"),
    Cell("0.1", .tenThousandths, "1000"),
    Cell("'0.12345'", .tenThousandths, "1235"), Cell("'-0.12344'", .tenThousandths, "-1234"),
    Cell("'1.5.2'", .tenThousandths, "!"),
    Cell("1e15", .tenThousandths, "!"), Cell("922337203685477", .tenThousandths, "9223372036854770000"),
    Cell("922337203685478", .tenThousandths, "!"), Cell("'.5'", .tenThousandths, "5000"),
    Cell("'-'", .tenThousandths, "!"),
    Cell("549755813887.9999", .tenThousandths, "5497558138879999"),
    Cell("0", .yesNo, "0"), Cell("1", .yesNo, "1"), Cell("'Ja'", .yesNo, "1"), Cell("'nein'", .yesNo, "0"),
    Cell("'TRUE'", .yesNo, "1"),
    Cell("'f'", .yesNo, "0"), Cell("'no'", .yesNo, "0"), Cell("2", .yesNo, "!"), Cell("'maybe'", .yesNo, "!"),
    Cell("1.0", .yesNo, "1"),
    Cell("'1970-01-02'", .day, "1"), Cell("'2026-02-28'", .day, "20512"), Cell("'2026-02-30'", .day, "!"),
    Cell("'2024-02-29'", .day, "19782"),
    Cell("'2026-3-1'", .day, "!"), Cell("'1969-12-31'", .day, "-1"), Cell("'1970-01-02 23:59:59'", .day, "1"),
    Cell("'1970-01-02T23:59:59Z'", .day, "2"), Cell("172800", .day, "!"), Cell("1000000000", .day, "11574"),
    Cell("''", .day, "–"),
    Cell("'1970-01-01 01:00:00'", .instant, "0"), Cell("'1970-01-01T00:00:00Z'", .instant, "0"),
    Cell("'1970-01-01 00:00'", .instant, "-3600000"), Cell("'1970-01-01'", .instant, "-3600000"),
    Cell("'1970-01-01 00:00:00.250+00:00'", .instant, "250"), Cell("'1970-01-01T02:00:00+02:00'", .instant, "0"),
    Cell("1000000000", .instant, "1000000000000"), Cell("1000000000.5", .instant, "1000000000500"),
    Cell("20260101", .instant, "!"),
    Cell("'2026-07-01 12:00:00'", .instant, "1782900000000"), Cell("'2026-13-01 00:00:00'", .instant, "!"),
    Cell("'  '", .instant, "–"),
    Cell("53.5511", .degrees, "53.5511"), Cell("'9.9937'", .degrees, "9.9937"), Cell("10", .degrees, "10.0"),
    Cell("200", .degrees, "!"), Cell("91", .latitude, "!"), Cell("-91", .latitude, "!"), Cell("90", .latitude, "90.0"),
    Cell("'north'", .degrees, "!"), Cell("NULL", .degrees, "–"),
  ]

  @Test(arguments: cells) func cellIsRead(_ cell: Cell) throws {
    let scratch = try Scratch(
      sql: "CREATE TABLE crm(id INTEGER PRIMARY KEY, kind TEXT, x); INSERT INTO crm VALUES (1, 'person', \(cell.sql))")
    let store = try SQLiteContactStore(path: scratch.path, program: .reading("crm"), access: .read)
    let zone = try #require(ZoneRules(name: "Europe/Berlin"))
    let (columns, report) = try store.load(plan([("x", cell.storage)]), .reading("crm"), zone: zone, threads: 1)
    #expect(columns.columns[0].written(0) == (cell.read == "!" ? "–" : cell.read))
    #expect(report.misfits.map(\.count) == (cell.read == "!" ? [1] : []))
  }

  @Test func misfitsAreCountedWithAnExample() throws {
    let scratch = try Scratch(
      sql: """
        CREATE TABLE crm(id INTEGER PRIMARY KEY, kind TEXT, n);
        INSERT INTO crm VALUES (1, 'company', 'few'), (2, 'firm', 3), (3, 'person', 'many');
        """)
    let store = try SQLiteContactStore(path: scratch.path, program: .reading("crm"), access: .read)
    let (columns, report) = try store.load(plan([("N", .integer)]), .reading("crm"), zone: .utc, threads: 2)
    #expect(columns.kinds == [0, 1, 1])
    #expect(
      report.misfits == [
        LoadReport.Misfit(table: "crm", column: "kind", count: 1, example: "firm"),
        LoadReport.Misfit(table: "crm", column: "N", count: 2, example: "few"),
      ])
  }

  /// The same columns on one thread and on several, in the order of the key, with gaps and negative keys.
  @Test func threadsChangeNothing() throws {
    let scratch = try Scratch(
      sql: """
        CREATE TABLE crm(id INTEGER PRIMARY KEY, kind TEXT, name TEXT, n INTEGER);
        WITH RECURSIVE i(x) AS (SELECT -500 UNION ALL SELECT x + 1 FROM i WHERE x < 1500)
        INSERT INTO crm SELECT x * 7 + x % 5, iif(x % 3, 'person', 'company'), 'n' || (x % 37), nullif(x % 5, 0) FROM i;
        """)
    let needs = plan([("name", .text), ("n", .integer)])
    let expected = try scratch.rows("SELECT id, kind, name, n FROM crm ORDER BY id")
    for threads in [1, 2, 3, 8] {
      let store = try SQLiteContactStore(path: scratch.path, program: .reading("crm"), access: .read)
      let columns = try store.load(needs, .reading("crm"), zone: .utc, threads: threads).columns
      guard case .integers(let keys) = columns.keys else { return #expect(Bool(false), "integer keys") }
      let rows = (0..<columns.count).map { row in
        let kind = columns.kinds[row] == 1 ? "person" : "company"
        return "\(keys[row])|\(kind)|\(columns.columns[0].written(row))|\(columns.columns[1].written(row))"
      }
      #expect(rows == expected)
    }
  }

  static let textKeyTables = [
    "CREATE TABLE crm(code TEXT PRIMARY KEY, company_id TEXT)",
    "CREATE TABLE crm(code TEXT COLLATE NOCASE, company_id TEXT)",
    "CREATE TABLE crm(code TEXT PRIMARY KEY, company_id TEXT) WITHOUT ROWID",
  ]

  @Test(arguments: textKeyTables, [1, 3]) func textKeysAreInByteOrder(_ table: String, _ threads: Int) throws {
    let scratch = try Scratch(sql: table)
    try scratch.run("INSERT INTO crm VALUES ('b-1', NULL), ('Zoe', 'b-1'), ('a', 'gone'), ('ä', 'b-1')")
    let program = Program.reading("crm", key: "code", kind: .person)
    let store = try SQLiteContactStore(path: scratch.path, program: program, access: .read)
    let columns = try store.load(plan(), program, zone: .utc, threads: threads).columns
    guard case .texts(let keys) = columns.keys else { return #expect(Bool(false), "text keys") }
    #expect(keys == ["Zoe", "a", "b-1", "ä"])
    #expect(columns.kinds == [1, 1, 1, 1])
  }

  /// Two spellings of one character are two keys, as for SQLite; Swift alone would take them for the same.
  @Test func textKeysAreToldApartByTheirBytes() throws {
    let scratch = try Scratch(sql: "CREATE TABLE crm(code TEXT PRIMARY KEY, company_id TEXT)")
    try scratch.run("INSERT INTO crm VALUES ('\u{C5}', NULL), ('A\u{30A}', NULL), ('\u{212B}', NULL)")
    let program = Program.reading("crm", key: "code", kind: .person)
    let store = try SQLiteContactStore(path: scratch.path, program: program, access: .read)
    let (columns, report) = try store.load(plan(), program, zone: .utc, threads: 1)
    #expect(columns.count == 3 && report.duplicateKeys == 0)
    let index = KeyIndex(columns.keys)
    #expect(["A\u{30A}", "\u{C5}", "\u{212B}"].map { index.row(of: $0) } == [0, 1, 2])
    let some = KeySet([.text("\u{C5}"), .integer(3)])
    #expect(some.contains(.text("\u{C5}")) && !some.contains(.text("\u{212B}")) && some.contains(.integer(3)))
  }

  @Test func doubtfulKeysAreLeftOut() throws {
    let scratch = try Scratch(
      sql: "CREATE TABLE crm(id); INSERT INTO crm VALUES (3), (1), (NULL), (1), (2)")
    let program = Program.reading("crm", kind: .company)
    let store = try SQLiteContactStore(path: scratch.path, program: program, access: .read)
    let (columns, report) = try store.load(plan(), program, zone: .utc, threads: 4)
    guard case .integers(let keys) = columns.keys else { return #expect(Bool(false), "integer keys") }
    #expect(keys == [1, 2, 3])
    #expect(report.duplicateKeys == 1)
    #expect(report.missingKeys == 1)
  }

  @Test func companiesAreLinked() throws {
    let scratch = Scratch()
    let store = try SQLiteContactStore(path: scratch.path, program: .own(), access: .create)
    try store.database.execute(
      """
      PRAGMA foreign_keys = OFF;
      INSERT INTO contact(id, kind, company_id) VALUES (10, 'company', NULL), (11, 'person', 10), (12, 'person', 99),
        (13, 'person', 11), (14, 'company', 10), (15, 'person', NULL);
      """)
    var plan = plan()
    plan.nodes = [.constant(true), .ofCompany(0)]
    let (columns, report) = try store.load(plan, .own(), zone: .utc, threads: 2)
    #expect(columns.companyRows == [-1, 0, -1, -1, -1, -1])
    #expect(report.unknownCompanies == 2)
    #expect(try store.load(Plan(), .own(), zone: .utc).columns.companyRows == [])
  }

  @Test(arguments: [1, 3]) func activitiesAreOrdered(threads: Int) throws {
    let scratch = try Scratch(
      sql: """
        CREATE TABLE crm(id INTEGER PRIMARY KEY, kind TEXT); INSERT INTO crm VALUES (5, 'person'), (7, 'person'), (9, 'person');
        CREATE TABLE log(contact_id INTEGER, kind TEXT, at TEXT, amount);
        INSERT INTO log VALUES (9, 'visit', '1970-01-01 00:00:03', 1), (5, 'order', '1970-01-01 00:00:02', 2.5),
          (6, 'visit', '1970-01-01', 3), (9, 'visit', '1970-01-01 00:00:01', '4'), (9, 'order', '1970-01-01 00:00:01', NULL),
          (5, 'visit', 'yesterday', 6), (NULL, 'visit', '1970-01-01', 7);
        """)
    let program = Program.reading("crm", activities: "log")
    var plan = plan()
    plan.counters = [.count(ActivityScan(kind: nil, from: 0, through: 1, condition: nil))]
    plan.activityColumns = [ColumnNeed(name: "amount", storage: .tenThousandths, field: 0)]
    let store = try SQLiteContactStore(path: scratch.path, program: program, access: .read)
    let (columns, report) = try store.load(plan, program, zone: .utc, threads: threads)
    let activities = try #require(columns.activities)
    #expect(activities.offsets == [0, 1, 1, 4])
    #expect(activities.instants == [2000, 1000, 1000, 3000])
    #expect((0..<4).map { activities.kinds.written($0) } == ["order", "visit", "order", "visit"])
    #expect((0..<4).map { activities.columns[0].written($0) } == ["25000", "40000", "–", "10000"])
    #expect(report.activities == 4)
    #expect(report.activitiesWithoutContact == 2)
    #expect(report.activitiesWithoutInstant == 1)
  }

  /// Own columns that a rule set declares before anything was imported for them.
  @Test func ownColumnThatIsNotThereYetIsMissing() throws {
    let scratch = Scratch()
    let store = try SQLiteContactStore(path: scratch.path, program: .own(), access: .create)
    try store.database.execute("INSERT INTO contact(kind) VALUES ('company')")
    let columns = try store.load(plan([("budget", .integer)]), .own(), zone: .utc).columns
    #expect(columns.columns[0].isMissing(at: 0))
  }
}
