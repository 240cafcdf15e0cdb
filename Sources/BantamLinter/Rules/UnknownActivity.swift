import BantamDiagnostics
import BantamSystem

/// Kinds of activity that do not occur in the database.
enum UnknownActivity: LintRule {
  static let manual = LintManual(
    "BT1254", "unknown-activity", "an activity that nobody has",
    text: """
      Asked with a database: the rules count a kind of activity that no contact has, though there are others. Most \
      likely it is spelled in another way in the data: `did` holds for nobody, `never did` for everybody.
      """,
    wrong: """
      segment asked { did "demo-request" in last 60 days }
      """,
    right: """
      segment asked { did "demo_request" in last 60 days }
      """)

  /// Among more kinds than that, none is looked for that was meant.
  private static let mostKinds = 5_000

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    guard let known = context.facts?.activityKinds, !known.isEmpty else { return }
    let sorted = known.count <= mostKinds ? known.sorted() : []
    var told: Set<String> = []
    for node in context.nodes(.activity) {
      guard let token = node.token(.string) else { continue }
      let kind = foldCase(node.unquoted(token))
      guard !known.contains(kind), told.insert(kind).inserted else { continue }
      let meant = nearestName(to: kind, in: sorted)
      findings.report(
        "no contact has an activity `\(node.unquoted(token))`", at: node.span(token),
        help: meant.map { "did you mean `\($0)`?" } ?? "look how the data spells it")
    }
  }
}
