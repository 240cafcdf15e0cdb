/// The reference of a rule set, before it becomes a page.
struct Document: Sendable {
  var title: Words
  /// `en`, `de`
  var language: String
  var contents: String
  /// What each sort of declaration is called.
  var sorts: [Sort: String]
  var introduction: [Block]
  var sections: [Section]
}

/// A heading with what stands below it.
struct Section: Sendable {
  var anchor: String
  var title: String
  /// The name in the rules, where the title is another word.
  var name: String?
  var blocks: [Block]
  var sections: [Section] = []
}

/// A piece of a page.
enum Block: Sendable {
  /// The words of the rules' authors.
  case comment(String)
  case paragraph(Words)
  case phrases([Phrase])
  case facts([(name: String, words: Words)])
  case table(Table)
  /// Rules as they are written, with their place.
  case source(title: String, text: String, place: String)
  case graph(Graph, caption: String)
  case funnel(FunnelPicture)
}

struct Table: Sendable {
  var headers: [String]
  var rows: [Row]

  struct Row: Sendable {
    /// Where links to the row lead.
    var anchor: String?
    var cells: [Words]
  }
}
