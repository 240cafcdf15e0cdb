import BantamColumns
import BantamProgram
import Testing

@testable import BantamStore

@Suite struct WriteTests {
  static let run = RunRecord(startedAt: 0, asOf: 86_400_000, rulesHash: "abc", programVersion: "1.0", contacts: 4)

  /// A campaign with leads as `row: total/grade`, for the contacts with the keys 10, 20, 30, 40.
  static func outcome(_ leads: [(row: Int32, total: Int64, grade: Int32)]) -> CampaignOutcome {
    var outcome = CampaignOutcome(name: "spring")
    outcome.memberRows = leads.map(\.row)
    outcome.firstStatus = "Sent"
    outcome.leads.rows = leads.map(\.row)
    outcome.leads.totals = leads.map(\.total)
    outcome.leads.lows = leads.map { $0.total - 3333 }
    outcome.leads.highs = leads.map { $0.total == 0 ? LeadOutcome.missing : $0.total }
    outcome.leads.completeness = leads.map { _ in 7500 }
    outcome.leads.disciplines = ["budget", "a \"quoted\" one"]
    outcome.leads.points = [leads.map { $0.total / 2 }, leads.map { _ in 333_333 }]
    outcome.leads.grades = CodedTexts(names: ["A", "B"], codes: leads.map(\.grade))
    outcome.leads.nextQuestions = CodedTexts(names: ["employees"], codes: leads.map { $0.grade - 1 })
    return outcome
  }

  static let keyLists: [Keys] = [.integers([10, 20, 30, 40]), .texts(["10", "200", "Ä", "ä"])]

  @Test(arguments: [0, 1]) func differenceIsWritten(_ list: Int) throws {
    let scratch = Scratch()
    let keys = Self.keyLists[list]
    let names = list == 0 ? ["10", "20", "30", "40"] : ["10", "200", "Ä", "ä"]
    let store = try SQLiteContactStore(path: scratch.path, program: .own(), access: .create)
    let first = try store.store(
      [Self.outcome([(0, 925_000, 0), (1, 400_000, 1), (2, 0, 1)])], keys: keys, Self.run)
    #expect(first.runID == 1)
    #expect(first.campaigns[0].leads.inserted == 3)
    #expect(
      try scratch.rows(
        "SELECT contact_id, grade, total, low, high, completeness, points, next_question, run_id FROM bantam_lead")
        == [
          "\(names[0])|A|92.5|92.1667|92.5|0.75|[46.25,33.3333]|–|1",
          "\(names[1])|B|40|39.6667|40|0.75|[20,33.3333]|employees|1",
          "\(names[2])|B|0|-0.3333|–|0.75|[0,33.3333]|employees|1",
        ])

