import BantamDiagnostics
import BantamSyntax

/// What the checked program does not keep of its declarations: their texts and comments, by the places of their names.
struct DeclarationTexts: Sendable {
  var texts: [Span: String] = [:]
  var comments: [Span: String] = [:]
  /// Of places, which have a label that no rule reads.
  var labels: [Span: String] = [:]
  /// The list that a choice takes its values from, by the place of the field's name.
  var listNames: [Span: String] = [:]
  /// The text of the grades, by the name of the score.
  var grades: [String: String] = [:]
  /// The line of the settings.
  var settings: String?

  init(_ files: [SourceFile]) {
    for (index, file) in files.enumerated() {
      let (tree, _) = parse(file, file: index)
      for node in tree.root.nodes { add(node) }
    }
  }

  private mutating func add(_ node: SyntaxNode) {
    switch node.kind {
    case .settings: settings = text(node)
    case .fields: for field in node.nodes(.field) { addField(field) }
    case .grades: if let score = node.name(after: "of") { grades[node.text(score)] = text(node) }
    case .test:
      guard let name = node.token(.string) else { return }
      keep(node, node.span(name))
    case .list, .place, .define, .segment, .score, .team, .funnel, .purpose, .campaign:
      let names = node.tokens(.name)
      guard names.count > 1 else { return }
      keep(node, node.span(names[1]))
      if node.kind == .place, let label = node.token(.string) {
        labels[node.span(names[1])] = node.unquoted(label)
      }
    default: break
    }
  }

  private mutating func addField(_ node: SyntaxNode) {
    guard let name = node.token(.name) else { return }
    keep(node, node.span(name))
    if let list = node.first(.type)?.name(after: "list") { listNames[node.span(name)] = node.text(list) }
  }

  private mutating func keep(_ node: SyntaxNode, _ name: Span) {
    texts[name] = text(node)
    if let comment = node.documentation { comments[name] = comment }
  }

  private func text(_ node: SyntaxNode) -> String { node.tree.source.text(node.span) }
}
