/// What is wrong with a page of HTML, as far as a simple reader sees it: tags that do not close, signs that are not
/// escaped, links that lead nowhere, names given twice, requests to elsewhere.
struct PageChecker {
  private(set) var problems: [String] = []
  private(set) var ids: Set<String> = []
  private var targets: Set<String> = []
  private var open: [String] = []

  private static let empty: Set<String> = ["meta", "br", "!DOCTYPE", "link", "img"]

  init(_ page: String) {
    var rest = page[...]
    while let start = rest.firstIndex(of: "<") {
      checkText(rest[..<start])
      guard let end = rest[start...].firstIndex(of: ">") else {
        problems.append("a tag without its end")
        return
      }
      readTag(rest[rest.index(after: start)..<end])
      rest = rest[rest.index(after: end)...]
      if open.last == "style", let style = rest.firstRange(of: "</style>") { rest = rest[style.lowerBound...] }
    }
    if !open.isEmpty { problems.append("never closed: \(open)") }
    for target in targets.subtracting(ids).sorted() { problems.append("nothing is called \(target)") }
  }

  private mutating func checkText(_ text: Substring) {
    if text.contains(">") { problems.append("a sign > in \(text.prefix(40))") }
    for piece in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
      let entities = ["amp;", "lt;", "gt;", "quot;", "#39;"]
      if !entities.contains(where: piece.hasPrefix) { problems.append("a sign & before \(piece.prefix(20))") }
    }
  }

  private mutating func readTag(_ tag: Substring) {
    if tag.hasPrefix("/") {
      let name = String(tag.dropFirst())
      if open.popLast() != name { problems.append("</\(name)> closes another tag") }
      return
    }
    let name = String(tag.prefix { $0 != " " && $0 != "/" })
    readAttributes(tag.dropFirst(name.count), of: name)
    if !tag.hasSuffix("/"), !Self.empty.contains(name) { open.append(name) }
  }

  private mutating func readAttributes(_ text: Substring, of tag: String) {
    // Values hold no bare quotation mark, so that every second piece is one.
    let pieces = text.split(separator: "\"", omittingEmptySubsequences: false)
    if pieces.count % 2 == 0 { problems.append("quotes do not match in <\(tag)\(text.prefix(60))>") }
    for index in stride(from: 0, to: pieces.count - 1, by: 2) {
      let name = pieces[index].drop { $0 == " " }.dropLast()
      let value = String(pieces[index + 1])
      checkText(pieces[index + 1])
      if name == "id", !ids.insert(value).inserted { problems.append("\(value) is there twice") }
      if name == "href" {
        if value.hasPrefix("#") {
          targets.insert(String(value.dropFirst()))
        } else {
          problems.append("a link to \(value)")
        }
      }
      if name == "src" || name.hasPrefix("on") { problems.append("an attribute \(name)") }
      if name == "xmlns" || name == "style", value != "http://www.w3.org/2000/svg" {
        problems.append("an address \(value)")
      }
    }
  }
}
