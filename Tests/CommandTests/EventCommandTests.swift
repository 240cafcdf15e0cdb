import BantamStore
import BantamSystem
import Foundation
import Testing

@testable import bantam

/// `bantam event`: what it writes, what follows from it, and what it refuses.
struct EventCommandTests {
  @Test func anEventMovesTheContactAndHandsItsLeadOver() throws {
    let process = try LeadProcess()
    #expect(process.bantam("run").status == .clean)
    let result = process.bantam(
      "event INFO@birke.example offer_made --project desks --amount 12_000.50 --reference A-1 --note \"by post\" --at 2026-02-03T10:00"
    )
    #expect(result.errors == "")
    #expect(
      result.output == """
        2 Birke: offer_made in desks, 12,000.50 EUR is noted, run 3.
        It moves from lead to prospect, by rules.bant:21.
        cem@example.com (sales) takes care of the lead in place of bob@example.com.

        """)
    #expect(
      try process.rows(
        "SELECT contact_id, project, kind, at, amount, reference, note, actor, campaign_id FROM bantam_event")
        == ["2 desks offer_made 2026-02-03T09:00:00Z 12000.5 A-1 by post ann -"])
    #expect(
      try process.rows("SELECT project, stage, since FROM bantam_stage WHERE contact_id = 2")
        == ["desks prospect 2026-02-03T09:00:00Z"])
    #expect(
      try process.rows("SELECT detail FROM bantam_run WHERE id = 3")
        == ["event 2 offer_made --project desks --amount 12000.5"])
    #expect(try process.rows("SELECT owner, leads FROM bantam_ledger WHERE team = 'sales'") == ["cem@example.com 1"])
  }

  @Test func aTeamSharesByTheLedgerAndByTerritory() throws {
    let process = try LeadProcess()
    process.bantam("run")
    for contact in [1, 2, 4, 5, 6] {
      #expect(process.bantam("event \(contact) offer_made --project desks").status == .clean)
    }
    // Cem takes Kiel only; of two that may, who has fewer; Dora takes two at most.
    #expect(
      try process.rows("SELECT contact_id, owner FROM bantam_assignment WHERE team = 'sales' ORDER BY 1")
        == ["1 cem@example.com", "2 dora@example.com", "4 cem@example.com", "5 dora@example.com", "6 cem@example.com"])
  }

  @Test func aStageInOneProjectIsNoneInAnother() throws {
    let process = try LeadProcess()
    process.bantam("run")
    process.bantam("event 1 opportunity_opened --campaign autumn --amount 5")
    process.bantam("event 1 offer_made --project desks")
    #expect(
      try process.rows("SELECT project, stage FROM bantam_stage WHERE contact_id = 1 ORDER BY 1")
        == ["boxes lead", "desks prospect"])
    #expect(
      try process.rows("SELECT c.name FROM bantam_event AS e JOIN bantam_campaign AS c ON c.id = e.campaign_id")
        == ["autumn"])
  }

  @Test(arguments: [
    ("event 1 offer_made", "BT1019", "needs a project"),
    ("event 1 offer_made --project chairs", "BT0703", "there is no project `chairs`"),
    ("event 1 offer_made --project boxes --campaign spring", "BT0703", "known: `desks`"),
    ("event 1 ofer_made --project desks", "BT0703", "did you mean `offer_made`?"),
    ("event 1 campaign_joined --project desks", "BT1042", "by runs"),
    ("event 99 offer_made --project desks", "BT1001", "no contact `99`"),
    ("event no@body.example offer_made --project desks", "BT1001", "no contact"),
    ("event 1 offer_accepted --project desks", "BT1011", "first note what leads there: `offer_made`"),
    ("event 3 offer_made --project desks", "BT1013", "while `budget` is missing"),
    ("event 1 offer_made --project desks --amount 12.000,50", "BT1041", "12.000,50"),
    ("event 1 offer_made --project desks --amount -5", "BT1041", "negative"),
    ("event 1 offer_made --project desks --amount=-5", "BT1041", "negative"),
    ("event 1 offer_made --project desks --amount \"5 USD\"", "BT1041", "in EUR"),
    ("event 1 offer_made --project desks --amount 1.00001", "BT1041", "four decimals"),
    ("event 1 offer_made --project desks --amount 12,00", "BT1041", "no number"),
    ("event 1 offer_made --project desks --amount 100000000000.5", "BT1041", "too large"),
    ("event 1 offer_made --project desks --amount 12.000", "BT1041", "`12000`, or `12.0000`"),
    ("event 1 order_placed --project desks --at 2999-03-02", "BT1043", "at 2999-03-02 00:00 has not happened yet"),
    ("event --import x.csv --again", "BT0907", "exclude"),
    ("event 1 --project desks", "BT0909", "`EVENT`"),
    ("event 1 offer_made --import x.csv", "BT0910", "`1`"),
    ("event --import x.csv --amount 5", "BT0907", "exclude"),
    ("event --import nowhere.csv", "BT0701", "nowhere.csv"),
  ])
  func refuses(_ line: String, _ code: String, _ words: String) throws {
    let process = try LeadProcess()
    process.bantam("run")
    let before = try process.dump()
    let result = process.bantam(line)
    #expect(result.status == .failed)
    #expect(result.errors.contains(code) && result.errors.contains(words), "\(result.errors)")
    #expect(result.output == "")
    #expect(try process.dump() == before)
  }

  @Test func refusesAGuardAndALockedStage() throws {
    let process = try LeadProcess()
    process.bantam("run")
    process.bantam("event 2 offer_made --project desks")
    let guarded = process.bantam("event 2 offer_accepted --project desks")
    #expect(guarded.status == .failed)
    #expect(guarded.errors.contains("BT1012") && guarded.errors.contains("`employees >= 10` does not hold"))
    #expect(process.bantam("event 2 opportunity_lost --project desks").status == .clean)
    let locked = process.bantam("event 2 offer_made --project desks --reference A-2")
    #expect(locked.status == .failed)
    #expect(locked.errors.contains("BT1010"))
    #expect(process.bantam("event 2 demoted --project desks").errors.contains("BT1010"))
    #expect(try process.rows("SELECT count(*) FROM bantam_event WHERE contact_id = 2") == ["2"])
    // An invoice that comes late changes no lead.
    #expect(process.bantam("event 2 order_invoiced --project desks").status == .clean)
    #expect(try process.rows("SELECT stage FROM bantam_stage WHERE contact_id = 2 AND project = 'desks'") == ["lost"])
  }

  @Test func theSameEventIsNotedOnce() throws {
    let process = try LeadProcess()
    let line = "event 1 order_placed --project desks --at 2026-02-03T10:00 --amount 12.50 --reference R1"
    #expect(process.bantam(line).output.contains("is noted, run 2"))
    let before = try process.dump()
    let again = process.bantam(line)
    #expect(again.status == .clean)
    #expect(
      again.output.hasPrefix("1 Ahorn: order_placed of 2026-02-03 10:00 is noted already since "), "\(again.output)")
    #expect(again.output.hasSuffix(", by run 2. Nothing changed; --again notes it once more.\n"))
    #expect(try process.dump() == before)
    for other in ["--reference R2", "--reference R1 --again"] {
      let line = "event 1 order_placed --project desks --at 2026-02-03T10:00 --amount 12.50 \(other)"
      #expect(process.bantam(line).output.contains("is noted, run"))
    }
    #expect(try process.rows("SELECT count(*) FROM bantam_event") == ["3"])
  }

  @Test func readsAmounts() throws {
    let process = try LeadProcess()
    for amount in ["0", "12_000", "12,000.50", "\"7 EUR\"", "\"EUR 7.1234\"", "99999999999.9999"] {
      #expect(process.bantam("event 1 order_placed --project desks --amount \(amount)").status == .clean)
    }
    #expect(
      try process.rows("SELECT CAST(round(amount * 10000) AS INTEGER) FROM bantam_event ORDER BY id")
        == ["0", "120000000", "120005000", "70000", "71234", "999999999999999"])
  }

  @Test func theOnlyProjectAndPerContactFunnelsNeedNoName() throws {
    let rules = """
      edition 1
      settings { as of 2026-03-01 }
      funnel way per contact {
          stage lead
          stage account final
          lead to account when opportunity_opened
      }
      segment everybody of company { name is known }
      campaign one { project sales uses way, audience everybody, internal }
      campaign two { project more uses way, audience everybody, internal }
      """
    let process = try LeadProcess(rules)
    #expect(process.bantam("event 1 opportunity_opened").output.contains("It moves from lead to account"))
    #expect(try process.rows("SELECT project, stage, locked FROM bantam_stage") == [" account 1"])
  }

  @Test func helpListsTheEvents() {
    let page = runKept(["help", "events"])
    #expect(page.status == .clean)
    #expect(page.output.contains("  payment_received    money came in\n"))
  }
}
