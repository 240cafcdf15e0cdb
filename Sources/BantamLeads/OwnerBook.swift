import BantamPlan
import BantamProgram
import BantamStore
import BantamSystem

/// What is known of the people who take care of leads: who is away, what they hold, what the ledger says.
public struct OwnerBook: Sendable {
  let program: Program
  let clock: RunClock
  /// The ledger by owner.
  private var ledger: [String: [SQLiteContactStore.LedgerLine]]
  /// How many leads each person holds, in all campaigns.
  public var openLeads: [String: Int]

  public init(
    _ program: Program, _ clock: RunClock, ledger: [SQLiteContactStore.LedgerLine], openLeads: [String: Int]
  ) {
    self.program = program
    self.clock = clock
    self.ledger = Dictionary(grouping: ledger, by: \.owner)
    self.openLeads = openLeads
  }

  /// Gives leads of a campaign to the members of a team, the first lead first, and notes it.
  ///
  /// - Parameter territory: the leads that a member takes, by place in the team; nil for all.
  public mutating func give(
    _ leads: Int, of campaign: String, to team: TeamID, territory: (_ member: Int) -> [Int]?
  ) -> TeamShares {
    var draft = ProblemDraft(leads: leads)
    let place = draft.add(team, self, territory: territory)
    draft.rules.append(AssignmentProblem.Rule(.team(place)))
    let problem = draft.problem()
    let solved = assign(problem)
    let owners = solved.owners.map { $0 < 0 ? nil : problem.persons[Int($0)].address }
    for case let owner? in owners { openLeads[owner, default: 0] += 1 }
    let lines = solved.ledgerLines(problem, campaign: campaign, clock.today)
    for line in lines { ledger[line.owner, default: []].append(line) }
    return TeamShares(owners: owners, obstacles: solved.obstacles, credits: lines.compactMap(Credit.init))
  }

  // MARK: What was given

  /// How many leads somebody was given in a calendar unit, or ever.
  func given(
    to owner: String, team: String? = nil, campaign: String? = nil, in unit: CalendarUnit?
  ) -> Int {
    let first = unit.map {
      CivilDate(dayNumber: clock.firstDay(of: $0, fiscalYearStart: program.settings.fiscalYearStart)).description
    }
    return ledger[owner, default: []].reduce(0) { sum, line in
      let counts =
        (team ?? line.team) == line.team && (campaign ?? line.campaign) == line.campaign
        && (first ?? line.day) <= line.day
      return counts ? sum + line.leads : sum
    }
  }

  /// What counts as given to a member of a team where it is shared fairly.
  func share(of owner: String, in team: String) -> Int {
    // Sums stay in the range that the assignment counts in, also where a line of the ledger is damaged.
    ledger[owner, default: []].reduce(0) { $1.team == team ? min($0 + $1.leads + $1.credit, 1 << 40) : $0 }
  }
}

/// How leads were shared in a team.
public struct TeamShares: Sendable {
  /// Per lead; nil: nobody has room for it.
  public var owners: [String?]
  /// Per lead what stood in the way; nil where it has an owner.
  public var obstacles: [AssignmentResult.Obstacle?]
  public var credits: [Credit]
}

/// An assignment problem that is being put together: each team and person once.
struct ProblemDraft {
  var persons: [AssignmentProblem.Person] = []
  /// The first person of an address.
  var personOf: [String: Int] = [:]
  private(set) var teams: [AssignmentProblem.Team] = []
  private var teamOf: [TeamID: Int] = [:]
  var rules: [AssignmentProblem.Rule] = []
  var conditions: LeadSets

  init(leads: Int) { conditions = LeadSets(leads: leads) }

  func problem() -> AssignmentProblem {
    AssignmentProblem(
      leads: conditions.leads, persons: persons, teams: teams, rules: rules, conditions: conditions)
  }

  /// A team with its members; its place in the problem.
  mutating func add(_ id: TeamID, _ book: OwnerBook, territory: (_ member: Int) -> [Int]?) -> Int {
    if let known = teamOf[id] { return known }
    let team = book.program.teams[id]
    var members: [AssignmentProblem.Member] = []
    for (place, member) in team.members.enumerated() {
      var person = AssignmentProblem.Person(member.address, open: book.openLeads[member.address] ?? 0)
      // Whoever is away is so in every team.
      person.isAway = book.program.isAway(member.address, book.clock.today)
      person.capacity = member.capacity.map { capacity in
        AssignmentProblem.Capacity(
          most: capacity.count,
          used: capacity.unit == nil
            ? person.open : book.given(to: member.address, team: team.name, in: capacity.unit))
      }
      person.territory = territory(place).map { conditions.add($0) }
      personOf[member.address] = personOf[member.address] ?? persons.count
      members.append(
        AssignmentProblem.Member(
          persons.count, weight: member.weight, given: book.share(of: member.address, in: team.name)))
      persons.append(person)
    }
    teamOf[id] = teams.count
    teams.append(AssignmentProblem.Team(team.name, members))
    return teams.count - 1
  }
}

extension AssignmentResult {
  /// What the ledger gains by it.
  func ledgerLines(
    _ problem: AssignmentProblem, campaign: String, _ today: Int
  ) -> [SQLiteContactStore.LedgerLine] {
    let day = CivilDate(dayNumber: today).description
    var lines: [SQLiteContactStore.LedgerLine] = []
    for (team, given) in zip(problem.teams.indices, givenByTeam) {
      for (member, leads) in given.enumerated() where leads > 0 || credits[team][member] > 0 {
        lines.append(
          SQLiteContactStore.LedgerLine(
            team: problem.teams[team].name,
            owner: problem.persons[problem.teams[team].members[member].person].address, campaign: campaign, day: day,
            leads: leads, credit: credits[team][member]))
      }
    }
    return lines
  }
}

extension Credit {
  /// nil where the line has none.
  init?(_ line: SQLiteContactStore.LedgerLine) {
    guard line.credit > 0 else { return nil }
    self.init(team: line.team, owner: line.owner, leads: line.credit)
  }
}
