import BantamProgram

/// Tests that ask the clock and set none.
enum TestWithoutClock: LintRule {
  static let manual = LintManual(
    "BT1226", "test-without-clock", "a test whose result changes with the day",
    text: """
      The test asks for something that is counted from the day of the run, such as `in last 90 days`, and neither the \
      test nor the settings say `as of`. It passes today and fails some day, though nobody changed a rule.
      """,
    wrong: """
      segment asked { did "demo_request" in last 60 days }
      test "a request of February counts" {
          given company acme { name: "Acme" }
          given activity of acme "demo_request" on 2026-02-20
          expect acme in asked
      }
      """,
    right: """
      segment asked { did "demo_request" in last 60 days }
      test "a request of February counts" {
          as of 2026-03-01
          given company acme { name: "Acme" }
          given activity of acme "demo_request" on 2026-02-20
          expect acme in asked
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    let program = context.program
    guard program.settings.asOf == nil, program.tests.contains(where: { $0.asOf == nil }) else { return }
    let clock = ClockUse(program)
    for test in program.tests where test.asOf == nil {
      guard let asked = test.expectations.lazy.compactMap({ name(of: $0, clock, program) }).first else { continue }
      findings.report(
        "the result of this test changes with the day: `\(asked)` counts from the day of the run", at: test.span,
        help: "add a first line such as `as of 2026-03-01`")
    }
  }

  /// What an expectation asks for, where that depends on the day.
  private static func name(of expectation: Expectation, _ clock: ClockUse, _ program: Program) -> String? {
    switch expectation.kind {
    case .member(let id, _), .restsOnMissing(let id): return clock.asks(id) ? program.segments[id].name : nil
    case .score(let id, _, _), .points(let id, _, _):
      return clock.asks(program.scores[id]) ? program.scores[id].name : nil
    case .lead(let id, _):
      let campaign = program.campaigns[id]
      let asked = campaign.conditions + [campaign.purpose.flatMap { program.purposes[$0].condition }].compactMap(\.self)
      return asked.contains(where: clock.asks) ? campaign.name : nil
    case .suggested: return nil
    }
  }
}
