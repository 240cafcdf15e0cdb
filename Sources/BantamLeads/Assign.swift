/// Gives the leads away, one after the other: each goes to the first rule that holds and has somebody with room.
///
/// Room has who is not away, in whose territory the lead lies, and who has not yet as many as they and the rule take.
/// Of several in a team
/// - `roundRobin` takes the one the ledger names least often,
/// - `leastLoaded` the one with the fewest open leads,
/// - `weighted` the one with the smallest (given + 1) / weight among those whose share of all leads given so far and
///   this one is not used up. That is the quota method (Balinski and Young, *The quota method of apportionment*, 1975):
///   nobody is ever a whole lead above or below their exact share. Without the second condition a heavy weight among
///   many light ones would run ahead by several leads.
///
/// Ties go to whom the team names first. Fractions are compared exactly.
///
/// **The ledger carries fairness over runs, but owes nobody more than a lead.** Who is new in a team, or comes back from
/// an absence, does not get everything until they have caught up: at the start of a run their entry is raised to one
/// lead (by weight) behind the member present that is furthest ahead. What was raised is returned as a credit, and
/// belongs into the ledger with the leads; otherwise each run would raise it again. Members that were there all along
/// never lie further apart than that, so nothing is raised for them.
///
/// A lead's owner depends on the leads before it only. Steps are bounded by leads × rules × members, about 6 ns each:
/// 12,576 leads for 45 members with a territory each take 6 ms, a million leads for 500 members three seconds a rule.
func assign(_ problem: AssignmentProblem) -> AssignmentResult {
  var run = AssignmentRun(problem)
  for lead in 0..<problem.leads { run.place(lead) }
  return run.result()
}
