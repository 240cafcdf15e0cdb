import BantamSystem
import Foundation
import Testing

@testable import bantam

/// `bantam event --import`: order, doubles, all or nothing.
struct EventFileTests {
  private static let way = """
    event;Contact;PROJECT;at;amount;reference;note
    offer_accepted;1;desks;2026-02-10;;;
    offer_made;info@ahorn.example;desks;2026-02-03;12,000.50;A-1;"by post; twice"
    opportunity_opened;1;desks;2026-02-01T09:30;;;
    opportunity_opened; info@FARN.example ;desks;2026-02-01T09:30;;;

    """

  @Test func takesEventsAsTheyHappened() throws {
    let process = try LeadProcess()
    let file = try process.write("events.csv", Self.way)
    let result = process.bantam("event --import \(file)")
    #expect(result.errors == "")
    #expect(result.output == "4 events noted, run 2.\n4 moves from stage to stage.\n")
    #expect(
      try process.rows("SELECT contact_id, stage, since FROM bantam_stage ORDER BY 1")
        == ["1 customer 2026-02-09T23:00:00Z", "6 lead 2026-02-01T08:30:00Z"])
    #expect(
      try process.rows("SELECT from_stage, to_stage FROM bantam_stage_change WHERE contact_id = 1 ORDER BY id")
        == ["contact lead", "lead prospect", "prospect customer"])
  }

  @Test func importingAgainChangesNothing() throws {
    let process = try LeadProcess()
    let file = try process.write("events.csv", Self.way)
    process.bantam("event --import \(file)")
    let before = try process.dump()
    let runs = try process.rows("SELECT count(*) FROM bantam_run")
    #expect(process.bantam("event --import \(file)").output == "0 events noted; 4 noted before.\n")
    #expect(try process.dump() == before)
    #expect(try process.rows("SELECT count(*) FROM bantam_run") == runs)
    let longer = try process.write("more.csv", Self.way + "order_invoiced;1;desks;2026-02-20;12,000.50;R-1;\n")
    #expect(process.bantam("event --import \(longer)").output == "1 event noted, run 3; 4 noted before.\n")
  }

  @Test func readsJSONLines() throws {
    let process = try LeadProcess()
    let file = try process.write(
      "events.jsonl",
      """
      {"contact": 1, "event": "opportunity_opened", "project": "desks", "at": "2026-02-01T09:30", "amount": 12.5}

      {"contact": "info@birke.example", "event": "opportunity_opened", "campaign": "spring", "note": null}
      """)
    let result = process.bantam("event --import \(file)")
    #expect(result.errors == "")
    #expect(try process.rows("SELECT contact_id, amount, note FROM bantam_event ORDER BY 1") == ["1 12.5 -", "2 - -"])
  }

  @Test func refusesAllWhereOneLineIsWrong() throws {
    let process = try LeadProcess()
    let file = try process.write(
      "events.csv",
      """
      contact,event,project,at,amount
      1,opportunity_opened,desks,2026-02-01,
      1,order_paid,desks,2026-02-01,
      99,offer_made,desks,2026-02-01,
      2,offer_accepted,desks,2026-02-01,
      2,offer_made,desks,31.2.2026,
      2,offer_made,desks,2026-02-01,-1
      3,offer_made,desks
      ,offer_made,desks,2026-02-01,

      """)
    let result = process.bantam("event --import \(file)")
    #expect(result.status == .failed)
    let lines = result.errors.split(separator: "\n").map { $0.replacing("`\(file)`", with: "FILE") }
    #expect(
      lines == [
        "error[BT1025]: FILE, line 3: there is no event `order_paid`; did you mean `order_placed`?",
        "error[BT1025]: FILE, line 4: there is no contact `99` in `\(process.database)`",
        "error[BT1025]: FILE, line 5: contact 2 stands at `contact`, and `offer_accepted` leads from `prospect` to `customer`",
        "error[BT1025]: FILE, line 6: `31.2.2026` is no date",
        "error[BT1025]: FILE, line 7: `-1` is no amount here: it is negative",
        "error[BT1025]: FILE, line 8: it has 3 fields, but the header has 5",
        "error[BT1025]: FILE, line 9: it names no contact",
        "error[BT1025]: FILE: 7 lines do not fit",
        "  = help: no event was noted; events that are noted already are skipped when you import the file again",
      ])
    #expect(try process.rows("SELECT count(*) FROM bantam_run WHERE command = 'event'") == ["0"])
  }

  /// `…:00.500Z` stands before `…:00Z` in the order of texts.
  @Test func fractionsOfASecondAreInOrder() throws {
    let process = try LeadProcess()
    let file = try process.write(
      "events.csv",
      """
      contact,event,project,at
      1,order_placed,desks,2026-02-01T10:00:00Z
      2,order_placed,desks,2026-02-01T10:00:00.500Z

      """)
    #expect(process.bantam("event --import \(file)").output.hasPrefix("2 events noted"))
    #expect(process.bantam("event --import \(file)").output == "0 events noted; 2 noted before.\n")
  }

  @Test func countsProblemsAndLines() throws {
    let process = try LeadProcess()
    let file = try process.write(
      "events.jsonl",
      """
      {"wen": 1, "contact": 1, "event": "order_placed", "amuont": 2}
      {"contact": 1, "event": "order_placed", "Event": "offer_made"}
      {"contact": 1, "event": "order_placed", "amount": 12.125, "project": "desks"}
      {"contact": 1, "event": "order_placed", "amount": "12.125", "project": "desks"}
      """)
    let errors = process.bantam("event --import \(file)").errors
    let found = errors.split(separator: "\n").compactMap {
      $0.split(separator: "line ").last.map { String($0.prefix(30)) }
    }
    #expect(
      found[0].hasPrefix("1: there is no member `amuont`") && found[1].hasPrefix("1: there is no member `wen`"),
      "\(errors)")
    #expect(errors.contains("line 2: the member `event` stands in it twice"))
    #expect(!errors.contains("line 3") && errors.contains("line 4: `12.125` is no amount"))
    #expect(errors.contains("4 problems in 3 lines that do not fit"), "\(errors)")
  }

  @Test func showsTwentyOfManyMistakes() throws {
    let process = try LeadProcess()
    let file = try process.write(
      "events.csv", "contact,event\n" + String(repeating: "1,nonsense\n", count: 50))
    let errors = process.bantam("event --import \(file)").errors
    #expect(errors.split(separator: "\n").filter { $0.hasPrefix("error") }.count == 21)
    #expect(errors.contains("50 lines do not fit, of which the first 20 are shown"))
  }

  @Test func refusesUnknownColumns() throws {
    let process = try LeadProcess()
    let file = try process.write("events.csv", "contact,event,amout\n1,offer_made,5\n")
    #expect(
      process.bantam("event --import \(file)").errors.contains("no column `amout` of events; did you mean `amount`?"))
    let json = try process.write("events.json", "{\"contact\": 1, \"evnt\": \"offer_made\"}\n[1]\n")
    let errors = process.bantam("event --import \(json)").errors
    #expect(errors.contains("no member `evnt`") && errors.contains("line 2: it is no JSON object"))
  }
}
