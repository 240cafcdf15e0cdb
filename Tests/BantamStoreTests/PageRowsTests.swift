import BantamColumns
import BantamPlan
import BantamProgram
import BantamSystem
import Foundation
import SpecSupport
import Testing

@testable import BantamStore

/// Tables read by their pages, against the same tables read by statements.
@Suite struct PageRowsTests {
  static let storages: [ColumnNeed.Storage] = [
    .text, .integer, .tenThousandths, .yesNo, .day, .instant, .degrees, .latitude,
  ]

  /// One random table with one column for each storage, of any declared type.
  private struct RandomTable {
    var statements: [String] = []
    private var random: SplitMix
    private var names: [String] = []

    init(seed: UInt64) {
      random = SplitMix(seed: seed)
      statements.append("PRAGMA page_size = \(random.pick([512, 1024, 4096, 65_536]))")
      if random.chance(30) { statements.append("PRAGMA auto_vacuum = \(random.pick(["FULL", "INCREMENTAL"]))") }
      if random.chance(20) { statements.append("PRAGMA journal_mode = WAL") }
      let isPlain = random.chance(80)
      var columns = ["id INTEGER PRIMARY KEY", "kind TEXT", "company_id INTEGER"]
      for (index, storage) in storages.enumerated() {
        names.append("c\(index)")
        columns.append("c\(index) \(declaredType(storage, isPlain: isPlain))")
        if random.chance(20) { columns.append("unused\(index) TEXT") }
      }
      let late = random.chance(40) ? columns.popLast() : nil
      if late?.hasPrefix("c") == true { names.removeLast() }
      if random.chance(30) { columns.shuffle(using: &random) }
      statements.append("CREATE TABLE crm(\(columns.joined(separator: ", ")))")
      write(rows: random.pick([0, 1, 5, 80]))
      if let late {
        statements.append("ALTER TABLE crm ADD COLUMN \(late)\(random.chance(30) ? " DEFAULT 7" : "")")
        if late.hasPrefix("c") { names.append(String(late.prefix(2))) }
      }
      write(rows: random.pick([0, 5, 80]))
      statements.append("DELETE FROM crm WHERE id % 7 = \(random.below(7))")
      statements.append("UPDATE crm SET c0 = substr(c0, 1, 3) WHERE id % 5 = \(random.below(5)) AND c0 IS NOT NULL")
      if random.chance(20) { statements.append("VACUUM") }
    }

    private mutating func declaredType(_ storage: ColumnNeed.Storage, isPlain: Bool) -> String {
      if isPlain, storage == .text { return "TEXT" }
      return random.pick(["TEXT", "INTEGER", "REAL", "NUMERIC", "", "BLOB", "DOUBLE PRECISION", "VARCHAR(20)", "FLOAT"])
    }

    private mutating func write(rows: Int) {
      for _ in 0..<rows {
        let id = random.chance(10) ? -random.below(1 << 40) : random.below(random.pick([1000, 1 << 20, 1 << 50]))
        let kind = random.pick(["'person'", "'company'", "'Person'", "NULL", "'firm'"])
        let company = random.chance(50) ? "NULL" : "\(random.below(1000))"
        let values = names.map { name in name == "c0" ? text() : value() }
        statements.append(
          "INSERT OR IGNORE INTO crm(id, kind, company_id\(names.map { ", \($0)" }.joined())) VALUES (\(id), \(kind), \(company)\(values.map { ", \($0)" }.joined()))"
        )
      }
    }

    private mutating func text() -> String {
      switch random.below(6) {
      case 0: "NULL"
      case 1: "printf('%.*c', \(random.below(random.pick([40, 40, 40, 3000, 20_000]))), 'ö')"
      default: "'\(random.pick(["", " ", "Kiel", "Bad Oldesloe", "x"]))\(random.below(50))'"
      }
    }

    private mutating func value() -> String {
      switch random.below(12) {
      case 0, 1: "NULL"
      case 2: "\(random.below(2))"
      case 3: "\(Int(truncatingIfNeeded: random.next()) >> random.below(64))"
      case 4: "1700000000"
      case 5: "\(random.below(1000)).\(random.below(100))"
      case 6: random.pick(["1e300", "-0.5", "1700000000.25", "53.55", "9e999", "0.1"])
      case 7: random.pick(["'2026-03-01'", "'2026-03-01 12:30:15'", "'2026-03-01T12:30:15Z'", "'2026-02-30'"])
      case 8: random.pick(["'yes'", "'no'", "'12'", "' 12,5 '", "'many'", "''", "'  '"])
      case 9: "x'3132'"
      case 10: text()
      default: "\(random.below(200) - 100)"
      }
    }
  }

  /// Everything that was read, in words.
  private func words(_ parts: [ContactPart], _ query: ContactQuery) throws -> [String] {
    let loaded = try LoadedContacts(parts, query)
    guard case .integers(let keys) = loaded.keys, case .integers(let companies)? = loaded.companies else { return [] }
    let rows = (0..<loaded.count).map { row in
      ["\(keys[row])", "\(loaded.kinds[row])", "\(companies[row])"] + loaded.columns.map { $0.written(row) }
    }
    let misfits = loaded.misfits + [loaded.kindMisfits]
    return rows.map { $0.joined(separator: "|") }
      + misfits.map { "\($0.count) \($0.example) \($0.rows.map { "\($0)" } ?? "many")" }
  }

