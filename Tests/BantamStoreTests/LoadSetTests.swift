import BantamPlan
import BantamProgram
import Testing

@testable import BantamStore

/// Sets over the contacts 1 to 5; the run's instant is 2026-07-01.
@Suite struct LoadSetTests {
  struct Case: Sendable {
    var need: SetNeed
    var rows: [UInt8]

    init(_ need: SetNeed, _ rows: [UInt8]) {
      self.need = need
      self.rows = rows
    }
  }

  /// 2026-01-01T00:00:00Z
  static let january: Int64 = 1_767_225_600_000

  static let cases = [
    Case(.member(campaign: "spring", status: nil), [1, 1, 0, 0, 0]),
    Case(.member(campaign: "spring", status: "responded"), [0, 1, 0, 0, 0]),
    Case(.member(campaign: "autumn", status: nil), [0, 0, 1, 0, 0]),
    Case(.member(campaign: "summer", status: nil), [0, 0, 0, 0, 0]),
    Case(.member(campaign: "spring", status: nil, from: january, through: nil), [1, 1, 0, 0, 0]),
    Case(.member(campaign: "spring", status: nil, from: january + 1, through: nil), [0, 1, 0, 0, 0]),
    Case(.member(campaign: "spring", status: "Sent", from: nil, through: january), [1, 0, 0, 0, 0]),
    Case(.member(campaign: "spring", status: nil, from: nil, through: january + 1_500), [1, 1, 0, 0, 0]),
    Case(.member(campaign: "spring", status: nil, from: nil, through: january + 1_499), [1, 0, 0, 0, 0]),
    Case(.memberOfOther(than: "autumn", from: nil, through: nil), [1, 1, 0, 0, 1]),
    Case(.memberOfOther(than: "spring", from: nil, through: nil), [0, 0, 1, 0, 1]),
    Case(.memberOfOther(than: "winter", from: nil, through: nil), [1, 1, 1, 0, 0]),
    Case(.memberOfOther(than: "autumn", from: january + 1, through: nil), [0, 1, 0, 0, 1]),
    Case(.basis(purpose: "news", basis: .consent), [1, 0, 0, 1, 0]),
    Case(.basis(purpose: "news", basis: .contract), [0, 1, 0, 0, 0]),
    Case(.objection(purpose: "news"), [0, 1, 1, 0, 0]),
    Case(.objection(purpose: "calls"), [0, 0, 1, 0, 0]),
    Case(.suppressed(channel: "email"), [1, 0, 0, 1, 0]),
    Case(.suppressed(channel: "phone"), [0, 0, 0, 0, 0]),
    Case(.stage(funnel: "three", project: "erp", stages: ["lead", "customer"]), [1, 0, 0, 0, 0]),
    Case(.stage(funnel: "three", project: nil, stages: ["customer"]), [1, 1, 0, 0, 0]),
    Case(.stageEver(funnel: "three", project: nil, stages: ["customer"]), [1, 1, 0, 0, 0]),
    Case(.stageEver(funnel: "three", project: "erp", stages: ["customer"]), [1, 0, 0, 0, 0]),
    Case(.stageEver(funnel: "two", project: nil, stages: ["lead", "customer"]), [0, 0, 1, 0, 0]),
  ]

