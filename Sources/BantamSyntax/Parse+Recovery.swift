import BantamDiagnostics

/// Blocks, brackets and what is skipped after an error.
extension Parser {
  // MARK: Blocks

  /// `{ item SEP item … }`. `item` parses one item; on an error the rest of it is skipped.
  ///
  /// - Parameter wanted: what belongs here, for the message where no block starts.
  mutating func braces(_ wanted: String = "`{`", _ item: (inout Parser) -> Void) {
    guard findBrace(wanted) else { return }
    guard depth < Self.maximumDepth else { return failTooDeep() }
    let opening = position
    let outerEnd = blockEnd
    if matches[opening] < -1 { blockEnd = min(Int(~matches[opening]), outerEnd) }
    depth += 1
    bump()
    while !isAtBlockEnd {
      let before = position
      item(&self)
      endItem()
      if position == before, !isAtBlockEnd { skipAsError() }
    }
    depth -= 1
    if Int(matches[opening]) == position { bump() } else { reportUnclosed(opening) }
    blockEnd = outerEnd
  }

  private var isAtBlockEnd: Bool { kind == .rightBrace || kind == .endOfFile || position >= blockEnd }

  private mutating func reportUnclosed(_ opening: Int) {
    guard !isTooDeep else { return }
    let next = kind == .newline ? tokens[position + 1] : current
    report(
      .unclosed(span(tokens[opening]), end: kind == .endOfFile ? here : span(next), isEndOfFile: kind == .endOfFile))
  }

  /// Whether a block starts here, or further right on the line: what stands between is one error.
  private mutating func findBrace(_ wanted: String) -> Bool {
    if !isRecovering, kind == .leftBrace { return true }
    var ahead = position
    while ahead < position + 16, !isLineEnd(tokens[ahead].kind) { ahead += 1 }
    let isFound = tokens[ahead].kind == .leftBrace
    reportMissingBrace(wanted, isFound: isFound, before: ahead)
    guard isFound else {
      if !isRecovering { missingBraces += 1 }
      startRecovering()
      return false
    }
    isRecovering = true
    let mark = mark
    while position < ahead { bump() }
    if self.mark > mark { end(.error, from: mark) }
    isRecovering = false
    return true
  }

  private func isLineEnd(_ kind: TokenKind) -> Bool {
    switch kind {
    case .newline, .leftBrace, .rightBrace, .endOfFile: return true
    case .name, .integer, .decimal, .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .plus, .minus, .star, .slash, .comma, .colon, .dot, .dotDot, .leftBracket, .rightBracket,
      .leftParenthesis, .rightParenthesis, .unknown:
      return false
    }
  }

  private mutating func reportMissingBrace(_ wanted: String, isFound: Bool, before end: Int) {
    guard !isRecovering else { return }
    if isFound, end == position + 1, kind == .colon || kind == .equal {
      report(.needless(text(current), span(current)))
    } else if let hint = joinedName(before: end) {
      report(.expected(wanted, found: found, here, hint: hint))
    } else {
      let place = found == "the end of the line" ? Int(tokens[max(position - 1, 0)].end) : nil
      let isSign = kind == .colon || kind == .equal
      let hint = isFound ? nil : place != nil || isSign ? SyntaxHint.block(place) : personsHint
      report(capitalsError(at: position) ?? .expected(wanted, found: found, here, hint: hint))
    }
  }

  /// `any person seniority = "Owner"`
  private var personsHint: SyntaxHint? {
    isWord("person", ahead: -1) && isWord("any", ahead: -2) ? .write("any person { \(text(current)) … }") : nil
  }

