import BantamDiagnostics
import BantamSyntax

/// Names and quoted texts with letters of another alphabet that look like Latin ones.
enum LookAlikeLetters: LintRule {
  static let manual = LintManual(
    "BT1231", "look-alike-letters", "letters that look like others",
    text: """
      A word mixes Latin letters with Greek or Cyrillic ones that look the same, or a name is spelled like another one in \
      another alphabet. Nobody sees the difference, but the program does: a quoted value with such a letter matches no \
      contact, a name is another name. It happens by copying from web pages – or by intent.
      """,
    wrong: """
      segment kiel { city = "Kіel" }
      """,
    right: """
      segment kiel { city = "Kiel" }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    var names: [String: [Span]] = [:]
    var order: [String] = []
    for tree in context.trees where LookAlikes.mayHold(tree.source.bytes) {
      for token in tree.tokens where token.kind == .name || token.kind == .string {
        guard LookAlikes.mayHold(tree.source.bytes[Int(token.start)..<Int(token.end)]) else { continue }
        if token.kind == .string {
          checkText(tree.root.text(token), tree.root.span(token), &findings)
        } else {
          let name = tree.root.text(token)
          if names[name] == nil { order.append(name) }
          names[name, default: []].append(tree.root.span(token))
        }
      }
    }
    for name in order { checkName(name, names[name] ?? [], context, &findings) }
  }

  private static func checkText(_ text: String, _ span: Span, _ findings: inout LintFindings) {
    guard let mixture = LookAlikes.mixture(in: text) else { return }
    let latin = LookAlikes.latin(text)
    findings.report(
      "`\(text.dropFirst().dropLast().prefix(80))` holds \(words(mixture)): hardly any contact has it so", at: span,
      help: "write it with Latin letters",
      fixes: latin.map { [Fix("write Latin letters", [Edit(span, $0)], isSafe: false)] } ?? [])
  }

  /// Told once of each name, where it stands first.
  private static func checkName(_ name: String, _ spans: [Span], _ context: LintContext, _ findings: inout LintFindings)
  {
    guard let span = spans.first else { return }
    let latin = LookAlikes.latin(name)
    let isTaken = latin.map { context.uses.count(of: $0) > 0 } ?? false
    if let latin, isTaken {
      findings.report(
        "`\(name)` looks like `\(latin)` and is another name", at: span,
        help: "give it a name that can be told apart, or write `\(latin)` if that is meant")
    } else if let mixture = LookAlikes.mixture(in: name) {
      findings.report(
        "the name `\(name)` holds \(words(mixture)): whoever types it as it looks does not find it", at: span,
        help: "write it with Latin letters",
        fixes: latin.map { latin in [Fix("write Latin letters", spans.map { Edit($0, latin) }, isSafe: false)] } ?? [])
    }
  }

  private static func words(_ mixture: LookAlikes.Mixture) -> String {
    let number = String(mixture.letter.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - number.count)) + number
    return "the \(mixture.alphabet) letter `\(mixture.letter)` (\(code)), which looks like the Latin `\(mixture.latin)`"
  }
}
