import Testing

@testable import bantam

/// `log` finds what it is asked for however long the journal is, and says where it stops.
struct LogTests {
  @Test func aContactIsFoundBehindAThousandRuns() throws {
    let firm = try Firm.small()
    firm.must("run")
    try firm.sql(
      """
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)
      INSERT INTO bantam_run(started_at, as_of, rules_hash, program_version, contacts, inserted, updated, deleted,
        command, actor, detail)
        SELECT '2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z', '', '', 0, 0, 0, 0, 'import', 'ann', 'import x' FROM n
      """)
    let found = firm.must("log --contact 5")
    #expect(found.output.contains("\nRun 1, ") || found.output.hasPrefix("Run 2, "), "\(found.output)")
    #expect(found.output.contains("lead 5 of spring: new"), "\(found.output)")
    #expect(!found.errors.contains("--limit"))
  }

  @Test func itSaysWhereItStops() throws {
    let firm = try Firm.small()
    firm.must("run")
    #expect(firm.must("log --limit 1").errors == "the latest 1 run; --limit shows more\n")
    #expect(firm.must("log --limit 2").errors == "")
    #expect(firm.must("log --run 2 --limit 3").output.hasSuffix("\n  and more; --limit shows them\n"))
    #expect(!firm.must("log --run 2 --limit 1000").output.contains("and more"))
    #expect(firm.must("log --contact 5 --limit 1").errors.contains("--limit shows more"))
  }

  /// Keys in JSON are what the database has.
  @Test func keysAreNumbersEverywhere() throws {
    let firm = try Firm.small()
    firm.must("run")
    firm.must("members add spring 9 --because \"met at the fair\"")
    for line in ["leads --json", "suggestions --json", "members list spring --json", "plan --lines", "why 5 --json"] {
      let output = firm.bantam(line).output
      #expect(output.contains(#""contact":"#) && !output.contains(#""contact":""#), "\(line): \(output.prefix(300))")
    }
    let event = firm.must("event 5 offer_made --project desks --json").output
    #expect(event.contains(#""contact":5"#), "\(event)")
    let receipt = firm.bantam("erase 6 --json").output
    #expect(receipt.contains(#""contact":6"#), "\(receipt)")
  }

  /// What stands in a file that is imported does not command the terminal either.
  @Test func anImportShowsNothingThatATerminalObeys() throws {
    let firm = try Firm.small()
    let evil = "\u{1B}[2J\u{7}\u{9B}31m\u{202E}"
    let row = "20,A\(evil),a\(evil)@x.example,1\(evil),\(evil)\n"
    try firm.write("more.csv", "id,name,email,employees\(evil),budget\n" + row)
    let shown = firm.bantam("import %/more.csv --companies --key id --rejects %/rejects.csv").all
    let isObeyed = shown.unicodeScalars.contains { scalar in
      scalar != "\n" && (scalar.value < 0x20 || 0x7F..<0xA0 ~= scalar.value) || scalar.value == 0x202E
    }
    #expect(!isObeyed, "\(shown.debugDescription)")
    #expect(shown.contains("␛[2J"))
  }
}