  /// `hamburg-midmarket {` and `hamburg midmarket {` are names that hold a sign no name can hold.
  private func joinedName(before end: Int) -> SyntaxHint? {
    guard position > 0, tokens[position - 1].kind == .name, end > position, end - position <= 6 else { return nil }
    var parts = [text(tokens[position - 1])]
    for token in tokens[position..<end] {
      switch token.kind {
      case .name, .integer: parts.append(text(token))
      case .minus, .dot: break
      case .decimal, .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater,
        .greaterOrEqual, .plus,
        .star, .slash, .comma, .colon, .dotDot, .leftBrace, .rightBrace, .leftBracket, .rightBracket, .leftParenthesis,
        .rightParenthesis, .newline, .unknown, .endOfFile:
        return nil
      }
    }
    guard parts.count > 1, position >= 2, tokens[position - 2].kind == .name else { return nil }
    let written = span(tokens[position - 1]).joined(span(tokens[end - 1]))
    return .joinedName(parts.joined(separator: "_"), written, mayBeLabel: kind == .name)
  }

  // MARK: Items

  private mutating func endItem() {
    if isRecovering { recover() }
    if isAtBlockEnd { return }
    if kind == .comma, takeForeignThousands(), isAtBlockEnd { return }
    if kind == .newline || kind == .comma { return bump() }
    reportMissingSeparator()
    recover()
    if !isAtBlockEnd, kind == .newline || kind == .comma { bump() }
  }

  private mutating func reportMissingSeparator(allowsComma: Bool = true) {
    let then = lowerWord()
    if then == "then" || then == "dann" {
      report(.expected("a new line", found: found, span(current), hint: .condition))
    } else if let error = capitalsError(at: position) ?? capitalsError(at: position - 1) {
      report(error)
    } else {
      reportPlainSeparator(allowsComma: allowsComma)
    }
    startRecovering()
  }

  /// `1.000,50` and `25,000`: digits directly behind the comma that follows a number.
  private mutating func takeForeignThousands() -> Bool {
    let next = tokens[position + 1]
    guard position > 0, next.kind == .integer, next.start == current.end, isFollowedByItemEnd(position + 2) else {
      return false
    }
    var number = tokens[position - 1]
    guard number.kind == .integer || number.kind == .decimal, number.end == current.start else { return false }
    number.end = next.end
    let digits = text(tokens[position - 1]).split(separator: ".").joined()
    let tail = text(next)
    let instead = tail.count == 3 ? groupedDigits(digits + tail) : "\(groupedDigits(digits)).\(tail)"
    report(.badNumber(span(number), written: text(number), instead: instead))
    isRecovering = true
    let mark = mark
    bump()
    bump()
    end(.error, from: mark)
    recover()
    return true
  }

  private func isFollowedByItemEnd(_ index: Int) -> Bool {
    switch tokens[index].kind {
    case .newline, .rightBrace, .rightBracket, .rightParenthesis, .endOfFile: return true
    case .name: return tokens[index].end - tokens[index].start <= 3
    case .integer, .decimal, .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual,
      .plus, .minus, .star, .slash, .comma, .colon, .dot, .dotDot, .leftBrace, .leftBracket, .leftParenthesis, .unknown:
      return false
    }
  }

  /// Skips to the end of the item: a separator or closing brace of this block, or the block's end.
  mutating func recover() {
    isRecovering = true
    let mark = mark
    while !isAtItemEnd { skipOne() }
    if self.mark > mark { end(.error, from: mark) }
    isRecovering = false
  }

  private var isAtItemEnd: Bool {
    if isAtBlockEnd || kind == .newline { return true }
    return kind == .comma && isItemStartAfterComma
  }

  /// A comma inside a broken item is followed by a value; one between items by a name or by points.
  private var isItemStartAfterComma: Bool {
    switch kind(ahead: 1) {
    case .name: return !(isWord("at", ahead: 1) || isWord("grade", ahead: 1))
    case .integer: return isWord("when", ahead: 2) || isWord("per", ahead: 2) || isWord("otherwise", ahead: 2)
    case .minus: return isWord("when", ahead: 3) || isWord("per", ahead: 3)
    case .newline, .rightBrace, .leftParenthesis, .endOfFile: return true
    case .decimal, .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual,
      .plus,
      .star, .slash, .comma, .colon, .dot, .dotDot, .leftBrace, .leftBracket, .rightBracket, .rightParenthesis,
      .unknown:
      return false
    }
  }

