import BantamLinter
import BantamSession
import BantamSystem
import Foundation
import SpecSupport
import Testing

/// The rule sets of the project have no finding.
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
    if name == "hamburg" { options.ignore = ["BT1221"] }
    let found = lint(rules.program, rules.trees, options)
    let report = specReport(found, rules.program.files)
    #expect(found.isEmpty, "\(report)")
  }
}
