import BantamReport
import Testing

/// Tables: the exact lines at a given width, and the same rows as CSV.
struct TableTests {
  private let leads: Table = {
    var table = Table([.init("company"), .init("town"), .init("employees", .right), .init("grade")])
    table.rows = [
      ["Müller & Söhne Maschinenbau GmbH", "Hamburg", "1,200", "A"], ["日本 Trading", "Ahrensburg", "8", "B"], ["Short"],
    ]
    return table
  }()

  @Test func isAsWideAsItsContent() {
    #expect(
      leads.text() == """
        company                           town        employees  grade
        ────────────────────────────────  ──────────  ─────────  ─────
        Müller & Söhne Maschinenbau GmbH  Hamburg         1,200  A
        日本 Trading                      Ahrensburg          8  B
        Short

        """)
  }

  @Test func cutsTheWidestTextToTheTerminal() {
    #expect(
      leads.text(width: 48) == """
        company             town        employees  grade
        ──────────────────  ──────────  ─────────  ─────
        Müller & Söhne Ma…  Hamburg         1,200  A
        日本 Trading        Ahrensburg          8  B
        Short

        """)
  }

  @Test func keepsNumbersWholeEvenWhereTheTerminalIsTooNarrow() {
    let text = leads.text(width: 20)
    #expect(text.contains("1,200"))
    #expect(text.contains("Müller …"))
  }

  @Test func contactDataCannotMoveTheCursor() {
    var table = Table([.init("name")])
    table.rows = [["a\u{1B}[2Jb\nc"]]
    #expect(table.text().hasSuffix("a␛[2Jb␊c\n"))
  }

  @Test func quotesCSVWhereNeeded() {
    var table = Table([.init("name"), .init("note, long")])
    table.rows = [["plain", "say \"hi\""], ["two\r\nlines", " blank"], ["x"]]
    #expect(
      table.csv() == "name,\"note, long\"\nplain,\"say \"\"hi\"\"\"\n\"two\r\nlines\",\" blank\"\nx,\n")
    #expect(csvLine(["a,b", "c;d"], delimiter: ";") == "a,b;\"c;d\"\n")
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567"), (12345, "12,345")])
  func groupsDigits(_ value: Int, _ expected: String) { #expect(grouped(value) == expected) }

  @Test(arguments: [
    (1, 8, "12.5 %"), (1, 3, "33.3 %"), (2, 3, "66.7 %"), (0, 0, "–"), (5, 5, "100.0 %"), (1, 2000, "0.1 %"),
  ])
  func roundsPercentages(_ part: Int, _ total: Int, _ expected: String) {
    #expect(percentage(part, of: total) == expected)
  }

  @Test(
    arguments: [
      (850_000, "850 µs"), (12_000_000, "12 ms"), (3_490_000_000, "3.4 s"), (125_000_000_000, "2:05 min"),
    ] as [(Int64, String)])
  func saysDurations(_ nanoseconds: Int64, _ expected: String) {
    #expect(durationText(nanoseconds: nanoseconds) == expected)
  }
}
