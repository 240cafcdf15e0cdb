/// Where the boxes and lines of a graph stand. Lines between distant columns pass through slots of their own in the
/// columns between, so that no line crosses a box.
struct GraphLayout {
  /// A box, or the slot of a line that passes.
  struct Slot {
    /// nil: a line passes.
    var node: Int?
    var layer: Int
    var height: Double
    var centre = 0.0
  }

  static let titleSize = 12.5
  static let lineHeight = 16.0
  private static let gap = 14.0

  private(set) var slots: [Slot] = []
  /// For each edge the slots on its way, both ends included.
  private(set) var ways: [[Int]] = []
  private(set) var titles: [[String]] = []
  private(set) var boxWidth: Double
  private(set) var width = 0.0
  private(set) var height = 0.0
  private var layers: [[Int]] = []
  private let columnGap = 60.0

  init(_ graph: Graph) {
    let count = (graph.nodes.map(\.layer).max() ?? 0) + 1
    boxWidth = count <= 4 ? 184 : count == 5 ? 148 : 136
    layers = Array(repeating: [], count: count)
    for (index, node) in graph.nodes.enumerated() {
      let lines = wrapped(node.title, width: boxWidth - 20, size: Self.titleSize, mostLines: 3)
      titles.append(lines)
      let height = 26 + Double(max(1, lines.count)) * Self.lineHeight
      add(Slot(node: index, layer: node.layer, height: height))
    }
    for edge in graph.edges {
      var way = [edge.from]
      for layer
        in (graph.nodes[edge.from].layer + 1)..<max(graph.nodes[edge.from].layer + 1, graph.nodes[edge.to].layer)
      {
        way.append(slots.count)
        add(Slot(node: nil, layer: layer, height: 6))
      }
      ways.append(way + [edge.to])
    }
    order()
    place()
  }

  private mutating func add(_ slot: Slot) {
    layers[slot.layer].append(slots.count)
    slots.append(slot)
  }

  /// The left edge of a column.
  func left(_ layer: Int) -> Double { 4 + Double(layer) * (boxWidth + columnGap) }

  // MARK: Order

  /// Each column in the order of the middle of its neighbours, from left to right and back, as long as lines cross less.
  private mutating func order() {
    let neighbours = self.neighbours()
    var best = layers
    var fewest = crossings()
    for sweep in 0..<12 where fewest > 0 {
      let isForward = sweep % 2 == 0
      for layer in isForward ? Array(layers.indices) : layers.indices.reversed() {
        let other = isForward ? layer - 1 : layer + 1
        guard layers.indices.contains(other) else { continue }
        let places = Dictionary(uniqueKeysWithValues: layers[other].enumerated().map { ($1, Double($0)) })
        let keyed = layers[layer].enumerated().map { index, slot -> (key: Double, index: Int, slot: Int) in
          let around = neighbours[slot].compactMap { places[$0] }
          let key = around.isEmpty ? Double(index) : around.reduce(0, +) / Double(around.count)
          return (key, index, slot)
        }
        layers[layer] = keyed.sorted { ($0.key, $0.index) < ($1.key, $1.index) }.map(\.slot)
      }
      let crossed = crossings()
      if crossed < fewest { (best, fewest) = (layers, crossed) }
    }
    layers = best
  }

  private func neighbours() -> [[Int]] {
    var neighbours: [[Int]] = Array(repeating: [], count: slots.count)
    for way in ways {
      for (first, second) in zip(way, way.dropFirst()) {
        neighbours[first].append(second)
        neighbours[second].append(first)
      }
    }
    return neighbours
  }

  private func crossings() -> Int {
    var places = Array(repeating: 0, count: slots.count)
    for layer in layers { for (place, slot) in layer.enumerated() { places[slot] = place } }
    var pieces: [[(Int, Int)]] = Array(repeating: [], count: layers.count)
    for way in ways {
      for (first, second) in zip(way, way.dropFirst()) {
        pieces[slots[first].layer].append((places[first], places[second]))
      }
    }
    var count = 0
    for piece in pieces {
      for first in piece.indices {
        for second in piece.indices.dropFirst(first + 1) {
          let (one, two) = (piece[first], piece[second])
          if (one.0 - two.0) * (one.1 - two.1) < 0 { count += 1 }
        }
      }
    }
    return count
  }

  // MARK: Places

  private mutating func place() {
    for layer in layers.indices { spread(layer, around: nil) }
    let neighbours = self.neighbours()
    for sweep in 0..<8 {
      for layer in sweep % 2 == 0 ? Array(layers.indices) : layers.indices.reversed() {
        spread(layer, around: neighbours)
      }
    }
    let top = slots.map { $0.centre - $0.height / 2 }.min() ?? 0
    for index in slots.indices { slots[index].centre += 4 - top }
    height = (slots.map { $0.centre + $0.height / 2 }.max() ?? 0) + 4
    width = left(layers.count - 1) + boxWidth + 4
  }

  /// Stands a column's slots below each other, each as near as possible to the middle of its neighbours.
  private mutating func spread(_ layer: Int, around neighbours: [[Int]]?) {
    let column = layers[layer]
    let wanted = column.map { slot -> Double in
      guard let around = neighbours?[slot], !around.isEmpty else { return slots[slot].centre }
      return around.reduce(0) { $0 + slots[$1].centre } / Double(around.count)
    }
    var bottom = -Double.infinity
    for (index, slot) in column.enumerated() {
      let least = bottom + slots[slot].height / 2 + Self.gap
      slots[slot].centre = max(wanted[index], least)
      bottom = slots[slot].centre + slots[slot].height / 2
    }
    // What was pushed down pushes all up by the half.
    let shift = zip(column, wanted).reduce(0) { $0 + $1.1 - slots[$1.0].centre } / Double(max(1, column.count))
    for slot in column { slots[slot].centre += shift }
  }
}
