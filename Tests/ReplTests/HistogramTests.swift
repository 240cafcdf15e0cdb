import BantamRepl
import BantamStore
import Testing

@Suite struct HistogramTests {
  /// So many companies with these employees, beside the nine contacts of the dialogues.
  private func histogram(_ employees: [String]) throws -> [[Substring]] {
    let place = try DialogueTests.Place()
    let database = try Database(path: place.database, mode: .readWrite)
    for (index, value) in employees.enumerated() {
      try database.execute("INSERT INTO contact(id, kind, employees) VALUES (\(index + 100), 'company', \(value))")
    }
    let repl = try place.repl()
    #expect(repl.reply(to: "employees is known").diagnostics.isEmpty)
    let lines = repl.reply(to: ":hist employees").text.split(separator: "\n")
    return lines.dropFirst(3).map { $0.split(separator: " ", omittingEmptySubsequences: true) }
  }

  /// The bounds of each bar, and its contacts.
  private func bars(_ lines: [[Substring]]) -> [String] {
    lines.map { $0.prefix { !$0.contains("%") && $0 != "█" }.dropLast(0).joined(separator: " ") }
  }

  @Test func boundsAreRound() throws {
    let found = bars(try histogram((1...200).map { "\($0)" }))
    #expect(found.first?.hasPrefix("0 … 19 19 ") == true, "\(found)")
    #expect(found.count == 11 && found[3].hasPrefix("60 … 79 21 "), "\(found)")
  }

  @Test func fewLargeValuesDoNotHideTheOthers() throws {
    let found = bars(try histogram((1...200).map { "\($0 % 40 + 1)" } + ["4000000", "9000000"]))
    #expect(found.last?.hasPrefix("5_000_000 … 9_999_999 1 ") == true, "\(found)")
    #expect(found.first?.hasPrefix("0 … ") == true && found.count <= 15, "\(found)")
    #expect(found.reduce(0) { $0 + (Int($1.split(separator: " ")[3]) ?? 0) } == 205, "\(found)")
  }

  @Test func extremesAreValues() throws {
    let found = try histogram((1...30).map { "\($0)" } + ["9223372036854775806", "-9223372036854775807"])
    #expect(found.count == 1)
  }
}
