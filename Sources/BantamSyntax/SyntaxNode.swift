import BantamDiagnostics

/// One node of a tree: a view, cheap to copy.
public struct SyntaxNode: Sendable {
  public let tree: SyntaxTree
  let index: Int

  public var kind: NodeKind { tree.nodes[index].kind }

  /// Whether something in here could not be parsed: then later stages stay silent about it.
  public var hasError: Bool { tree.nodes[index].hasError }

  var childRange: Range<Int> {
    let data = tree.nodes[index]
    return Int(data.firstChild)..<Int(data.firstChild + data.childCount)
  }

  // MARK: Children

  /// All direct children in order: tokens and nodes, errors too.
  public var parts: [SyntaxPart] {
    childRange.map { child in
      let value = tree.children[child]
      return value >= 0 ? .node(SyntaxNode(tree: tree, index: Int(value))) : .token(tree.tokens[Int(~value)])
    }
  }

  /// The direct child nodes, errors left out.
  public var nodes: [SyntaxNode] {
    childRange.compactMap { child in
      let value = tree.children[child]
      guard value >= 0, tree.nodes[Int(value)].kind != .error else { return nil }
      return SyntaxNode(tree: tree, index: Int(value))
    }
  }

  public func nodes(_ kind: NodeKind) -> [SyntaxNode] {
    childRange.compactMap { child in
      let value = tree.children[child]
      return value >= 0 && tree.nodes[Int(value)].kind == kind ? SyntaxNode(tree: tree, index: Int(value)) : nil
    }
  }

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

  public func tokens(_ kind: TokenKind) -> [Token] {
    childRange.compactMap { child in token(at: child).flatMap { $0.kind == kind ? $0 : nil } }
  }

  public func token(_ kind: TokenKind) -> Token? {
    for child in childRange {
      if let token = token(at: child), token.kind == kind { return token }
    }
    return nil
  }

  private func token(at child: Int) -> Token? {
    let value = tree.children[child]
    return value < 0 ? tree.tokens[Int(~value)] : nil
  }

  // MARK: Words

  /// The direct tokens' texts that are names, in order: words of the language and names alike.
  public var words: [String] { tokens(.name).map { text($0) } }

  public func has(_ word: String) -> Bool {
    childRange.contains { child in token(at: child).map { isWord($0, word) } ?? false }
  }

  /// The name token that follows the given word among the direct tokens.
  public func name(after word: String) -> Token? {
    var isFound = false
    for child in childRange {
      guard let token = token(at: child) else { continue }
      if isFound { return token.kind == .name ? token : nil }
      isFound = isWord(token, word)
    }
    return nil
  }

  private func isWord(_ token: Token, _ word: String) -> Bool {
    token.kind == .name && Int(token.end - token.start) == word.utf8.count
      && tree.source.bytes[Int(token.start)..<Int(token.end)].elementsEqual(word.utf8)
  }

  public func text(_ token: Token) -> String {
    String(decoding: tree.source.bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
  }

  /// What a quoted text says, without its quotes and backslashes.
  public func unquoted(_ token: Token) -> String {
    let raw = tree.source.bytes[Int(token.start)..<Int(token.end)].dropFirst().dropLast()
    guard raw.contains(UInt8(ascii: "\\")) else { return String(decoding: raw, as: UTF8.self) }
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in raw {
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
      if !isEscaped { bytes.append(byte) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: Places

  public func span(_ token: Token) -> Span { Span(file: tree.file, start: Int(token.start), end: Int(token.end)) }

  /// From the first token's first byte to the last token's last.
  public var span: Span {
    guard let first = edgeToken(isFirst: true), let last = edgeToken(isFirst: false) else {
      return Span(file: tree.file, start: 0, end: 0)
    }
    return Span(file: tree.file, start: Int(first.start), end: Int(last.end))
  }

  private func edgeToken(isFirst: Bool) -> Token? {
    let range = childRange
    for step in 0..<range.count {
      let value = tree.children[isFirst ? range.lowerBound + step : range.upperBound - 1 - step]
      if value < 0 { return tree.tokens[Int(~value)] }
      if let token = SyntaxNode(tree: tree, index: Int(value)).edgeToken(isFirst: isFirst) { return token }
    }
    return nil
  }

  public func forEachToken(_ body: (Token) -> Void) {
    for child in childRange {
      let value = tree.children[child]
      if value < 0 {
        body(tree.tokens[Int(~value)])
      } else {
        SyntaxNode(tree: tree, index: Int(value)).forEachToken(body)
      }
    }
  }

  /// The `##` lines right above, without the signs.
  public var documentation: String? {
    let source = tree.source
    var line = source.lineIndex(of: span.start) - 1
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

/// A child of a node.
public enum SyntaxPart: Sendable {
  case node(SyntaxNode)
  case token(Token)
}
