import BantamDiagnostics
import BantamProgram

/// A campaign whose exclusions take out its whole audience.
enum NobodyLeft: LintRule {
  static let manual = LintManual(
    "BT1213", "nobody-left", "a campaign whose exclusions leave nobody",
    text: """
      Whoever is in the audience meets one of the exclusions: the campaign never has a lead. Mostly the audience and the \
      exclusion name the same segment, or one that contains it.
      """,
    wrong: """
      segment large { employees >= 250 }
      campaign spring {
          internal
          audience employees >= 1_000
          exclude large
      }
      """,
    right: """
      segment large { employees >= 1_000 }
      campaign spring {
          internal
          audience employees >= 250
          exclude large
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for campaign in context.program.campaigns
    where !campaign.excludes.isEmpty && !context.logic.isNever(campaign.audience) {
      let exclusions = campaign.excludes.map { ($0.condition, false) }
      guard !context.logic.arePossible([(campaign.audience, true)] + exclusions) else { continue }
      let cause = campaign.excludes.first { context.logic.implies(campaign.audience, $0.condition) }
      findings.report(
        "the exclusions of `\(campaign.name)` take out its whole audience", at: campaign.audience.span,
        notes: cause.map { [Note("everybody in the audience meets this", at: $0.condition.span)] } ?? [],
        help: "correct the audience or the exclusion",
        example: context.examples.contact([(campaign.audience, true)], shows: "in the audience, and excluded"))
    }
  }
}
