import BantamDiagnostics
import BantamSyntax

/// Limits of campaigns that do not take the best.
enum LimitWithoutOrder: LintRule {
  static let manual = LintManual(
    "BT1247", "limit-without-order", "a limit that does not take the best",
    text: """
      The campaign gives its leads points, but its limit does not say `by` which score: it takes the contacts with the \
      lowest keys, which are the oldest ones, whatever their grade.
      """,
    wrong: """
      segment everybody { everyone }
      score fit { size weight 1 { 100 when employees >= 50, 0 otherwise } }
      campaign spring {
          audience everybody
          internal
          limit    500
          qualify  with fit
      }
      """,
    right: """
      segment everybody { everyone }
      score fit { size weight 1 { 100 when employees >= 50, 0 otherwise } }
      campaign spring {
          audience everybody
          internal
          limit    500 by fit
          qualify  with fit
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for node in context.nodes(.campaign) {
      guard let limit = node.first(.limit), limit.name(after: "by") == nil, let qualify = node.first(.qualify),
        let token = qualify.name(after: "with")
      else { continue }
      let score = qualify.text(token)
      let end = limit.span.end
      findings.report(
        "this limit takes the contacts with the lowest keys, not the best ones", at: limit.span,
        help: "write `by \(score)` behind it",
        fixes: [
          Fix(
            "add `by \(score)`", [Edit(Span(file: limit.tree.file, start: end, end: end), " by \(score)")],
            isSafe: false)
        ])
    }
  }
}
