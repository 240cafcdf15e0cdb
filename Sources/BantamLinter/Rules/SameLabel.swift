import BantamDiagnostics
import BantamProgram
import BantamSystem

/// Two declarations of one kind that reports show under the same label.
enum SameLabel: LintRule {
  static let manual = LintManual(
    "BT1251", "same-label", "two declarations with the same label",
    text: """
      Reports, documents and exports show labels. Two segments, scores, campaigns, teams, purposes or funnels carry the \
      same, case and blanks aside: nobody can tell their figures apart. Often one was copied.
      """,
    wrong: """
      segment small "Mittelstand" { employees in 10..49 }
      segment large "Mittelstand" { employees in 50..250 }
      """,
    right: """
      segment small "Kleiner Mittelstand" { employees in 10..49 }
      segment large "Großer Mittelstand" { employees in 50..250 }
      """)

  private typealias Labelled = (name: String, label: String?, span: Span)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    let program = context.program
    check("segment", program.segments.map { ($0.name, $0.label, $0.span) }, &findings)
    check("score", program.scores.map { ($0.name, $0.label, $0.span) }, &findings)
    check("campaign", program.campaigns.map { ($0.name, $0.label, $0.span) }, &findings)
    check("team", program.teams.map { ($0.name, $0.label, $0.span) }, &findings)
    check("purpose", program.purposes.map { ($0.name, $0.label, $0.span) }, &findings)
    check("funnel", program.funnels.map { ($0.name, $0.label, $0.span) }, &findings)
  }

  private static func check(_ sort: String, _ declarations: [Labelled], _ findings: inout LintFindings) {
    var first: [String: Labelled] = [:]
    for declaration in declarations {
      guard let label = declaration.label, !label.isEmpty else { continue }
      let key = foldCase(label.split(whereSeparator: \.isWhitespace).joined(separator: " "))
      guard let earlier = first[key] else {
        first[key] = declaration
        continue
      }
      findings.report(
        "reports show the \(sort)s `\(earlier.name)` and `\(declaration.name)` under the same label `\(label)`",
        at: declaration.span, notes: [Note("the other one", at: earlier.span)], help: "give one of them another label")
    }
  }
}
