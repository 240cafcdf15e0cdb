import BantamProgram

/// Campaigns whose leads no test names.
enum UntestedCampaign: LintRule {
  static let manual = LintManual(
    "BT1222", "untested-campaign", "a campaign without a test",
    text: """
      The rule set has tests, but none says who is a lead of this campaign and who is not. Audience, exclusions and \
      consent together decide who is written to; only `expect … lead of` looks at all of them.
      """,
    wrong: """
      segment large { employees >= 50 }
      campaign spring {
          audience large
          internal
      }
      test "50 are large" {
          given company acme { employees: 50 }
          expect acme in large
      }
      """,
    right: """
      segment large { employees >= 50 }
      campaign spring {
          audience large
          internal
      }
      test "50 are enough for the spring" {
          given company acme { employees: 50 }
          expect acme lead of spring
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    guard !context.program.tests.isEmpty else { return }
    for (id, campaign) in context.program.campaigns.enumerated() where !context.uses.testedCampaigns.contains(id) {
      findings.report(
        "no test says who becomes a lead of `\(campaign.name)`", at: campaign.span,
        help:
          "write a test with `expect … lead of \(campaign.name)` and one with `expect … not lead of \(campaign.name)`")
    }
  }
}
