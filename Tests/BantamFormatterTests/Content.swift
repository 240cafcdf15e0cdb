import BantamDiagnostics
import BantamSyntax

/// What formatting must keep of some rules.
struct Content: Equatable {
  /// The nodes as they open and close, with their tokens between, separators left out.
  var nodes: [String] = []
  var comments: [String] = []

  init(_ tree: SyntaxTree) {
    append(tree.root)
    comments = commentTexts(tree)
  }

  private mutating func append(_ node: SyntaxNode) {
    nodes.append("\(node.kind)(")
    for part in node.parts {
      switch part {
      case .node(let node): append(node)
      case .token(let token): if token.kind != .newline, token.kind != .comma { nodes.append(node.text(token)) }
      }
    }
    nodes.append(")")
  }
}

/// The comments of rules in their order, without blanks at their ends.
private func commentTexts(_ tree: SyntaxTree) -> [String] {
  var comments: [String] = []
  var end = 0
  for token in tree.tokens {
    let gap = String(decoding: tree.source.bytes[min(end, Int(token.start))..<Int(token.start)], as: UTF8.self)
    for line in gap.split(whereSeparator: \.isNewline) {
      var text = line.drop { $0 == " " || $0 == "\t" || $0 == "\u{FEFF}" }
      while let last = text.last, last == " " || last == "\t" || last == "\r" { text.removeLast() }
      if !text.isEmpty { comments.append(String(text)) }
    }
    end = Int(token.end)
  }
  return comments
}

/// The tree of a text.
func tree(_ bytes: [UInt8]) -> SyntaxTree { parse(SourceFile(path: "rules.bant", bytes: bytes), file: 0).tree }

func tree(_ text: String) -> SyntaxTree { tree(Array(text.utf8)) }

/// What is wrong with a layout of whole rules; nil: nothing.
func problem(_ text: String, _ layout: (SyntaxTree) -> [UInt8]) -> String? {
  let original = tree(text)
  let result = layout(original)
  let again = tree(result)
  let shown = String(decoding: result, as: UTF8.self)
  if Content(original) != Content(again) { return "content differs:\n\(text)\n=>\n\(shown)" }
  let second = layout(again)
  if second != result { return "not stable:\n\(text)\n=>\n\(shown)\n=>\n\(String(decoding: second, as: UTF8.self))" }
  if let rough = shown.split(separator: "\n", omittingEmptySubsequences: false).first(where: { $0.hasSuffix(" ") }) {
    return "blank at the end of a line: \(rough)"
  }
  return nil
}
