import BantamDiagnostics

/// The lossless tree of one file: every byte is in a token or in the blanks before one, every token in one node.
public final class SyntaxTree: Sendable {
  public let source: SourceFile
  public let file: Int
  public let tokens: [Token]
  let nodes: [NodeData]
  /// Children of all nodes, each a run: a node's index, or the bitwise complement of a token's index.
  let children: [Int32]

  init(source: SourceFile, file: Int, tokens: [Token], nodes: [NodeData], children: [Int32]) {
    self.source = source
    self.file = file
    self.tokens = tokens
    self.nodes = nodes
    self.children = children
  }

  struct NodeData: Sendable {
    var kind: NodeKind
    var firstChild: Int32
    var childCount: Int32
  }

  public var root: SyntaxNode { SyntaxNode(tree: self, index: nodes.count - 1) }

  /// The text of the tree, token by token: equal to the source, also where it is broken.
  public func printed() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.bytes.count)
    var position = 0
    root.forEachToken { token in
      bytes.append(contentsOf: source.bytes[position..<Int(token.end)])
      position = Int(token.end)
    }
    return bytes
  }
}

/// One node of a tree: a view, cheap to copy.
public struct SyntaxNode: Sendable {
  public let tree: SyntaxTree
  let index: Int

  public var kind: NodeKind { tree.nodes[index].kind }

  var childRange: Range<Int> {
    let data = tree.nodes[index]
    return Int(data.firstChild)..<Int(data.firstChild + data.childCount)
  }

  /// The direct child nodes, errors left out.
  public var nodes: [SyntaxNode] {
    childRange.compactMap { child in
      let value = tree.children[child]
      guard value >= 0, tree.nodes[Int(value)].kind != .error else { return nil }
      return SyntaxNode(tree: tree, index: Int(value))
    }
  }

  public func nodes(_ kind: NodeKind) -> [SyntaxNode] { nodes.filter { $0.kind == kind } }

  public func first(_ kind: NodeKind) -> SyntaxNode? {
    for child in childRange {
      let value = tree.children[child]
      if value >= 0, tree.nodes[Int(value)].kind == kind { return SyntaxNode(tree: tree, index: Int(value)) }
    }
    return nil
  }

  /// The direct tokens.
  public var tokens: [Token] {
    childRange.compactMap { tree.children[$0] < 0 ? tree.tokens[Int(~tree.children[$0])] : nil }
  }

  public func tokens(_ kind: TokenKind) -> [Token] { tokens.filter { $0.kind == kind } }

  public func token(_ kind: TokenKind) -> Token? { tokens.first { $0.kind == kind } }

  /// The direct tokens' texts that are names, in order: words of the language and names alike.
  public var words: [String] { tokens(.name).map { text($0) } }

  public func has(_ word: String) -> Bool { tokens.contains { $0.kind == .name && text($0) == word } }

  /// The name token that follows the given word among the direct tokens.
  public func name(after word: String) -> Token? {
    let tokens = self.tokens
    guard let index = tokens.firstIndex(where: { $0.kind == .name && text($0) == word }), index + 1 < tokens.count,
      tokens[index + 1].kind == .name
    else { return nil }
    return tokens[index + 1]
  }

  public func text(_ token: Token) -> String {
    String(decoding: tree.source.bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
  }

  public func span(_ token: Token) -> Span { Span(file: tree.file, start: Int(token.start), end: Int(token.end)) }

  /// From the first token's first byte to the last token's last.
  public var span: Span {
    var first: Token?
    var last: Token?
    forEachToken { token in
      if first == nil { first = token }
      last = token
    }
    return Span(file: tree.file, start: Int(first?.start ?? 0), end: Int(last?.end ?? first?.start ?? 0))
  }

  /// Whether something in here could not be parsed: then later stages stay silent about it.
  public var hasError: Bool {
    childRange.contains { child in
      let value = tree.children[child]
      guard value >= 0 else { return false }
      return tree.nodes[Int(value)].kind == .error || SyntaxNode(tree: tree, index: Int(value)).hasError
    }
  }

  func forEachToken(_ body: (Token) -> Void) {
    for child in childRange {
      let value = tree.children[child]
      if value < 0 { body(tree.tokens[Int(~value)]) } else { SyntaxNode(tree: tree, index: Int(value)).forEachToken(body) }
    }
  }

  /// The `##` lines right above, without the signs.
  public var documentation: String? {
    let start = span.start
    let source = tree.source
    var line = source.lineIndex(of: start) - 1
    var found: [String] = []
    while line >= 0 {
      let text = source.line(at: line).drop { $0 == " " || $0 == "\t" }
      guard text.hasPrefix("##") else { break }
      found.append(String(text.dropFirst(2).drop { $0 == " " }))
      line -= 1
    }
    return found.isEmpty ? nil : found.reversed().joined(separator: "\n")
  }
}
