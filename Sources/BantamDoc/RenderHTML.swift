/// A reference as one page of HTML that needs nothing else: no script, no font, no request.
func renderHTML(_ document: Document, _ catalogue: Catalogue) -> String {
  var page = HTMLPage(catalogue: catalogue, anchors: document.anchors, sorts: document.sorts)
  page.write(document)
  return page.text
}

extension Document {
  /// Where a link can lead.
  var anchors: Set<String> {
    var found: Set<String> = []
    func collect(_ section: Section) {
      found.insert(section.anchor)
      for case .table(let table) in section.blocks { found.formUnion(table.rows.compactMap(\.anchor)) }
      for inner in section.sections { collect(inner) }
    }
    for section in sections { collect(section) }
    return found
  }
}

private struct HTMLPage {
  let catalogue: Catalogue
  let anchors: Set<String>
  /// What each sort of declaration is called.
  let sorts: [Sort: String]
  var text = ""

  mutating func write(_ document: Document) {
    text = """
      <!DOCTYPE html>
      <html lang="\(document.language)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(escapedHTML(document.title.plain))</title>
      <style>
      \(pageStyle)</style>
      </head>
      <body>
      <a class="skip" href="#content">↓ \(escapedHTML(document.contents))</a>
      \(SVGWriter.arrow)<header><h1>\(inline(document.title))</h1></header>
      <div class="page">
      <nav id="contents" aria-label="\(escapedHTML(document.contents))">\n
      """
    writeContents(document)
    text += "</nav>\n<main id=\"content\" tabindex=\"-1\">\n"
    for block in document.introduction { write(block) }
    for section in document.sections { write(section) }
    text += "</main>\n</div>\n</body>\n</html>\n"
  }

  private mutating func writeContents(_ document: Document) {
    text += "<h2>\(escapedHTML(document.contents))</h2>\n<ul>\n"
    for section in document.sections {
      text += "<li><a href=\"#\(section.anchor)\">\(escapedHTML(section.title))</a>"
      if !section.sections.isEmpty, section.anchor != "tests" {
        text += "\n<ul>\n"
        for inner in section.sections {
          text += "<li><a href=\"#\(inner.anchor)\">\(escapedHTML(inner.title))</a></li>\n"
        }
        text += "</ul>\n"
      }
      text += "</li>\n"
    }
    text += "</ul>\n"
  }

  // MARK: Sections

  private mutating func write(_ section: Section) {
    text += "<section id=\"\(section.anchor)\">\n<h2>\(escapedHTML(section.title))</h2>\n"
    for block in section.blocks { write(block) }
    for inner in section.sections {
      let name = inner.name.map { " <code>\(escapedHTML($0))</code>" } ?? ""
      text += "<article id=\"\(inner.anchor)\">\n<h3>\(escapedHTML(inner.title))\(name)</h3>\n"
      for block in inner.blocks { write(block) }
      text += "</article>\n"
    }
    text += "</section>\n"
  }

  private mutating func write(_ block: Block) {
    switch block {
    case .comment(let comment):
      let lines = comment.split(separator: "\n", omittingEmptySubsequences: false).map { escapedHTML(String($0)) }
      text += "<p class=\"comment\">\(lines.joined(separator: "<br>"))</p>\n"
    case .paragraph(let words): text += "<p>\(inline(words))</p>\n"
    case .phrases(let phrases): for phrase in phrases { write(phrase) }
    case .facts(let facts):
      text += "<dl>\n"
      for fact in facts {
        text += "<div><dt>\(escapedHTML(fact.name))</dt><dd>\(inline(fact.words))</dd></div>\n"
      }
      text += "</dl>\n"
    case .table(let table): write(table)
    case .source(let title, let source, let place):
      let shownPlace = place.isEmpty ? "" : " <code>\(escapedHTML(place))</code>"
      text += "<details><summary>\(escapedHTML(title))\(shownPlace)</summary>\n"
      text += "<pre tabindex=\"0\"><code>\(escapedHTML(source, keepsLineEnds: true))</code></pre></details>\n"
    case .graph(let graph, let caption):
      if graph.edges.isEmpty { return }
      let key = Sort.allCases.filter { sort in graph.nodes.contains { $0.sort == sort } }.map { sort in
        "<span class=\"key k-\(sort.rawValue)\">\(escapedHTML(sorts[sort] ?? sort.rawValue))</span>"
      }
      let picture = drawGraph(graph, title: caption, description: describe(graph))
      writeFigure(picture, caption, key: " " + key.joined(separator: " "))
    case .funnel(let picture):
      if picture.stages.isEmpty { return }
      writeFigure(drawFunnel(picture, description: describe(picture)), picture.title)
    }
  }

  private mutating func writeFigure(_ svg: String, _ caption: String, key: String = "") {
    text += "<figure>\n<div class=\"scroll\" tabindex=\"0\">\n\(svg)</div>\n"
    text += "<figcaption>\(escapedHTML(caption))\(key)</figcaption>\n</figure>\n"
  }

  /// The picture in words.
  private func describe(_ graph: Graph) -> String {
    graph.edges.map { "\(graph.nodes[$0.from].title) → \(graph.nodes[$0.to].title)" }.joined(separator: "; ")
  }

  private func describe(_ picture: FunnelPicture) -> String {
    picture.ways.map { way in
      "\(picture.stages[way.from].title) → \(picture.stages[way.to].title): \(way.lines.joined(separator: " "))"
    }.joined(separator: "; ")
  }

  private mutating func write(_ phrase: Phrase) {
    text += "<p>\(inline(ended(phrase.words.capitalized, hasParts: !phrase.parts.isEmpty)))</p>\n"
    writeList(phrase.parts)
  }

  private mutating func writeList(_ parts: [Phrase]) {
    if parts.isEmpty { return }
    text += "<ul>\n"
    for part in parts {
      text += "<li>\(inline(part.words))"
      if !part.parts.isEmpty { text += "\n" }
      writeList(part.parts)
      text += "</li>\n"
    }
    text += "</ul>\n"
  }

  private mutating func write(_ table: Table) {
    text += "<table>\n<thead><tr>"
    for header in table.headers { text += "<th scope=\"col\">\(escapedHTML(header))</th>" }
    text += "</tr></thead>\n<tbody>\n"
    for row in table.rows {
      text += row.anchor.map { "<tr id=\"\($0)\">" } ?? "<tr>"
      for (index, cell) in row.cells.enumerated() {
        let header = index < table.headers.count ? escapedHTML(table.headers[index]) : ""
        text += "<td data-label=\"\(header)\">\(inline(cell))</td>"
      }
      text += "</tr>\n"
    }
    text += "</tbody>\n</table>\n"
  }

  private func inline(_ words: Words) -> String {
    words.pieces.map { piece in
      switch piece {
      case .text(let text): return escapedHTML(text)
      case .code(let text): return "<code>\(escapedHTML(text))</code>"
      case .mention(let text, let reference):
        let anchor = catalogue.anchor(reference)
        return anchors.contains(anchor) ? "<a href=\"#\(anchor)\">\(escapedHTML(text))</a>" : escapedHTML(text)
      }
    }.joined()
  }
}
