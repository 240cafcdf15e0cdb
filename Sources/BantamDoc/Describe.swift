import BantamProgram

/// The forms of a reference.
public enum DocumentFormat: String, Sendable, CaseIterable {
  case markdown, html
}

/// The reference of a rule set for people: overview, pictures, each declaration in sentences, and who uses whom.
///
/// `name` is what the rule set is called, such as its folder; empty: nothing. The program is one without errors. Same
/// program and name, same bytes.
public func describe(_ catalogue: Catalogue, as format: DocumentFormat, _ language: Language, name: String) -> String {
  let document = makeDocument(catalogue, language, name: name)
  switch format {
  case .markdown: return renderMarkdown(document, catalogue)
  case .html: return renderHTML(document, catalogue)
  }
}
