import BantamDiagnostics
import BantamSyntax

/// What is wrong with a parse, in words; nil if all holds that holds for every text: the tree prints the text, has every
/// token once and in order, has error nodes only with an error, and every error lies inside of the file.
func treeProblem(_ tree: SyntaxTree, _ errors: [SyntaxError]) -> String? {
  let bytes = tree.source.bytes
  guard tree.printed() == bytes else { return "prints another text" }
  var found: [Int32] = []
  collectTokens(tree.root, into: &found)
  guard found == tree.tokens.map(\.start) else { return "has other tokens than the lexer" }
  var end: Int32 = 0
  for token in tree.tokens {
    guard token.start >= end, token.end >= token.start else { return "has tokens over each other" }
    end = token.end
  }
  guard Int(end) == bytes.count else { return "ends early" }
  guard errors.count <= 200 else { return "has too many errors" }
  if tree.root.hasError, errors.isEmpty { return "has an error node without an error" }
  for diagnostic in errors.map(\.diagnostic) {
    let edits = diagnostic.fixes.flatMap(\.edits).map(\.span)
    for span in [diagnostic.span].compactMap({ $0 }) + diagnostic.notes.map(\.span) + edits {
      guard 0 <= span.start, span.start <= span.end, span.end <= bytes.count else { return "has an error outside" }
    }
  }
  guard
    errors.isEmpty
      || !render(errors.prefix(3).map(\.diagnostic), files: [tree.source], style: RenderStyle(.plain)).isEmpty
  else {
    return "has errors that render to nothing"
  }
  return nil
}

private func collectTokens(_ node: SyntaxNode, into starts: inout [Int32]) {
  for part in node.parts {
    switch part {
    case .token(let token): starts.append(token.start)
    case .node(let child): collectTokens(child, into: &starts)
    }
  }
}
