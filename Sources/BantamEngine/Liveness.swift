import BantamPlan

/// Which parts of a plan a request needs.
struct Liveness {
  /// Nodes to work out.
  private(set) var isLive: [Bool]
  /// Nodes whose missing values are to be looked at.
  private(set) var needsUnknown: [Bool]
  private(set) var isScoreNeeded: [Bool]
  /// Nodes over other rows, by phase: the nodes they ask about need earlier phases only.
  private(set) var phases: [[NodeID]]

  init(_ plan: Plan, _ request: EvaluationRequest) {
    let needed = Self.neededScores(plan, request)
    isScoreNeeded = needed
    let scores = plan.scores.indices.filter { needed[$0] }.map { plan.scores[$0] }
    let scoreNodes = scores.flatMap(\.ownNodes)
    var roots = plan.segments.map(\.node) + request.restsOn + request.masks + request.rows + scoreNodes
    for campaign in plan.campaigns { roots += [campaign.audience] + campaign.removals.map(\.node) }
    isLive = reachable(from: roots, in: plan.nodes)
    needsUnknown = reachable(from: request.restsOn + (request.intervals ? scoreNodes : []), in: plan.nodes)
    phases = Self.phases(plan.nodes, isLive)
  }

  private static func neededScores(_ plan: Plan, _ request: EvaluationRequest) -> [Bool] {
    let ofCampaigns = Set(plan.campaigns.flatMap(\.scoreIndexes))
    return plan.scores.indices.map { request.scoresForAll.contains($0) || ofCampaigns.contains($0) }
  }

  private static func phases(_ nodes: [Node], _ isLive: [Bool]) -> [[NodeID]] {
    var depth = [Int](repeating: 0, count: nodes.count)
    var phases: [[NodeID]] = []
    for (id, node) in nodes.enumerated() where isLive[id] {
      let below = node.inputs.reduce(0) { max($0, depth[$1]) }
      guard let asked = node.askedOfOthers else {
        depth[id] = below
        continue
      }
      depth[id] = depth[asked] + 1
      while phases.count < depth[id] { phases.append([]) }
      phases[depth[asked]].append(id)
    }
    return phases
  }
}

/// Per node whether one of the roots depends on it.
func reachable(from roots: [NodeID], in nodes: [Node]) -> [Bool] {
  var isReached = [Bool](repeating: false, count: nodes.count)
  for root in roots { isReached[root] = true }
  for id in nodes.indices.reversed() where isReached[id] {
    for input in nodes[id].inputs { isReached[input] = true }
    if let asked = nodes[id].askedOfOthers { isReached[asked] = true }
  }
  return isReached
}

extension ScorePlan {
  /// The conditions that its lines and vetoes name.
  var ownNodes: [NodeID] { disciplines.flatMap { $0.lines.compactMap(\.node) } + vetoes.map(\.node) }
}

extension LinePlan {
  var node: NodeID? {
    switch self {
    case .when(let node, _), .aged(_, let node, _): node
    case .otherwise, .per: nil
    }
  }

  var counter: CounterID? {
    switch self {
    case .per(let counter, _, _), .aged(let counter, _, _): counter
    case .when, .otherwise: nil
    }
  }
}

extension Node {
  /// The conditions on the same row that it is made of.
  var inputs: [NodeID] {
    switch self {
    case .all(let inputs), .any(let inputs), .atLeast(_, let inputs): inputs
    case .not(let input): [input]
    case .constant, .kind, .isMissing, .range, .text, .sameText, .isShared, .arithmetic, .compare, .compareColumns,
      .anniversary, .radius, .sample, .set, .persons, .ofCompany, .counter:
      []
    }
  }

  /// The condition that it asks of other rows.
  var askedOfOthers: NodeID? {
    switch self {
    case .persons(_, _, let node), .ofCompany(let node): node
    case .constant, .all, .any, .not, .atLeast, .kind, .isMissing, .range, .text, .sameText, .isShared, .arithmetic,
      .compare, .compareColumns, .anniversary, .radius, .sample, .set, .counter:
      nil
    }
  }
}
