import BantamLinter
import BantamSession
import BantamSystem
import Foundation
import SpecSupport
import Testing

/// In the rule sets of the project, the rules about their structure find nothing.
struct RuleFilesTests {
  /// The folder `rules` of the project.
  static let root =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/") + "/rules"

  static var names: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: root).filter {
        FileManager.default.fileExists(atPath: "\(root)/\($0)/settings.bant")
      }.sorted()
    }
  }

  @Test func thereAreRuleSets() throws {
    #expect(try Self.names.count >= 7)
  }

  @Test(arguments: try names)
  func nothingIsFound(_ name: String) throws {
    let rules = checkRules(try readRules(under: "\(Self.root)/\(name)"))
    try #require(!rules.hasErrors)
    var options = LintOptions(asOf: LintSpecTests.asOf)
    options.select = ["BT122", "BT123", "BT124", "BT125"]
    let found = lint(rules.program, rules.trees, options)
    let report = specReport(found, rules.program.files)
    #expect(found.isEmpty, "\(report)")
  }
}
