import BantamDiagnostics

/// The tree of one file and what is wrong with it. Never fails: broken parts become `error` nodes.
///
/// - Parameter file: the file's index in the rule set, used in spans.
public func parse(_ source: SourceFile, file: Int) -> (tree: SyntaxTree, errors: [SyntaxError]) {
  let lexer = Lexer.lex(source, file: file)
  var parser = Parser(source: source, file: file, lexer: lexer)
  parser.parseFile()
  return parser.finish()
}

/// Recursive descent with one token of look-ahead (two where a comma is part of an item).
///
/// The parser never fails and never loops: every function consumes at least one token or returns.
struct Parser {
  static let maximumDepth = 100
  static let maximumErrors = 200
  static let declarationWords = [
    "edition", "settings", "fields", "list", "place", "define", "segment", "score", "grades", "team", "funnel", "purpose",
    "campaign", "test",
  ]

  let source: SourceFile
  let file: Int
  let tokens: [Token]
  let matches: [Int32]
  var errors: [SyntaxError]
  var position = 0
  var depth = 0
  /// Words and names of the tokens are compared as bytes; strings are made for messages only.
  private var pending: [Int32] = []
  private var nodes: [SyntaxTree.NodeData] = []
  private var children: [Int32] = []
  /// Set while skipping after an error: no second message for the same item.
  var isRecovering = false

  init(source: SourceFile, file: Int, lexer: Lexer) {
    self.source = source
    self.file = file
    tokens = lexer.tokens
    matches = lexer.matches
    errors = lexer.errors
    nodes.reserveCapacity(tokens.count / 2)
    children.reserveCapacity(tokens.count * 2)
  }

  mutating func finish() -> (SyntaxTree, [SyntaxError]) {
    errors.sort { $0.span.start < $1.span.start }
    return (SyntaxTree(source: source, file: file, tokens: tokens, nodes: nodes, children: children), errors)
  }

  // MARK: Building

  /// A place to which `end` wraps back.
  var mark: Int { pending.count }

  mutating func end(_ kind: NodeKind, from mark: Int) {
    let first = children.count
    children.append(contentsOf: pending[mark...])
    pending.removeSubrange(mark...)
    nodes.append(.init(kind: kind, firstChild: Int32(first), childCount: Int32(children.count - first)))
    pending.append(Int32(nodes.count - 1))
  }

  mutating func bump() {
    pending.append(~Int32(position))
    if tokens[position].kind != .endOfFile { position += 1 }
  }

  // MARK: Looking

  var kind: TokenKind { tokens[position].kind }

  func kind(ahead: Int) -> TokenKind { tokens[min(position + ahead, tokens.count - 1)].kind }

  func isWord(_ word: StaticString, ahead: Int = 0) -> Bool {
    let token = tokens[min(position + ahead, tokens.count - 1)]
    guard token.kind == .name, Int(token.end - token.start) == word.utf8CodeUnitCount else { return false }
    let start = Int(token.start)
    return source.bytes.withUnsafeBufferPointer { bytes in
      for index in 0..<word.utf8CodeUnitCount where bytes[start + index] != word.utf8Start[index] { return false }
      return true
    }
  }

