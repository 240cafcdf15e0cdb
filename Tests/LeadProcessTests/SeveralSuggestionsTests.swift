import Testing

@testable import bantam

/// Suggestions by grade, by time and by several campaigns of one project, accepted with and without saying which.
struct SeveralSuggestionsTests {
  /// Firm 1 is graded A by both campaigns, firm 2 A by one and C by the other, firm 3 C by both, firm 4 B by both.
  private static let rules = """
    edition 1

    settings { currency EUR, as of 2026-03-01 }

    team marketing ["ann@example.com"]
    team sales { "cem@example.com" at most 1 }
    team away { "zoe@example.com" when city = "Nowhere" }

    funnel way per project {
        stage contact
        stage lead within 14 days else suggest demote to contact
        stage prospect handled by sales
        stage lost final
        contact to lead when campaign_joined
        lead to prospect when converted
        lead to contact when demoted
        prospect to lead when demoted
        prospect to lost when opportunity_lost
    }

    score size { staff weight 100 { 100 when employees >= 50, 50 when employees >= 20, 0 otherwise } }
    grades of size {
        A from 70 { suggest convert to prospect }
        B from 40 { suggest keep in away }
        C otherwise { suggest demote to contact }
    }
    score near { place weight 100 { 100 when city = "Kiel", 50 when city = "Husum", 0 otherwise } }
    grades of near {
        A from 70 { suggest convert to prospect }
        B from 40 { suggest keep in away }
        C otherwise { suggest demote to contact }
    }
    segment everybody of company { name is known }
    campaign spring {
        project desks uses way, audience everybody, internal, assign marketing round robin, qualify with size
        status "Sent", status "Answered" responded
    }
    campaign autumn {
        project desks uses way, audience everybody, internal, assign marketing round robin, qualify with near
    }
    """

  private func process() throws -> LeadFirm {
    let firm = try LeadFirm(
      Self.rules,
      contacts: """
        id,name,email,city,employees
        1,Ahorn,a@firm.example,Kiel,60
        2,Birke,b@firm.example,Bonn,60
        3,Cedar,c@firm.example,Bonn,1
        4,Distel,d@firm.example,Husum,30

        """)
    firm.must("run")
    return firm
  }

