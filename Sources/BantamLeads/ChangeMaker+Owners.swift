import BantamEngine
import BantamPlan
import BantamProgram
import BantamStore
import BantamSystem

/// Who takes care of which lead: the campaign's own lines for leads without an owner, a team where a stage or a grade asks
/// for it.
extension ChangeMaker {
  mutating func assignOwners(
    _ work: CampaignWork, _ index: Int, _ owners: OwnerNeeds, _ change: inout CampaignChange,
    _ notes: inout LeadChanges.Notes
  ) {
    guard work.campaign.givesOwners(program) else { return }
    let order = bestFirst(work)
    var owners = owners
    if work.campaign.assignments.isEmpty { askForStages(order, work, index, &owners) }
    // Where the campaign says who gets its new members, it does so in place of the stage that they enter.
    let joined = work.campaign.assignments.isEmpty ? [] : Set(change.difference.new)
    for (team, places) in byTeam(owners, order, butOfStages: joined) {
      let line = TeamLine(team: team, rule: { owners.needs[$0]?.rule })
      assign(places, work, index, .team(line), &change, &notes)
    }
    guard !work.campaign.assignments.isEmpty else { return }
    let taken = Set(change.owners.map(\.contact))
    let waiting = order.filter { place in
      state.campaigns[index].owners.ownerOfRow[Int(work.rows[place])] < 0
        && !taken.contains(SQLValue(keyOf: Int(work.rows[place]), keys))
    }
    assign(waiting, work, index, .campaign, &change, &notes)
    notes.loads = loads(work, index, change)
  }

  /// Where no line says who gets the leads, the team of their stage does: also of those that come back, or stand at the
  /// stage already.
  private mutating func askForStages(_ order: [Int], _ work: CampaignWork, _ index: Int, _ owners: inout OwnerNeeds) {
    guard let id = work.campaign.funnel else { return }
    let track = Track(id, project: work.campaign.project, program)
    for place in order where state.campaigns[index].owners.ownerOfRow[Int(work.rows[place])] < 0 {
      let present = state.stages[track].map { Int($0[Int(work.rows[place])]) } ?? -1
      guard present >= 0, let team = program.funnels[id].stages[present].team else { continue }
      owners.ask(place, for: team, words(of: program.funnels[id].stages[present].span), isStage: true)
    }
  }

  struct TeamLine {
    var team: TeamID
    var rule: (Int) -> String?
  }

  enum Lines {
    case campaign
    case team(TeamLine)
  }

  private func bestFirst(_ work: CampaignWork) -> [Int] { work.result.best(work.rows.count, outcome) }

  private func byTeam(_ owners: OwnerNeeds, _ order: [Int], butOfStages joined: Set<Int>) -> [(TeamID, [Int])] {
    var places: [TeamID: [Int]] = [:]
    for place in order {
      guard let need = owners.needs[place], !(need.isStage && joined.contains(place)) else { continue }
      places[need.team, default: []].append(place)
    }
    return places.keys.sorted().map { ($0, places[$0] ?? []) }
  }

  private mutating func assign(
    _ places: [Int], _ work: CampaignWork, _ index: Int, _ lines: Lines, _ change: inout CampaignChange,
    _ notes: inout LeadChanges.Notes
  ) {
    if places.isEmpty { return }
    let builder = ProblemBuilder(self, work, index, places)
    let (problem, teams) = builder.problem(lines)
    let solved = BantamLeads.assign(problem)
    let stored = state.campaigns[index].owners
    for (lead, place) in places.enumerated() {
      let contact = SQLValue(keyOf: Int(work.rows[place]), keys)
      let person = Int(solved.owners[lead])
      guard person >= 0 else {
        if let obstacle = solved.obstacles[lead] { notes.unassigned[obstacle, default: 0] += 1 }
        if notes.examples.count < LeadChanges.maximumExamples { notes.examples.append(contact) }
        continue
      }
      let code = stored.ownerOfRow[Int(work.rows[place])]
      let team = teams[Int(solved.rules[lead])]
      let rule: String?
      switch lines {
      case .team(let line): rule = line.rule(place)
      case .campaign: rule = self.words(of: work.campaign.assignments[Int(solved.rules[lead])].span)
      }
      let address = problem.persons[person].address
      change.owners.append(
        OwnerChange(
          contact: contact, owner: address, team: team, from: code < 0 ? nil : stored.owners[Int(code)], rule: rule))
      state.openLeads[address, default: 0] += 1
    }
    note(solved, problem, work, &change)
  }

  /// The ledger goes on in memory, for what this run assigns next.
  private mutating func note(
    _ solved: AssignmentResult, _ problem: AssignmentProblem, _ work: CampaignWork, _ change: inout CampaignChange
  ) {
    let lines = solved.ledgerLines(problem, campaign: work.campaign.name, clock.today)
    change.credits += lines.compactMap(Credit.init)
    state.ledger += lines
  }

  private func loads(_ work: CampaignWork, _ index: Int, _ change: CampaignChange) -> [LeadChanges.Load] {
    var loads: [String: LeadChanges.Load] = [:]
    let stored = state.campaigns[index].owners
    for row in work.rows where stored.ownerOfRow[Int(row)] >= 0 {
      let owner = stored.owners[Int(stored.ownerOfRow[Int(row)])]
      loads[owner, default: LeadChanges.Load(owner: owner, team: nil, held: 0, given: 0)].held += 1
    }
    for owner in change.owners {
      if let from = owner.from { loads[from]?.held -= 1 }
      guard let name = owner.owner else { continue }
      loads[name, default: LeadChanges.Load(owner: name, team: nil, held: 0, given: 0)].given += 1
      loads[name]?.team = owner.team
    }
    return loads.values.sorted { $0.owner < $1.owner }
  }
}

