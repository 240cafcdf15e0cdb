import BantamDiagnostics
import BantamSession
import BantamSystem
import BantamTestRunner
import Testing

/// Each framework can be taken over alone, as its README says.
@Suite struct FrameworkTests {
  static let names = ["bant", "meddic", "champ", "anum", "gpctba", "fit_by_engagement"]

  private static func files(of ruleSet: String, _ isWanted: (String) -> Bool) throws -> [SourceFile] {
    try readRules(under: "\(RuleSet.root)/\(ruleSet)").filter { file in
      isWanted(String(file.path.split(separator: "/").last ?? ""))
    }
  }

  @Test(arguments: names)
  func needsNoneOfTheOthers(_ name: String) throws {
    let files = try Self.files(of: "frameworks") { ["\(name).bant", "settings.bant", "process.bant"].contains($0) }
    #expect(files.count == 3)
    let rules = checkRules(files)
    #expect(rules.diagnostics.map(\.message) == [])
    let zone = try #require(ZoneRules(name: rules.program.settings.zone))
    let results = runTests(rules.program, asOf: 0, zone: zone)
    #expect(results.count >= 3)
    for result in results { #expect(result.failures.map(\.diagnostic.message) == [], "\(result.name)") }
  }

  /// Copied beside the rules of the furniture maker, with a campaign that uses it. `bant` is there already, and
  /// `fit_by_engagement` asks for other industries: the README says what to do.
  @Test(arguments: ["meddic", "champ", "anum", "gpctba"])
  func fitsIntoARuleSet(_ name: String) throws {
    let campaign = """
      campaign long_sale {
          project  quiet_rooms uses three_stage
          audience noisy_offices
          internal
          qualify  with \(name)
      }

      """
    let files =
      try Self.files(of: "scopevisio") { _ in true } + Self.files(of: "frameworks") { $0 == "\(name).bant" }
      + [SourceFile(path: "more.bant", bytes: Array(campaign.utf8))]
    #expect(checkRules(files).diagnostics.map(\.message) == [])
  }
}
