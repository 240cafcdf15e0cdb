import BantamDiagnostics
import BantamProgram

/// An exclusion that excludes nobody of the audience.
enum ExclusionWithoutEffect: LintRule {
  static let manual = LintManual(
    "BT1212", "exclusion-without-effect", "an exclusion that excludes nobody",
    text: """
      Nobody of the audience can meet the exclusion: the two contradict each other. Either the audience says it already, and \
      the line is needless, or the exclusion names the wrong segment, and people are written to who should be left alone.
      """,
    wrong: """
      campaign spring {
          internal
          audience employees < 50
          exclude employees > 250
      }
      """,
    right: """
      campaign spring {
          internal
          audience employees < 500
          exclude employees > 250
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for campaign in context.program.campaigns where !context.logic.isNever(campaign.audience) {
      for exclusion in campaign.excludes where !context.logic.isNever(exclusion.condition) {
        let wanted = [(campaign.audience, true), (exclusion.condition, true)]
        guard !context.logic.arePossible(wanted) else { continue }
        let conflicts = context.logic.conflicts(wanted)
        var notes = [Note("the audience", at: campaign.audience.span)]
        if let conflict = conflicts.first {
          notes += [conflict.first, conflict.second].filter {
            $0 != campaign.audience.span && $0 != exclusion.condition.span
          }
          .map { Note("contradicts the other one", at: $0) }
        }
        findings.report(
          "nobody in the audience of `\(campaign.name)` can be excluded by this", at: exclusion.condition.span,
          notes: notes, help: "remove the line, or name the segment that was meant",
          example: context.examples.contact(
            [(exclusion.condition, true)], shows: "meets the exclusion, but never the audience"))
      }
    }
  }
}