/// Makes an assignment problem out of rules, ledger and conditions.
struct ProblemBuilder {
  private let maker: ChangeMaker
  private let work: CampaignWork
  private let index: Int
  private let places: [Int]
  private let leadOfRow: [Int32: Int]
  private let book: OwnerBook
  private let held: [String: Int]
  private var program: Program { maker.program }

  init(_ maker: ChangeMaker, _ work: CampaignWork, _ index: Int, _ places: [Int]) {
    self.maker = maker
    self.work = work
    self.index = index
    self.places = places
    leadOfRow = Dictionary(uniqueKeysWithValues: places.enumerated().map { (work.rows[$1], $0) })
    book = OwnerBook(
      maker.program, maker.clock, ledger: maker.state.ledger, openLeads: maker.state.openLeads)
    let isHeldAsked = work.campaign.assignments.contains { $0.capacity.map { $0.unit == nil } ?? false }
    held = isHeldAsked ? Self.held(maker.state.campaigns[index].owners, work) : [:]
  }

  /// The problem, and per rule the name of its team.
  func problem(_ lines: ChangeMaker.Lines) -> (AssignmentProblem, teams: [String?]) {
    var draft = ProblemDraft(leads: places.count)
    var names: [String?] = []
    switch lines {
    case .team(let line):
      let team = add(line.team, &draft)
      draft.rules.append(AssignmentProblem.Rule(.team(team)))
      names.append(program.teams[line.team].name)
    case .campaign:
      for (number, assignment) in work.campaign.assignments.enumerated() {
        names.append(add(assignment, number, &draft))
      }
    }
    var problem = draft.problem()
    if work.campaign.assignments.contains(where: { $0.target == .previousOwner }) {
      problem.previousOwners = previousOwners(draft)
    }
    return (problem, names)
  }

  /// The leads for which a node holds.
  private func leads(_ node: NodeID) -> [Int] {
    maker.questions.rows(of: node, maker.outcome).compactMap { leadOfRow[$0] }
  }

  private func set(_ node: NodeID?, _ draft: inout ProblemDraft) -> Int? {
    node.map { draft.conditions.add(leads($0)) }
  }

  private func add(_ id: TeamID, _ draft: inout ProblemDraft) -> Int {
    let territories = maker.plan.territories[id] ?? []
    return draft.add(id, book) { place in
      place < territories.count ? territories[place].map(leads) : nil
    }
  }

  private func add(_ assignment: Assignment, _ number: Int, _ draft: inout ProblemDraft) -> String? {
    var rule: AssignmentProblem.Rule
    var name: String?
    let capacity = assignment.capacity
    func used(_ address: String) -> Int {
      capacity?.unit == nil
        ? held[address, default: 0] : book.given(to: address, campaign: work.campaign.name, in: capacity?.unit)
    }
    switch assignment.target {
    case .team(let id):
      let team = add(id, &draft)
      name = program.teams[id].name
      rule = AssignmentProblem.Rule(.team(team), assignment.method.inProblem)
      rule.used = program.teams[id].members.map { used($0.address) }
    case .person(let address):
      let person = draft.personOf[address] ?? draft.persons.count
      if person == draft.persons.count {
        draft.personOf[address] = person
        draft.persons.append(
          AssignmentProblem.Person(
            address, open: maker.state.openLeads[address] ?? 0, isAway: program.isAway(address, maker.clock.today)))
      }
      rule = AssignmentProblem.Rule(.person(person))
      rule.used = [used(address)]
    case .previousOwner:
      for id in program.teams.indices { _ = add(id, &draft) }
      rule = AssignmentProblem.Rule(.previousOwner)
    }
    rule.condition = set(maker.plan.campaigns[index].assignmentConditions[number], &draft)
    rule.most = capacity?.count
    if rule.most == nil { rule.used = [] }
    draft.rules.append(rule)
    if assignment.target == .previousOwner, rule.most != nil {
      draft.rules[draft.rules.count - 1].used = draft.persons.map { used($0.address) }
    }
    return name
  }

  private func previousOwners(_ draft: ProblemDraft) -> [Int32] {
    let (owners, ofRow) = maker.state.campaigns[index].previousOwners
    let persons = owners.map { Int32(draft.personOf[$0] ?? -1) }
    return places.map { place in
      let code = ofRow.isEmpty ? -1 : ofRow[Int(work.rows[place])]
      return code < 0 ? -1 : persons[Int(code)]
    }
  }

  // MARK: What was given

  /// How many of the campaign's leads each person holds.
  private static func held(_ owners: SQLiteContactStore.Owners, _ work: CampaignWork) -> [String: Int] {
    var counts = [Int](repeating: 0, count: owners.owners.count)
    for row in work.rows where owners.ownerOfRow[Int(row)] >= 0 { counts[Int(owners.ownerOfRow[Int(row)])] += 1 }
    return Dictionary(zip(owners.owners, counts), uniquingKeysWith: { first, _ in first })
  }
}

extension AssignmentMethod {
  fileprivate var inProblem: AssignmentProblem.Method {
    switch self {
    case .roundRobin: .roundRobin
    case .leastLoaded: .leastLoaded
    case .weighted: .weighted
    }
  }
}

extension Program {
  /// Whether a team says that somebody is away on a day.
  func isAway(_ address: String, _ day: Int) -> Bool {
    teams.contains { team in
      team.members.contains { $0.address == address && $0.away.contains { $0.contains(day) } }
    }
  }
}
