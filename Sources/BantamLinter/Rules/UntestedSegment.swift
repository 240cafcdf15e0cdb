import BantamProgram

/// Segments that no test reaches.
enum UntestedSegment: LintRule {
  static let manual = LintManual(
    "BT1221", "untested-segment", "a segment that no test reaches",
    text: """
      The rule set has tests, but none of them asks for this segment, and none asks for a campaign, score or segment \
      that names it. Nobody notices when a change lets other contacts in. A rule set without any test is left alone.
      """,
    wrong: """
      segment small { employees < 50 }
      segment large { employees >= 50 }
      test "50 are not small" {
          given company acme { employees: 50 }
          expect acme not in small
      }
      """,
    right: """
      segment small { employees < 50 }
      segment large { employees >= 50 }
      test "50 are large, not small" {
          given company acme { employees: 50 }
          expect acme not in small
          expect acme in large
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    guard !context.program.tests.isEmpty else { return }
    let tested = Tested(context).segments
    for (id, segment) in context.program.segments.enumerated() where !segment.isDefine && !tested.contains(id) {
      findings.report(
        "no test says who belongs to `\(segment.name)` and who does not", at: segment.span,
        help: "write a test with `expect … in \(segment.name)` and one contact just outside of it")
    }
  }
}
