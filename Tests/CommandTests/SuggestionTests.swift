import Testing

@testable import bantam

/// Proposals of several campaigns about the same contact.
@Suite struct SuggestionTests {
  private static let rules = """
    edition 1

    settings { currency EUR, zone "Europe/Berlin", as of 2026-03-01 }

    fields { budget : money }

    team inside ["ann@example.com", "bob@example.com"]
    team care   ["cem@example.com", "dora@example.com"]

    funnel way per contact {
        stage lead    handled by inside
        stage account handled by care    final

        lead to account when opportunity_opened or converted
    }

    score size {
        staff weight 100 {
            100 when employees >= 50
              0 otherwise
        }
    }

    grades of size {
        Hot from 50 { suggest convert to account }
        Cold otherwise
    }

    segment everybody of company { name is known }

    campaign spring {
        project  desks uses way
        audience everybody
        internal
        assign   inside round robin
        qualify  with size
    }

    campaign autumn {
        project  desks uses way
        audience everybody
        internal
        assign   inside round robin
        qualify  with size
    }
    """

  @Test func isDoneOnceAndBySomebody() throws {
    let process = try LeadProcess(Self.rules)
    process.bantam("run")
    #expect(process.bantam("suggestions").output.split(separator: "\n").count == 6)
    let done = process.bantam("accept --grade Hot")
    #expect(done.status == .clean)
    #expect(done.output.hasPrefix("1 Ahorn: convert to account, accepted: lead → account, now with "))
    #expect(try process.rows("SELECT contact_id FROM bantam_event WHERE kind = 'converted' ORDER BY 1") == ["1", "3"])
    #expect(
      try process.rows("SELECT contact_id FROM bantam_stage_change WHERE to_stage = 'account' ORDER BY 1")
        == ["1", "3"])
    let owners = """
      SELECT contact_id, count(DISTINCT owner), min(team) FROM bantam_assignment WHERE contact_id IN (1, 3)
      GROUP BY contact_id
      """
    #expect(try process.rows(owners) == ["1 1 care", "3 1 care"])
    #expect(process.bantam("suggestions").output == "Nothing is suggested.\n")
  }

  @Test func convertedTakesNoStatus() throws {
    let process = try LeadProcess(
      Self.rules.replacing("qualify  with size", with: "qualify  with size\n        status   \"Sent\""))
    process.bantam("run")
    process.bantam("event 1 opportunity_opened")
    let refused = process.bantam("members status spring 1 --status Sent")
    #expect(refused.status == .failed)
    #expect(refused.errors.contains("BT1010"))
    #expect(process.bantam("accept 1").errors.contains("BT1010"))
  }
}
