import BantamProgram

/// A funnel in one project: contacts have one stage in each.
public struct Track: Sendable, Hashable {
  public let funnel: FunnelID
  /// Empty where the funnel is per contact.
  public let project: String

  public init(_ funnel: FunnelID, project: String?, _ program: Program) {
    self.funnel = funnel
    self.project = program.funnels[funnel].stageProject(of: project)
  }

  /// nil: the campaign has no funnel.
  public init?(of campaign: Campaign, _ program: Program) {
    guard let funnel = campaign.funnel else { return nil }
    self.init(funnel, project: campaign.project, program)
  }
}
