import BantamDiagnostics
import BantamProgram
import BantamSyntax

/// Funnels, purposes and campaigns.
extension Checker {
  // MARK: Funnels

  /// Stages are needed by conditions, so funnels come first; guards are checked with the rest.
  mutating func checkFunnel(_ declaration: Declaration) {
    let node = declaration.node
    var stages: [Stage] = []
    for item in node.nodes(.stage) where !item.hasError {
      guard let stage = stage(item) else { continue }
      if let first = stages.first(where: { $0.name == stage.name }) {
        report(.duplicate(stage.name, what: "stage", stage.span, first: first.span))
      }
      stages.append(stage)
    }
    program.funnels[declaration.index].stages = stages
  }

  private mutating func stage(_ node: SyntaxNode) -> Stage? {
    let names = node.tokens(.name)
    guard names.count > 1 else { return nil }
    var stage = Stage(
      name: node.text(names[1]), label: label(node), team: nil, isFinal: node.has("final"), span: node.span(names[1]))
    if node.has("handled") { stage.team = resolve(teams, node.name(after: "by"), node, what: "team") }
    if let start = names.firstIndex(where: { node.text($0) == "requires" }) {
      var index = start + 1
      while index < names.count {
        if case .field(let id)? = symbols[node.text(names[index])] {
          stage.requires.append(id)
        } else {
          report(.unknownName(node.text(names[index]), what: "field", known: fieldNames, node.span(names[index])))
        }
        guard index + 1 < names.count, node.text(names[index + 1]) == "and" else { break }
        index += 2
      }
    }
    stage.within = node.first(.duration).flatMap { duration($0) }
    return stage
  }

