import Testing

@testable import BantamLeads

/// Who gets which lead, in small cases.
struct AssignTests {
  @Test(arguments: [
    AssignCase(
      name: "round robin takes turns in the order of the team",
      persons: """
        anna
        ben
        carl
        """, rules: "round robin", owners: "anna ben carl anna ben"),
    AssignCase(
      name: "the next run goes on where the last one stopped",
      persons: """
        anna given 2
        ben  given 2
        carl given 1
        """, rules: "round robin", owners: "carl anna ben carl"),
    AssignCase(
      name: "a new member starts one lead behind, and does not get everything",
      persons: """
        anna given 80
        ben  given 80
        carl
        """, rules: "round robin", owners: "carl anna ben carl anna"),
    AssignCase(
      name: "two new members, and one long away",
      persons: """
        anna given 80
        ben  given 30
        carl
        dora
        """, rules: "round robin", owners: "ben carl dora anna ben"),
    AssignCase(
      name: "who is away gets nothing, and does not set the measure for others",
      persons: """
        anna given 90 away
        ben  given 5
        carl given 4
        """, rules: "round robin", owners: "carl ben carl ben"),
    AssignCase(
      name: "a person's capacity, part of it used up",
      persons: """
        anna full 18 takes 2
        ben
        """, rules: "round robin", owners: "anna ben anna ben ben ben"),
    AssignCase(
      name: "a rule's capacity, then the next rule",
      persons: """
        anna
        ben
        """,
      rules: """
        round robin each 1
        person ben
        """, owners: "anna1 ben1 ben2 ben2"),
    AssignCase(
      name: "two rules of one team share what was given",
      persons: """
        anna
        ben
        """,
      rules: """
        round robin each 1 for 1,2
        round robin each 2
        """, owners: "anna1 ben1 anna2 ben2 (full)"),
    AssignCase(
      name: "least loaded counts open leads and those of this run",
      persons: """
        anna open 4
        ben  open 2
        carl open 3
        """, rules: "least loaded", owners: "ben ben carl anna ben"),
    AssignCase(
      name: "weighted: two to one",
      persons: """
        anna weight 2
        ben  weight 1
        """, rules: "weighted", owners: "anna anna ben anna anna ben"),
    AssignCase(
      name: "weighted: a heavy weight does not run ahead of many light ones",
      persons: """
        anna weight 4
        ben
        carl
        dora
        emil
        """, rules: "weighted", owners: "anna ben anna carl anna dora anna emil"),
    AssignCase(
      name: "weighted: a new member starts a lead of the other's behind, which is three of theirs",
      persons: """
        anna weight 1 given 10
        ben  weight 3
        """, rules: "weighted", owners: "ben ben ben ben ben anna ben ben ben anna"),
    AssignCase(
      name: "territories",
      persons: """
        anna in 1,2,5
        ben  in 2,3
        carl in 5
        """, rules: "round robin", owners: "anna ben ben (outsideTerritories) carl"),
    AssignCase(
      name: "rules with conditions; the first one that holds and has somebody",
      persons: """
        anna
        ben
        carl away
        """,
      rules: """
        person carl for 1,2
        person ben for 2,3
        round robin for 1,2,3
        """, owners: "anna3 ben2 ben2 (noRule)"),
    AssignCase(
      name: "the previous owner, unless away, full or outside the territory",
      persons: """
        anna takes 1
        ben  away
        carl in 4
        dora
        """,
      rules: """
        previous owner
        person dora
        """, previous: "anna anna ben carl carl -", owners: "anna1 dora2 dora2 carl1 dora2 dora2"),
    AssignCase(
      name: "no previous owner and no other rule",
      persons: "anna", rules: "previous owner each 1", previous: "anna - anna",
      owners: "anna (nobodyNamed) (full)"),
    AssignCase(
      name: "everybody away, full, or one of both",
      persons: """
        anna away in 1,3
        ben  takes 0 in 2,3
        """, rules: "round robin", owners: "(away) (full) (awayOrFull) (outsideTerritories)"),
    AssignCase(
      name: "an empty team", persons: "", rules: "round robin", owners: "(nobodyNamed) (nobodyNamed)"),
    AssignCase(name: "no leads", persons: "anna", rules: "round robin", owners: ""),
  ])
  func assigns(_ example: AssignCase) {
    #expect(example.text(assign(example.problem)) == example.owners)
  }

  @Test func countsPerPersonAndTeam() {
    let anna = AssignmentProblem.Member(0, given: 7)
    let problem = AssignmentProblem(
      leads: 4, persons: [.init("anna"), .init("ben")],
      teams: [.init("sales", [anna, .init(1)]), .init("idle", [anna, .init(1)])],
      rules: [.init(.team(0), most: 1), .init(.person(1), most: 1)])
    let assignment = assign(problem)
    #expect(assignment.owners == [1, 0, 1, -1])
    #expect(assignment.given == [1, 2])
    #expect(assignment.givenByTeam == [[1, 1], [0, 0]])
    #expect(assignment.credits == [[0, 6], [0, 0]])
  }
}
