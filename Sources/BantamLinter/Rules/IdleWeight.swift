import BantamDiagnostics
import BantamSyntax

/// Weights of team members that nothing reads.
enum IdleWeight: LintRule {
  static let manual = LintManual(
    "BT1249", "idle-weight", "a weight without effect",
    text: """
      Members of the team have a `weight`, but no campaign assigns the team `weighted`: each gets as many leads as any \
      other. Hand-overs by stages and grades go round by turns and look at no weight.
      """,
    wrong: """
      segment everybody { everyone }
      team sales {
          "anna@example.com" weight 2
          "ben@example.com"
      }
      campaign spring {
          audience everybody
          internal
          assign   sales
      }
      """,
    right: """
      segment everybody { everyone }
      team sales {
          "anna@example.com" weight 2
          "ben@example.com"
      }
      campaign spring {
          audience everybody
          internal
          assign   sales weighted
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    var weighted: Set<String> = []
    for node in context.nodes(.assign) where node.words.dropFirst(2).first == "weighted" {
      weighted.insert(node.words[1])
    }
    for team in context.nodes(.team) {
      guard let declared = team.declaredName, !weighted.contains(declared.name) else { continue }
      let weights = team.nodes(.teamMember).compactMap(weight)
      guard let first = weights.first else { continue }
      findings.report(
        "this weight has no effect: no campaign assigns `\(declared.name)` `weighted`", at: first,
        help: "write `assign \(declared.name) weighted` in the campaign, or remove the weight")
    }
  }

  /// From the word to its number.
  private static func weight(_ member: SyntaxNode) -> Span? {
    let tokens = member.tokens
    guard let index = tokens.firstIndex(where: { $0.kind == .name && member.text($0) == "weight" }),
      index + 1 < tokens.count
    else { return nil }
    return member.span(tokens[index]).joined(member.span(tokens[index + 1]))
  }
}
