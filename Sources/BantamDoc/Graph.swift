/// Declarations and who uses whom, to be drawn from left to right.
struct Graph: Sendable {
  struct Node: Sendable {
    var reference: Reference
    var sort: Sort
    var title: String
    var anchor: String
    /// The column, from the left.
    var layer: Int
  }

  struct Edge: Sendable, Hashable {
    var from: Int
    var to: Int
  }

  var nodes: [Node] = []
  /// By places in `nodes`; each leads to a column further to the right.
  var edges: [Edge] = []

  /// A larger picture can be read by nobody.
  private static let mostNodes = 150
  private static let mostSlots = 1_500

  /// Whether it can be drawn and read. Lines between distant columns count once for each column they pass.
  var isReadable: Bool {
    guard nodes.count <= Self.mostNodes else { return false }
    return edges.reduce(nodes.count) { $0 + nodes[$1.to].layer - nodes[$1.from].layer } <= Self.mostSlots
  }
}

/// Picks what belongs into a picture.
struct GraphMaker {
  private let catalogue: Catalogue
  private let lineage: Lineage
  private let title: (Reference) -> String

  init(_ maker: DocumentMaker) {
    title = maker.wording.title
    catalogue = maker.catalogue
    lineage = maker.lineage
  }

  /// Campaigns, segments, criteria and scores.
  func whole() -> Graph {
    let sorts: Set<Sort> = [.campaign, .segment, .define, .score]
    let references = catalogue.references.filter { sorts.contains(catalogue.sort($0)) }
    let linked = references.filter { reference in
      (lineage.uses(of: reference) + lineage.users(of: reference)).contains { sorts.contains(catalogue.sort($0)) }
    }
    return graph(linked) { sorts.contains(self.catalogue.sort($0)) }
  }

  /// All that a campaign or a score rests on, down to fields, lists and places. A score within a campaign's picture has
  /// a picture of its own.
  func graph(of root: Reference) -> Graph {
    let sorts: Set<Sort> = [.segment, .define, .score, .field, .list, .place, .campaign]
    func follows(_ reference: Reference) -> Bool {
      reference == root || (catalogue.sort(reference) != .score && catalogue.sort(reference) != .campaign)
    }
    var found = [root]
    var seen: Set<Reference> = [root]
    var index = 0
    while index < found.count {
      if follows(found[index]) {
        for next in lineage.uses(of: found[index])
        where sorts.contains(catalogue.sort(next)) && seen.insert(next).inserted {
          found.append(next)
        }
      }
      index += 1
    }
    let small = graph(found, follows: follows)
    if small.nodes.count <= 40 { return small }
    let data: Set<Sort> = [.field, .list, .place]
    return graph(found.filter { !data.contains(catalogue.sort($0)) }, follows: follows)
  }

  private func graph(_ references: [Reference], follows: (Reference) -> Bool) -> Graph {
    var graph = Graph()
    let places = Dictionary(uniqueKeysWithValues: references.enumerated().map { ($1, $0) })
    graph.nodes = references.map { reference in
      Graph.Node(
        reference: reference, sort: catalogue.sort(reference), title: title(reference),
        anchor: catalogue.anchor(reference), layer: 0)
    }
    for (from, reference) in references.enumerated() where follows(reference) {
      for other in lineage.uses(of: reference) {
        if let to = places[other], to != from, !yields(reference, other) {
          graph.edges.append(.init(from: from, to: to))
        }
      }
    }
    graph.setLayers()
    return graph
  }

  /// Campaigns that make way for each other stand beside each other.
  private func yields(_ reference: Reference, _ other: Reference) -> Bool {
    catalogue.sort(reference) == .campaign && catalogue.sort(other) == .campaign
  }
}

extension Graph {
  /// The longest way from the left decides the column; fields, lists and places stand to the right of all others.
  fileprivate mutating func setLayers() {
    var outgoing: [[Int]] = Array(repeating: [], count: nodes.count)
    var waiting = Array(repeating: 0, count: nodes.count)
    for edge in edges {
      outgoing[edge.from].append(edge.to)
      waiting[edge.to] += 1
    }
    for isData in [false, true] {
      let first = (nodes.filter { !$0.sort.isData }.map(\.layer).max() ?? -1) + 1
      if isData { for index in nodes.indices where nodes[index].sort.isData { nodes[index].layer = first } }
      var left = waiting
      var ready = nodes.indices.filter { left[$0] == 0 }
      while let node = ready.popLast() {
        for next in outgoing[node] {
          if nodes[next].sort.isData == isData || !nodes[next].sort.isData {
            nodes[next].layer = max(nodes[next].layer, nodes[node].layer + 1)
          }
          left[next] -= 1
          if left[next] == 0 { ready.append(next) }
        }
      }
    }
    // What goes round in circles has no place on its way.
    edges.removeAll { nodes[$0.from].layer >= nodes[$0.to].layer }
  }
}

extension Sort {
  /// What a contact brings along, in contrast to what is asked about it.
  var isData: Bool {
    switch self {
    case .field, .list, .place: true
    case .campaign, .segment, .define, .score, .funnel, .purpose, .team, .test: false
    }
  }
}
