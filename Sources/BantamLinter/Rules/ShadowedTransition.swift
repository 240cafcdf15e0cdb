import BantamDiagnostics
import BantamProgram

/// Transitions that an event never takes, because an earlier line always takes it.
enum ShadowedTransition: LintRule {
  static let manual = LintManual(
    "BT1239", "shadowed-transition", "a transition that its event never takes",
    text: """
      From one stage, the first transition counts whose event happens and whose condition holds. An earlier line of the \
      same stage and event asks for no condition, and its stage requires no field: it always wins, and contacts never \
      get to the stage of this line by that event.
      """,
    wrong: """
      funnel sale per contact {
          stage lead
          stage prospect
          stage customer
          lead     to prospect when offer_made
          lead     to customer when offer_made and budget_known
          prospect to customer when offer_accepted
      }
      define budget_known = revenue is known
      """,
    right: """
      funnel sale per contact {
          stage lead
          stage prospect
          stage customer
          lead     to customer when offer_made and budget_known
          lead     to prospect when offer_made
          prospect to customer when offer_accepted
      }
      define budget_known = revenue is known
      """)

  private struct Key: Hashable {
    var from: Int
    var event: String
  }

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for funnel in context.program.funnels {
      var winners: [Key: Transition] = [:]
      for transition in funnel.transitions {
        let keys = transition.events.map { Key(from: transition.from, event: $0) }
        let earlier = keys.compactMap { winners[$0] }
        if earlier.count == keys.count, let first = earlier.first {
          let events = transition.events.map { "`\($0)`" }.joined(separator: " or ")
          findings.report(
            "by \(events) no contact gets from `\(funnel.stages[transition.from].name)` to "
              + "`\(funnel.stages[transition.to].name)`: an earlier line always takes it",
            at: transition.span, notes: [Note("this line comes first", at: first.span)],
            help: transition.guardCondition == nil
              ? "remove one of the two, or give the first one a condition" : "put the line with the condition first")
        }
        guard transition.guardCondition == nil, funnel.stages[transition.to].requires.isEmpty else { continue }
        for key in keys where winners[key] == nil { winners[key] = transition }
      }
    }
  }
}
