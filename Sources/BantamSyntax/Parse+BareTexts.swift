import BantamDiagnostics

/// Words without quotes where a text belongs, for the fix.
extension Parser {
  /// What stands here without a blank in it.
  var quotesHint: SyntaxHint? {
    guard isName else { return nil }
    var end = position + 1
    while tokens[end].start == tokens[end - 1].end, isPartOfBareText(tokens[end].kind) { end += 1 }
    return .quotes([bareText(position..<end)])
  }

  /// All entries of the list from here on that are words.
  var quotesHintInList: SyntaxHint? {
    guard isName else { return nil }
    var found: [BareText] = []
    var start = position
    while start < tokens.count, found.count < 100, tokens[start].kind == .name || tokens[start].kind == .string {
      var end = start
      while isPartOfBareText(tokens[end].kind) { end += 1 }
      if end > start { found.append(bareText(start..<end)) }
      start = max(end, start + 1)
      guard tokens[start].kind == .comma else { break }
      start += 1
    }
    return .quotes(found)
  }

  /// The words from an earlier token to the end of the line.
  func quotesHint(from start: Int) -> SyntaxHint {
    var end = position
    while isPartOfBareText(tokens[end].kind), !isWord("and", ahead: end - position),
      !isWord("or", ahead: end - position)
    {
      end += 1
    }
    return .quotes([bareText(start..<max(end, position))])
  }

  /// All words before the block.
  var quotesHintBeforeBrace: SyntaxHint? {
    guard isName else { return nil }
    var end = position + 1
    while isPartOfBareText(tokens[end].kind) { end += 1 }
    return .quotes([bareText(position..<end)])
  }

  private func bareText(_ range: Range<Int>) -> BareText {
    let span = span(tokens[range.lowerBound]).joined(span(tokens[range.upperBound - 1]))
    return BareText(text: source.text(span), span: span)
  }

  private func isPartOfBareText(_ kind: TokenKind) -> Bool {
    switch kind {
    case .name, .integer, .decimal, .minus, .slash, .dot: return true
    case .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .plus,
      .star,
      .comma, .colon, .dotDot, .leftBrace, .rightBrace, .leftBracket, .rightBracket, .leftParenthesis,
      .rightParenthesis,
      .newline, .unknown, .endOfFile:
      return false
    }
  }
}