  /// Takes a token, and with an opening bracket all up to its closing one.
  mutating func skipOne() {
    let closing = Int(matches[position])
    bump()
    while position <= closing, kind != .endOfFile { bump() }
  }

  private mutating func skipAsError() {
    let mark = mark
    skipOne()
    end(.error, from: mark)
  }

  mutating func bumpAsError() {
    let mark = mark
    bump()
    end(.error, from: mark)
  }

  /// Takes what stands before the given token as an error without a message.
  mutating func bumpAsError(before index: Int) {
    let mark = mark
    while position < index, kind != .endOfFile { bump() }
    end(.error, from: mark)
  }

  // MARK: Brackets

  /// `[ item , item … ]`. After an error in an item the rest of the list is skipped.
  mutating func brackets(_ item: (inout Parser) -> Void) {
    guard !isRecovering else { return }
    let opening = position
    expect(.leftBracket, "`[`")
    while !isRecovering, kind != .rightBracket {
      item(&self)
      if take(.comma) { continue }
      if isRecovering || kind == .rightBracket { break }
      failInBrackets(opening)
    }
    close(opening, .rightBracket, "`]`")
  }

  private mutating func failInBrackets(_ opening: Int) {
    if kind == .dotDot, isNumberOrDate(position - 1), isNumberOrDate(position + 1) {
      return fail("`,` or `]`", hint: .write("in \(text(tokens[position - 1]))..\(text(tokens[position + 1]))"))
    }
    let offsets = missingCommas(before: Int(matches[opening]))
    let hint = offsets.isEmpty ? SyntaxHint.opened(span(tokens[opening])) : .commas(offsets)
    if kind == .comma { fail("`]`") } else { fail("`,` or `]`", hint: hint) }
  }

  private func isNumberOrDate(_ index: Int) -> Bool {
    let kind = tokens[index].kind
    return kind == .integer || kind == .decimal || kind == .date
  }

  /// Where two entries of a list stand side by side, from here on.
  private func missingCommas(before closing: Int) -> [Int] {
    guard closing > position else { return [] }
    return (position..<closing).filter { isPlainEntry(tokens[$0].kind) && isPlainEntry(tokens[$0 - 1].kind) }
      .prefix(100).map { Int(tokens[$0 - 1].end) }
  }

  private func isPlainEntry(_ kind: TokenKind) -> Bool { kind == .string || kind == .date || kind == .integer }

  /// Takes the closing bracket; after an error inside, all up to it.
  mutating func close(_ opening: Int, _ kind: TokenKind, _ words: String) {
    guard isRecovering else {
      if self.kind == kind { return bump() }
      return fail(words, hint: .opened(span(tokens[opening])))
    }
    let closing = Int(matches[opening])
    guard closing >= position, closing < blockEnd else { return }
    bumpAsError(before: closing)
    isRecovering = false
    bump()
  }

  // MARK: Declarations

  /// After a declaration only a line end may stand; what follows is skipped up to the next declaration.
  mutating func endDeclaration(startedAt start: Int) {
    if !isRecovering {
      if kind == .newline || kind == .endOfFile { return }
      reportMissingSeparator(allowsComma: false)
    }
    isRecovering = true
    let mark = mark
    if position == start { skipOne() }
    while kind != .endOfFile, !isDeclarationStart { skipOne() }
    if self.mark > mark { end(.error, from: mark) }
    isRecovering = false
  }

  private var isDeclarationStart: Bool {
    guard position > 0, tokens[position - 1].kind == .newline, kind == .name else { return false }
    return isDeclarationHead(tokens, at: position, in: source, isStrict: false) || isForeignDeclaration
  }

  /// A line such as `segmnt hamburg {`: two words, a label perhaps, and a block.
  private var isForeignDeclaration: Bool {
    guard kind(ahead: 1) == .name || kind(ahead: 1) == .string else { return false }
    let brace = kind(ahead: 2) == .string ? 3 : 2
    return kind(ahead: brace) == .leftBrace && !isWord("weight", ahead: 1)
      && !Vocabulary.isReserved(current, in: source)
      && depth == 0 && !(isWord("person", ahead: 1) || isWord("given"))
  }
}
