import Testing

@testable import BantamLeads

/// A problem as a readable table: a line per person, who all are one team, and a line per rule.
///
/// Persons: `anna given 3 weight 2 open 5 away full 20 takes 2 in 1,4` (20 of the period's leads used up, 2 left; leads
/// count from 1). Rules: `round robin`, `least loaded`, `weighted`, `person anna` or `previous owner`, each followed by
/// `each 2` and `for 1,4`.
struct AssignCase: CustomTestStringConvertible {
  var name: String
  var persons: String
  var rules: String
  /// Per lead its previous owner or `-`; empty for none.
  var previous = ""
  /// Per lead who gets it, with the rule's number where there are several; else the obstacle in parentheses.
  var owners: String

  var testDescription: String { name }

  var problem: AssignmentProblem {
    let lines = persons.split(separator: "\n").map { words($0) }
    let names = lines.map { $0[0] }
    let leads = owners.split(separator: " ").count
    var sets = LeadSets(leads: leads)
    func set(_ text: String?) -> Int? {
      text.map { sets.add($0.split(separator: ",").compactMap { Int($0) }.map { $0 - 1 }) }
    }
    func person(_ name: String) -> Int { names.firstIndex(of: name) ?? -1 }
    let persons = lines.map { line in
      let values = pairs(line)
      let used = number(values["full"]) ?? 0
      return AssignmentProblem.Person(
        line[0], open: number(values["open"]) ?? 0, isAway: line.contains("away"),
        capacity: number(values["takes"]).map { .init(most: used + $0, used: used) }, territory: set(values["in"]))
    }
    let members = lines.indices.map { index in
      let values = pairs(lines[index])
      return AssignmentProblem.Member(
        index, weight: number(values["weight"]) ?? 1, given: number(values["given"]) ?? 0)
    }
    let rules = rules.split(separator: "\n").map { words($0) }.map { line in
      let values = pairs(line)
      let targets: [String: (AssignmentProblem.Target, AssignmentProblem.Method)] = [
        "round": (.team(0), .roundRobin), "least": (.team(0), .leastLoaded), "weighted": (.team(0), .weighted),
        "previous": (.previousOwner, .roundRobin), "person": (.person(person(values["person"] ?? "")), .roundRobin),
      ]
      let (target, method) = targets[line[0]] ?? (.team(0), .roundRobin)
      return AssignmentProblem.Rule(target, method, condition: set(values["for"]), most: number(values["each"]))
    }
    return AssignmentProblem(
      leads: leads, persons: persons, teams: [.init("all", members)], rules: rules,
      previousOwners: previous.split(separator: " ").map { Int32(person(String($0))) }, conditions: sets)
  }

  /// The result in the form of `owners`.
  func text(_ assignment: AssignmentResult) -> String {
    let persons = problem.persons
    let hasSeveral = problem.rules.count > 1
    return assignment.owners.indices.map { lead in
      if let obstacle = assignment.obstacles[lead] { return "(\(obstacle))" }
      let name = persons[Int(assignment.owners[lead])].address
      return hasSeveral ? "\(name)\(assignment.rules[lead] + 1)" : name
    }.joined(separator: " ")
  }
}

private func words(_ line: Substring) -> [String] { line.split(separator: " ").map(String.init) }

private func pairs(_ words: [String]) -> [String: String] {
  Dictionary(zip(words, words.dropFirst()), uniquingKeysWith: { first, _ in first })
}

private func number(_ text: String?) -> Int? { text.flatMap { Int($0) } }
