import BantamProgram

/// Stages to which no chain of transitions leads.
enum UnreachableStage: LintRule {
  static let manual = LintManual(
    "BT1238", "unreachable-stage", "a stage that no contact gets to",
    text: """
      A contact enters a funnel at its first stage and moves along transitions, by an event, a suggestion or by hand. No \
      chain of them leads to this stage: it stays empty, its team gets nothing, and conditions such as `stage in any \
      project = …` hold for nobody.
      """,
    wrong: """
      funnel two_stage per contact {
          stage lead
          stage customer
          stage debtor final
          lead to customer when offer_accepted
      }
      """,
    right: """
      funnel two_stage per contact {
          stage lead
          stage customer
          stage debtor final
          lead     to customer when offer_accepted
          customer to debtor   when order_invoiced
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for funnel in context.program.funnels where !funnel.transitions.isEmpty {
      let reached = reached(funnel)
      for (index, stage) in funnel.stages.enumerated() where !reached.contains(index) {
        findings.report(
          "no transition leads from `\(funnel.stages[0].name)` to `\(stage.name)`, not by other stages either: no "
            + "contact gets there",
          at: stage.span, help: "add a line such as `\(funnel.stages[0].name) to \(stage.name) when …`")
      }
    }
  }

  private static func reached(_ funnel: Funnel) -> Set<Int> {
    var next: [Int: [Int]] = [:]
    for transition in funnel.transitions { next[transition.from, default: []].append(transition.to) }
    var open = [0]
    var found: Set<Int> = [0]
    while let stage = open.popLast() {
      for target in next[stage] ?? [] where found.insert(target).inserted { open.append(target) }
    }
    return found
  }
}
