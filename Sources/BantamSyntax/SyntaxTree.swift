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
    var hasError: Bool
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
