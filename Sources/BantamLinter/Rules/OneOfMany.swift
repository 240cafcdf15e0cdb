import BantamDiagnostics
import BantamSyntax

/// Several `=` on one field, of which one is enough.
enum OneOfMany: LintRule {
  static let manual = LintManual(
    "BT1244", "one-of-many", "several `=` in place of `in`",
    text: """
      One field is compared with several values, and one of them is enough. `in [ … ]` says the same in one line: it can \
      be read aloud, and the next value is added without a mistake. The fix keeps the meaning.
      """,
    wrong: """
      segment north { city = "Kiel" or city = "Plön" or city = "Preetz" }
      """,
    right: """
      segment north { city in ["Kiel", "Plön", "Preetz"] }
      """)

  private struct Equality {
    var path: String
    var isText: Bool
    var value: String
    var span: Span

    init?(_ node: SyntaxNode) {
      let parts = node.nodes
      guard node.kind == .comparison, parts.count == 2, parts[0].kind == .path, parts[1].kind == .compareTest,
        parts[1].token(.equal) != nil, let right = parts[1].nodes.first,
        right.kind == .textValue || right.kind == .amount
      else { return nil }
      let source = node.tree.source
      path = source.text(parts[0].span)
      isText = right.kind == .textValue
      value = source.text(right.span)
      span = node.span
    }
  }

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for node in context.nodes(.disjunction) { check(node, of: node, &findings) }
    for node in context.nodes(.anyBlock) {
      if let block = node.first(.block) { check(block, of: node, &findings) }
    }
  }

  /// - Parameter whole: what is replaced where nothing else stands in the block.
  private static func check(_ block: SyntaxNode, of whole: SyntaxNode, _ findings: inout LintFindings) {
    var run: [Equality] = []
    var isWhole = true
    func end(_ findings: inout LintFindings) {
      if run.count > 1 { report(run, isWhole ? whole.span : nil, whole.tree, &findings) }
      run = []
    }
    let nodes = block.nodes
    for (index, node) in nodes.enumerated() {
      guard let next = Equality(node) else {
        isWhole = false
        end(&findings)
        continue
      }
      if let last = run.last, last.path != next.path || last.isText != next.isText {
        isWhole = false
        end(&findings)
      }
      run.append(next)
      if index == nodes.count - 1 { end(&findings) }
    }
  }

  private static func report(_ run: [Equality], _ whole: Span?, _ tree: SyntaxTree, _ findings: inout LintFindings) {
    let span = whole ?? run[0].span.joined(run[run.count - 1].span)
    let words = "\(run[0].path) in [\(run.map(\.value).joined(separator: ", "))]"
    let shown = words.utf8.count <= 80 ? words : "\(run[0].path) in [ … ]"
    findings.report(
      "`\(run[0].path)` is compared with \(run.count) values one by one", at: span, help: "write `\(shown)`",
      fixes: tree.hasComment(in: span) ? [] : [Fix("write `\(shown)`", [Edit(span, words)])])
  }
}
