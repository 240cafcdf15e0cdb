import BantamDiagnostics
import BantamProgram

/// Two campaigns of one purpose that can both write to the same contact.
enum CampaignsOverlap: LintRule {
  static let manual = LintManual(
    "BT1214", "campaigns-overlap", "two campaigns that write to the same contact",
    text: """
      Both campaigns have the same purpose, a contact can be in the audiences of both, and neither yields to the other: it is \
      written to twice. `yields to` leaves it to the one that comes first; an `exclude` may tell the audiences apart. The \
      rule is silent where `exclude member of` names the other campaign.
      """,
    wrong: """
      purpose news { basis consent, channel email }
      campaign spring { audience employees >= 10, purpose news }
      campaign fair { audience city = "Hamburg", purpose news }
      """,
    right: """
      purpose news { basis consent, channel email }
      campaign spring { audience employees >= 10, purpose news }
      campaign fair { audience city = "Hamburg", purpose news, yields to spring }
      """)

  private static let mostCompared = 60

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    let campaigns = context.program.campaigns
    var byPurpose: [PurposeID: [CampaignID]] = [:]
    for (id, campaign) in campaigns.enumerated() {
      if let purpose = campaign.purpose { byPurpose[purpose, default: []].append(id) }
    }
    for ids in byPurpose.values.sorted(by: { $0[0] < $1[0] }) where ids.count <= mostCompared {
      for (index, second) in ids.enumerated() {
        for first in ids[..<index] where !areOrdered(first, second, context.program) {
          check(first, second, context, &findings)
        }
      }
    }
  }

  private static func check(
    _ first: CampaignID, _ second: CampaignID, _ context: LintContext, _ findings: inout LintFindings
  ) {
    let (one, two) = (context.program.campaigns[first], context.program.campaigns[second])
    let wanted =
      [(one.audience, true), (two.audience, true)] + (one.excludes + two.excludes).map { ($0.condition, false) }
      + (two.purpose.map { [(Condition(.reachable($0), two.span), true)] } ?? [])
    guard context.logic.arePossible(wanted) else { return }
    findings.report(
      "`\(two.name)` can write to the same contact as `\(one.name)`", at: two.span,
      notes: [Note("has the same purpose", at: one.span)],
      help: "write `yields to \(one.name)`, or exclude the other's audience",
      example: context.examples.contact(wanted, shows: "written to twice", isNeeded: true))
  }

  private static func areOrdered(_ first: CampaignID, _ second: CampaignID, _ program: Program) -> Bool {
    func leaves(_ own: CampaignID, to other: CampaignID) -> Bool {
      let campaign = program.campaigns[own]
      if campaign.yieldsTo.contains(other) { return true }
      var names = false
      for condition in campaign.excludes.map(\.condition) + [campaign.audience] {
        condition.forEach { part in
          switch part.kind {
          case .member(other, _, _), .memberOfOther: names = true
          default: break
          }
        }
      }
      return names
    }
    return leaves(first, to: second) || leaves(second, to: first)
  }
}
