import Testing

@testable import BantamStore
@testable import bantam

/// What is due on 1 March 2026: `newsletter` keeps 2 years, `calls` 1 year.
@Suite struct RetentionTests {
  /// Anna (1), Ben (2) and so on, members of `news` (1) and `ring` (2) as the example says.
  func office(members: String, consents: String = "", more: String = "") throws -> Office {
    let office = try Office.atWork()
    try office.sql("DELETE FROM bantam_member; DELETE FROM bantam_consent; UPDATE contact SET last_activity_at = NULL")
    func insert(_ table: String, _ columns: String, _ rows: String) throws {
      for row in rows.split(separator: "\n") { try office.sql("INSERT INTO \(table)(\(columns)) VALUES (\(row))") }
    }
    try insert("bantam_member", "campaign_id, contact_id, joined_at, responded_at", members)
    try insert("bantam_consent", "contact_id, purpose, basis, given_at, withdrawn_at", consents)
    if !more.isEmpty { try office.sql(more) }
    return office
  }

  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var members = ""
    var consents = ""
    var more = ""
    /// Contact and campaign of due members, contact of due consents, and who has nothing left.
    var due: String
  }

  @Test(arguments: [
    Case(
      testDescription: "a member is due after two years without anything",
      members: "1, 1, '2024-02-20T00:00:00Z', NULL\n1, 2, '2024-03-10T00:00:00Z', NULL", due: "news 1; left 1"),
    Case(
      testDescription: "each purpose has its own time",
      members: "1, 1, '2024-06-01T00:00:00Z', NULL\n2, 1, '2024-06-01T00:00:00Z', NULL", due: "ring 1"),
    Case(
      testDescription: "who responded since is not due",
      members: """
        1, 1, '2023-01-01T00:00:00Z', '2025-01-01T00:00:00Z'
        1, 2, '2023-01-01T00:00:00Z', '2023-02-01T00:00:00Z'
        """,
      due: "news 2; left 2"),
    Case(
      testDescription: "an event or an activity since counts for all purposes",
      members: """
        1, 1, '2023-01-01T00:00:00Z', NULL
        2, 2, '2023-01-01T00:00:00Z', NULL
        2, 3, '2023-01-01T00:00:00Z', NULL
        """,
      more: """
        INSERT INTO bantam_event(contact_id, kind, at, actor) VALUES (1, 'call', '2025-12-01T00:00:00Z', 'eva');
        INSERT INTO activity(contact_id, kind, at) VALUES (2, 'visit', '2025-12-01T00:00:00Z');
        INSERT INTO activity(contact_id, kind, at) VALUES (3, 'visit', '2022-12-01T00:00:00Z')
        """, due: "ring 3; left 3"),
    Case(
      testDescription: "a key that is written as text is the same contact",
      members: "1, 1, '2023-01-01T00:00:00Z', NULL\n1, 2, '2023-01-01T00:00:00Z', NULL",
      more: "INSERT INTO bantam_event(contact_id, kind, at, actor) VALUES ('1', 'call', '2025-12-01T00:00:00Z', 'eva')",
      due: "news 2; left 2"),
    Case(
      testDescription: "a purpose counts however it is spelled",
      consents: """
        1, 'News-Letter', 'consent', '2020-01-01T00:00:00Z', NULL
        2, 'Newsletter', 'consent', '2025-01-01T00:00:00Z', NULL
        """, due: "consent 1; left 1"),
    Case(
      testDescription: "a consent that was renewed stays, also the old one",
      consents: """
        1, 'newsletter', 'consent', '2020-01-01T00:00:00Z', NULL
        1, 'newsletter', 'consent', '2025-01-01T00:00:00Z', NULL
        2, 'newsletter', 'consent', '2020-01-01T00:00:00Z', NULL
        2, 'service', 'consent', '2020-01-01T00:00:00Z', NULL
        """, due: "consent 2"),
    Case(
      testDescription: "a withdrawal is known as long again; what says no time stays",
      consents: """
        1, 'newsletter', 'consent', '2020-01-01T00:00:00Z', '2025-01-01T00:00:00Z'
        2, 'newsletter', 'consent', NULL, NULL
        3, 'newsletter', 'consent', '2020-01-01T00:00:00Z', '2020-02-01T00:00:00Z'
        """, due: "consent 3; left 3"),
    Case(
      testDescription: "an objection has to be honoured: somebody is left",
      members: "1, 1, '2020-01-01T00:00:00Z', NULL", more: "INSERT INTO bantam_objection(contact_id) VALUES (1)",
      due: "news 1"),
  ])
  func isDue(_ example: Case) throws {
    let office = try office(members: example.members, consents: example.consents, more: example.more)
    let before = try office.rows("SELECT count(*) FROM bantam_member")
    let shown = office.bantam("retention")
    #expect(try office.rows("SELECT count(*) FROM bantam_member") == before)
    let members = try office.rows("SELECT campaign_id, contact_id FROM bantam_member")
    let consents = try office.rows("SELECT id, contact_id FROM bantam_consent")
    let applied = office.bantam("retention", "--apply", "--json")
    let left = Set(try office.rows("SELECT campaign_id, contact_id FROM bantam_member"))
    var due = members.filter { !left.contains($0) }.map { ($0.hasPrefix("1|") ? "news " : "ring ") + $0.dropFirst(2) }
    let kept = Set(try office.rows("SELECT id, contact_id FROM bantam_consent"))
    due += consents.filter { !kept.contains($0) }.map { "consent \($0.split(separator: "|")[1])" }
    let candidates = applied.split(separator: "\"erase_candidates\":[")[1].prefix { $0 != "]" }
    if !candidates.isEmpty { due.append("left \(candidates.filter { $0 != "\"" })") }
    #expect(due.joined(separator: "; ") == example.due)
    #expect(shown.contains("Nothing was removed yet: `--apply` does it."))
  }

  @Test func theTable() throws {
    let office = try office(
      members: "1, 1, '2020-01-01T00:00:00Z', NULL\n2, 1, '2020-01-01T00:00:00Z', NULL",
      consents: "2, 'newsletter', 'consent', NULL, NULL")
    #expect(
      office.bantam("retention") == """
        purpose     due before  members  consents  without a date
        ──────────  ──────────  ───────  ────────  ──────────────
        newsletter  2024-03-01        1         0               1
        calls       2025-03-01        1         0               0

        Nothing was removed yet: `--apply` does it.
        1 contact has nothing left then, and could be erased: 1

        """)
    let run = try #require(try office.rows("SELECT max(id) + 1 FROM bantam_run").first)
    #expect(office.bantam("retention", "--apply").contains("Removed 2 rows, run \(run).\n"))
    #expect(office.bantam("retention").contains("Nothing is due.\n"))
  }

  /// Nothing but a note keeps a member by legitimate interest from coming back with the next run; who consented once
  /// may consent again.
  @Test func whoWentStaysOut() throws {
    let office = try office(
      members: "1, 1, '2020-01-01T00:00:00Z', NULL\n2, 1, '2020-01-01T00:00:00Z', NULL")
    office.bantam("retention", "--apply")
    #expect(
      try office.rows("SELECT campaign_id, contact_id, edit, actor, reason FROM bantam_member_edit")
        == ["2|1|remove|eva|kept for 1 year"])
    office.bantam("run")
    #expect(try office.rows("SELECT count(*) FROM bantam_member WHERE contact_id = 1") == ["0"])
  }

  @Test func itCanBeTakenBack() throws {
    let office = try office(
      members: "1, 1, '2020-01-01T00:00:00Z', NULL", consents: "1, 'newsletter', 'consent', '2020-01-01', NULL")
    let before = try office.rows("SELECT * FROM bantam_member") + office.rows("SELECT * FROM bantam_consent")
    office.bantam("retention", "--apply")
    let run = try #require(try office.rows("SELECT max(id) FROM bantam_run").first)
    office.bantam("undo", run)
    #expect(try office.rows("SELECT * FROM bantam_member") + office.rows("SELECT * FROM bantam_consent") == before)
  }

  @Test func noPurposeKeeps() throws {
    let office = try Office(rules: "edition 1\nsegment everybody of person { name is known }\n")
    try office.write("persons.csv", Office.persons)
    office.bantam("import", "\(office.folder)/persons.csv", "--persons")
    let words = "No purpose says how long it keeps: write `keep 2 years` into one.\n"
    #expect(office.bantam("retention") == words)
    #expect(office.bantam("retention", "--apply") == words)
  }
}
