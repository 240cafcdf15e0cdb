import BantamEngine
import BantamLeads
import BantamPlan
import BantamProgram
import BantamStore
import BantamSystem

/// The way from the segment to the payment. The audience is evaluated now, as a run would; members, leads, events and
/// stages are those that the database holds.
extension Desk {
  /// What a report is about.
  public struct ReportRequest: Sendable {
    public var project: String?
    public var campaign: String?
    /// A day or an instant; a day at the end is included.
    public var from: String?
    public var to: String?
    public init() {}
  }

  public func report(_ request: ReportRequest) throws(RunFailure) -> LeadWay {
    var way = LeadWay(asOf: asOf, zone: zone.name, currency: program.settings.currency)
    way.from = request.from
    way.to = request.to
    way.campaign = request.campaign
    let window = try window(request)
    let groups = try groups(request)
    do {
      way.isEmpty = try !store.hasWay()
      let (audiences, added) = try audiences(of: groups.flatMap(\.campaigns))
      way.addedByHand = added
      let maker = SectionMaker(desk: self, request: request, window: window, audiences: audiences)
      way.sections = try groups.map {
        try maker.section($0.title, project: $0.project, $0.campaigns, .some($0.project ?? ""))
      }
      if groups.count > 1 {
        let everybody = Array(program.campaigns.indices)
        way.total = try maker.section("all projects", project: nil, everybody, nil)
      }
      return way
    } catch {
      throw RunFailure(error, rules)
    }
  }

  private struct Group {
    var title: String
    var project: String?
    var campaigns: [CampaignID]
  }

  private func groups(_ request: ReportRequest) throws(RunFailure) -> [Group] {
    if let name = request.campaign {
      let id = try campaign(name)
      let project = program.campaigns[id].project
      if let wanted = request.project, wanted != project {
        throw .unknownName("project", wanted, known: project.map { [$0] } ?? [])
      }
      return [Group(title: name, project: project, campaigns: [id])]
    }
    if let project = request.project, !projects.contains(project) {
      throw .unknownName("project", project, known: projects)
    }
    var groups: [Group] = []
    for project in projects where request.project == nil || request.project == project {
      let campaigns = program.campaigns.indices.filter { program.campaigns[$0].project == project }
      groups.append(Group(title: project, project: project, campaigns: campaigns))
    }
    let others = program.campaigns.indices.filter { program.campaigns[$0].project == nil }
    if request.project == nil, !others.isEmpty {
      groups.append(
        Group(title: groups.isEmpty ? "all campaigns" : "without a project", project: nil, campaigns: others))
    }
    return groups
  }

  private func window(_ request: ReportRequest) throws(RunFailure) -> Range<Int64> {
    let first = try request.from.map { text throws(RunFailure) in try instant(text) } ?? .min
    // What comes after the report's instant has not happened yet.
    let now = max(first, asOf + 1)
    guard let text = request.to else { return first..<now }
    let end = CivilDate(text).map { zone.startOfDay($0.dayNumber + 1) }
    let last: Int64
    if let end { last = end } else { last = try instant(text) }
    if let from = request.from, first >= last, first > last || end != nil {
      throw .process(.badWindow(from: from, to: text), rules)
    }
    return first..<min(now, max(first, last))
  }

  /// The rows of each campaign's audience now, and how many contacts stand there only because somebody added them by hand.
  private func audiences(of campaigns: [CampaignID]) throws -> (rows: [CampaignID: [Int32]], added: Int) {
    if campaigns.isEmpty { return ([:], 0) }
    let scope = PlanScope(segments: [], campaigns: Set(campaigns).sorted(), scores: [])
    let (plan, errors) = makePlan(
      program, asOf: asOf, zone: zone, scope: scope.knowing(try store.campaignFacts(), program))
    if !errors.isEmpty { throw RunFailure.rules(rules.adding(errors.map(\.diagnostic))) }
    let (contacts, _) = try store.load(plan, program, zone: zone, threads: coreCount())
    let added = plan.campaigns.compactMap(\.addedOnly)
    let request = EvaluationRequest(rows: plan.campaigns.map(\.audience) + added, intervals: false)
    let outcome = evaluate(plan, lists: program.lists, over: contacts, request: request)
    let rows = outcome.rows.prefix(plan.campaigns.count)
    let byHand = outcome.rows.dropFirst(rows.count).reduce(into: Set<Int32>()) { $0.formUnion($1) }
    return (
      Dictionary(zip(plan.campaigns.map(\.campaign), rows), uniquingKeysWith: { first, _ in first }), byHand.count
    )
  }
}

/// Puts the figures of a section together.
private struct SectionMaker {
  let desk: Desk
  let request: Desk.ReportRequest
  let window: Range<Int64>
  let audiences: [CampaignID: [Int32]]
  private var program: Program { desk.program }
  private var store: SQLiteContactStore { desk.store }

