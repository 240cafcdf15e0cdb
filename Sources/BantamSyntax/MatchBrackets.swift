import BantamDiagnostics

/// Pairs the brackets of a file and drops the line ends between round and square ones.
///
/// A file is cut into chunks where a line starts a declaration; no bracket reaches over such a cut, so one forgotten brace
/// spoils one declaration. Where the braces of a chunk do not come out even, its indentation tells which one is at fault.
func matchBrackets(_ tokens: [Token], in source: SourceFile) -> (tokens: [Token], matches: [Int32]) {
  var matcher = BracketMatcher(tokens: tokens, source: source)
  matcher.pairAll()
  return matcher.withoutInnerLineEnds()
}

private struct BracketMatcher {
  private var tokens: [Token]
  private let source: SourceFile
  private var matches: [Int32]
  private var open: [Opening] = []
  /// Where a block was cut off without a line end before it.
  private var missingLineEnds: Set<Int> = []

  private struct Opening {
    var index: Int
    /// The columns before the first token of its line, and of the line after it; nil until asked for.
    var indentation = 0
    var bodyIndentation = 0
  }

  /// Lines are compared up to this many columns, blocks up to this depth.
  private static let widestIndentation = 200
  private static let deepestSearch = 100

  init(tokens: [Token], source: SourceFile) {
    self.tokens = tokens
    self.source = source
    matches = [Int32](repeating: -1, count: tokens.count)
  }

  mutating func pairAll() {
    var start = 0
    for index in tokens.indices where index > 0 {
      guard tokens[index].kind == .endOfFile || isDeclarationLine(index, chunkStart: start) else { continue }
      pairChunk(start..<index)
      start = index
    }
  }

  private func isDeclarationLine(_ index: Int, chunkStart: Int) -> Bool {
    guard tokens[index].kind == .name, isAfterLineEnd(index),
      isDeclarationHead(tokens, at: index, in: source, isStrict: true)
    else {
      return false
    }
    return isFirstOnLine(index) && indentation(index) <= indentation(chunkStart)
  }

  private func isAfterLineEnd(_ index: Int) -> Bool {
    switch tokens[index - 1].kind {
    case .newline, .leftBrace, .leftBracket, .leftParenthesis, .comma, .plus, .minus, .star, .slash, .name, .unknown:
      return true
    case .integer, .decimal, .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual,
      .colon, .dot, .dotDot, .rightBrace, .rightBracket, .rightParenthesis, .endOfFile:
      return false
    }
  }

  private mutating func pairChunk(_ range: Range<Int>) {
    if pair(range, byIndentation: false) { return }
    for index in range { matches[index] = -1 }
    _ = pair(range, byIndentation: true)
  }

  /// Pairs the brackets of a chunk; returns whether its braces come out even.
  private mutating func pair(_ range: Range<Int>, byIndentation: Bool) -> Bool {
    open.removeAll(keepingCapacity: true)
    var isEven = true
    for index in range {
      if byIndentation { followIndentation(index) }
      switch tokens[index].kind {
      case .leftBrace:
        open.append(byIndentation ? opening(index) : Opening(index: index))
      case .leftBracket, .leftParenthesis: open.append(Opening(index: index))
      case .rightBrace:
        while let last = open.last, tokens[last.index].kind != .leftBrace { open.removeLast() }
        if open.isEmpty { isEven = false }
        if byIndentation, isStray(index) { continue }
        close(index)
      case .rightBracket: closeRound(index, .leftBracket)
      case .rightParenthesis: closeRound(index, .leftParenthesis)
      case .name, .integer, .decimal, .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual,
        .greater,
        .greaterOrEqual, .plus, .minus, .star, .slash, .comma, .colon, .dot, .dotDot, .newline, .unknown, .endOfFile:
        break
      }
    }
    for last in open where tokens[last.index].kind == .leftBrace {
      cutOff(last.index, before: range.upperBound)
      isEven = false
    }
    return isEven
  }

  private mutating func close(_ index: Int) {
    guard let opening = open.popLast() else { return }
    matches[opening.index] = Int32(index)
    matches[index] = Int32(opening.index)
  }

  /// Looks one bracket further, so that `([a)` has one bracket without partner; `[a)` is a pair that does not fit.
  private mutating func closeRound(_ index: Int, _ kind: TokenKind) {
    guard let last = open.last, tokens[last.index].kind != .leftBrace else { return }
    if tokens[last.index].kind == kind { return close(index) }
    if open.count > 1, tokens[open[open.count - 2].index].kind == kind { open.removeLast() }
    close(index)
  }

