import BantamProgram

/// Segments in which no contact of the database is.
enum EmptySegment: LintRule {
  static let manual = LintManual(
    "BT1253", "empty-segment", "a segment with nobody in it",
    text: """
      Asked with a database: none of its contacts is in the segment. A campaign on it has no leads, an exclusion by it \
      excludes nobody. `bantam why` shows of one contact which line keeps it out.
      """,
    wrong: """
      segment huge { employees >= 1_000_000 }
      """,
    right: """
      segment large { employees >= 250 }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    guard let facts = context.facts, facts.contacts > 0 else { return }
    for (id, segment) in context.program.segments.enumerated() where !segment.isDefine && facts.members[id] == 0 {
      findings.report(
        facts.contacts == 1
          ? "the only contact is not in `\(segment.name)`"
          : "none of \(facts.contacts) contacts is in `\(segment.name)`",
        at: segment.span, help: "`bantam why CONTACT \(segment.name)` shows which line keeps a contact out")
    }
  }
}
