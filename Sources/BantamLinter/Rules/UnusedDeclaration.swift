import BantamDiagnostics
import BantamProgram
import BantamSyntax

/// Lists, places, defines, teams, purposes and scores that no rule asks for.
enum UnusedDeclaration: LintRule {
  static let manual = LintManual(
    "BT1220", "unused-declaration", "a declaration that nothing uses",
    text: """
      A list, place, define, team, purpose or score that no rule names decides about no contact. Often a line that was \
      to name it was forgotten: then an exclusion is missing, or leads stay without an owner. Segments are not meant, \
      as they can be looked at for themselves. A score counts as used where a campaign or a test asks for it.
      """,
    wrong: """
      list competitors = ["rival.example", "other.example"]
      segment suppliers { email_domain = "rival.example" }
      """,
    right: """
      list competitors = ["rival.example", "other.example"]
      segment suppliers { email_domain in competitors }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    let kinds: [(kind: NodeKind, sort: String, consequence: String)] = [
      (.list, "list", "its values decide about no contact"),
      (.place, "place", "no distance is measured from it"),
      (.define, "define", "it decides about no contact"),
      (.team, "team", "nobody in it gets a lead"),
      (.purpose, "purpose", "nobody is written to for it"),
    ]
    for (kind, sort, consequence) in kinds {
      for node in context.nodes(kind) {
        guard let declared = node.declaredName, context.uses.isUnused(declared.name) else { continue }
        findings.report(
          "nothing uses the \(sort) `\(declared.name)`: \(consequence)", at: declared.span,
          help: "name it where it is meant to count, or remove it",
          fixes: fixes("remove the \(sort)", [node]))
      }
    }
    checkScores(context, &findings)
  }

  /// Those that campaigns and tests leave out. Without any campaign, scores are there for themselves.
  private static func checkScores(_ context: LintContext, _ findings: inout LintFindings) {
    let program = context.program
    guard !program.campaigns.isEmpty else { return }
    var used = context.uses.testedScores
    for campaign in program.campaigns { used.formUnion([campaign.score, campaign.limit?.score].compactMap(\.self)) }
    guard used.count < program.scores.count else { return }
    var parts: [String: [SyntaxNode]] = [:]
    for node in context.nodes(.score) {
      if let name = node.declaredName?.name { parts[name, default: []].append(node) }
    }
    for node in context.nodes(.grades) { if let name = node.words.last { parts[name, default: []].append(node) } }
    for (id, score) in program.scores.enumerated() where !used.contains(id) {
      let nodes = parts[score.name] ?? []
      findings.report(
        "no campaign qualifies with the score `\(score.name)`: no lead gets its points", at: score.span,
        help: "add `qualify with \(score.name)` to a campaign, or remove it",
        fixes: fixes("remove the score and its grades", nodes))
    }
  }

  private static func fixes(_ title: String, _ nodes: [SyntaxNode]) -> [Fix] {
    let edits = nodes.compactMap(\.removal)
    return edits.isEmpty || edits.count < nodes.count ? [] : [Fix(title, edits, isSafe: false)]
  }
}
