import SpecSupport
import Testing

@testable import bantam

/// The pages of help about the language, and the index of codes.
struct LanguagePageTests {
  @Test(arguments: languagePages.map(\.name)) func examplesHold(_ name: String) throws {
    let page = try #require(languagePages.first { $0.name == name })
    let (program, diagnostics) = SpecExample(rules: page.example + "\n").checked()
    #expect(specReport(diagnostics, program.files) == "")
    let result = runKept(["help", name.uppercased()])
    #expect(result.status == .clean)
    #expect(result.output == page.page)
  }

  @Test(arguments: languagePages.map(\.name)) func pagesAreAScreen(_ name: String) throws {
    let page = try #require(languagePages.first { $0.name == name })
    let lines = page.page.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 48)
    #expect(lines.filter { $0.count > 100 || (!$0.hasPrefix("    ") && $0.count > 80) } == [])
    let topics = languagePages.map(\.name) + allCommands.map(\.name) + ["events", "fields"]
    for other in page.seeAlso {
      #expect(topics.contains(other), "\(other)")
      #expect(runKept(["help", other]).status == .clean)
    }
  }

  @Test func theOverviewListsEach() {
    let overview = runKept(["help", "language"]).output
    for page in languagePages { #expect(overview.contains("\n  \(page.name) ")) }
    #expect(Set(languagePages.map(\.name)).intersection(allCommands.map(\.name)).isEmpty)
  }

  @Test func theIndexHoldsEachCodeOnce() {
    let index = runKept(["help", "codes"]).output
    let explanations = codeGroups.flatMap(\.explanations)
    #expect(explanations.count > 100)
    for explanation in explanations {
      let line = "\n  \(explanation.code)  \(explanation.title)\n"
      #expect(index.split(separator: line, omittingEmptySubsequences: false).count == 2, "\(explanation.code)")
    }
  }

  @Test(
    arguments: [
      ("segmets", "segments"), ("camapigns", "campaigns"), ("langauge", "language"), ("BT0O01", "BT0101"),
      ("bt01011", "BT0101"),
      ("cods", "codes"), ("rnu", "run"), ("verify", "check"), ("xyzzy", nil),
    ] as [(String, String?)])
  func suggestsATopic(_ written: String, _ meant: String?) {
    let result = runKept(["help", written])
    #expect(result.status == .failed)
    let help = meant.map { "did you mean `\($0)`?" } ?? "`bantam help` lists"
    #expect(result.errors.contains(help), "\(result.errors)")
  }
}
