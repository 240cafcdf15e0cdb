/// A screen of help about a part of the language: `bantam help segments`.
struct LanguagePage: Sendable {
  var name: String
  /// A few words for the list of pages.
  var title: String
  var text: String
  /// Rules that hold together; a test checks them.
  var example: String
  /// Other pages to read next.
  var seeAlso: [String]

  init(_ name: String, _ title: String, text: String, example: String, seeAlso: [String]) {
    self.name = name
    self.title = title
    self.text = text
    self.example = example
    self.seeAlso = seeAlso
  }

  /// The page as plain text.
  var page: String {
    let lines = example.split(separator: "\n", omittingEmptySubsequences: false)
    let rules = lines.map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
    let others = seeAlso.joined(separator: ", ")
    return "\(name): \(title)\n\n\(text)\n\n\(rules)\nSee also, with `bantam help`: \(others)\n"
  }
}

/// The pages, in the order in which one reads them.
let languagePages: [LanguagePage] = conditionPages + processPages

/// `bantam help language`: the list of pages.
func languageOverview() -> String {
  let width = languagePages.map(\.name.count).max() ?? 0
  let lines = languagePages.map { page in
    "  \(page.name)\(String(repeating: " ", count: width - page.name.count))  \(page.title)\n"
  }
  return """
    The language of the rules, page by page: `bantam help segments` and so on.

    \(lines.joined())
    `bantam help fields` lists the built-in fields, `bantam help events` what may
    happen between us and a contact, `bantam help codes` all messages.

    """
}
