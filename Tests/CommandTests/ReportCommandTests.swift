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
        step             contacts                            of the audience  of the step before  number  amount EUR
        ───────────────  ────────  ────────────────────────  ───────────────  ──────────────────  ──────  ──────────
        audience                6  ████████████████████████          100.0 %
        members                 0                                      0.0 %               0.0 %
        leads                   0                                      0.0 %               0.0 %
        opportunities           4  ████████████████                   66.7 %              66.7 %       4       1,300
          open                  2                                     33.3 %              50.0 %       2         300
          won                   1                                     16.7 %              25.0 %       1       1,000
          lost                  1                                     16.7 %              25.0 %       1
        offers                  3  ████████████                       50.0 %              75.0 %       4    2,020.50
          declined              0                                      0.0 %               0.0 %       0
        offers accepted         1  ████                               16.7 %              33.3 %       1         950
        invoices                1  ████                               16.7 %             100.0 %       1         950
        payments                1  ████                               16.7 %             100.0 %       2         950

        stage     handled by  reached  of the stage before  there now     median       mean    longest  overdue
        ────────  ──────────  ───────  ───────────────────  ─────────  ─────────  ─────────  ─────────  ────────────────────
        contact                     4                               0
        lead      marketing         4              100.0 %          1     7 days  14.5 days    40 days  1: demote to contact
        prospect  sales             3               75.0 %          1   4.5 days   4.5 days     5 days
        customer                    1               33.3 %          1  44.5 days  44.5 days  44.5 days
        lost                        1               33.3 %          1    20 days    20 days    20 days

        """)
  }

  @Test func windowsAndCampaigns() throws {
    let process = try process()
    let rows = process.bantam("report --project boxes --csv --from 2026-02-01 --to 2026-02-10").output
      .split(separator: "\n").map(String.init)
    #expect(rows.contains("boxes,step,opportunities,,1,1,,0.1667,0.1667,,,,,"))
    #expect(rows.contains("boxes,step,payments,,1,1,500,1,0.1667,,,,,"))
    #expect(rows.contains { $0.hasPrefix("boxes,stage of way,lead,contact,1,,,1,,1,345600,345600,345600,1") })
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
    #expect(rows.contains { $0.hasPrefix("all projects,stage of way,prospect,lead,4,") })
    let json = process.bantam("report --json").output
    #expect(json.contains(#""step":"payments","part_of":null,"contacts":1,"number":2,"amount":950,"#))
  }

  @Test func whatComesLaterDoesNotCount() throws {
    let process = try process()
    let rows = process.bantam("report --project boxes --csv --as-of 2026-02-06").output
      .split(separator: "\n").map(String.init)
    #expect(rows.contains { $0.hasPrefix("boxes,step,payments,,0,0,") }, "\(rows)")
    #expect(rows.contains { $0.hasPrefix("boxes,step,offers,,2,3,") })
    #expect(rows.contains { $0.hasPrefix("boxes,step,open,opportunities,2,2,") })
    #expect(
      rows.contains {
        $0.hasPrefix("boxes,stage of way,lost,,0,") || $0.hasPrefix("boxes,stage of way,lost,prospect,0,")
      })
    // Birke, lost since the 9th, stood at `prospect` then; Ahorn was a customer already.
    #expect(
      rows.contains {
        $0.hasPrefix("boxes,stage of way,prospect,lead,2,")
          && $0.split(separator: ",", omittingEmptySubsequences: false)[9] == "1"
      }, "\(rows)")
  }

  @Test func theAudienceSaysWhoWasAddedByHand() throws {
    let rules = LeadProcess.twoProjects.replacing(
      "segment everybody of company { name is known }", with: "segment everybody of company { employees > 25 }")
    let process = try LeadProcess(rules)
    process.bantam("members add spring 2 --because x")
    process.bantam("run")
    #expect(process.bantam("report").output.contains("The audience includes 1 contact added by hand.\n"))
    #expect(process.bantam("report --json").output.contains(#""added_by_hand":1"#))
  }

  /// Exactly at its limit a contact is not overdue, in the report and in the suggestions.
  @Test func overdueIsTheSameEverywhere() throws {
    for (asOf, count) in [("2026-02-19T00:00", 0), ("2026-02-19T00:00:01", 1)] {
      let process = try process()
      // Erle became a lead on 20 January; 30 days are allowed.
      let rows = process.bantam("report --project boxes --csv --as-of \(asOf)").output
      #expect(
        rows.split(separator: "\n").contains { $0.hasPrefix("boxes,stage of way,lead,") && $0.hasSuffix(",\(count)") },
        "\(rows)")
      let late = process.bantam("suggestions --as-of \(asOf)").output
      #expect(late.contains("Erle") == (count == 1), "\(late)")
    }
  }

  @Test func refusesUnknownNames() throws {
    let process = try process()
    #expect(process.bantam("report --project boxs").errors.contains("did you mean `boxes`?"))
    #expect(process.bantam("report --campaign sprnig").errors.contains("did you mean `spring`?"))
    #expect(process.bantam("report --campaign spring --project boxes").errors.contains("known: `desks`"))
    #expect(process.bantam("report --from soon").errors.contains("BT0905"))
    #expect(process.bantam("report --from 2026-02-02 --to 2026-02-01").errors.contains("BT1044"))
    #expect(process.bantam("report --from 2026-02-02 --to 2026-02-02").status == .clean)
  }

  @Test func anEmptyDatabaseGetsKindWords() throws {
    let process = try LeadProcess()
    let result = process.bantam("report")
    #expect(result.status == .clean)
    #expect(result.output.contains("Nobody is a member of a campaign yet, and no event is noted."))
    #expect(process.bantam("report --csv").output.contains("desks,step,audience,,6,"))
  }
}
