import SpecSupport
import Testing

@testable import BantamDoc

/// Pictures that can be read: nothing lies upon something else.
struct PictureTests {
  private func randomGraph(_ random: inout SplitMix) -> Graph {
    let sorts: [Sort] = [.campaign, .segment, .define, .score, .field]
    var graph = Graph()
    for number in 0..<(2 + random.below(24)) {
      let words = (0..<(1 + random.below(6))).map { _ in random.pick(["Mittelstand", "A", "Großraum", "of", "Hamburg"])
      }
      graph.nodes.append(
        Graph.Node(
          reference: .segment(number), sort: random.pick(sorts), title: words.joined(separator: " "),
          anchor: "n\(number)", layer: random.below(6)))
    }
    for from in graph.nodes.indices {
      for to in graph.nodes.indices where graph.nodes[from].layer < graph.nodes[to].layer && random.chance(20) {
        graph.edges.append(Graph.Edge(from: from, to: to))
      }
    }
    return graph
  }

  @Test(arguments: 0..<200) func noLineCrossesABox(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let graph = randomGraph(&random)
    let layout = GraphLayout(graph)
    let boxes = layout.slots.filter { $0.node != nil }
    #expect(boxes.count == graph.nodes.count)
    for (index, one) in layout.slots.enumerated() {
      #expect(one.centre - one.height / 2 >= 0 && one.centre + one.height / 2 <= layout.height)
      #expect(layout.left(one.layer) + layout.boxWidth <= layout.width)
      for other in layout.slots.dropFirst(index + 1) where other.layer == one.layer {
        #expect(abs(one.centre - other.centre) >= (one.height + other.height) / 2, "two stand upon each other")
      }
    }
    // Each way goes from column to column, through a slot of its own in each.
    for (edge, way) in zip(graph.edges, layout.ways) {
      #expect(way.first == edge.from && way.last == edge.to)
      #expect(zip(way, way.dropFirst()).allSatisfy { layout.slots[$0].layer + 1 == layout.slots[$1].layer })
      #expect(way.dropFirst().dropLast().allSatisfy { layout.slots[$0].node == nil })
    }
    for lines in layout.titles {
      for line in lines { #expect(textWidth(line, size: GraphLayout.titleSize) <= layout.boxWidth - 20) }
    }
  }

  @Test func aThousandColumnsWideIsFourColumns() {
    var graph = Graph()
    for layer in 0..<4 {
      graph.nodes.append(
        Graph.Node(reference: .segment(layer), sort: .segment, title: "Name", anchor: "a", layer: layer))
    }
    #expect(GraphLayout(graph).width <= 1000)
  }

  /// Each of many criteria rests on all before it: the page says so and stays small, and it comes at once.
  @Test func whatIsTooLargeIsNotDrawn() {
    var rules = ["define d0 = city = \"Kiel\""]
    for number in 1..<120 {
      rules.append("define d\(number) = " + (0..<number).map { "d\($0)" }.joined(separator: " and "))
    }
    rules.append("campaign c { internal, audience d119 }")
    let catalogue = Catalogue(SpecExample(rules: rules.joined(separator: "\n")).checked().program)
    let page = describe(catalogue, as: .html, .english, name: "")
    #expect(PageChecker(page).problems == [])
    #expect(!page.contains("<figure>"))
    #expect(page.split(separator: "too much for a picture").count == 3)
  }

  @Test(arguments: 0..<100) func funnelsAreWholePages(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let count = 1 + random.below(7)
    let stages = (0..<count).map { number in
      FunnelPicture.Stage(
        title: "Stage <\(number)>", notes: (0..<random.below(3)).map { "note & \($0)" }, isFinal: random.chance(20))
    }
    let ways = (0..<random.below(9)).map { _ in
      FunnelPicture.Way(from: random.below(count), to: random.below(count), lines: ["offer_made", "or \"x\""])
    }
    let picture = FunnelPicture(title: "A & B", stages: stages, ways: ways)
    let svg = drawFunnel(picture, description: "d")
    #expect(PageChecker(SVGWriter.arrow + svg).problems == [])
    // Ways from a stage to the next one share an arrow.
    let straight = ways.filter { $0.to == $0.from + 1 }
    let arrows = Set(straight.map(\.from)).count + ways.count - straight.count
    #expect(svg.split(separator: "marker-end").count - 1 == arrows)
    #expect(mermaid(picture).split(separator: "\n").count == 1 + stages.count + ways.count)
  }

  @Test func longWordsAreCut() {
    #expect(wrapped("one two three", width: 60, size: 10, mostLines: 2) == ["one two", "three"])
    #expect(wrapped("a b c d e f g h", width: 20, size: 10, mostLines: 2).count == 2)
    #expect(wrapped(String(repeating: "x", count: 99), width: 60, size: 10, mostLines: 3) == ["xxxxxxxxx…"])
  }

  @Test func shortNumbersOfCoordinates() {
    #expect([0, 1.04, 1.05, -0.25, 12].map(short) == ["0", "1", "1.1", "-0.3", "12"])
  }
}
