import BantamDiagnostics
import BantamSyntax

/// `not` where another sign says the same, and `not` twice.
enum NeedlessNot: LintRule {
  static let manual = LintManual(
    "BT1245", "needless-not", "a `not` that can be said shorter",
    text: """
      `not x = …` is `x != …`, `not x is missing` is `x is known`, and two `not` are none. The shorter form is read \
      aloud without a stumble; the fix keeps the meaning, also where the value is missing.
      """,
    wrong: """
      segment elsewhere { not city = "Kiel" }
      """,
    right: """
      segment elsewhere { city != "Kiel" }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    // The second of two is told with the first.
    var second: Set<Span> = []
    for node in context.nodes(.negation) {
      if let inner = node.nodes.first.map(ungrouped), inner.kind == .negation { second.insert(inner.span) }
    }
    for node in context.nodes(.negation) where !second.contains(node.span) {
      guard let inner = node.nodes.first.map(ungrouped) else { continue }
      if inner.kind == .negation, let kept = inner.nodes.first {
        findings.report(
          "two `not` are none: what is asked is `\(shown(kept))`", at: node.span, help: "remove both",
          fixes: fixes("remove both", node, keeping: kept.span, []))
      } else if inner.kind == .comparison, inner.nodes.count == 2, let edit = turned(inner.nodes[1]) {
        let source = inner.tree.source
        let words =
          source.text(Span(file: inner.tree.file, start: inner.span.start, end: edit.span.start)) + edit.text
          + source.text(Span(file: inner.tree.file, start: edit.span.end, end: inner.span.end))
        findings.report(
          "this `not` can be said in one word or sign less", at: node.span, help: "write `\(words.prefix(80))`",
          fixes: fixes("write `\(words.prefix(80))`", node, keeping: inner.span, [edit]))
      }
    }
  }

  private static func ungrouped(_ node: SyntaxNode) -> SyntaxNode {
    var node = node
    while node.kind == .group, let inner = node.nodes.first { node = inner }
    return node
  }

  /// The word or sign that says the opposite, also of a missing value: `not x < 5` holds where x is missing, `x >= 5` not.
  private static func turned(_ test: SyntaxNode) -> Edit? {
    switch test.kind {
    case .isTest:
      guard let word = test.tokens(.name).last else { return nil }
      switch test.text(word) {
      case "missing": return Edit(test.span(word), "known")
      case "known": return Edit(test.span(word), "missing")
      default: return nil
      }
    case .compareTest:
      guard let right = test.nodes.first, [.textValue, .amount, .moment].contains(right.kind) else { return nil }
      if let sign = test.token(.equal) { return Edit(test.span(sign), "!=") }
      return test.token(.notEqual).map { Edit(test.span($0), "=") }
    default: return nil
    }
  }

  private static func shown(_ node: SyntaxNode) -> String {
    let text = node.tree.source.text(node.span)
    return text.utf8.count <= 60 && !text.contains("\n") ? text : "\(text.prefix { $0 != "\n" }.prefix(60)) …"
  }

  private static func fixes(_ title: String, _ node: SyntaxNode, keeping kept: Span, _ edits: [Edit]) -> [Fix] {
    let whole = node.span
    let head = Span(file: whole.file, start: whole.start, end: kept.start)
    let tail = Span(file: whole.file, start: kept.end, end: whole.end)
    if node.tree.hasComment(in: head) || node.tree.hasComment(in: tail) { return [] }
    let ends = tail.start < tail.end ? [Edit(tail, "")] : []
    return [Fix(title, [Edit(head, "")] + edits + ends)]
  }
}
