import BantamDiagnostics
import BantamEngine
import BantamLinter
import BantamPlan
import BantamSystem
import SpecSupport
import Testing

/// Without the lines that the linter calls redundant a segment has the same contacts.
struct RedundantLineTests {
  static let contacts = RandomContacts(seed: 11, count: 10_000)

  /// Programs with such lines, of those tried.
  @Test func segmentsStayTheSame() throws {
    var changed = 0
    for seed in 0..<60 {
      var random = RandomRules(seed: UInt64(1_000 + seed))
      let text = random.segmentsOfLines(6)
      guard let fixed = try fixed(text) else { continue }
      changed += 1
      #expect(try masks(text) == masks(fixed), "\(text)\n\(fixed)")
    }
    #expect(changed >= 20)
  }

  private func fixed(_ text: String) throws -> String? {
    let (program, trees, errors) = SpecExample(rules: text).checkedTrees()
    try #require(errors.isEmpty, "\(specReport(errors, program.files))")
    var options = LintOptions(asOf: RandomContacts.asOf)
    options.select = ["BT1205"]
    let edits = compatibleEdits(lint(program, trees, options).flatMap { $0.fixes.filter(\.isSafe) }).edits
    return edits.isEmpty ? nil : String(decoding: applying(edits, to: Array(text.utf8)), as: UTF8.self)
  }

  private func masks(_ text: String) throws -> [[UInt8]] {
    let (program, errors) = SpecExample(rules: text).checked()
    try #require(errors.isEmpty, "\(specReport(errors, program.files))\n\(text)")
    let (plan, planErrors) = makePlan(program, asOf: RandomContacts.asOf, zone: .utc)
    try #require(planErrors.isEmpty)
    let outcome = evaluate(
      plan, lists: program.lists, over: Self.contacts.columns(for: plan, program),
      request: EvaluationRequest(threads: 2, masks: plan.segments.map(\.node)))
    return outcome.masks.map { mask in mask.map { $0 & 1 } }
  }
}