  private mutating func finishFunnel(_ declaration: Declaration) {
    let node = declaration.node
    let funnel = program.funnels[declaration.index]
    let stages = Dictionary(funnel.stages.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    for (index, item) in node.nodes(.stage).enumerated() where index < funnel.stages.count {
      program.funnels[declaration.index].stages[index].elseSuggest = item.first(.suggestion).flatMap { suggestion($0) }
    }
    for item in node.nodes(.transition) where !item.hasError {
      guard let transition = transition(item, stages, funnel) else { continue }
      program.funnels[declaration.index].transitions.append(transition)
    }
    if funnel.stages.isEmpty, !node.hasError {
      report(
        .missingPart(
          of: "funnel", name: funnel.name, part: "a stage", help: "add a line such as `stage lead`", funnel.span))
    }
  }

  private mutating func transition(_ node: SyntaxNode, _ stages: [String: Int], _ funnel: Funnel) -> Transition? {
    let names = node.tokens(.name)
    guard let first = names.first, let from = resolve(stages, first, node, what: "stage"),
      let to = resolve(stages, node.name(after: "to"), node, what: "stage"), let event = node.name(after: "when")
    else { return nil }
    if funnel.stages[from].isFinal {
      report(.finalStageLeft(node.text(first), node.span(first), declared: funnel.stages[from].span))
      return nil
    }
    var events = [node.text(event)]
    var index = (names.firstIndex { $0.start == event.start } ?? 0) + 1
    while index + 1 < names.count, node.text(names[index]) == "or" {
      events.append(node.text(names[index + 1]))
      index += 2
    }
    let guardNode = node.has("and") ? node.nodes.last : nil
    return Transition(
      from: from, to: to, events: events, guardCondition: guardNode.flatMap { freeCondition($0) }, span: node.span)
  }

  // MARK: Purposes

  mutating func checkPurpose(_ declaration: Declaration) {
    let node = declaration.node
    guard !node.hasError else { return }
    checkRepeated(node, [.basis, .channel, .keep])
    let name = program.purposes[declaration.index].name
    let span = program.purposes[declaration.index].span
    if let basis = node.first(.basis) {
      program.purposes[declaration.index].basis =
        basis.has("consent") ? .consent : basis.has("contract") ? .contract : .legitimateInterest
      program.purposes[declaration.index].condition = freeCondition(basis.nodes.first)
    } else {
      report(
        .missingPart(
          of: "purpose", name: name, part: "a legal basis",
          help: "add `basis consent`, `basis contract` or `basis legitimate interest`", span))
    }
    if let channel = node.first(.channel)?.tokens(.name).last {
      program.purposes[declaration.index].channel = node.text(channel)
    } else {
      report(
        .missingPart(of: "purpose", name: name, part: "a channel", help: "add a line such as `channel email`", span))
    }
    program.purposes[declaration.index].keep = node.first(.keep)?.first(.duration).flatMap { duration($0) }
  }

  private mutating func checkRepeated(_ node: SyntaxNode, _ kinds: [NodeKind]) {
    for kind in kinds {
      let found = node.nodes(kind)
      for extra in found.dropFirst() {
        report(.repeatedPart(extra.words.first ?? "", extra.span, first: found[0].span))
      }
    }
  }

  // MARK: Campaigns

  /// What conditions need to know of campaigns: their projects and their members' statuses.
  mutating func collectCampaign(_ declaration: Declaration) {
    program.campaigns[declaration.index].statuses = declaration.node.nodes(.status).compactMap { status in
      status.token(.string).map { MemberStatus(name: unquoted(status, $0), isResponse: status.has("responded")) }
    }
    guard let node = declaration.node.first(.campaignProject), let token = node.name(after: "project") else { return }
    let funnel = node.name(after: "uses").flatMap { resolve(funnels, $0, node, what: "funnel") }
    program.campaigns[declaration.index].project = node.text(token)
    program.campaigns[declaration.index].funnel = funnel
    if projects[node.text(token)] == nil || funnel != nil { projects[node.text(token)] = funnel }
  }

  mutating func checkCampaign(_ declaration: Declaration) {
    let node = declaration.node
    guard !node.hasError else { return }
    checkRepeated(
      node,
      [.campaignProject, .audience, .campaignPurpose, .internal, .snapshot, .campaignSample, .limit, .qualify])
    var campaign = program.campaigns[declaration.index]
    if let audience = node.first(.audience) {
      campaign.audience = freeCondition(audience.nodes.first) ?? campaign.audience
    } else {
      report(
        .missingPart(
          of: "campaign", name: campaign.name, part: "an audience", help: "add `audience` and the name of a segment",
          campaign.span))
    }
    for exclude in node.nodes(.exclude) {
      guard let body = exclude.nodes.first, let condition = freeCondition(body) else { continue }
      campaign.excludes.append(Exclusion(condition: condition, reason: program.files[node.tree.file].text(body.span)))
    }
    campaign.yieldsTo = node.nodes(.yields).flatMap { yielded($0) }
    checkPurposeOf(node, &campaign)
    campaign.isSnapshot = node.first(.snapshot) != nil
    if let sampleNode = node.first(.campaignSample), let sample = sample(sampleNode) {
      campaign.sample = (sample.buckets, sample.of)
      campaign.sampleSeed = sample.seed
    }
    if let limit = node.first(.limit), let count = integer(limit, in: 1...1_000_000_000, "a limit") {
      let score = limit.name(after: "by").map { resolve(scores, $0, limit, what: "score") }
      campaign.limit = Limit(count: count, score: score ?? nil)
    }
    campaign.assignments = node.nodes(.assign).compactMap { assignment($0) }
    if let qualify = node.first(.qualify) {
      campaign.score = resolve(scores, qualify.name(after: "with"), qualify, what: "score")
    }
    campaign.documentation = node.documentation
    program.campaigns[declaration.index] = campaign
  }

  private mutating func yielded(_ node: SyntaxNode) -> [CampaignID] {
    node.tokens(.name).dropFirst(2).filter { node.text($0) != "and" }.compactMap {
      resolve(campaigns, $0, node, what: "campaign")
    }
  }

  private mutating func checkPurposeOf(_ node: SyntaxNode, _ campaign: inout Campaign) {
    let isInternal = node.first(.internal) != nil
    if let purpose = node.first(.campaignPurpose) {
      campaign.purpose = resolve(purposes, purpose.name(after: "purpose"), purpose, what: "purpose")
      if let line = node.first(.internal) {
        report(.contradiction("internal", other: "purpose", line.span, first: purpose.span))
      }
    } else if !isInternal {
      report(
        .missingPart(
          of: "campaign", name: campaign.name, part: "a purpose",
          help: "add `purpose` and the name of one, or `internal` if nobody is written to", campaign.span))
    }
  }

  private mutating func assignment(_ node: SyntaxNode) -> Assignment? {
    guard let team = resolve(teams, node.name(after: "assign"), node, what: "team") else { return nil }
    let method: AssignmentMethod =
      node.has("least") && node.has("loaded") ? .leastLoaded : node.has("weighted") ? .weighted : .roundRobin
    let atMost = node.has("each") ? integer(node, in: 1...1_000_000, "the most leads for each") : nil
    let condition = node.has("when") ? freeCondition(node.nodes.first) : nil
    return Assignment(team: team, method: method, atMostEach: atMost, condition: condition, span: node.span)
  }

  /// A campaign that depends on its own members, through `yields to` or `member of`, would change with every run.
  mutating func checkCampaignCycles() {
    let campaigns = program.campaigns
    let edges = campaigns.map { campaign in
      campaign.yieldsTo + memberships(in: [campaign.audience] + campaign.excludes.map(\.condition))
    }
    reportCycles(
      Array(campaigns.indices), edges: { edges[$0] }, name: { campaigns[$0].name }, span: { campaigns[$0].span })
  }

  /// The campaigns whose members some conditions ask for, also through the segments they name.
  private func memberships(in conditions: [Condition]) -> [CampaignID] {
    var found: [CampaignID] = []
    var seen: Set<SegmentID> = []
    var waiting = conditions
    while let condition = waiting.popLast() {
      switch condition.kind {
      case .member(let campaign, _): found.append(campaign)
      case .segment(let id): if seen.insert(id).inserted { waiting.append(program.segments[id].condition) }
      case .all(let parts), .any(let parts), .atLeast(_, let parts): waiting += parts
      case .not(let inner), .persons(_, _, let inner), .ofCompany(let inner): waiting.append(inner)
      case .constant, .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare, .time, .compareTimes, .within,
        .sample, .did, .edge, .sequence, .aggregate, .didInEach, .stage, .reachable:
        break
      }
    }
    return found
  }

  mutating func finishFunnels() {
    for declaration in declarations where declaration.node.kind == .funnel { finishFunnel(declaration) }
  }
}
