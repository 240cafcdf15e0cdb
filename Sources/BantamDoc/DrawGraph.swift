/// Draws a graph as SVG, for a page that holds the colours. Each box leads to the declaration.
func drawGraph(_ graph: Graph, title: String, description: String) -> String {
  let layout = GraphLayout(graph)
  var svg = SVGWriter(width: layout.width, height: layout.height, title: title, description: description)
  for way in layout.ways { svg.path(wayPath(way, layout), isArrow: true) }
  for (index, slot) in layout.slots.enumerated() where slot.node != nil {
    draw(graph.nodes[index], lines: layout.titles[index], slot, layout, &svg)
  }
  return svg.finished
}

private func draw(
  _ node: Graph.Node, lines: [String], _ slot: GraphLayout.Slot, _ layout: GraphLayout, _ svg: inout SVGWriter
) {
  let left = layout.left(slot.layer)
  let top = slot.centre - slot.height / 2
  svg.link(to: node.anchor) { svg in
    svg.box(left, top, layout.boxWidth, slot.height, style: "b-" + node.sort.rawValue)
    for (index, line) in lines.enumerated() {
      svg.text(
        line, left + layout.boxWidth / 2, top + 24 + Double(index) * GraphLayout.lineHeight, style: "t",
        anchor: "middle")
    }
  }
}

/// Curves between columns, straight lines through them.
private func wayPath(_ way: [Int], _ layout: GraphLayout) -> String {
  var path = ""
  var from = (x: 0.0, y: 0.0)
  for (index, number) in way.enumerated() {
    let slot = layout.slots[number]
    let left = layout.left(slot.layer)
    if index == 0 {
      from = (left + layout.boxWidth, slot.centre)
      path = "M\(short(from.x)) \(short(from.y))"
      continue
    }
    let isEnd = index == way.count - 1
    let to = (x: isEnd ? left - 3 : left, y: slot.centre)
    let bend = (to.x - from.x) / 2
    path +=
      "C\(short(from.x + bend)) \(short(from.y)) \(short(to.x - bend)) \(short(to.y)) \(short(to.x)) \(short(to.y))"
    if isEnd { break }
    from = (left + layout.boxWidth, slot.centre)
    path += "H\(short(from.x))"
  }
  return path
}
