import BantamDiagnostics

extension SyntaxTree {
  /// Every node of the tree, inner ones before those around them.
  ///
  /// One pass without recursion: for looking at all nodes of some kinds.
  public func forEachNode(_ body: (SyntaxNode) -> Void) {
    for index in nodes.indices { body(SyntaxNode(tree: self, index: index)) }
  }

  /// Whether a comment stands between the tokens inside a span.
  public func hasComment(in span: Span) -> Bool {
    var low = 0
    var high = tokens.count
    while low < high {
      let middle = (low + high) / 2
      if Int(tokens[middle].end) <= span.start { low = middle + 1 } else { high = middle }
    }
    var position = span.start
    while position < span.end {
      let token = low < tokens.count ? tokens[low] : nil
      // A line end may begin anywhere in the blanks before the next token.
      let gap = min(token.map { Int($0.start) } ?? span.end, span.end)
      if gap > position, source.bytes[position..<gap].contains(UInt8(ascii: "#")) { return true }
      guard let token else { return false }
      position = max(position, Int(token.end))
      low += 1
    }
    return false
  }
}
