import BantamProgram
import BantamSession
import BantamSystem
import Testing

@testable import BantamTestRunner

struct CoveragePropertyTests {
  /// Each test sees what it sees, whatever other tests do: seen together is what any of them has seen.
  @Test func testsAddUp() throws {
    let program = SmallRules.rules().program
    func coverage(_ filter: String?) -> Coverage {
      measureCoverage(program, asOf: SmallRules.asOf, zone: .utc, filter: filter)
    }
    let all = coverage(nil)
    let parts = program.tests.map { coverage($0.name) }
    #expect(parts.count == 2)
    for (index, item) in all.items.enumerated() {
      for (number, outcome) in item.outcomes.enumerated() {
        let times = parts.reduce(0) { $0 + $1.items[index].outcomes[number].times }
        #expect(outcome.times == times, "\(item.text) \(outcome.kind)")
      }
    }
    #expect(all.seen > parts[0].seen && all.seen > parts[1].seen)
    #expect(all.reaches(percent: all.seen * 100 / all.possible))
    #expect(!all.reaches(percent: all.seen * 100 / all.possible + 1))
  }

  /// The totals of a tracefile are those of its records.
  @Test func tracefilesAddUp() {
    let coverage = measureCoverage(SmallRules.rules().program, asOf: SmallRules.asOf, zone: .utc)
    let lines = coverage.lcov().split(separator: "\n")
    func count(_ prefix: String) -> Int { lines.count { $0.hasPrefix(prefix) } }
    func total(_ name: String) -> Int? {
      lines.first { $0.hasPrefix(name + ":") }.flatMap { Int($0.split(separator: ":")[1]) }
    }
    #expect(total("FNF") == count("FN:"))
    #expect(total("BRF") == count("BRDA:"))
    #expect(total("LF") == count("DA:"))
    let taken = lines.filter { $0.hasPrefix("BRDA:") }.count { !$0.hasSuffix(",0") && !$0.hasSuffix(",-") }
    #expect(total("BRH") == taken)
    let declared = coverage.items.filter { $0.owner == nil }
    #expect(taken + declared.reduce(0) { $0 + $1.seen } == coverage.seen)
  }
}
