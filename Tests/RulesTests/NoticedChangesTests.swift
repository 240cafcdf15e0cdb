import BantamSession
import BantamSystem
import BantamTestRunner
import Testing

/// Hamburg is the rule set that others begin with: its tests hold nearly all of it in place.
@Suite struct NoticedChangesTests {
  @Test func hamburgNoticesItsChanges() throws {
    let rules = checkRules(try readRules(under: "\(RuleSet.root)/hamburg"))
    let zone = try #require(ZoneRules(name: rules.program.settings.zone))
    let report = mutate(rules, asOf: 0, zone: zone)
    #expect(report.mutants > 200)
    #expect(report.reaches(percent: 95), "\(report.text(isColoured: false))")
    for survivor in report.survivors {
      guard case .none = survivor.suggestion else { continue }
      Issue.record("not explained: \(survivor.original) → \(survivor.changed ?? "")")
    }
    #expect(measureCoverage(rules.program, asOf: 0, zone: zone).reaches(percent: 100))
  }
}
