import BantamDiagnostics
import BantamSystem
import BantamTestRunner
import SpecSupport
import Testing

/// The codes of failed expectations: the wrong example fails with its code, the right one passes.
struct ExpectationExplanationTests {
  static func codes(_ rules: String) -> [String] {
    let example = SpecExample(rules: rules)
    let (program, diagnostics) = example.checked()
    let failures = runTests(program, asOf: 0, zone: .utc).flatMap(\.failures).map(\.diagnostic)
    return (diagnostics + failures).map(\.code)
  }

  @Test(arguments: expectationExplanations.map(\.code))
  func examplesAreAsSaid(_ code: String) throws {
    let explanation = try #require(expectationExplanations.first { $0.code == code })
    #expect(Self.codes(explanation.wrong) == [code])
    #expect(Self.codes(explanation.right) == [])
  }

  @Test func failuresCanBeChosenByName() {
    let rules = "segment a { everyone }\ntest \"One\" { given company x, expect x in a }\ntest \"two\" { }"
    let example = SpecExample(rules: rules)
    let program = example.checked().program
    #expect(runTests(program, asOf: 0, zone: .utc, filter: "one").map(\.name) == ["One"])
    #expect(runTests(program, asOf: 0, zone: .utc).map(\.name) == ["One", "two"])
  }
}
