import BantamDiagnostics
import BantamSyntax

/// Rule sets that do not say which edition of the language they are written in.
enum MissingEdition: LintRule {
  static let manual = LintManual(
    "BT1250", "missing-edition", "a rule set without its edition",
    text: """
      The rule set has settings or campaigns and does not say which edition of the language it is written in. With \
      `edition 1` it keeps its meaning when there is a later one.
      """,
    wrong: """
      settings { currency EUR }
      segment large { employees >= 50 }
      """,
    right: """
      edition 1

      settings { currency EUR }
      segment large { employees >= 50 }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    guard context.nodes(.edition).isEmpty else { return }
    let settings = context.nodes(.settings).first
    guard let anchor = settings ?? context.nodes(.campaign).first else { return }
    let tree = settings?.tree ?? context.trees.first ?? anchor.tree
    guard let first = tree.root.nodes.first, let word = first.tokens.first else { return }
    let start = first.firstLineStart
    findings.report(
      "the rule set does not say which edition of the language it is written in", at: first.span(word),
      help: "begin with `edition 1`: the rules keep their meaning when there is another",
      fixes: [Fix("add `edition 1`", [Edit(Span(file: tree.file, start: start, end: start), "edition 1\n\n")])])
  }
}
