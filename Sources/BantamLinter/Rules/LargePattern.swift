import BantamProgram
import BantamSyntax

/// Patterns with so many steps that each text takes long.
enum LargePattern: LintRule {
  static let manual = LintManual(
    "BT1237", "large-pattern", "a pattern that takes long",
    text: """
      Repetitions with a count, such as `{1,500}`, are written out when the pattern is read, and nested ones multiply. \
      Every sign of every value is held against all these steps, so that a run takes long. `*` and `+` have no count \
      and cost one step.
      """,
    wrong: """
      segment codes { notes matches /([a-z]{1,50}-){1,40}end/ }
      """,
    right: """
      segment codes { notes matches /([a-z]+-)+end/ }
      """)

  private static let mostSteps = 1_000

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for test in context.nodes(.textTest) {
      guard let token = test.token(.regex) else { continue }
      let text = test.text(token)
      // Without a count, a pattern has about as many steps as signs.
      guard text.contains("{") || text.utf8.count > mostSteps else { continue }
      guard let pattern = try? Pattern(parsing: String(text.dropFirst().dropLast())), pattern.steps.count > mostSteps
      else { continue }
      findings.report(
        "this pattern has \(pattern.steps.count) steps, and each sign of each value is held against them: a run takes "
          + "long",
        at: test.span(token), help: "write `+` or `*` for repetitions whose number does not matter")
    }
  }
}
