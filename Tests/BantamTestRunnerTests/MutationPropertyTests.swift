import BantamDiagnostics
import BantamProgram
import BantamSession
import BantamSystem
import Testing

@testable import BantamTestRunner

/// What is said of changes is true when they are made in the text and all is read and run anew.
struct MutationPropertyTests {
  static func run(_ text: String) -> (isSound: Bool, passes: Bool) {
    let rules = SmallRules.rules(text)
    if rules.hasErrors { return (false, false) }
    let results = runTests(rules.program, asOf: SmallRules.asOf, zone: .utc)
    return (true, results.allSatisfy(\.hasPassed))
  }

  static func changed(_ text: String, _ edits: [Edit]) -> String {
    var bytes = Array(text.utf8)
    for edit in edits.sorted(by: { $0.span.start > $1.span.start }) {
      bytes.replaceSubrange(edit.span.start..<edit.span.end, with: Array(edit.text.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static let mutants: [Mutant] = {
    let rules = SmallRules.rules()
    return MutantFinder(rules.trees, rules.program).mutants
  }()

  @Test func rulesAreSoundAndHaveManyChanges() {
    #expect(SmallRules.rules().diagnostics.map(\.message) == [])
    #expect(Self.run(SmallRules.text) == (true, true))
    #expect(Self.mutants.count > 130)
    let kinds = Set(Self.mutants.map(\.kind))
    #expect(kinds == Set(Mutant.Kind.allCases))
  }

  @Test func fatesAreThoseOfTheTextChanged() {
    let rules = SmallRules.rules()
    let run = MutationRun(rules.program, RuleChanger(rules), asOf: SmallRules.asOf, zone: .utc, filter: nil)
    var counts: [String: Int] = [:]
    for mutant in Self.mutants {
      let (isSound, passes) = Self.run(Self.changed(SmallRules.text, mutant.edits))
      let place = "\(mutant.kind) \(mutant.original(rules.files)) → \(mutant.edits.map(\.text))"
      switch run.fate(of: mutant) {
      case .invalid:
        #expect(!isSound, "\(place)")
        counts["invalid", default: 0] += 1
      case .equivalent: #expect(isSound && passes, "\(place)")
      case .killed:
        #expect(isSound && !passes, "\(place)")
        counts["killed", default: 0] += 1
      case .survived: #expect(isSound && passes, "\(place)")
      }
    }
    #expect(counts["killed", default: 0] > 30)
  }

  /// The test that is proposed passes beside the rules and fails beside the changed ones.
  @Test func suggestionsTellApart() {
    let report = mutate(SmallRules.rules(), asOf: SmallRules.asOf, zone: .utc)
    var count = 0
    for survivor in report.survivors {
      guard case .test(let block) = survivor.suggestion else { continue }
      count += 1
      let before = Self.run(SmallRules.text + "\n" + block)
      #expect(before == (true, true), "\(survivor.original)\n\(block)")
      let after = Self.run(Self.changed(SmallRules.text, survivor.mutant.edits) + "\n" + block)
      #expect(after == (true, false), "\(survivor.original) → \(survivor.changed ?? "")\n\(block)")
    }
    #expect(count > 60)
    #expect(count * 100 >= report.survivors.count * 85, "\(count) of \(report.survivors.count)")
  }

  @Test func isTheSameWhateverTheThreads() {
    let rules = SmallRules.rules()
    let one = mutate(rules, asOf: SmallRules.asOf, zone: .utc, most: 30, threads: 1)
    let four = mutate(rules, asOf: SmallRules.asOf, zone: .utc, most: 30, threads: 4)
    #expect(one.text(isColoured: false) == four.text(isColoured: false))
    #expect(one.mutants + one.equivalent + one.invalid == 30)
    #expect(one.sampledFrom.map { $0 > 130 } == true)
  }

  @Test(arguments: [
    ("10", ["9", "11"]), ("0", ["1"]), ("100_000", ["99_999", "100_001"]), ("99_999", ["99_998", "100_000"]),
    ("92.5", ["92.4", "92.6"]), ("0.05", ["0.04", "0.06"]), ("1000", ["999", "1001"]), ("x", []),
  ])
  func numbersHaveNeighbours(_ text: String, _ expected: [String]) {
    #expect(numberNeighbours(text) == expected)
  }
}