  /// `noted`: the project that events and stages are noted under; nil for all.
  func section(
    _ title: String, project: String?, _ campaigns: [CampaignID], _ noted: String?
  ) throws -> LeadWay.Section {
    var section = LeadWay.Section(
      title: title, project: project, campaigns: campaigns.map { program.campaigns[$0].name })
    var scope = SQLiteContactStore.ReportScope()
    scope.campaigns = section.campaigns
    scope.project = noted
    scope.membersOf = request.campaign
    if window.lowerBound != .min { scope.from = Timestamp.text(ofInstant: window.lowerBound) }
    scope.until = Timestamp.text(ofInstant: window.upperBound)
    scope.now = Timestamp.text(ofInstant: desk.asOf)
    section.steps = try steps(campaigns, scope)
    for id in Set(campaigns.compactMap { program.campaigns[$0].funnel }).sorted() {
      section.funnels.append(try funnel(id, scope))
    }
    return section
  }

  // MARK: Steps

  private func steps(_ campaigns: [CampaignID], _ scope: SQLiteContactStore.ReportScope) throws -> [LeadWay.Step] {
    let audience = campaigns.reduce(into: Set<Int32>()) { $0.formUnion(audiences[$1] ?? []) }
    let members = try store.memberFigures(scope)
    var steps: [LeadWay.Step] = [
      .init("audience", .main, audience.count), .init("members", .main, members.members),
      .init("responded", .part, members.responded), .init("leads", .main, members.leads),
    ]
    for grade in grades(campaigns, members) { steps.append(.init(grade.name, .part, grade.count)) }
    let opportunities = try store.opportunityFigures(scope)
    let events = try store.eventFigures(scope)
    steps.append(.init("opportunities", .main, events[StageGate.opened]))
    for state in ["open", "won", "lost"] { steps.append(.init(state, .part, opportunities[state])) }
    steps.append(.init("offers", .main, events["offer_made"]))
    steps.append(.init("declined", .part, events["offer_declined"]))
    steps.append(.init("offers accepted", .main, events["offer_accepted"]))
    steps.append(.init("orders", .main, events["order_placed"]))
    steps.append(.init("invoices", .main, events["order_invoiced"]))
    steps.append(.init("payments", .main, events["payment_received"]))
    let usual = Set(LeadEvent.usual.map(\.name))
    for (kind, figures) in events.sorted(by: { $0.key < $1.key }) where !usual.contains(kind) {
      steps.append(.init(kind, .other, figures))
    }
    return steps
  }

  /// In the order of the scores' grades; those that the rules do not know any more come last.
  private func grades(
    _ campaigns: [CampaignID], _ members: SQLiteContactStore.MemberFigures
  ) -> [(name: String, count: Int)] {
    var names: [String] = []
    for grade in campaigns.compactMap({ program.campaigns[$0].score }).flatMap({ program.scores[$0].grades })
    where !names.contains(grade.name) { names.append(grade.name) }
    names += members.grades.map(\.name).filter { !names.contains($0) }
    return names.map { name in (name, members.grades.first { $0.name == name }?.count ?? 0) }
  }

  // MARK: Stages

  private func funnel(_ id: FunnelID, _ scope: SQLiteContactStore.ReportScope) throws -> LeadWay.FunnelFigures {
    let funnel = program.funnels[id]
    var scope = scope
    if !funnel.isPerProject { scope.project = "" }
    var times = StageTimes(funnel, now: desk.asOf, window: window)
    var last: (contact: SQLValue, project: String)?
    let zone = desk.zone
    try store.eachStageChange(in: funnel.name, scope) { contact, project, from, to, at in
      if last.map({ $0.contact != contact || $0.project != project }) ?? true {
        times.beginContact()
        last = (contact, project)
      }
      times.change(from: from, to: to, at: Timestamp(at)?.instant(in: zone) ?? 0)
    }
    let places = Dictionary(
      zip(funnel.stages.map(\.name), funnel.stages.indices), uniquingKeysWith: { first, _ in first })
    let limits = funnel.stages.map { desk.overdueLimit($0) }
    var now = [Int](repeating: 0, count: funnel.stages.count)
    var overdue = now
    // Who is there now is there whenever they came.
    scope.from = nil
    try store.eachStage(in: funnel.name, scope) { stage, since in
      guard let place = places[stage] else { return }
      now[place] += 1
      if let limit = limits[place], desk.isOverdue(since, limit) { overdue[place] += 1 }
    }
    let found = times.result()
    let stages = zip(funnel.stages, found).enumerated().map { place, pair in
      let (stage, figures) = pair
      let sources = funnel.transitions.filter { $0.to == place && $0.from < place }.map(\.from)
      return LeadWay.StageFigures(
        name: stage.name, label: stage.label, team: stage.team.map { program.teams[$0].name },
        reached: figures.reached, before: sources.max { found[$0].reached < found[$1].reached }, now: now[place],
        median: figures.median, mean: figures.mean,
        longest: figures.longest, overdue: stage.within == nil ? nil : overdue[place],
        suggestion: stage.elseSuggest?.words)
    }
    return LeadWay.FunnelFigures(name: funnel.name, label: funnel.label, stages: stages)
  }
}
