import BantamDiagnostics
import BantamProgram
import BantamSyntax
import BantamSystem

/// Values that stand in a list more than once.
enum ValueTwice: LintRule {
  static let manual = LintManual(
    "BT1243", "value-twice", "a value that stands in a list twice",
    text: """
      A list holds the same value again, case and outer blanks aside. It changes nothing, but one of the two was often \
      meant to be another value, which is missing now. Of a list's file only the number is told.
      """,
    wrong: """
      list towns = ["Kiel", "Plön", "kiel"]
      segment near { city in towns }
      """,
    right: """
      list towns = ["Kiel", "Plön", "Preetz"]
      segment near { city in towns }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    // `exactly in` tells `Kiel` and `kiel` apart.
    let exact = context.nodes(.textTest).filter { $0.has("exactly") }.compactMap { $0.first(.texts)?.span }
    let skipped = Set(exact)
    for kind in [NodeKind.texts, .values] {
      for node in context.nodes(kind) where !skipped.contains(node.span) { check(node, &findings) }
    }
    for list in context.program.lists where list.path != nil && list.parents.isEmpty {
      let repeated = list.values.count - Set(list.values.map(foldCase)).count
      guard repeated > 0 else { continue }
      findings.report(
        "the file of `\(list.name)` holds \(repeated == 1 ? "one value" : "\(repeated) values") again that stand in it "
          + "before",
        at: list.span, help: "remove the lines that stand twice; case and outer blanks do not count")
    }
  }

  private static func check(_ node: SyntaxNode, _ findings: inout LintFindings) {
    let tokens = node.tokens
    var first: [String: Token] = [:]
    for (index, token) in tokens.enumerated() where token.kind == .string {
      let key = foldCase(node.unquoted(token))
      guard let earlier = first[key] else {
        first[key] = token
        continue
      }
      let comma = index > 0 && tokens[index - 1].kind == .comma ? tokens[index - 1] : nil
      let removed = comma.map { node.span($0).joined(node.span(token)) }
      // A test that says `exactly` tells spellings apart.
      let isSafe = node.text(earlier) == node.text(token)
      let fixes =
        removed.map { node.tree.hasComment(in: $0) ? [] : [Fix("remove it", [Edit($0, "")], isSafe: isSafe)] } ?? []
      findings.report(
        "`\(node.unquoted(token))` stands in this list already", at: node.span(token),
        notes: [Note("here", at: node.span(earlier))], help: "remove it, or write the value that was meant",
        fixes: fixes)
    }
  }
}