  func text(_ token: Token) -> String {
    String(decoding: source.bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
  }

  func span(_ token: Token) -> Span { Span(file: file, start: Int(token.start), end: Int(token.end)) }

  var current: Token { tokens[position] }

  /// The token in words, for messages.
  var found: String {
    switch kind {
    case .endOfFile: return "the end of the file"
    case .newline: return "the end of the line"
    case .name, .integer, .decimal, .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .plus, .minus, .star, .slash, .comma, .colon, .dot, .dotDot, .leftBrace, .rightBrace, .leftBracket,
      .rightBracket, .leftParenthesis, .rightParenthesis, .unknown:
      let text = text(current)
      return "`\(text.count > 40 ? String(text.prefix(40)) + "…" : text)`"
    }
  }

  // MARK: Taking

  /// Takes the word or reports; the words are written as they stand in the grammar, separated by blanks.
  mutating func expect(_ words: StaticString...) {
    for word in words {
      if isWord(word) { bump() } else { return fail("`\(word)`") }
    }
  }

  mutating func take(_ word: StaticString) -> Bool {
    guard isWord(word) else { return false }
    bump()
    return true
  }

  mutating func take(_ kind: TokenKind) -> Bool {
    guard self.kind == kind else { return false }
    bump()
    return true
  }

  mutating func expect(_ kind: TokenKind, _ words: String) {
    if self.kind == kind { bump() } else { fail(words) }
  }

  mutating func expectInteger() { expect(.integer, "a whole number") }

  mutating func expectNumber() {
    if kind == .integer || kind == .decimal { bump() } else { fail("a number") }
  }

  mutating func expectString(_ what: String = "a text between quotes") { expect(.string, what) }

  mutating func expectName(_ what: String = "a name") {
    guard kind == .name else { return fail(what) }
    let name = text(current)
    if Lexer.reserved.contains(name) { report(.reservedName(name, span(current))) }
    bump()
  }

  var isName: Bool { kind == .name && !Lexer.reserved.contains(text(current)) }

  // MARK: Errors

  mutating func report(_ error: SyntaxError) {
    guard !isRecovering, errors.count < Self.maximumErrors else { return }
    // A token the lexer complained about needs no second message.
    if errors.contains(where: { $0.span.start == error.span.start && $0.isLexical }) { return }
    errors.append(error)
  }

  mutating func fail(_ wanted: String) {
    report(.expected(wanted, found: found, span(current)))
    isRecovering = true
  }

  /// Skips to the end of the item: a separator or closing brace of this block, or the block's end.
  mutating func recover() {
    isRecovering = false
    guard !isAtItemEnd else { return }
    let mark = mark
    while !isAtItemEnd { skipOne() }
    end(.error, from: mark)
  }

  private var isAtItemEnd: Bool {
    switch kind {
    case .newline, .comma, .rightBrace, .endOfFile: return true
    case .name, .integer, .decimal, .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .plus, .minus, .star, .slash, .colon, .dot, .dotDot, .leftBrace, .leftBracket, .rightBracket,
      .leftParenthesis, .rightParenthesis, .unknown:
      return false
    }
  }

  /// Takes a token, and with an opening bracket all up to its closing one.
  mutating func skipOne() {
    let closing = Int(matches[position])
    bump()
    while position <= closing, kind != .endOfFile { bump() }
  }

  // MARK: Blocks and files

  /// `{ item SEP item … }`. `item` parses one item; on an error the rest of it is skipped.
  mutating func braces(_ item: (inout Parser) -> Void) {
    guard kind == .leftBrace else { return fail("`{`") }
    guard depth < Self.maximumDepth else {
      report(.tooDeep(span(current)))
      let mark = mark
      skipOne()
      return end(.error, from: mark)
    }
    depth += 1
    bump()
    while kind != .rightBrace, kind != .endOfFile {
      let before = position
      item(&self)
      endItem()
      if position == before { skipToError() }
    }
    depth -= 1
    _ = take(.rightBrace)
  }

  private mutating func endItem() {
    if isRecovering { recover() }
    switch kind {
    case .newline, .comma: bump()
    case .rightBrace, .endOfFile: break
    case .name, .integer, .decimal, .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .plus, .minus, .star, .slash, .colon, .dot, .dotDot, .leftBrace, .leftBracket, .rightBracket,
      .leftParenthesis, .rightParenthesis, .unknown:
      report(.missingSeparator(found: found, span(current)))
      recover()
      if kind == .newline || kind == .comma { bump() }
    }
  }

  private mutating func skipToError() {
    let mark = mark
    skipOne()
    end(.error, from: mark)
  }

  mutating func parseFile() {
    while kind != .endOfFile {
      let before = position
      if kind == .newline {
        bump()
        continue
      }
      parseDeclaration()
      endDeclaration()
      if position == before { skipToError() }
    }
    bump()
    end(.file, from: 0)
  }

  /// After a declaration only a line end may stand; what follows is skipped up to the next declaration.
  private mutating func endDeclaration() {
    guard kind != .newline, kind != .endOfFile else {
      isRecovering = false
      return
    }
    if kind == .rightBrace { report(.unopened(span(current), text: "}")) } else { report(.missingSeparator(found: found, span(current))) }
    isRecovering = false
    let mark = mark
    repeat { skipOne() } while kind != .endOfFile && !isDeclarationStart
    end(.error, from: mark)
  }

  private var isDeclarationStart: Bool {
    guard position > 0, tokens[position - 1].kind == .newline || tokens[position - 1].kind == .rightBrace, kind == .name else {
      return false
    }
    return Self.declarationWords.contains(text(current))
  }
}

extension SyntaxError {
  /// Where it is.
  public var span: Span {
    switch self {
    case .expected(_, _, let span), .unknownDeclaration(_, let span), .mixedAndOr(let span, _), .unterminated(let span, _),
      .strangeCharacter(let span, _), .unclosed(let span, _), .unopened(let span, _), .tooDeep(let span), .badNumber(let span),
      .impossibleDate(let span, _), .invalidUTF8(let span), .reservedName(_, let span), .missingSeparator(_, let span),
      .unknownWord(_, _, _, let span):
      return span
    }
  }

  var isLexical: Bool {
    switch self {
    case .unterminated, .strangeCharacter, .unclosed, .badNumber, .invalidUTF8: return true
    case .expected, .unknownDeclaration, .mixedAndOr, .unopened, .tooDeep, .impossibleDate, .reservedName, .missingSeparator,
      .unknownWord:
      return false
    }
  }
}
