import BantamSystem
import SpecSupport
import Testing

@testable import BantamLeads

/// What holds of every assignment, over random problems.
struct AssignPropertyTests {
  static let seeds = Array(0..<200 as Range<UInt64>)

  @Test(arguments: seeds) func nobodyGetsTooMuch(seed: UInt64) {
    let problem = randomProblem(seed)
    let assignment = assign(problem)
    for (person, count) in zip(problem.persons, assignment.given) {
      #expect(!person.isAway || count == 0)
      if let capacity = person.capacity { #expect(count == 0 || capacity.used + count <= capacity.most) }
    }
    var given: [[Int]: Int] = [:]
    for (rule, owner) in zip(assignment.rules, assignment.owners) where rule >= 0 {
      given[[Int(rule), Int(owner)], default: 0] += 1
    }
    for (key, count) in given {
      let rule = problem.rules[key[0]]
      guard let most = rule.most, let seat = seat(of: key[1], rule, problem) else { continue }
      #expect(count + (rule.used.isEmpty ? 0 : rule.used[seat]) <= most)
    }
  }

  /// Gone through once more lead by lead: whom no rule could give it, nobody could have taken; and the rule that gave it
  /// was the first that could.
  @Test(arguments: seeds) func theFirstRuleThatCanGivesIt(seed: UInt64) {
    let problem = randomProblem(seed)
    let assignment = assign(problem)
    var taken = [Int](repeating: 0, count: problem.persons.count)
    var book: [[Int]: Int] = [:]
    for lead in 0..<problem.leads {
      let first = problem.rules.indices.first { index in
        let rule = problem.rules[index]
        guard problem.conditions.contains(rule.condition, lead) else { return false }
        return persons(of: rule, problem, lead).contains { person in
          let one = problem.persons[person]
          let seat = seat(of: person, rule, problem) ?? 0
          let used = rule.used.isEmpty ? 0 : rule.used[seat]
          return !one.isAway && problem.conditions.contains(one.territory, lead)
            && one.capacity.map { $0.used + taken[person] < $0.most } ?? true
            && rule.most.map { used + book[key(index, problem, person), default: 0] < $0 } ?? true
        }
      }
      #expect(assignment.rules[lead] == first.map { Int32($0) } ?? -1)
      #expect((assignment.obstacles[lead] == nil) == (first != nil))
      guard let first else { continue }
      let owner = Int(assignment.owners[lead])
      #expect(persons(of: problem.rules[first], problem, lead).contains(owner))
      taken[owner] += 1
      book[key(first, problem, owner), default: 0] += 1
    }
  }

  @Test(arguments: seeds) func aFurtherLeadChangesNothingBefore(seed: UInt64) {
    let problem = randomProblem(seed)
    var shorter = problem
    shorter.leads = problem.leads / 2
    let (all, half) = (assign(problem), assign(shorter))
    #expect(Array(all.owners.prefix(shorter.leads)) == half.owners)
    #expect(Array(all.obstacles.prefix(shorter.leads)) == half.obstacles)
    #expect(assign(problem) == all)
  }

  /// Shares by weight are exact to less than a lead after every lead, and stay so over runs with the ledger kept.
  @Test(arguments: seeds) func sharesAreWithinOneLead(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let count = 1 + random.below(12)
    var members = (0..<count).map { AssignmentProblem.Member($0, weight: 1 + random.below(random.pick([3, 100]))) }
    let persons = (0..<count).map { AssignmentProblem.Person("p\($0)") }
    let method = random.pick([AssignmentProblem.Method.weighted, .roundRobin])
    if method == .roundRobin { for index in members.indices { members[index].weight = 1 } }
    let weight = members.reduce(0) { $0 + $1.weight }
    var total = 0
    for _ in 0..<20 {
      let problem = AssignmentProblem(
        leads: random.below(40), persons: persons, teams: [.init("all", members)], rules: [.init(.team(0), method)])
      let assignment = assign(problem)
      #expect(assignment.credits == [[Int](repeating: 0, count: count)])
      for owner in assignment.owners {
        total += 1
        members[Int(owner)].given += 1
        #expect(members.allSatisfy { abs($0.given * weight - total * $0.weight) < weight })
      }
    }
  }

  /// A member that joins late gets their share from then on, in runs of any size, and no more.
  @Test(arguments: [1, 2, 3, 10, 50]) func aNewMemberGetsItsShare(runSize: Int) {
    var members = (0..<4).map { AssignmentProblem.Member($0, given: $0 == 3 ? 0 : 1_000) }
    let persons = (0..<4).map { AssignmentProblem.Person("p\($0)") }
    var leads = [0, 0, 0, 0]
    for _ in 0..<(600 / runSize) {
      let assignment = assign(
        AssignmentProblem(
          leads: runSize, persons: persons, teams: [.init("all", members)], rules: [.init(.team(0))]))
      for index in members.indices {
        leads[index] += assignment.givenByTeam[0][index]
        members[index].given += assignment.givenByTeam[0][index] + assignment.credits[0][index]
      }
    }
    #expect(leads.allSatisfy { 149...151 ~= $0 })
  }

  @Test func thousandsOfLeadsForFortyFivePersonsWithTerritories() {
    let problem = territoryProblem(leads: 12_576, persons: 45)
    let assignment = assign(problem)
    #expect(assignment.given.reduce(0, +) + assignment.obstacles.count { $0 != nil } == 12_576)
    #expect(assignment.obstacles.allSatisfy { $0 == nil || $0 == .outsideTerritories })
  }
}

/// Persons with a condition each that takes a third of the leads.
func territoryProblem(leads: Int, persons: Int) -> AssignmentProblem {
  var random = SplitMix(seed: 45)
  var sets = LeadSets(leads: leads)
  let people = (0..<persons).map { index in
    AssignmentProblem.Person("p\(index)", territory: sets.add((0..<leads).filter { _ in random.chance(33) }))
  }
  let members = (0..<persons).map { AssignmentProblem.Member($0, weight: 1 + $0 % 3) }
  return AssignmentProblem(
    leads: leads, persons: people, teams: [.init("all", members)], rules: [.init(.team(0), .weighted)],
    conditions: sets)
}

/// The place of a person among those a rule names.
private func seat(of person: Int, _ rule: AssignmentProblem.Rule, _ problem: AssignmentProblem) -> Int? {
  switch rule.target {
  case .team(let team): problem.teams[team].members.firstIndex { $0.person == person }
  case .person: 0
  case .previousOwner: person
  }
}

private func persons(of rule: AssignmentProblem.Rule, _ problem: AssignmentProblem, _ lead: Int) -> [Int] {
  switch rule.target {
  case .team(let team): problem.teams[team].members.map(\.person)
  case .person(let person): [person]
  case .previousOwner: problem.previousOwners[lead] < 0 ? [] : [Int(problem.previousOwners[lead])]
  }
}

/// Rules of one team count together, others for themselves.
private func key(_ rule: Int, _ problem: AssignmentProblem, _ person: Int) -> [Int] {
  if case .team(let team) = problem.rules[rule].target { return [-1, team, person] }
  return [rule, person]
}

private func randomProblem(_ seed: UInt64) -> AssignmentProblem {
  var random = SplitMix(seed: seed)
  let leads = random.below(120)
  var sets = LeadSets(leads: leads)
  func set(_ chance: Int) -> Int? {
    random.chance(chance) ? sets.add((0..<leads).filter { _ in random.chance(60) }) : nil
  }
  let persons = (0..<(1 + random.below(8))).map { index in
    AssignmentProblem.Person(
      "p\(index)", open: random.below(10), isAway: random.chance(15),
      capacity: random.chance(40) ? .init(most: random.below(30), used: random.below(10)) : nil, territory: set(40))
  }
  let teams = (0..<2).map { index in
    AssignmentProblem.Team(
      "t\(index)",
      persons.indices.filter { _ in random.chance(70) }.map {
        AssignmentProblem.Member($0, weight: 1 + random.below(9), given: random.below(40))
      })
  }
  let rules = (0..<(1 + random.below(5))).map { _ in
    let target = random.pick([
      AssignmentProblem.Target.team(0), .team(1), .person(random.below(persons.count)), .previousOwner,
    ])
    var rule = AssignmentProblem.Rule(
      target, random.pick([.roundRobin, .leastLoaded, .weighted]), condition: set(60),
      most: random.chance(50) ? random.below(20) : nil)
    switch target {
    case .team(let team): rule.used = teams[team].members.map { _ in random.below(8) }
    case .person: rule.used = [random.below(8)]
    case .previousOwner: rule.used = []
    }
    return rule
  }
  let previous = (0..<leads).map { _ in Int32(random.below(persons.count + 1) - 1) }
  return AssignmentProblem(
    leads: leads, persons: persons, teams: teams, rules: rules, previousOwners: previous, conditions: sets)
}
