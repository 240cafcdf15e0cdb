import BantamDiagnostics
import BantamProgram
import BantamSyntax
import BantamSystem

/// What the database knows beside a contact: campaigns it is a member of, stages it stands or stood at.
extension Checker {
  mutating func member(_ node: SyntaxNode) -> Condition? {
    var joined: TimeTest?
    if let windowNode = node.first(.window) {
      guard let window = window(windowNode) else { return nil }
      joined = window
    }
    if node.has("any") { return memberOfOther(node, joined) }
    guard let token = node.name(after: "of"), let id = resolve(campaigns, token, node, what: "campaign") else {
      return nil
    }
    func made(_ status: String?) -> Condition { Condition(.member(id, status: status, joined: joined), node.span) }
    if node.words.dropFirst(3).first == "who" {
      let responses = program.campaigns[id].statuses.filter(\.isResponse)
      if responses.isEmpty {
        report(.noResponse(campaign: node.text(token), node.span(token), declared: program.campaigns[id].span))
        return nil
      }
      return Condition(.any(responses.map { made($0.name) }), node.span)
    }
    guard let token = node.token(.string) else { return made(nil) }
    return status(token, of: id, node).map { made($0) }
  }

  private mutating func memberOfOther(_ node: SyntaxNode, _ joined: TimeTest?) -> Condition? {
    guard let campaign = campaignAround else {
      report(.otherThanWhich(node.span))
      return nil
    }
    return Condition(.memberOfOther(than: campaign, joined: joined), node.span)
  }

  /// A member's status; where the campaign declares some, one of them.
  mutating func status(_ token: Token, of campaign: CampaignID, _ node: SyntaxNode) -> String? {
    let name = node.unquoted(token)
    let statuses = program.campaigns[campaign].statuses
    if statuses.isEmpty || foldedStatuses(campaign).contains(foldCase(name)) { return name }
    let known = statuses.map(\.name)
    report(.unknownStatus(name, campaign: program.campaigns[campaign].name, known: known, node.span(token)))
    return nil
  }

  private mutating func foldedStatuses(_ campaign: CampaignID) -> Set<String> {
    if let folded = statusSets[campaign] { return folded }
    let folded = Set(program.campaigns[campaign].statuses.map { foldCase($0.name) })
    statusSets[campaign] = folded
    return folded
  }

  // MARK: Stages

  mutating func stageTest(_ node: SyntaxNode) -> Condition? {
    guard let stageToken = node.tokens(.name).last else { return nil }
    let projectToken = node.has("any") ? nil : node.name(after: "in")
    guard let found = stages(stageToken, in: projectToken, node) else { return nil }
    let comparison = comparison(in: node)
    let tests = found.map { place -> Condition in
      let kind: ConditionKind =
        if let comparison {
          .stage(
            StageTest(project: place.project, funnel: place.funnel, comparison: comparison, stage: place.stage))
        } else {
          .stageEver(project: place.project, place.funnel, stage: place.stage)
        }
      return Condition(kind, node.span)
    }
    return tests.count == 1 ? tests[0] : Condition(.any(tests), node.span)
  }

  /// The funnels that have a stage of this name, those of the project if one is named. A funnel that counts per contact
  /// knows of no projects.
  private mutating func stages(
    _ stageToken: Token, in projectToken: Token?, _ node: SyntaxNode
  ) -> [(funnel: FunnelID, project: String?, stage: Int)]? {
    let name = node.text(stageToken)
    var candidates = Array(program.funnels.indices)
    if let projectToken {
      let project = node.text(projectToken)
      guard let funnel = projects[project] else {
        report(.unknownName(project, what: "project", known: projects.keys.sorted(), node.span(projectToken)))
        return nil
      }
      if let funnel { candidates = [funnel] }
    }
    let found = candidates.compactMap { funnel -> (funnel: FunnelID, project: String?, stage: Int)? in
      guard let stage = program.funnels[funnel].stages.firstIndex(where: { $0.name == name }) else { return nil }
      let project = program.funnels[funnel].isPerProject ? projectToken.map { node.text($0) } : nil
      return (funnel, project, stage)
    }
    if found.isEmpty {
      let known = candidates.flatMap { program.funnels[$0].stages.map(\.name) }
      report(.unknownName(name, what: "stage", known: known, node.span(stageToken)))
      return nil
    }
    return found
  }

  /// `stage customer in erp_rollout` of a test's contact.
  mutating func givenStage(_ node: SyntaxNode, _ contact: inout GivenContact) {
    let words = node.tokens(.name)
    guard words.count > 1 else { return }
    let project = words.count > 3 ? words[3] : nil
    guard let found = stages(words[1], in: project, node) else { return }
    let isPast = node.text(words[0]) == "was"
    for place in found {
      if project == nil, program.funnels[place.funnel].isPerProject {
        report(
          .missingPart(
            of: "stage", name: node.text(words[1]), part: "a project",
            help: "add `in` and the name of a project: `\(node.text(words[0])) \(node.text(words[1])) in …`",
            node.span(words[1])))
        return
      }
      contact.stages.append(
        GivenStage(funnel: place.funnel, project: place.project, stage: place.stage, isPast: isPast))
    }
  }
}
