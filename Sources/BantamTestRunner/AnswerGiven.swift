import BantamColumns
import BantamEngine
import BantamPlan
import BantamProgram
import BantamSystem

/// What the engine answers about contacts that are written down, as in a `test` block.
///
/// - Parameters:
///   - conditions: asked of every contact.
///   - asOf: the run's instant, milliseconds since 1970-01-01T00:00:00Z.
/// - Returns: per condition the answers by contact; nil where the rules cannot be planned.
public func answers(
  to conditions: [Condition], of contacts: [GivenContact], activities: [GivenActivity], _ program: Program,
  asOf: Int64, zone: ZoneRules
) -> [[Bool]]? {
  guard let first = conditions.first else { return [] }
  var asked = program
  let ids = conditions.map { condition in
    asked.segments.append(
      Segment(
        name: "asked", label: nil, isDefine: true, context: .contact, condition: condition, documentation: nil,
        span: condition.span))
    return asked.segments.count - 1
  }
  let scope = PlanScope(segments: ids, campaigns: [], scores: [])
  let (plan, errors) = makePlan(asked, asOf: asOf, zone: zone, scope: scope)
  guard errors.isEmpty else { return nil }
  let test = Test(
    name: "", asOf: nil, contacts: contacts, activities: activities, expectations: [], span: first.span)
  let columns = GivenColumns(program: asked, plan: plan, zone: zone, test).columns
  let request = EvaluationRequest(threads: 1, masks: plan.segments.map(\.node))
  let outcome = evaluate(plan, lists: asked.lists, over: columns, request: request)
  return outcome.masks.map { mask in mask.map { $0 & 1 != 0 } }
}
