/// A reference as one file of Markdown; pictures are Mermaid.
func renderMarkdown(_ document: Document, _ catalogue: Catalogue) -> String {
  let anchors = document.anchors
  var page = MarkdownPage(
    writer: MarkdownWriter { anchors.contains(catalogue.anchor($0)) ? catalogue.anchor($0) : nil })
  page.write(document)
  return page.writer.text
}

private struct MarkdownPage {
  var writer: MarkdownWriter

  mutating func write(_ document: Document) {
    writer.heading(1, document.title, anchor: nil)
    for block in document.introduction { write(block) }
    writer.heading(2, Words(text: document.contents), anchor: nil)
    writer.contents(document.sections)
    for section in document.sections { write(section, level: 2) }
  }

  private mutating func write(_ section: Section, level: Int) {
    let name: Words = section.name.map { " (\(Words.code($0)))" } ?? ""
    writer.heading(level, "\(section.title)\(name)", anchor: section.anchor)
    for block in section.blocks { write(block) }
    for inner in section.sections { write(inner, level: level + 1) }
  }

  private mutating func write(_ block: Block) {
    switch block {
    case .comment(let text): writer.quote(text)
    case .paragraph(let words): writer.paragraph(words)
    case .phrases(let phrases): writer.phrases(phrases)
    case .facts(let facts): writer.facts(facts)
    case .table(let table): writer.table(table)
    case .source(let title, let text, let place):
      writer.paragraph(place.isEmpty ? "\(title):" : "\(title) (\(Words.code(place))):")
      writer.code(text, language: "bant")
    case .graph(let graph, _): if !graph.edges.isEmpty { writer.code(mermaid(graph), language: "mermaid") }
    case .funnel(let picture): writer.code(mermaid(picture), language: "mermaid")
    }
  }
}
