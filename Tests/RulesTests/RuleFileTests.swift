import BantamSession
import BantamSystem
import BantamTestRunner
import Foundation
import Testing

@Suite struct RuleFileTests {
  @Test(arguments: RuleSet.all)
  func rulesHaveNoErrors(_ ruleSet: RuleSet) throws {
    let rules = checkRules(try readRules(under: ruleSet.folder))
    #expect(rules.diagnostics.map(\.message) == [])
  }

  /// Without a clock of their own the figures would change from day to day.
  @Test(arguments: RuleSet.all)
  func clockIsFixed(_ ruleSet: RuleSet) throws {
    #expect(checkRules(try readRules(under: ruleSet.folder)).program.settings.asOf != nil)
  }

  @Test(arguments: RuleSet.all)
  func testsOfTheRulesPass(_ ruleSet: RuleSet) throws {
    let program = checkRules(try readRules(under: ruleSet.folder)).program
    let zone = try #require(ZoneRules(name: program.settings.zone))
    let results = runTests(program, asOf: 0, zone: zone)
    #expect(results.count >= 4)
    for result in results { #expect(result.failures.map(\.diagnostic.message) == [], "\(result.name)") }
  }

  /// A new folder of rules without tests would go unseen.
  @Test func allRuleSetsAreTested() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: RuleSet.root).filter {
      isDirectory("\(RuleSet.root)/\($0)")
    }
    #expect(names.sorted() == RuleSet.all.map(\.name).sorted())
  }
}