  /// The block of this brace ends before the given token, without a closing brace.
  private mutating func cutOff(_ opening: Int, before index: Int) {
    let hasLineEnd = index > 0 && tokens[index - 1].kind == .newline
    matches[opening] = ~Int32(hasLineEnd ? index - 1 : index)
    if !hasLineEnd, tokens[index].kind == .name { missingLineEnds.insert(index) }
  }

  // MARK: Indentation

  private func opening(_ index: Int) -> Opening {
    let line = source.lineIndex(of: Int(tokens[index].start))
    let isBodyBelow = index + 1 < tokens.count && source.lineIndex(of: Int(tokens[index + 1].start)) > line
    return Opening(
      index: index, indentation: indentation(ofLine: line),
      bodyIndentation: isBodyBelow ? indentation(index + 1) : 0)
  }

  /// A line that stands no further in than the line which opened the block ends the block.
  private mutating func followIndentation(_ index: Int) {
    guard let last = open.last, tokens[last.index].kind == .leftBrace, tokens[index].kind != .newline,
      isFirstOnLine(index)
    else {
      return
    }
    let column = indentation(index)
    let isBrace = tokens[index].kind == .rightBrace
    while let last = open.last, tokens[last.index].kind == .leftBrace, last.bodyIndentation > last.indentation {
      guard isBrace ? last.indentation > column && hasOpening(at: column) : last.indentation >= column else { return }
      open.removeLast()
      cutOff(last.index, before: index)
    }
  }

  private func hasOpening(at column: Int) -> Bool {
    open.suffix(Self.deepestSearch).contains { tokens[$0.index].kind == .leftBrace && $0.indentation == column }
  }

  /// A closing brace on its own line further in than the line that opened the block.
  private func isStray(_ index: Int) -> Bool {
    guard let last = open.last else { return true }
    return last.bodyIndentation > last.indentation && isFirstOnLine(index) && indentation(index) > last.indentation
  }

  private func isFirstOnLine(_ index: Int) -> Bool {
    var at = Int(tokens[index].start) - 1
    let end = max(-1, at - Self.widestIndentation)
    while at > end, source.bytes[at] == 0x20 || source.bytes[at] == 0x09 { at -= 1 }
    return at < 0 || source.bytes[at] == 0x0A
  }

  private func indentation(_ index: Int) -> Int { indentation(ofLine: source.lineIndex(of: Int(tokens[index].start))) }

  /// Columns of blanks; a tab counts as four.
  private func indentation(ofLine line: Int) -> Int {
    var columns = 0
    var at = source.lineStarts[line]
    while at < source.bytes.count, columns < Self.widestIndentation {
      switch source.bytes[at] {
      case 0x20: columns += 1
      case 0x09: columns += 4
      default: return columns
      }
      at += 1
    }
    return columns
  }

  // MARK: Line ends

  /// The tokens without the line ends inside round and square brackets, and the pairs of what is left.
  func withoutInnerLineEnds() -> (tokens: [Token], matches: [Int32]) {
    var kept: [Token] = []
    kept.reserveCapacity(tokens.count)
    var places = [Int32](repeating: 0, count: tokens.count)
    var enclosing: [(end: Int, isRound: Bool)] = []
    for (index, token) in tokens.enumerated() {
      while let last = enclosing.last, last.end <= index { enclosing.removeLast() }
      places[index] = Int32(kept.count)
      if !missingLineEnds.isEmpty, missingLineEnds.contains(index) {
        kept.append(Token(kind: .newline, start: Int(token.start), end: Int(token.start)))
      }
      switch token.kind {
      case .leftBrace, .leftBracket, .leftParenthesis:
        if let end = end(of: index) { enclosing.append((end, token.kind != .leftBrace)) }
      case .rightBrace, .rightBracket, .rightParenthesis:
        if matches[index] < 0 {
          kept.append(Token(kind: .unknown, start: Int(token.start), end: Int(token.end)))
          continue
        }
      case .newline:
        if let last = enclosing.last, last.isRound { continue }
      case .name, .integer, .decimal, .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual,
        .greater,
        .greaterOrEqual, .plus, .minus, .star, .slash, .comma, .colon, .dot, .dotDot, .unknown, .endOfFile:
        break
      }
      kept.append(token)
    }
    return (kept, remapped(places, count: kept.count))
  }

  private func end(of opening: Int) -> Int? {
    let match = matches[opening]
    return match == -1 ? nil : Int(match >= 0 ? match : ~match)
  }

  private func remapped(_ places: [Int32], count: Int) -> [Int32] {
    var result = [Int32](repeating: -1, count: count)
    for (index, match) in matches.enumerated() where match != -1 {
      let partner = match >= 0 ? places[Int(match)] : ~places[Int(~match)]
      result[Int(places[index])] = partner
    }
    return result
  }
}