  static let data = """
    INSERT INTO contact(id, kind, email) VALUES (1, 'person', ' A@Example.com'), (2, 'person', 'b@example.com'),
      (3, 'person', NULL), (4, 'person', 'd@example.com'), (5, 'company', 'e@example.com');
    INSERT INTO bantam_campaign(id, name) VALUES (1, 'spring'), (2, 'autumn'), (3, 'winter');
    INSERT INTO bantam_member(campaign_id, contact_id, status, joined_at) VALUES
      (1, 1, 'Sent', '2026-01-01'), (1, 2, 'Responded', '2026-01-01T00:00:01.5Z'), (2, 3, NULL, '2026-01-01'),
      (3, 5, NULL, '2026-06-01T10:00:00Z');
    INSERT INTO bantam_consent(contact_id, purpose, basis, given_at, withdrawn_at) VALUES
      (1, 'news', 'consent', '2026-01-01', NULL), (2, 'news', 'consent', '2026-01-01', '2026-06-01T10:00:00Z'),
      (2, 'news', 'contract', NULL, NULL), (3, 'news', 'consent', '2026-07-02', NULL),
      (4, 'news', 'consent', '2026-01-01', '2026-08-01'), (5, 'calls', 'consent', '2026-01-01', NULL);
    INSERT INTO bantam_objection(contact_id, purpose, at) VALUES (2, 'news', '2026-01-01'), (3, NULL, NULL),
      (4, 'news', '2026-09-01');
    INSERT INTO bantam_suppression(channel, address, contact_id) VALUES ('email', 'a@example.COM ', NULL),
      ('email', NULL, 4), ('phone', '+49 40', NULL), ('email', 'nobody@example.com', NULL);
    INSERT INTO bantam_stage(funnel, project, contact_id, stage, since) VALUES ('three', 'erp', 1, 'customer', '2026-01-01'), ('three', 'crm', 2, 'customer', '2026-01-01'),
      ('three', 'crm', 1, 'lead', '2026-01-01'), ('two', '', 3, 'customer', '2026-01-01');
    """

  /// What the history of stages adds.
  static let historyCases = [
    Case(.stageEver(funnel: "three", project: nil, stages: ["customer"]), [1, 1, 0, 1, 1]),
    Case(.stageEver(funnel: "three", project: "crm", stages: ["customer"]), [0, 1, 0, 0, 1]),
    Case(.stageEver(funnel: "three", project: "crm", stages: ["lead"]), [1, 0, 0, 0, 1]),
    Case(.stage(funnel: "three", project: nil, stages: ["customer"]), [1, 1, 0, 0, 0]),
  ]

  static let history = """
    INSERT INTO bantam_stage_change(funnel, project, contact_id, from_stage, to_stage, at, event, actor) VALUES
      ('three', 'erp', 4, 'customer', 'lead', '2026-02-01', '', ''),
      ('three', 'crm', 5, 'lead', 'customer', '2026-02-01', '', ''),
      ('two', '', 2, 'lead', 'customer', '2026-02-01', '', '');
    """

  @Test(arguments: historyCases) func setIsLoadedWithHistory(_ item: Case) throws {
    try expectRows(item, Self.data + Self.history)
  }

  @Test(arguments: cases) func setIsLoaded(_ item: Case) throws { try expectRows(item, Self.data) }

  private func expectRows(_ item: Case, _ data: String) throws {
    let scratch = Scratch()
    let program = Program.own([field("email", .text), field("phone", .text)])
    let store = try SQLiteContactStore(path: scratch.path, program: program, access: .create)
    try store.database.execute(data)
    var plan = plan([("name", .text)])
    plan.asOf = 1_782_864_000_000
    plan.sets = [item.need]
    let columns = try store.load(plan, program, zone: .utc, threads: 2).columns
    #expect(columns.sets == [item.rows])
    #expect(columns.columns.count == 1)
  }

  /// What must stop a run however it is written; the run's instant is 2026-07-01T00:00:00Z. Each protects contact 1.
  static let protections: [(SetNeed, String)] = [
    (.suppressed(channel: "sms"), "bantam_suppression(channel, address) VALUES ('SMS', '+49 40 222')"),
    (.suppressed(channel: "phone"), "bantam_suppression(channel, address) VALUES ('phone', '0049-40/222')"),
    (.suppressed(channel: "phone"), "bantam_suppression(channel, address) VALUES ('phone', '+4940222')"),
    (.suppressed(channel: "phone"), "bantam_suppression(channel, address) VALUES ('phone', 4940222)"),
    (.suppressed(channel: "email"), "bantam_suppression(channel, address) VALUES ('e-mail', ' JÖRG@Müller.example')"),
    (.suppressed(channel: "post"), "bantam_suppression(channel, contact_id) VALUES ('post', 1)"),
    (.objection(purpose: "news"), "bantam_objection(contact_id, purpose, at) VALUES (1, 'News', 'last summer')"),
    (.objection(purpose: "news"), "bantam_objection(contact_id, purpose, at) VALUES (1, '', 2026)"),
    (.objection(purpose: "news"), "bantam_objection(contact_id, purpose, at) VALUES (1, 'news', 1782863999)"),
  ]

