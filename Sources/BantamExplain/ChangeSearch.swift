import BantamColumns
import BantamEngine
import BantamPlan
import BantamProgram

/// What of a plan an answer is about.
public enum ChangeTarget: Sendable {
  case node(NodeID)
  /// Index into the plan's campaigns: audience and removals.
  case campaign(Int)
  /// Index into the plan's scores; the grade at least this good.
  case grade(score: Int, atMost: Int)
}

/// What could be otherwise about a contact, as far as the conditions of a target look at it, the smallest changes first.
/// None of them has been tried.
public func possibleChanges(of contact: ExplainedContact, for target: ChangeTarget) -> [Change] {
  var finder = CandidateFinder(Facts(contact))
  finder.visit(target)
  return finder.candidates.sorted { $0.rank < $1.rank }
}

/// Looks for the smallest changes that turn an answer round: candidates come from the conditions themselves, all are put
/// beside each other as rows, and the engine says which of them do it.
struct ChangeSearch {
  private let facts: Facts
  private let variants: Variants

  private static let mostShown = 3
  private static let mostSingles = 600
  private static let mostPaired = 60
  private static let mostRows = 60_000

  init(_ facts: Facts) {
    self.facts = facts
    variants = Variants(facts)
  }

  func changes(_ target: ChangeTarget, goal: String) -> Changes {
    let (found, tried) = smallest(target)
    return Changes(goal: goal, found: found.map { $0.map(\.words) }, tried: tried)
  }

  /// Single changes, or where there are none pairs; and how many were tried.
  func smallest(_ target: ChangeTarget) -> (found: [[Change]], tried: Int) {
    var finder = CandidateFinder(facts)
    finder.visit(target)
    let most = max(1, Self.mostRows / max(1, facts.contact.contacts.count))
    let singles = finder.candidates.sorted { $0.rank < $1.rank }.prefix(min(Self.mostSingles, most))
    let hits = flipped(target, singles.map { [$0] })
    if !hits.isEmpty { return (shown(hits), singles.count) }
    let pairs = Array(pairs(Array(singles.prefix(Self.mostPaired))).prefix(most))
    return (shown(flipped(target, pairs)), singles.count + pairs.count)
  }

  /// The best first, those of the same sort by their worse half.
  private func pairs(_ candidates: [Change]) -> [[Change]] {
    var pairs: [[Change]] = []
    for second in candidates.indices {
      for first in 0..<second where candidates[first].touched.isDisjoint(with: candidates[second].touched) {
        pairs.append([candidates[first], candidates[second]])
      }
    }
    return pairs
  }

  /// One per cell: three numbers that all would do are no three answers.
  private func shown(_ changes: [[Change]]) -> [[Change]] {
    var found: [[Change]] = []
    var seen: Set<Set<Change.Cell>> = []
    for change in changes where found.count < Self.mostShown {
      let touched = change.reduce(into: Set<Change.Cell>()) { $0.formUnion($1.touched) }
      if seen.insert(touched).inserted { found.append(change) }
    }
    return found
  }

  private func flipped(_ target: ChangeTarget, _ changes: [[Change]]) -> [[Change]] {
    if changes.isEmpty { return [] }
    let holds = answers(target, changes)
    return zip(changes, holds).filter(\.1).map(\.0)
  }

  private func answers(_ target: ChangeTarget, _ changes: [[Change]]) -> [Bool] {
    let columns = variants.columns(changes)
    let rows = changes.indices.map { $0 * facts.contact.contacts.count + facts.row }
    func outcome(_ request: EvaluationRequest) -> Outcome {
      evaluate(variants.plan, lists: facts.program.lists, over: columns, request: request)
    }
    switch target {
    case .node(let node):
      let now = facts.answer(node, facts.row).holds
      let mask = outcome(EvaluationRequest(threads: 1, masks: [node], intervals: false)).masks[0]
      return rows.map { (mask[$0] & 1 != 0) != now }
    case .campaign(let index):
      let plan = facts.plan.campaigns[index]
      let now =
        facts.answer(plan.audience, facts.row).holds
        && !plan.removals.contains { facts.answer($0.node, facts.row).holds }
      let masks = outcome(
        EvaluationRequest(threads: 1, masks: [plan.audience] + plan.removals.map(\.node), intervals: false)
      ).masks
      return rows.map { row in
        (masks[0][row] & 1 != 0 && !masks.dropFirst().contains { $0[row] & 1 != 0 }) != now
      }
    case .grade(let score, let best):
      let request = EvaluationRequest(
        threads: 1, scoresForAll: [score], assessments: Facts.assessments(facts.contact, copies: changes.count),
        intervals: false)
      guard let grades = outcome(request).scores[score]?.grades else { return changes.map { _ in false } }
      return rows.map { Int(grades[$0]) <= best }
    }
  }
}
