import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamSystem
import Testing

@testable import BantamSession

/// A criterion is checked with those files alone that it rests on; it has to come to the same as with all.
@Suite struct RuleBookTests {
  private static let folder =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/") + "/rules/"

  @Test(arguments: ["hamburg", "bank", "shoppers", "northwind", "salesforce", "scopevisio", "frameworks"])
  func fewerFilesComeToTheSame(_ name: String) throws {
    let files = try readRules(under: Self.folder + name)
    let book = RuleBook(files)
    let names = book.checked().program.segments.map(\.name)
    for name in names {
      for text in [name, "not \(name)", "everyone and \(name)"] {
        let criterion = Criterion(text, in: book, asOf: 1_772_323_200_000, zone: .utc)
        let whole = parseAndPlan(files, text)
        #expect(criterion.diagnostics.map(\.message) == [])
        #expect(criterion.plan?.columns.map(\.name) == whole.columns.map(\.name), "\(text)")
        #expect(criterion.plan?.nodes.count == whole.nodes.count, "\(text)")
        #expect(criterion.plan?.counters == whole.counters, "\(text)")
        #expect(criterion.plan?.sets == whole.sets, "\(text)")
      }
    }
  }

  private func parseAndPlan(_ files: [SourceFile], _ text: String) -> Plan {
    let rules = checkRules(files + [SourceFile(path: "input", text: "segment criterion_ {\n\(text)\n}\n")])
    let id = rules.program.segments.count - 1
    return makePlan(
      rules.program, asOf: 1_772_323_200_000, zone: .utc,
      scope: PlanScope(segments: [id], campaigns: [], scores: [])
    ).plan
  }

  @Test func anUnknownNameIsToldOfWithItsNearest() {
    let book = RuleBook([
      SourceFile(path: "a.bant", text: "segment target { city = \"Kiel\" }\n"),
      SourceFile(path: "b.bant", text: "segment others { city = \"Ulm\" }\n"),
    ])
    let criterion = Criterion("traget", in: book, asOf: 0, zone: .utc)
    #expect(criterion.diagnostics.map(\.code) == ["BT0201"])
    #expect(criterion.diagnostics.first?.help?.contains("target") == true)
  }
}
