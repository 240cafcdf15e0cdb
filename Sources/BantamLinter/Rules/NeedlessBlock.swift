import BantamDiagnostics
import BantamSyntax

/// Blocks that change nothing.
enum NeedlessBlock: LintRule {
  static let manual = LintManual(
    "BT1246", "needless-block", "a block that changes nothing",
    text: """
      `any`, `all` and `none` around a single condition say no more than the condition, or `not` and the condition. An \
      `all` whose lines stand in a block that asks for all of them anyhow, and an `any` inside an `any`, only add \
      braces. Often a line was removed, or one is missing. The fix keeps the meaning.
      """,
    wrong: """
      segment makers {
          any { industry = "Manufacturing" }
          employees >= 50
      }
      """,
    right: """
      segment makers {
          industry = "Manufacturing"
          employees >= 50
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for kind in [NodeKind.anyBlock, .allBlock, .noneBlock] {
      for node in context.nodes(kind) { checkSingle(node, &findings) }
    }
    for kind in [NodeKind.segment, .persons, .company, .allBlock] {
      for node in context.nodes(kind) { checkNested(node, .allBlock, &findings) }
    }
    for node in context.nodes(.anyBlock) { checkNested(node, .anyBlock, &findings) }
  }

  private static func checkSingle(_ node: SyntaxNode, _ findings: inout LintFindings) {
    guard let block = node.first(.block), block.nodes.count == 1, let word = node.tokens.first else { return }
    let inner = block.nodes[0]
    let isJoined = inner.kind == .conjunction || inner.kind == .disjunction
    let (open, close) = isJoined ? ("(", ")") : ("", "")
    let isNone = node.kind == .noneBlock
    findings.report(
      "`\(node.text(word)) { }` holds a single condition: \(isNone ? "`not` says the same" : "it changes nothing")",
      at: node.span(word),
      help: isNone
        ? "write `not` in place of it, or add the line that is missing" : "remove it, or add the line that is missing",
      fixes: fixes(
        isNone ? "write `not`" : "remove the block", node, inner.span, (isNone ? "not " : "") + open, close))
  }

  /// Blocks of a kind right inside one that means the same.
  private static func checkNested(_ node: SyntaxNode, _ kind: NodeKind, _ findings: inout LintFindings) {
    let outer = node.first(.block)
    // Around a single one the outer block goes first: with both gone, `not` in front of it would reach one line only.
    if node.kind == kind, outer?.nodes.count == 1 { return }
    for inner in outer?.nodes(kind) ?? [] {
      guard let lines = inner.first(.block)?.nodes, lines.count > 1, let word = inner.tokens.first else { continue }
      let name = inner.text(word)
      findings.report(
        kind == .allBlock
          ? "this `all { }` stands where all lines must hold anyhow"
          : "this `any { }` stands where any line is enough anyhow",
        at: inner.span(word), help: "write its lines without `\(name) { }`",
        fixes: fixes("remove the block", inner, lines[0].span.joined(lines[lines.count - 1].span), "", ""))
    }
  }

  private static func fixes(
    _ title: String, _ node: SyntaxNode, _ kept: Span, _ open: String, _ close: String
  ) -> [Fix] {
    let whole = node.span
    let head = Span(file: whole.file, start: whole.start, end: kept.start)
    let tail = Span(file: whole.file, start: kept.end, end: whole.end)
    if node.tree.hasComment(in: head) || node.tree.hasComment(in: tail) { return [] }
    return [Fix(title, [Edit(head, open), Edit(tail, close)])]
  }
}