  @Test(arguments: protections) func protectionDoesNotFailOpen(_ need: SetNeed, _ row: String) throws {
    #expect(try protected(need, row) == [1, 0])
  }

  /// Each leaves contact 1 without a basis, which contact 2 has.
  @Test(arguments: [
    "'2026-01-01', 'on the phone'", "'2026-01-01', 1782863999", "'2026-01-01', 2025", "1782864001, NULL",
    "'some day', NULL",
  ]) func consentIsNotAssumed(_ times: String) throws {
    let row =
      "bantam_consent(contact_id, purpose, basis, given_at, withdrawn_at) VALUES (1, 'news', 'consent', \(times)),"
      + " (2, 'news', 'consent', 1782863999, 1782864001)"
    #expect(try protected(.basis(purpose: "news", basis: .consent), row) == [0, 1])
  }

  @Test func objectionsOfTomorrowAreNone() throws {
    #expect(
      try protected(.objection(purpose: "news"), "bantam_objection(contact_id, at) VALUES (1, 1782864001)") == [0, 0])
  }

  private func protected(_ need: SetNeed, _ row: String) throws -> [UInt8] {
    let scratch = Scratch()
    let fields = ["email", "phone", "street", "postcode"].map { field($0, .text) }
    let program = Program.own(fields)
    let store = try SQLiteContactStore(path: scratch.path, program: program, access: .create)
    try store.database.execute(
      """
      INSERT INTO contact(id, kind, email, phone) VALUES (1, 'person', 'jörg@MÜLLER.example', '+49 40 222'),
        (2, 'person', 'b@x.example', '040 222');
      INSERT INTO \(row);
      """)
    var plan = plan([("name", .text)])
    plan.asOf = 1_782_864_000_000
    plan.sets = [need]
    let one = try store.load(plan, program, zone: .utc, keys: [.integer(1)]).contacts
    let all = try store.load(plan, program, zone: .utc).columns.sets[0]
    #expect(one.columns.sets[0] == [all[0]])
    return all
  }

  /// Contacts loaded one by one have the sets that they have among all.
  @Test(arguments: cases) func setOfOneContact(_ item: Case) throws {
    let scratch = Scratch()
    let program = Program.own([field("email", .text), field("phone", .text)])
    let store = try SQLiteContactStore(path: scratch.path, program: program, access: .create)
    try store.database.execute(Self.data)
    var plan = plan([("name", .text)])
    plan.asOf = 1_782_864_000_000
    plan.sets = [item.need]
    for key in 1...5 {
      let found = try store.load(plan, program, zone: .utc, keys: [.integer(Int64(key))]).contacts
      #expect(found.rows == [0])
      #expect(found.columns.sets == [[item.rows[key - 1]]])
    }
  }

  /// Before the first run nothing of Bantam stands beside a foreign table.
  @Test(arguments: cases) func setIsEmptyAtFirst(_ item: Case) throws {
    let scratch = try Scratch(sql: "CREATE TABLE crm(id INTEGER PRIMARY KEY); INSERT INTO crm VALUES (1)")
    let program = Program.reading("crm", kind: .person)
    let store = try SQLiteContactStore(path: scratch.path, program: program, access: .read)
    var plan = plan()
    plan.sets = [item.need]
    #expect(try store.load(plan, program, zone: .utc).columns.sets == [[0]])
  }
}
