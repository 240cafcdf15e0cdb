import BantamColumns
import BantamDiagnostics
import BantamEngine
import BantamPlan
import BantamProgram
import BantamStore

/// From leads to what is to be written: who enters and leaves, who moves to which stage, for whom an opportunity is
/// opened, who takes care of whom. Writes nothing.
public func makeChanges(
  _ results: [CampaignResult], _ plan: Plan, _ program: Program, _ outcome: Outcome, _ questions: LeadQuestions,
  _ state: LeadState, keys: Keys, clock: RunClock
) -> LeadChanges {
  var maker = ChangeMaker(
    plan: plan, program: program, outcome: outcome, questions: questions, state: state, keys: keys, clock: clock)
  for index in results.indices { maker.make(results[index], index) }
  return maker.changes
}

/// What a run is to change, and what it could not.
public struct LeadChanges: Sendable {
  /// For the store, in the order of the plan's campaigns.
  public var campaigns: [CampaignChange] = []
  /// For people, parallel to `campaigns`.
  public var notes: [Notes] = []

  public struct Notes: Sendable {
    /// Members that the gate did not let on, by its refusal.
    public var refusals: [StageGate.Refusal: Int] = [:]
    /// Leads without an owner, by what stood in the way.
    public var unassigned: [AssignmentResult.Obstacle: Int] = [:]
    /// How many leads each owner holds or gets: before, new.
    public var loads: [Load] = []
    /// Contacts that nobody takes care of, at most as many as are shown.
    public var examples: [SQLValue] = []
  }

  public struct Load: Sendable, Hashable {
    public var owner: String
    public var team: String?
    public var held: Int
    public var given: Int
  }

  public var isEmpty: Bool { campaigns.allSatisfy(\.isEmpty) }

  /// Contacts named as examples of what was not done.
  static let maximumExamples = 10
}

/// The state of `makeChanges` between two campaigns.
struct ChangeMaker {
  let plan: Plan
  let program: Program
  let outcome: Outcome
  let questions: LeadQuestions
  var state: LeadState
  let keys: Keys
  let clock: RunClock
  var changes = LeadChanges()
  private var places: [Span: String] = [:]

  init(
    plan: Plan, program: Program, outcome: Outcome, questions: LeadQuestions, state: LeadState, keys: Keys,
    clock: RunClock
  ) {
    self.plan = plan
    self.program = program
    self.outcome = outcome
    self.questions = questions
    self.state = state
    self.keys = keys
    self.clock = clock
  }

  /// `campaign.bant:17`, made once.
  mutating func words(of span: Span) -> String {
    if let known = places[span] { return known }
    let place = program.place(of: span)
    places[span] = place
    return place
  }

  mutating func make(_ result: CampaignResult, _ index: Int) {
    let work = CampaignWork(result, program)
    var change = state.campaigns[index].change
    var notes = LeadChanges.Notes()
    if plan.campaigns[index].keepsAudience {
      let audience = questions.rows(of: plan.campaigns[index].audience, outcome)
      change.snapshot = audience.map { SQLValue(keyOf: Int($0), keys) }
    }
    var owners = OwnerNeeds()
    for place in change.difference.new { move(StageGate.joined, place, work, &change, &notes, &owners) }
    act(work, index, &change, &notes, &owners)
    for contact in change.difference.gone where !state.campaigns[index].owners.ownerOfRow.isEmpty {
      change.owners.append(OwnerChange(contact: contact, owner: nil, team: nil, from: nil, rule: nil))
    }
    assignOwners(work, index, owners, &change, &notes)
    changes.campaigns.append(change)
    changes.notes.append(notes)
  }

  // MARK: Stages

  /// What an event of the run itself moves: a new member enters the funnel, or moves on in it.
  private mutating func move(
    _ event: String, _ place: Int, _ work: CampaignWork, _ change: inout CampaignChange,
    _ notes: inout LeadChanges.Notes, _ owners: inout OwnerNeeds
  ) {
    guard let id = work.campaign.funnel else { return }
    let funnel = program.funnels[id]
    let track = Track(id, project: work.campaign.project, program)
    let row = work.rows[place]
    let present = state.stages[track].map { Int($0[Int(row)]) } ?? -1
    let stage = present < 0 ? nil : present
    let facts = StageGate.Facts(id, row: row, plan, outcome, questions)
    let gate = StageGate(funnel)
    switch gate.decide(event: event, at: stage, facts) {
    case .stays: return
    case .refused(let refusal): notes.refusals[refusal, default: 0] += 1
    case .moves(let target, let transition):
      let rule = transition.map { self.words(of: funnel.transitions[$0].span) }
      change.moves.append(
        gate.move(SQLValue(keyOf: Int(row), keys), in: track, from: stage, to: target, by: event, rule: rule))
      state.stages[track]?[Int(row)] = Int16(target)
      if let team = funnel.stages[target].team {
        let span = funnel.stages[target].span
        owners.ask(place, for: team, self.words(of: span), isStage: true)
      }
    }
  }