  @Test func differentOnesAreRefusedUntilOneIsNamed() throws {
    let firm = try process()
    let refused = firm.bantam("accept 2")
    #expect(refused.status == .findings)
    #expect(refused.errors.contains("error[BT1027]: several things are suggested for contact 2"))
    #expect(
      refused.errors.contains("`demote to contact` (autumn) and `convert to prospect` (spring)"), "\(refused.errors)")
    #expect(refused.errors.contains("`--suggestion TEXT` or `--campaign NAME`"))
    #expect(try firm.rows("SELECT count(*) FROM bantam_decision") == ["0"])
    firm.must("accept 2 --suggestion \"convert to prospect\"")
    #expect(try firm.rows("SELECT stage FROM bantam_stage WHERE contact_id = 2") == ["prospect"])
    // A prospect is no lead: what the other campaign thinks of it is no suggestion any more.
    #expect(!firm.must("suggestions").output.contains("Birke"))
  }

  @Test func equalOnesAreDoneOnce() throws {
    let firm = try process()
    let done = firm.must("accept 1")
    #expect(done.output.contains("1 Ahorn: convert to prospect, accepted: lead → prospect, now with cem@example.com"))
    #expect(try firm.rows("SELECT count(*) FROM bantam_event WHERE kind = 'converted'") == ["1"])
    #expect(try firm.rows("SELECT count(*) FROM bantam_decision WHERE contact_id = 1") == ["2"])
    #expect(!firm.must("suggestions").output.contains("Ahorn"))
  }

  @Test func enBlocTheOthersAreDone() throws {
    let firm = try process()
    let done = firm.bantam("accept --campaign spring --campaign autumn")
    #expect(done.status == .failed)
    let all = firm.bantam("accept 1 2 3")
    #expect(all.status == .findings)
    #expect(
      all.output.contains("1 Ahorn: convert")
        && all.output.contains("3 Cedar: demote to contact, accepted: lead → contact"))
    #expect(
      all.output.contains("no lead of autumn and spring any more")
        || all.output.contains("no lead of spring and autumn any more"))
    #expect(all.errors.contains("BT1027") && !all.output.contains("Birke"))
    #expect(
      try firm.rows("SELECT contact_id, stage FROM bantam_stage ORDER BY 1") == [
        "1|prospect", "2|lead", "3|contact", "4|lead",
      ])
  }

  @Test func aGradeAndAStageThatLastsTooLong() throws {
    let firm = try process()
    firm.must("run --as-of 2026-03-20")
    let late = firm.must("suggestions --as-of 2026-03-20").output
    #expect(late.contains("lead since 2026-03-01, longer than 14 days"))
    let refused = firm.bantam("accept 1 --as-of 2026-03-20")
    #expect(refused.status == .findings && refused.errors.contains("BT1027"))
    // Graded C as well: the same suggestion once.
    #expect(firm.must("accept 3 --as-of 2026-03-20").output.contains("3 Cedar: demote to contact, accepted"))
    #expect(try firm.rows("SELECT count(*) FROM bantam_event WHERE kind = 'demoted'") == ["1"])
  }

  @Test func overdueAtTheStageOfLeadsAreLeadsOnly() throws {
    let firm = try process()
    firm.must("members remove spring 4 --because \"elsewhere\"")
    firm.must("members remove autumn 4 --because \"elsewhere\"")
    firm.must("run")
    #expect(!firm.must("suggestions --as-of 2026-03-20").output.contains("Distel"))
  }

  @Test func nobodyHasRoom() throws {
    let firm = try process()
    let keep = firm.bantam("accept 4")
    #expect(keep.status == .findings)
    #expect(keep.errors.contains("error[BT1026]: nobody of `away` can take contact 4"))
    #expect(try firm.rows("SELECT count(*) FROM bantam_decision") == ["0"])
    firm.must("accept 1")
    let full = firm.must("accept 2 --campaign spring").output
    #expect(full.contains("lead → prospect, nobody of sales takes it over: all are full"), "\(full)")
  }

  @Test func eachNamedContactIsAnswered() throws {
    let firm = try process()
    firm.must("accept 1")
    let some = firm.bantam("decline 1 4 --because \"no\"")
    #expect(some.status == .findings)
    #expect(some.output.contains("4 Distel: keep in away, declined"))
    #expect(some.errors.contains("nothing is suggested for contact 1"))
    let none = firm.bantam("accept 1 4")
    #expect(none.status == .failed)
    #expect(none.errors.contains("for contact 1") && none.errors.contains("for contact 4"))
  }

  @Test func aDemotionIsTheSameByEventAndBySuggestion() throws {
    let query = """
      SELECT m.contact_id, c.name, m.edit, m.reason FROM bantam_member_edit AS m
      JOIN bantam_campaign AS c ON c.id = m.campaign_id ORDER BY 1, 2
      """
    let firm = try process()
    let done = firm.must("event 3 demoted --project desks")
    #expect(done.output.contains("It is no lead of spring and autumn any more."), "\(done.output)")
    let other = try process()
    other.must("accept 3")
    for firm in [firm, other] {
      #expect(try firm.rows(query) == ["3|autumn|remove|demoted", "3|spring|remove|demoted"])
      #expect(try firm.rows("SELECT count(*) FROM bantam_member WHERE contact_id = 3") == ["0"])
      #expect(try firm.rows("SELECT count(*) FROM bantam_assignment WHERE contact_id = 3") == ["0"])
      firm.must("run")
      #expect(try firm.rows("SELECT stage FROM bantam_stage WHERE contact_id = 3") == ["contact"])
    }
  }

  @Test func aCampaignThatIsGoneSuggestsNothing() throws {
    let firm = try process()
    try firm.setRules(Self.rules.replacing("campaign autumn", with: "campaign winter"))
    #expect(firm.must("suggestions").output.contains("spring"))
    #expect(!firm.must("suggestions").output.contains("autumn"))
    firm.must("accept 2")
  }

  @Test func theCampaignIsTheOneOfTheLead() throws {
    let firm = try process()
    #expect(firm.bantam("assess 1 staff 50").errors.contains("add `--campaign` and one of `spring`, `autumn`"))
    firm.must("members remove autumn 1 --because \"once is enough\"")
    firm.must("run")
    #expect(firm.must("assess 1 staff 50").output.contains("1 Ahorn in spring"))
    #expect(firm.bantam("assign --contact 1 --to ann").errors.contains("did you mean `ann@example.com`?"))
    firm.must("members status spring 1 --status answered")
    #expect(try firm.rows("SELECT status FROM bantam_member WHERE status = 'Answered'") == ["Answered"])
    let all = firm.must("members list spring --all").output
    #expect(all.contains("1  Ahorn   Answered  2026-03-01  2026-03-01"), "\(all)")
  }

  @Test func leadsAreFiltered() throws {
    let firm = try process()
    #expect(firm.must("leads --grade A --owner nobody").output == "No lead matches.\n")
    #expect(firm.must("leads --csv --owner nobody").output.split(separator: "\n").count == 1)
    #expect(firm.must("leads --unassigned").output == "No lead matches.\n")
    try firm.sql("DELETE FROM bantam_assignment WHERE contact_id = 3")
    #expect(firm.must("leads --unassigned").output.contains("Cedar"))
  }

  @Test func theRulesStandInEitherPlace() throws {
    let firm = try process()
    #expect(firm.plain(["leads", "--rules", firm.rulesPath, "--db", firm.database]).output.contains("Ahorn"))
    let both = firm.plain(["leads", firm.rulesPath, "--rules", firm.rulesPath, "--db", firm.database])
    #expect(both.status == .failed && both.errors.contains("BT0907"))
    #expect(firm.plain(["undo", "2", "--rules", firm.rulesPath, "--db", firm.database]).status == .clean)
  }

  @Test func plansAndTheJournal() throws {
    let firm = try process()
    firm.must("undo 2")
    firm.must("members add spring 4 --because \"met\"")
    let plan = firm.must("plan --lines").output
    #expect(plan.contains(#""contact":1,"change":"enters","name":"Ahorn""#), "\(plan)")
    #expect(plan.contains(#""because":"in the audience""#) && plan.contains(#""because":"added by hand""#))
    let log = firm.bantam("log --limit 1")
    #expect(log.errors == "the latest 1 run; --limit shows more\n")
    firm.must("run")
    let idle = firm.must("plan -o \(firm.folder)/idle.plan").output
    #expect(idle.hasSuffix("0 changes.\n"), "\(idle)")
    #expect(try firm.rows("SELECT actor FROM bantam_run WHERE command = 'import'") == ["ann"])
    let undo = firm.bantam("undo 1").errors
    #expect(undo.contains("BT0844") && !undo.contains("bantam_"), "\(undo)")
  }
}

/// A folder with rules and contacts of its own.
final class LeadFirm {
  let firm: Firm
  var folder: String { firm.folder }
  var database: String { firm.database }
  var rulesPath: String { firm.rulesPath }

  init(_ rules: String, contacts: String) throws {
    firm = try Firm()
    try setRules(rules)
    try firm.write("companies.csv", contacts)
    firm.must("import \(firm.folder)/companies.csv --companies --key id")
  }

  func setRules(_ rules: String) throws { try firm.write("rules.bant", rules) }

  func bantam(_ line: String) -> Firm.Result { firm.bantam(line) }

  @discardableResult
  func must(_ line: String) -> Firm.Result { firm.must(line) }

  func plain(_ words: [String]) -> Firm.Result { firm.bantam(words: words) }

  func rows(_ sql: String) throws -> [String] { try firm.rows(sql) }

  func sql(_ sql: String) throws { try firm.sql(sql) }
}
