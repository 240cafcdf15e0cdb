import BantamProgram

/// Stages that contacts enter and cannot leave, though they are not meant to be the end.
enum StuckStage: LintRule {
  static let manual = LintManual(
    "BT1240", "stuck-stage", "a stage that nothing leads out of",
    text: """
      The stage is neither the last one nor `final`, and no transition leaves it. Contacts that get there stay for ever: \
      no event moves them on, and nobody can move them by hand.
      """,
    wrong: """
      funnel sale per contact {
          stage lead
          stage prospect
          stage customer
          lead to prospect when offer_made
          lead to customer when order_placed
      }
      """,
    right: """
      funnel sale per contact {
          stage lead
          stage prospect
          stage customer
          lead     to prospect when offer_made
          lead     to customer when order_placed
          prospect to customer when offer_accepted
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for funnel in context.program.funnels where !funnel.transitions.isEmpty {
      let left = Set(funnel.transitions.filter { $0.from != $0.to }.map(\.from))
      for (index, stage) in funnel.stages.dropLast().enumerated() where !stage.isFinal && !left.contains(index) {
        findings.report(
          "no transition leaves `\(stage.name)`: contacts that get there stay for ever", at: stage.span,
          help:
            "add a line such as `\(stage.name) to \(funnel.stages[index + 1].name) when …`, or write `final` behind the "
            + "stage")
      }
    }
  }
}
