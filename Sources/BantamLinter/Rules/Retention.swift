import BantamProgram

/// Purposes of campaigns that do not say how long data is kept.
enum Retention: LintRule {
  static let manual = LintManual(
    "BT1235", "no-retention", "a purpose without `keep`",
    text: """
      A campaign names the purpose, and the purpose does not say how long data is kept for it. Personal data may be kept \
      no longer than its purpose needs it (GDPR, Article 5(1)(e)); `bantam retention` lists what is due by `keep`, and \
      lists nothing without it.
      """,
    wrong: """
      segment everybody { everyone }
      purpose newsletter { basis consent, channel email }
      campaign spring {
          audience everybody
          purpose newsletter
      }
      """,
    right: """
      segment everybody { everyone }
      purpose newsletter { basis consent, channel email, keep 2 years }
      campaign spring {
          audience everybody
          purpose newsletter
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    let used = Set(context.program.campaigns.compactMap(\.purpose))
    for (id, purpose) in context.program.purposes.enumerated() where purpose.keep == nil && used.contains(id) {
      findings.report(
        "the purpose `\(purpose.name)` does not say how long data is kept for it: it is never due for erasure",
        at: purpose.span, help: "add a line such as `keep 2 years`")
    }
  }
}
