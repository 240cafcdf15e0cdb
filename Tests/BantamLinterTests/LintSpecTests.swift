import BantamDiagnostics
import BantamLinter
import BantamSystem
import SpecSupport
import Testing

/// Each rule's spec, named as the rule: what it finds and what it does not, and the rules after its fixes.
struct LintSpecTests {
  /// 2026-03-01T00:00:00Z.
  static let asOf: Int64 = 1_772_323_200_000

  @Test(arguments: try specExamples(in: specFolder()))
  func findings(_ example: SpecExample) throws {
    let (program, trees, errors) = example.checkedTrees()
    try #require(errors.isEmpty, "\(specReport(errors, program.files))")
    let manual = try #require(Self.manuals.first { $0.name + ".md" == example.spec }, "no rule for \(example.spec)")
    var options = LintOptions(asOf: Self.asOf)
    options.select = [manual.code]
    // Allowances are looked at with everything else.
    if manual.name == "unused-allowance" { options.select = nil }
    options.facts = example.facts.map { contactFacts($0, program) }
    let found = inOrder(lint(program, trees, options))
    #expect(specReport(found, program.files) == example.expected)
    if let fixed = example.fixed {
      let edits = compatibleEdits(found.flatMap { $0.fixes.prefix(1) }).edits.filter { $0.span.file == 0 }
      #expect(String(decoding: applying(edits, to: program.files[0].bytes), as: UTF8.self) == fixed)
    }
  }

  private func inOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.enumerated().sorted { first, second in
      func place(_ item: (offset: Int, element: Diagnostic)) -> (Int, Int, Int) {
        (item.element.span?.file ?? -1, item.element.span?.start ?? 0, item.offset)
      }
      return place(first) < place(second)
    }.map(\.element)
  }

  static let manuals: [LintManual] = allLintRules.map { $0.manual } + [unusedAllowanceManual]

  @Test func everyRuleHasASpecWithAndWithoutFindings() throws {
    let examples = try specExamples(in: specFolder())
    for manual in Self.manuals {
      let own = examples.filter { $0.spec == manual.name + ".md" }
      #expect(own.contains { !$0.expected.isEmpty }, "\(manual.name): no finding")
      #expect(own.contains { $0.expected.isEmpty }, "\(manual.name): nothing that is not found")
    }
  }
}

extension LintManual: CustomTestStringConvertible {
  public var testDescription: String { "\(code) \(name)" }
}

/// The manual's wrong example is found by its rule and is no error; in the right one the rule finds nothing.
struct LintManualTests {
  /// The database that those manuals speak of that compare with one.
  static let facts = """
    contacts 20
    city: München, Hamburg
    activities: demo_request, order
    huge 0
    """

  static func codes(_ rules: String) throws -> [String] {
    let (program, trees, errors) = SpecExample(rules: rules).checkedTrees()
    try #require(errors.isEmpty, "\(specReport(errors, program.files))")
    var options = LintOptions(asOf: LintSpecTests.asOf)
    options.facts = contactFacts(facts, program)
    return lint(program, trees, options).map(\.code)
  }

  @Test(arguments: LintSpecTests.manuals)
  func wrongExampleIsFound(_ manual: LintManual) throws {
    #expect(try Self.codes(manual.explanation.wrong).contains(manual.code))
  }

  @Test(arguments: LintSpecTests.manuals)
  func rightExampleIsNot(_ manual: LintManual) throws {
    #expect(try !Self.codes(manual.explanation.right).contains(manual.code))
  }

  @Test func codesAndNamesAreDistinct() {
    #expect(Set(LintSpecTests.manuals.map(\.code)).count == LintSpecTests.manuals.count)
    #expect(Set(LintSpecTests.manuals.map(\.name)).count == LintSpecTests.manuals.count)
    #expect(allLintRules.map { $0.manual.code } == allLintRules.map { $0.manual.code }.sorted())
  }
}
