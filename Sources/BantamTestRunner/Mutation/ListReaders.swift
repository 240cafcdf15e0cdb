import BantamPlan
import BantamProgram
import BantamSystem

/// Which segments and scores look into a list.
struct ListReaders {
  private(set) var segments: [SegmentID] = []
  private(set) var scores: [ScoreID] = []

  /// `target`: of other targets than lists, nothing does.
  init(_ program: Program, _ target: Mutant.Target, asOf: Int64, zone: ZoneRules) {
    guard case .list(let name) = target, let list = program.lists.firstIndex(where: { $0.name == name }) else { return }
    let scope = PlanScope(segments: Array(program.segments.indices), campaigns: [])
    let plan = makePlan(program, asOf: asOf, zone: zone, scope: scope).plan
    var reads: [Bool] = []
    for node in plan.nodes {
      if case .text(_, let test) = node {
        reads.append(plan.textTests[test].relation.reads(list))
      } else {
        reads.append(node.inputs.contains { reads[$0] })
      }
    }
    segments = plan.segments.filter { reads[$0.node] }.map(\.segment)
    scores = plan.scores.filter { $0.nodes.contains { reads[$0] } }.map(\.score)
  }
}

extension ScorePlan {
  fileprivate var nodes: [NodeID] {
    disciplines.flatMap(\.lines).compactMap { line in
      switch line {
      case .when(let node, _), .aged(_, let node, _): node
      case .otherwise, .per: nil
      }
    } + vetoes.map(\.node)
  }
}

extension TextPredicate.Relation {
  fileprivate func reads(_ list: ListID) -> Bool {
    switch self {
    case .inList(let other), .containsListEntry(let other), .under(_, let other): other == list
    case .known, .equals, .containsAny, .containsAll, .startsWith, .endsWith, .like, .matches, .range: false
    }
  }
}
