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
    var spans: [String: Span] = [:]
    for item in node.nodes(.stage) where !item.hasError {
      guard let stage = stage(item) else { continue }
      if let first = spans[stage.name] {
        report(.duplicate(stage.name, what: "stage", stage.span, first: first))
      } else {
        spans[stage.name] = stage.span
      }
      stages.append(stage)
    }
    program.funnels[declaration.index].stages = stages
  }

  private mutating func stage(_ node: SyntaxNode) -> Stage? {
    let names = node.tokens(.name)
    guard names.count > 1 else { return nil }
    var stage = Stage(
      name: node.text(names[1]), label: label(node), team: nil, isFinal: false, span: node.span(names[1]))
    // By their places: a stage, a team or a field may be called `final` or `requires`.
    var index = 2
    while index < names.count {
      switch node.text(names[index]) {
      case "final": stage.isFinal = true
      case "handled":
        index += 2
        stage.team = index < names.count ? resolve(teams, names[index], node, what: "team") : nil
      case "requires", "and":
        index += 1
        if index < names.count, let field = requiredField(names[index], node) { stage.requires.append(field) }
      default: break
      }
      index += 1
    }
    stage.within = node.first(.duration).flatMap { duration($0) }
    return stage
  }

  private mutating func requiredField(_ token: Token, _ node: SyntaxNode) -> FieldID? {
    if case .field(let id)? = symbols[node.text(token)] { return id }
    report(.unknownName(node.text(token), what: "field", known: fieldNames, node.span(token)))
    return nil
  }

  private mutating func finishFunnel(_ declaration: Declaration) {
    let node = declaration.node
    let funnel = program.funnels[declaration.index]
    let stages = Dictionary(funnel.stages.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let items = node.nodes(.stage).filter { !$0.hasError }
    for (index, item) in items.enumerated() where index < funnel.stages.count {
      guard let suggested = item.first(.suggestion) else { continue }
      program.funnels[declaration.index].stages[index].elseSuggest = suggestion(suggested)
      if let stage = stageToken(suggested) { checkStage(stage, of: declaration.index, because: nil) }
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
    guard names.count > 4, let first = names.first, let from = resolve(stages, first, node, what: "stage"),
      let to = resolve(stages, names[2], node, what: "stage")
    else { return nil }
    if funnel.stages[from].isFinal {
      report(.finalStageLeft(node.text(first), node.span(first), declared: funnel.stages[from].span))
      return nil
    }
    var events = [node.text(names[4])]
    var index = 5
    while index + 1 < names.count, node.text(names[index]) == "or" {
      events.append(node.text(names[index + 1]))
      index += 2
    }
    let guardNode = node.has("and") ? node.nodes.last : nil
    return Transition(
      from: from, to: to, events: events, guardCondition: guardNode.flatMap { freeCondition($0) }, span: node.span)
  }

  /// A stage that is suggested must be one to which the contact can get there.
  private mutating func checkStage(
    _ suggested: (stage: String, span: Span), of id: FunnelID, because campaign: Campaign?
  ) {
    let funnel = program.funnels[id]
    if funnel.stages.contains(where: { $0.name == suggested.stage }) || !isStage(suggested.stage) { return }
    report(
      .stageOfOtherFunnel(
        suggested.stage, funnel: funnel.name, stages: funnel.stages.map(\.name), suggested.span,
        declared: funnel.span, campaign: campaign.map { ($0.name, $0.span) }))
  }

  /// Of any funnel; where it is of none, that was said already.
  private func isStage(_ name: String) -> Bool {
    program.funnels.contains { $0.stages.contains { $0.name == name } }
  }

  /// What the grades of a score suggest fits the funnel of each campaign that qualifies with it.
  mutating func checkSuggestedStages() {
    var checked: Set<[Int]> = []
    for campaign in program.campaigns {
      guard let score = campaign.score, let stages = suggestedStages[score] else { continue }
      guard let funnel = campaign.funnel else {
        if let first = stages.first(where: { isStage($0.stage) }) {
          report(.suggestionWithoutFunnel(first.stage, first.span, campaign: campaign.name, campaign.span))
        }
        continue
      }
      if !checked.insert([score, funnel]).inserted { continue }
      for suggested in stages { checkStage(suggested, of: funnel, because: campaign) }
    }
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
      status.token(.string).map { MemberStatus(name: status.unquoted($0), isResponse: status.has("responded")) }
    }
    guard let node = declaration.node.first(.campaignProject), let token = node.name(after: "project") else { return }
    let funnel = node.name(after: "uses").flatMap { resolve(funnels, $0, node, what: "funnel") }
    if let funnel, let known = projects[node.text(token)] ?? nil, known != funnel {
      reportOtherFunnel(node.text(token), funnel, known, node.span)
    }
    program.campaigns[declaration.index].project = node.text(token)
    program.campaigns[declaration.index].funnel = funnel
    if projects[node.text(token)] == nil || funnel != nil { projects[node.text(token)] = funnel }
  }

  private mutating func reportOtherFunnel(_ project: String, _ funnel: FunnelID, _ known: FunnelID, _ span: Span) {
    func written(_ funnel: FunnelID) -> String { "\(project) uses \(program.funnels[funnel].name)" }
    let first = program.campaigns.first { $0.project == project && $0.funnel == known }
    report(.contradiction(written(funnel), other: written(known), span, first: first?.span ?? span))
  }

  mutating func checkCampaign(_ declaration: Declaration) {
    let node = declaration.node
    guard !node.hasError else { return }
    checkRepeated(
      node,
      [.campaignProject, .audience, .campaignPurpose, .internal, .snapshot, .campaignSample, .limit, .qualify])
    var campaign = program.campaigns[declaration.index]
    if let project = campaign.project, campaign.funnel == nil { campaign.funnel = projects[project] ?? nil }
    campaignAround = declaration.index
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
    campaignAround = nil
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
    campaign.assignments = assignments(node)
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
          help: "add a line such as `purpose newsletter`, or `internal` if nobody is written to", campaign.span))
    }
  }

  mutating func finishFunnels() {
    for declaration in declarations where declaration.node.kind == .funnel { finishFunnel(declaration) }
  }
}
