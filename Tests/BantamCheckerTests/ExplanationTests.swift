import BantamChecker
import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamSyntax
import BantamSystem
import SpecSupport
import Testing

extension Explanation: CustomTestStringConvertible {
  public var testDescription: String { code }
}

/// The wrong example of each code brings that code and no other; the right one brings nothing.
struct ExplanationTests {
  static let all = syntaxExplanations + checkExplanations + planExplanations

  /// The codes found in rules, the plan's only where nothing else is wrong.
  static func codes(_ rules: String) -> [String] {
    let example = SpecExample(rules: rules, files: ["domains.csv": "domain\nrival.example"])
    let (program, diagnostics) = example.checked()
    let planned = diagnostics.isEmpty ? makePlan(program, asOf: 0, zone: .utc).errors.map(\.diagnostic) : []
    return (diagnostics + planned).map(\.code)
  }

  @Test(arguments: all)
  func wrongExampleIsWrong(_ explanation: Explanation) {
    if explanation.wrong.isEmpty { return }
    #expect(Set(Self.codes(explanation.wrong)) == [explanation.code])
  }

  @Test(arguments: all)
  func rightExampleIsRight(_ explanation: Explanation) {
    #expect(Self.codes(explanation.right) == [])
  }

  @Test func codesAreDistinct() {
    let codes = Self.all.map(\.code)
    #expect(Set(codes).count == codes.count)
  }

  /// Every code that stands in the sources of the three stages has its page, and its example in a spec.
  @Test func everyCodeIsExplained() throws {
    let explained = Set(Self.all.map(\.code))
    let written = try codesInSources(of: ["BantamSyntax", "BantamChecker", "BantamPlan"])
    #expect(written.subtracting(explained).sorted() == [])
  }

  @Test func everyCodeOfTheCheckerHasASpec() throws {
    let shown = try specExamples(in: specFolder()).map(\.expected).joined()
    let missing = checkExplanations.map(\.code).filter { !shown.contains(" \($0) ") }
    #expect(missing == [])
  }
}