  @Test func pagesAndStatementsReadTheSame() throws {
    var byPages = 0
    for seed in 1...120 as ClosedRange<UInt64> {
      let scratch = Scratch()
      do {
        let database = try Database(path: scratch.path, mode: .create)
        for statement in RandomTable(seed: seed).statements { try database.execute(statement) }
      }
      let program = Program.reading("crm")
      let database = try Database(path: scratch.path, mode: .readOnly)
      let layout = try ContactLayout(of: program, in: database)
      let needs = Self.storages.enumerated().compactMap { index, storage in
        layout.contacts.column("c\(index)").map { ColumnNeed(name: $0, storage: storage, field: 0) }
      }
      for threads in [1, 3] {
        let snapshot = try Snapshot(of: database, count: threads)
        let ranges = try KeyRanges(of: layout.contacts, in: snapshot.connections[0], count: threads)
        let query = try ContactQuery(layout, form: .integers, needsCompany: true, needs: needs, program: program)
        let zone = try #require(ZoneRules(name: "Europe/Berlin"))
        guard let pages = try SQLiteContactStore.readPages(query, snapshot, zone: zone) else { continue }
        byPages += 1
        let statements = try SQLiteContactStore.readRanges(query, ranges, snapshot, zone: zone)
        #expect(try words(pages, query) == words(statements, query), "seed \(seed)")
        // The same of some contacts, and of some that are not there.
        let keys = try database.prepare("SELECT id + id % 2 FROM crm WHERE id % 3 = 0 ORDER BY id")
        var wanted: [Int64] = []
        while try keys.step() { wanted.append(keys.integer(0)) }
        wanted = Set(wanted).sorted()
        let some = try #require(try SQLiteContactStore.readPages(query, only: Cells(wanted), snapshot, zone: zone))
        var selected = query
        selected.selection = KeySelection(wanted.map { SQLValue.integer($0) })
        let part = ContactPart(selected, KeyRanges.Range(), zone: zone)
        try part.read(in: snapshot.connections[0])
        #expect(try words(some, query) == words([part], query), "seed \(seed)")
      }
    }
    // The others have numbers in a column of texts, or a default.
    #expect(byPages > 100)
  }

  @Test func aLogWithPagesIsLeftToStatements() throws {
    let scratch = try Scratch(sql: "PRAGMA journal_mode = WAL; CREATE TABLE crm(id INTEGER PRIMARY KEY, kind TEXT)")
    let writer = try Database(path: scratch.path, mode: .readWrite)
    try writer.execute("INSERT INTO crm VALUES (1, 'person')")
    let reader = try Database(path: scratch.path, mode: .readOnly)
    try reader.execute("BEGIN")
    #expect(try reader.integer("SELECT count(*) FROM crm") == 1)
    #expect(DatabasePages(reader) == nil)
  }

  /// SQLite writes the log beside the file that a link leads to.
  @Test func aLogBehindALinkIsSeen() throws {
    let scratch = try Scratch(sql: "PRAGMA journal_mode = WAL; CREATE TABLE crm(id INTEGER PRIMARY KEY, kind TEXT)")
    let link = Scratch("linked.db")
    try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: scratch.path)
    let writer = try Database(path: scratch.path, mode: .readWrite)
    try writer.execute("INSERT INTO crm VALUES (1, 'person')")
    let reader = try Database(path: link.path, mode: .readOnly)
    #expect(reader.hasLoggedPages)
    try reader.execute("BEGIN")
    #expect(try reader.integer("SELECT count(*) FROM crm") == 1)
    #expect(DatabasePages(reader) == nil)
  }

  @Test func keysAtBothEndsAreRead() throws {
    let scratch = try Scratch(
      sql: """
        CREATE TABLE crm(id INTEGER PRIMARY KEY, kind TEXT);
        INSERT INTO crm VALUES (-9223372036854775807, 'person'), (9223372036854775807, 'company');
        """)
    for threads in [1, 2, 5] {
      let store = try SQLiteContactStore(path: scratch.path, program: .reading("crm"), access: .read)
      let columns = try store.load(plan(), .reading("crm"), zone: .utc, threads: threads).columns
      #expect(columns.kinds == [1, 0])
    }
    let database = try Database(path: scratch.path, mode: .readOnly)
    let layout = try ContactLayout(of: .reading("crm"), in: database)
    #expect(try KeyRanges(of: layout.contacts, in: database, count: 1).ranges.count == 1)
  }

  /// Whatever stands in the pages, reading them ends.
  @Test func damagedPagesEndNothing() throws {
    let scratch = Scratch()
    do {
      let database = try Database(path: scratch.path, mode: .create)
      for statement in RandomTable(seed: 12).statements { try database.execute(statement) }
    }
    let whole = scratch.bytes
    let program = Program.reading("crm")
    let layout = try ContactLayout(of: program, in: Database(path: scratch.path, mode: .readOnly))
    let needs = Self.storages.enumerated().map { ColumnNeed(name: "c\($0)", storage: $1, field: 0) }
    var random = SplitMix(seed: 7)
    var read = 0
    for _ in 0..<400 {
      var bytes = whole
      for _ in 0...random.below(20) { bytes[100 + random.below(bytes.count - 100)] = UInt8(random.below(256)) }
      if random.chance(20) { bytes.removeLast(random.below(bytes.count / 2)) }
      try Data(bytes).write(to: URL(fileURLWithPath: scratch.path))
      _ = code {
        let database = try Database(path: scratch.path, mode: .readOnly)
        let snapshot = try Snapshot(of: database, count: 2)
        let query = try ContactQuery(layout, form: .integers, needsCompany: true, needs: needs, program: program)
        if try SQLiteContactStore.readPages(query, snapshot, zone: .utc) != nil { read += 1 }
      }
    }
    #expect(read > 0)
  }
}
