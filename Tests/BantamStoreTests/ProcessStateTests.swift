import BantamPlan
import BantamProgram
import Testing

@testable import BantamStore

/// What the lead process reads of its own tables.
@Suite struct ProcessStateTests {
  private let scratch = Scratch()

  private func store(_ data: String) throws -> SQLiteContactStore {
    let store = try SQLiteContactStore(path: scratch.path, program: Program.own(), access: .create)
    try store.database.execute(
      """
      INSERT INTO contact(id, kind) VALUES (1, 'person'), (2, 'person'), (3, 'person');
      INSERT INTO bantam_campaign(id, name, project, funnel, suggestions) VALUES
        (1, 'spring', 'desks', 'way', '{"A_":["call"],"a1":["call"]}');
      INSERT INTO bantam_member(campaign_id, contact_id, joined_at, grade, total, points) VALUES
        (1, 1, '2026-01-01', 'A_', 50, '[50]'), (1, 2, '2026-01-01', 'a1', 50, '[50]');
      """ + data)
    return store
  }

  @Test func openLeadsAreMembersThatAreNotLocked() throws {
    let store = try store(
      """
      INSERT INTO bantam_assignment(campaign_id, contact_id, owner, at) VALUES (1, 1, 'ann', ''), (1, 2, 'ann', ''),
        (1, 3, 'ann', '');
      INSERT INTO bantam_stage(funnel, project, contact_id, stage, since, locked) VALUES ('way', 'desks', 2, 'lost', '', 1);
      """)
    #expect(try store.openLeads() == ["ann": 1])
  }

  /// `_` and the case of a grade's name are letters like others.
  @Test func anAcceptanceIsOfTheVeryGrade() throws {
    let store = try store(
      """
      INSERT INTO bantam_decision(campaign_id, contact_id, suggestion, verdict, basis, actor, at) VALUES
        (1, 1, 'call', 'accepted', 'AB [10]', 'eva', ''), (1, 2, 'call', 'accepted', 'A1 [10]', 'eva', '');
      """)
    #expect(try store.openSuggestions().map(\.contact) == [.integer(1), .integer(2)])
    try store.database.execute(
      "UPDATE bantam_decision SET basis = CASE contact_id WHEN 1 THEN 'A_ [10]' ELSE 'a1 [10]' END")
    #expect(try store.openSuggestions() == [])
  }

  @Test func aDamagedLedgerIsRead() throws {
    let store = try store(
      """
      INSERT INTO bantam_ledger VALUES ('t', 'ann', 1, '2026-01-01', 9223372036854775807, -5),
        ('t', 'ann', 1, '2026-01-02', 9223372036854775807, 'x'), ('t', 'ann', 1, '2026-01-03', 3, 1);
      """)
    #expect(try store.ledger().map(\.leads) == [1_000_000_000, 1_000_000_000, 3])
    #expect(try store.ledger().map(\.credit) == [0, 0, 1])
  }

  @Test func eventsAreFoundByCampaignAndByProject() throws {
    let store = try store(
      """
      INSERT INTO bantam_event(contact_id, project, campaign_id, kind, at, actor) VALUES (1, '', 1, 'call', '', ''),
        (2, 'desks', NULL, 'call', '', ''), (3, 'boxes', NULL, 'call', '', '');
      """)
    let index = KeyIndex(.integers([1, 2, 3]))
    #expect(try store.rows(withEvent: "call", in: "spring", project: "desks", index, count: 3) == [true, true, false])
    #expect(try store.rows(withEvent: "call", in: "spring", project: nil, index, count: 3) == [true, false, false])
  }

  /// With a write-ahead log a load's revision is never newer than what it saw.
  @Test func aCommitDuringALoadIsNoticed() throws {
    let store = try store("")
    #expect(try store.database.text("PRAGMA journal_mode = WAL") == "wal")
    let before = try store.database.revision()
    let program = Program.own()
    #expect(try store.load(plan(), program, zone: .utc).report.revision == before)
    let reader = try Database(path: scratch.path, mode: .readOnly)
    try reader.execute("BEGIN")
    _ = try reader.integer("SELECT count(*) FROM contact")
    let seen = try reader.revision()
    try store.database.execute("INSERT INTO contact(id, kind) VALUES (4, 'person')")
    // In the reader's transaction the log has grown, which is why a load asks before it begins.
    #expect(try reader.revision() != seen)
    #expect(try store.load(plan(), program, zone: .utc, keys: [.integer(4)]).report.revision != before)
  }

  /// Each conflict is told with its latest run, and the change sets are looked at one by one.
  @Test func undoNamesTheRunsBuiltUponIt() throws {
    let store = try store("")
    func change(_ sql: String, _ detail: String) throws -> Int64? {
      var record = RunRecord(startedAt: 0, asOf: 0, rulesHash: "", programVersion: "", contacts: 0)
      record.detail = detail
      return try store.journaled(record) { _ throws(StoreError) in try store.database.execute(sql) }.runID
    }
    let first = try #require(try change("UPDATE bantam_member SET status = 'Sent'", "first"))
    _ = try change("UPDATE bantam_member SET status = 'x' WHERE contact_id = 1", "second")
    _ = try change("UPDATE bantam_member SET status = 'y' WHERE contact_id = 1", "third")
    _ = try change("UPDATE bantam_member SET status = 'z' WHERE contact_id = 2", "fourth")
    let record = RunRecord(startedAt: 0, asOf: 0, rulesHash: "", programVersion: "", contacts: 0)
    do throws(StoreError) {
      _ = try store.undo(run: first, record)
      Issue.record("it is taken back")
    } catch {
      #expect(
        error
          == .builtUpon(
            first, ["run 4 (`fourth`) changed lead 2 of spring", "run 3 (`third`) changed lead 1 of spring"]))
    }
  }
}
