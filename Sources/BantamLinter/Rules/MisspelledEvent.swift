import BantamDiagnostics
import BantamLeads
import BantamSyntax

/// Events of transitions that are almost called as a usual one.
enum MisspelledEvent: LintRule {
  static let manual = LintManual(
    "BT1241", "misspelled-event", "an event that is almost a usual one",
    text: """
      A funnel may name events of its own. This one differs from a usual event by a letter or two: the usual one will be \
      noted and moves nobody here, and leads stay in their stage. `bantam help events` lists the usual events.
      """,
    wrong: """
      funnel sale per contact {
          stage lead
          stage prospect
          lead to prospect when offer_mode
      }
      """,
    right: """
      funnel sale per contact {
          stage lead
          stage prospect
          lead to prospect when offer_made
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    let usual = LeadEvent.usual.map(\.name) + [StageGate.joined]
    for node in context.nodes(.transition) {
      for token in events(node) {
        let name = node.text(token)
        guard !usual.contains(name), let meant = usual.first(where: { isSlip(name, $0) }) else { continue }
        findings.report(
          "`\(name)` is almost the usual event `\(meant)`, which moves nobody here", at: node.span(token),
          help: "did you mean `\(meant)`?",
          fixes: [Fix("write `\(meant)`", [Edit(node.span(token), meant)], isSafe: false)])
      }
    }
  }

  /// Behind `when`, and behind each `or`.
  private static func events(_ node: SyntaxNode) -> [Token] {
    var found: [Token] = []
    var isNext = false
    for token in node.tokens(.name).dropFirst(3) {
      let word = node.text(token)
      if isNext { found.append(token) }
      isNext = !isNext && (word == "when" || word == "or")
      if word == "and", !isNext, found.last?.start != token.start { break }
    }
    return found
  }
}
