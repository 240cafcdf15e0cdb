import BantamDiagnostics

extension SyntaxTree {
  /// Whether another tree has the same nodes, and in them tokens of the same texts, in the same places.
  ///
  /// Line ends and commas are left out: they part items and say nothing.
  public func hasSameContent(as other: SyntaxTree) -> Bool {
    guard nodes.count == other.nodes.count else { return false }
    let own = contentTokens
    let others = other.contentTokens
    guard own.tokens.count == others.tokens.count else { return false }
    for (one, two) in zip(own.tokens, others.tokens) {
      guard one.kind == two.kind, one.end - one.start == two.end - two.start,
        source.bytes[Int(one.start)..<Int(one.end)].elementsEqual(other.source.bytes[Int(two.start)..<Int(two.end)])
      else { return false }
    }
    return nodes.indices.allSatisfy { index in
      guard nodes[index].kind == other.nodes[index].kind else { return false }
      return contentChildren(index, own.places).elementsEqual(other.contentChildren(index, others.places))
    }
  }

  /// The tokens that are no separators, and which of them each token is; -1 for separators.
  private var contentTokens: (tokens: [Token], places: [Int32]) {
    var kept: [Token] = []
    var places: [Int32] = []
    kept.reserveCapacity(tokens.count)
    places.reserveCapacity(tokens.count)
    for token in tokens {
      let isSeparator = token.kind == .newline || token.kind == .comma
      places.append(isSeparator ? -1 : Int32(kept.count))
      if !isSeparator { kept.append(token) }
    }
    return (kept, places)
  }

  /// A node's children: nodes as they are, tokens by their place among those that count.
  private func contentChildren(_ index: Int, _ places: [Int32]) -> some Sequence<Int32> {
    let data = nodes[index]
    return children[Int(data.firstChild)..<Int(data.firstChild + data.childCount)].lazy.compactMap { child in
      if child >= 0 { return child }
      let place = places[Int(~child)]
      return place < 0 ? nil : ~place
    }
  }
}
