import BantamDiagnostics
import BantamSyntax
import BantamSystem

/// Kinds of activity that stand in the rules once and are almost called as another one.
enum MisspelledActivity: LintRule {
  static let manual = LintManual(
    "BT1242", "misspelled-activity", "an activity that is almost another one",
    text: """
      Kinds of activity are texts, so nobody checks their spelling. This one stands in the rules and tests only once, and \
      differs by a letter or two from one that is used elsewhere: most likely it is the same, and the line counts nothing.
      """,
    wrong: """
      segment asked { did "demo_requst" in last 60 days }
      segment asked_often { did "demo_request" at least 3 times }
      segment never_asked { never did "demo_request" }
      """,
    right: """
      segment asked { did "demo_request" in last 60 days }
      segment asked_often { did "demo_request" at least 3 times }
      segment never_asked { never did "demo_request" }
      """)

  /// Each is compared with each.
  private static let mostKinds = 500

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    var uses: [String: [(span: Span, text: String)]] = [:]
    var order: [String] = []
    for node in context.nodes(.activity) + context.nodes(.givenActivity) {
      guard let token = node.token(.string) else { continue }
      let text = node.unquoted(token)
      let kind = foldCase(text)
      if uses[kind] == nil { order.append(kind) }
      uses[kind, default: []].append((node.span(token), text))
    }
    guard order.count <= mostKinds else { return }
    let common = order.filter { uses[$0]?.count ?? 0 > 1 }
    for kind in order {
      guard let only = uses[kind], only.count == 1, let meant = common.first(where: { isSlip(kind, $0) }),
        let other = uses[meant]?.first
      else { continue }
      findings.report(
        "`\(only[0].text)` stands here alone, and is almost `\(other.text)`", at: only[0].span,
        notes: [Note("one of the others", at: other.span)], help: "did you mean `\(other.text)`?",
        fixes: [
          Fix("write \(context.text(other.span))", [Edit(only[0].span, context.text(other.span))], isSafe: false)
        ])
    }
  }
}
