import BantamDiagnostics
import BantamProgram
import BantamSystem
import BantamTestRunner
import SpecSupport
import Testing

/// What people ask for, as sentences with their rules and hand-computed answers: the specs say it, the whole way from
/// text to outcome answers.
struct CriteriaTests {
  static let examples = Result { try specExamples(in: specFolder()) }

  @Test func allSpecsAreRead() throws {
    #expect(try Self.examples.get().count >= 60)
  }

  @Test(arguments: (try? examples.get()) ?? [])
  func holds(_ example: SpecExample) throws {
    let (program, diagnostics) = example.checked()
    #expect(specReport(diagnostics, program.files) == "")
    let zone = try #require(ZoneRules(name: program.settings.zone))
    let results = runTests(program, asOf: 0, zone: zone)
    #expect(!results.isEmpty, "a spec without a test shows nothing")
    let failures = results.flatMap(\.failures).map(\.diagnostic)
    #expect(specReport(failures, program.files) == example.expected)
  }

  /// Where nothing is wrong on purpose, each segment has someone inside and someone outside: a condition that is always
  /// true would be noticed.
  @Test(arguments: (try? examples.get()) ?? [])
  func askedBothWays(_ example: SpecExample) {
    if !example.expected.isEmpty { return }
    let program = example.checked().program
    var inside: Set<SegmentID> = []
    var outside: Set<SegmentID> = []
    for case .member(let id, let expected) in program.tests.flatMap(\.expectations).map(\.kind) {
      if expected { inside.insert(id) } else { outside.insert(id) }
    }
    let asked = inside.union(outside)
    #expect(asked.subtracting(inside).isEmpty && asked.subtracting(outside).isEmpty)
  }
}
