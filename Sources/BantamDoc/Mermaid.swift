/// Pictures as Mermaid, which Markdown readers draw.
func mermaid(_ graph: Graph) -> String {
  var lines = ["flowchart LR"]
  for (index, node) in graph.nodes.enumerated() {
    lines.append("  n\(index)\(shape(node.sort, mermaidText(node.title)))")
  }
  for edge in graph.edges { lines.append("  n\(edge.from) --> n\(edge.to)") }
  return lines.joined(separator: "\n")
}

func mermaid(_ picture: FunnelPicture) -> String {
  var lines = ["flowchart TD"]
  for (index, stage) in picture.stages.enumerated() {
    let words = ([stage.title] + stage.notes).map(mermaidText).joined(separator: "<br>")
    lines.append("  s\(index)[\"\(words)\"]")
  }
  for way in picture.ways {
    let words = way.lines.map(mermaidText).joined(separator: "<br>")
    lines.append("  s\(way.from) -->|\"\(words)\"| s\(way.to)")
  }
  return lines.joined(separator: "\n")
}

private func shape(_ sort: Sort, _ title: String) -> String {
  switch sort {
  case .campaign: "([\"\(title)\"])"
  case .segment, .define, .funnel, .purpose, .team, .test: "[\"\(title)\"]"
  case .score: "{{\"\(title)\"}}"
  case .field, .list, .place: "(\"\(title)\")"
  }
}

/// Everything that could end the text or begin a tag is written by its number.
private func mermaidText(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "<", ">", "&", "#", ";", "`", "\\", "|", "[", "]", "{", "}", "(", ")":
      result += "#\(scalar.value);"
    case _ where scalar.value < 0x20 || scalar.value == 0x7F: result += " "
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