  // MARK: Grades

  /// What follows from the grades: opportunities and hand-overs where they are not there yet, words where a grade is new.
  private mutating func act(
    _ work: CampaignWork, _ index: Int, _ change: inout CampaignChange, _ notes: inout LeadChanges.Notes,
    _ owners: inout OwnerNeeds
  ) {
    guard let score = work.result.score, let figures = outcome.scores[score] else { return }
    let grades = program.scores[plan.scores[score].score].grades
    guard grades.contains(where: { !$0.doneActions.isEmpty }) else { return }
    var isRegraded = Set(change.difference.new)
    for (place, before) in zip(change.difference.changed, change.difference.changedFrom)
    where change.outcome.leads.grades.name(at: place) != before.grade { isRegraded.insert(place) }
    for (place, figure) in work.result.places.enumerated() {
      let grade = grades[Int(figures.grades[Int(figure)])]
      for action in grade.doneActions {
        act(action, place, grade, isRegraded.contains(place), work, index, &change, &notes, &owners)
      }
    }
  }

  private mutating func act(
    _ action: Action, _ place: Int, _ grade: Grade, _ isRegraded: Bool, _ work: CampaignWork, _ index: Int,
    _ change: inout CampaignChange, _ notes: inout LeadChanges.Notes, _ owners: inout OwnerNeeds
  ) {
    let row = work.rows[place]
    switch action {
    case .openOpportunity:
      guard !state.campaigns[index].hasOpportunity[Int(row)] else { return }
      state.campaigns[index].hasOpportunity[Int(row)] = true
      let contact = SQLValue(keyOf: Int(row), keys)
      let note = "grade \(grade.name), \(self.words(of: grade.span))"
      change.events.append(
        EventRow(contact: contact, project: work.campaign.project ?? "", kind: StageGate.opened, note: note))
      move(StageGate.opened, place, work, &change, &notes, &owners)
    case .handOver(let team):
      let stored = state.campaigns[index].owners
      let code = stored.teamOfRow[Int(row)]
      if code >= 0, stored.teams[Int(code)] == program.teams[team].name { return }
      // Once: whoever a stage or a person gave the lead to afterwards keeps it.
      if !isRegraded, stored.ownerOfRow[Int(row)] >= 0 { return }
      owners.ask(place, for: team, self.words(of: grade.span), isStage: false)
    case .notify(let text):
      if isRegraded {
        change.notifications.append(NotificationRow(contact: SQLValue(keyOf: Int(row), keys), text: text))
      }
    case .suggest: break
    }
  }
}

/// One campaign's result with what belongs to it.
struct CampaignWork {
  let result: CampaignResult
  let campaign: Campaign
  var rows: [Int32] { result.rows }

  init(_ result: CampaignResult, _ program: Program) {
    self.result = result
    campaign = program.campaigns[result.campaign]
  }
}

/// Leads that need an owner of a certain team, whoever has them now.
struct OwnerNeeds {
  struct Need {
    var team: TeamID
    var rule: String
    var isStage: Bool
  }

  /// By place in the campaign's rows; the last asked one counts, a grade's before a stage's.
  private(set) var needs: [Int: Need] = [:]
  private var fromGrade: Set<Int> = []

  mutating func ask(_ place: Int, for team: TeamID, _ rule: String, isStage: Bool) {
    if isStage, fromGrade.contains(place) { return }
    if !isStage { fromGrade.insert(place) }
    needs[place] = Need(team: team, rule: rule, isStage: isStage)
  }
}

extension Grade {
  /// What is done without asking anybody.
  var doneActions: [Action] {
    actions.filter { action in
      switch action {
      case .openOpportunity, .handOver, .notify: true
      case .suggest: false
      }
    }
  }
}

extension Program {
  /// `campaign.bant:17`.
  public func place(of span: Span) -> String {
    guard span.file < files.count else { return "" }
    let file = files[span.file]
    let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
    return "\(name):\(file.lineIndex(of: span.start) + 1)"
  }
}
