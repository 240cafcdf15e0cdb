import Testing

@testable import bantam

/// `bantam report`: the way from the audience to the payment.
struct ReportCommandTests {
  /// Ahorn goes the whole way twice over, Birke gets an offer and loses, Distel has an offer, Erle is long overdue.
  private func process() throws -> LeadProcess {
    let process = try LeadProcess()
    process.bantam("run")
    let file = try process.write(
      "events.csv",
      """
      contact,event,project,at,amount,reference
      1,opportunity_opened,boxes,2026-01-01,1000,
      1,offer_made,boxes,2026-01-11,900.50,A1
      1,offer_made,boxes,2026-01-12,950,A2
      1,offer_accepted,boxes,2026-01-15T12:00,950,A2
      1,order_invoiced,boxes,2026-02-01,950,R1
      1,payment_received,boxes,2026-02-10,500,R1
      1,payment_received,boxes,2026-02-20,450,R1
      2,opportunity_opened,boxes,2026-02-01,,
      2,offer_made,boxes,2026-02-05,100,A3
      2,opportunity_lost,boxes,2026-02-09,,
      4,opportunity_opened,boxes,2026-02-20,,
      4,offer_made,boxes,2026-02-24,70,A4
      5,opportunity_opened,boxes,2026-01-20,300,

      """)
    let done = process.bantam("event --import \(file)")
    #expect(done.status == .clean, "\(done.errors)")
    return process
  }

  @Test func theWayOfAProject() throws {
    let result = try process().bantam("report --project boxes")
    #expect(result.errors == "")
    #expect(
      result.output == """
        As of 2026-03-01T00:00:00+01:00.

        boxes
        """)
  }

  @Test func windowsAndCampaigns() throws {
    let process = try process()
    let rows = process.bantam("report --project boxes --csv --from 2026-02-01 --to 2026-02-10").output
      .split(separator: "\n").map(String.init)
    #expect(rows.contains("boxes,step,opportunities,,1,1,,,0.1667,,,,,"))
    #expect(rows.contains("boxes,step,payments,,1,1,500,1,0.1667,,,,,"))
    #expect(rows.contains { $0.hasPrefix("boxes,stage of way,lead,,1,,,,,1,345600,345600,345600,1") })
    // Of the members of spring, which are all six, what was noted under desks.
    let spring = process.bantam("report --campaign spring --csv").output
    #expect(spring.contains("spring,step,members,,6,,,1,1,,,,,\n"))
    #expect(spring.contains("spring,step,offers,,0,0,,0,0,,,,,\n"))
  }

  @Test func allProjectsCountAContactOnce() throws {
    let process = try process()
    process.bantam("event 1 offer_made --project desks --amount 0.25")
    let rows = process.bantam("report --csv").output.split(separator: "\n").map(String.init)
    #expect(rows.contains("all projects,step,audience,,6,,,,,,,,,"))
    #expect(rows.contains("all projects,step,offers,,3,5,2020.75,0.75,0.5,,,,,"))
    #expect(rows.contains { $0.hasPrefix("all projects,stage of way,prospect,,4,") })
    let json = process.bantam("report --json").output
    #expect(json.contains(#""step":"payments","part_of":null,"contacts":1,"number":2,"amount":950,"#))
  }

  @Test func refusesUnknownNames() throws {
    let process = try process()
    #expect(process.bantam("report --project boxs").errors.contains("did you mean `boxes`?"))
    #expect(process.bantam("report --campaign sprnig").errors.contains("did you mean `spring`?"))
    #expect(process.bantam("report --campaign spring --project boxes").errors.contains("known: `desks`"))
    #expect(process.bantam("report --from soon").errors.contains("BT0905"))
  }

  @Test func anEmptyDatabaseGetsKindWords() throws {
    let process = try LeadProcess()
    let result = process.bantam("report")
    #expect(result.status == .clean)
    #expect(result.output.contains("Nobody is a member of a campaign yet, and no event is noted."))
    #expect(process.bantam("report --csv").output.contains("desks,step,audience,,6,"))
  }
}