    let second = try store.store(
      [Self.outcome([(0, 925_000, 0), (2, 10_000, 1), (3, 10_000, 0)])], keys: keys, Self.run)
    #expect(second.runID == 2)
    #expect([second.campaigns[0].leads.inserted, second.campaigns[0].leads.updated] == [1, 1])
    #expect(second.campaigns[0].members.deleted == 1)
    #expect(
      try scratch.rows("SELECT contact_id, total, run_id FROM bantam_lead")
        == ["\(names[0])|92.5|1", "\(names[2])|1|2", "\(names[3])|1|2"])
    #expect(
      try scratch.rows("SELECT contact_id, status, joined_at, run_id FROM bantam_member").first
        == "\(names[0])|Sent|1970-01-02T00:00:00Z|1")
    #expect(try store.memberRows(of: "spring", keys: keys) == [0, 2, 3])
    #expect(
      try scratch.rows("SELECT id, inserted, updated, deleted FROM bantam_run") == ["1|4|0|0", "2|1|1|1"])
    #expect(
      try scratch.rows("SELECT discipline, points FROM bantam_lead_points WHERE campaign = 'spring' LIMIT 2")
        == ["budget|46.25", "a \"quoted\" one|33.3333"])
  }

  /// Running again with the same outcome leaves every byte of the file.
  @Test func sameOutcomeWritesNothing() throws {
    let scratch = Scratch()
    let outcome = Self.outcome((0..<4).map { (Int32($0), Int64($0) * 123_456, Int32($0 % 2)) })
    let keys = Self.keyLists[0]
    for round in 1...3 {
      let store = try SQLiteContactStore(path: scratch.path, program: .own(), access: .create)
      let before = scratch.bytes
      let report = try store.store([outcome], keys: keys, Self.run)
      #expect((report.runID == nil) == (round > 1))
      #expect((scratch.bytes == before) == (round > 1))
    }
  }

  /// A campaign that nobody belongs to any more loses its leads; the report says so.
  @Test func emptiedCampaignIsReported() throws {
    let scratch = Scratch()
    let store = try SQLiteContactStore(path: scratch.path, program: .own(), access: .create)
    var outcome = Self.outcome([(1, 0, 0), (2, 10_000, 1)])
    outcome.score = "bant"
    _ = try store.store([outcome], keys: Self.keyLists[0], Self.run)
    var empty = Self.outcome([])
    empty.score = "bant"
    let report = try store.store([empty], keys: Self.keyLists[0], Self.run)
    #expect([report.campaigns[0].leads.deleted, report.campaigns[0].members.deleted] == [2, 2])
    #expect(try scratch.integer("SELECT count(*) FROM bantam_lead") == 0)
  }

  /// Whom a database of version 1 knows as added by hand stays so.
  @Test func handMadeMembersOfVersion1() throws {
    let scratch = Scratch()
    let database = try Database(path: scratch.path, mode: .create)
    try database.transaction { () throws(StoreError) in
      try Schema.bringForward(database, withContacts: true, steps: Array(Schema.steps.prefix(1)))
    }
    try database.execute(
      """
      INSERT INTO bantam_campaign(name) VALUES ('spring');
      INSERT INTO bantam_member(campaign_id, contact_id, origin, joined_at) VALUES (1, 10, 'hand', 'x'), (1, 30, 'rule', 'y');
      """)
    let store = try SQLiteContactStore(path: scratch.path, program: .own(), access: .create)
    #expect(try store.campaignFacts().edited == ["spring"])
    #expect(
      try scratch.rows("SELECT contact_id, edit, at FROM bantam_member_edit") == ["10|add|x"])
  }

  /// A disk that fills up in the middle leaves the leads of the run before.
  @Test func fullDiskChangesNothing() throws {
    let scratch = Scratch()
    let keys = Keys.integers(Cells((0..<20_000).map { Int64($0) }))
    let store = try SQLiteContactStore(path: scratch.path, program: .own(), access: .create)
    _ = try store.store([Self.outcome([(0, 10_000, 0)])], keys: keys, Self.run)
    let before = scratch.bytes
    let pages = try store.database.integer("PRAGMA page_count") ?? 0
    _ = try store.database.integer("PRAGMA max_page_count = \(pages + 20)")
    let many = Self.outcome((0..<20_000).map { (Int32($0), 20_000, 0) })
    #expect(code { _ = try store.store([many], keys: keys, Self.run) } == "BT0806")
    #expect(scratch.bytes == before)
    _ = try store.database.integer("PRAGMA max_page_count = 1000000")
    #expect(try store.store([many], keys: keys, Self.run).campaigns[0].leads.inserted == 19_999)
  }

  @Test func interruptChangesNothing() throws {
    let scratch = Scratch()
    let asked = Flag()
    let store = try SQLiteContactStore(
      path: scratch.path, program: .own(), access: .create, isInterrupted: { asked.isRaised })
    let before = scratch.bytes
    asked.isRaised = true
    let many = Self.outcome((0..<20_000).map { (Int32($0), 20_000, 0) })
    let keys = Keys.integers(Cells((0..<20_000).map { Int64($0) }))
    #expect(code { _ = try store.store([many], keys: keys, Self.run) } == "BT0815")
    #expect(scratch.bytes == before)
  }

  @Test func leadsAreExportedBestFirst() throws {
    let scratch = try Scratch(
      sql: """
        CREATE TABLE crm(nr TEXT PRIMARY KEY, firma TEXT); INSERT INTO crm VALUES ('a', 'Alster'), ('b', 'Bille'), ('c', 'Elbe')
        """)
    var program = Program.reading("crm", key: "nr", kind: .company)
    program.fields = [field("name", .text, column: "firma")]
    let store = try SQLiteContactStore(path: scratch.path, program: program, access: .write)
    let keys = Keys.texts(["a", "b", "c"])
    _ = try store.store([Self.outcome([(0, 10_000, 1), (1, 20_000, 0)])], keys: keys, Self.run)
    var rows: [String] = []
    let columns = try store.columns(ofFields: ["name"], program)
    try store.eachLead(of: "spring", columns: columns) { row in
      rows.append(
        [row[1], row[2], row[3], row[SQLiteContactStore.leadColumns.count]].map(\.written).joined(separator: "|"))
    }
    #expect(rows == ["b|A|2|Bille", "a|B|1|Alster"])
    var contacts: [String] = []
    try store.eachContact(rows: [2, 0], keys: keys, columns: columns) {
      contacts.append($0.map(\.written).joined(separator: "|"))
    }
    #expect(contacts == ["c|Elbe", "a|Alster"])
  }
}

extension SQLiteContactStore {
  /// Compares and writes, as a run does.
  fileprivate func store(
    _ outcomes: [CampaignOutcome], keys: Keys, _ record: RunRecord
  ) throws(StoreError) -> WriteReport {
    var changes: [CampaignChange] = []
    for outcome in outcomes { changes.append(try compare(outcome, keys: keys)) }
    return try write(changes, keys: keys, record)
  }
}
