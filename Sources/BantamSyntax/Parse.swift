import BantamDiagnostics

/// The tree of one file and what is wrong with it. Never fails: broken parts become `error` nodes.
///
/// - Parameter file: the file's index in the rule set, used in spans.
public func parse(_ source: SourceFile, file: Int) -> (tree: SyntaxTree, errors: [SyntaxError]) {
  var parser = Parser(source: source, file: file, lexed: lex(source, file: file))
  parser.parseFile()
  return parser.finish()
}

/// Recursive descent with one token of look-ahead (two where a comma is part of an item).
///
/// The parser never fails and never loops: every function consumes at least one token or returns. After an error it is
/// *recovering*: `expect` and `take` do nothing then, until `recover` has skipped to the end of the item.
struct Parser {
  static let maximumDepth = 64
  static let maximumErrors = 200

  let source: SourceFile
  let file: Int
  let tokens: [Token]
  let matches: [Int32]
  var position = 0
  var depth = 0
  var isRecovering = false
  /// The token at which the innermost block ends that has no closing brace.
  var blockEnd = Int.max
  /// Opening braces reported as missing: so many closing ones without partner need no message.
  var missingBraces = 0
  var isTooDeep = false
  private(set) var errors: [SyntaxError]
  private let brokenLines: Set<Int>
  /// Where tokens start that have a message already.
  private var reportedStarts: Set<Int>
  private var pending: [Int32] = []
  private var nodes: [SyntaxTree.NodeData] = []
  private var children: [Int32] = []
  private var hasErrorNodes = false

  init(source: SourceFile, file: Int, lexed: LexedFile) {
    self.source = source
    self.file = file
    tokens = lexed.tokens
    matches = lexed.matches
    errors = lexed.errors
    brokenLines = lexed.brokenLines
    reportedStarts = Set(lexed.errors.lazy.map(\.span.start))
    nodes.reserveCapacity(tokens.count)
    children.reserveCapacity(tokens.count * 2)
  }

  mutating func parseFile() {
    absorbUnknown()
    while kind != .endOfFile {
      if kind == .newline {
        bump()
        continue
      }
      let before = position
      parseDeclaration()
      endDeclaration(startedAt: before)
    }
    pending.append(~Int32(position))
    end(.file, from: 0)
  }

  mutating func finish() -> (SyntaxTree, [SyntaxError]) {
    errors = errors.map { $0.padded(in: source) }
    errors.sort { $0.span.start < $1.span.start }
    return (SyntaxTree(source: source, file: file, tokens: tokens, nodes: nodes, children: children), errors)
  }

  // MARK: Building

  /// A place to which `end` wraps back.
  var mark: Int { pending.count }

  mutating func end(_ kind: NodeKind, from mark: Int) {
    let first = children.count
    var hasError = kind == .error
    if hasErrorNodes {
      for child in pending[mark...] where child >= 0 && nodes[Int(child)].hasError { hasError = true }
    }
    for index in mark..<pending.count { children.append(pending[index]) }
    pending.removeLast(pending.count - mark)
    nodes.append(
      .init(kind: kind, firstChild: Int32(first), childCount: Int32(children.count - first), hasError: hasError))
    pending.append(Int32(nodes.count - 1))
    if kind == .error { hasErrorNodes = true }
  }

  /// Takes the token, and the unknown ones behind it. The end of the file stays.
  mutating func bump() {
    guard tokens[position].kind != .endOfFile else { return }
    pending.append(~Int32(position))
    position += 1
    if tokens[position].kind == .unknown { absorbUnknown() }
  }

  private mutating func absorbUnknown() {
    while tokens[position].kind == .unknown {
      reportUnopened()
      let mark = mark
      pending.append(~Int32(position))
      position += 1
      end(.error, from: mark)
    }
  }

  private mutating func reportUnopened() {
    let byte = source.bytes[Int(current.start)]
    guard current.end - current.start == 1, byte == 0x7D || byte == 0x5D || byte == 0x29 else { return }
    if byte == 0x7D, missingBraces > 0 {
      missingBraces -= 1
    } else if position == 0 || tokens[position - 1].kind != .unknown {
      report(.unopened(span(current), text: text(current)))
    }
  }

  // MARK: Looking

  var current: Token { tokens[position] }

  var kind: TokenKind { tokens[position].kind }

  func kind(ahead: Int) -> TokenKind { tokens[min(position + ahead, tokens.count - 1)].kind }

  func isWord(_ word: StaticString, ahead: Int = 0) -> Bool {
    let token = tokens[max(0, min(position + ahead, tokens.count - 1))]
    guard token.kind == .name, Int(token.end - token.start) == word.utf8CodeUnitCount else { return false }
    return source.bytes.withUnsafeBufferPointer { word.matches($0, Int(token.start), Int(token.end)) }
  }

  var isName: Bool { kind == .name && !Vocabulary.isReserved(current, in: source) }

  func text(_ token: Token) -> String {
    String(decoding: source.bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
  }

  func span(_ token: Token) -> Span { Span(file: file, start: Int(token.start), end: Int(token.end)) }

  /// The token's text in small letters; empty for what is no name.
  func lowerWord(ahead: Int = 0) -> String {
    let token = tokens[max(0, min(position + ahead, tokens.count - 1))]
    return token.kind == .name ? text(token).lowercased() : ""
  }

  // MARK: Taking

  /// Takes the words, as they stand in the grammar, or reports the first that is missing.
  mutating func expect(_ words: StaticString...) {
    for word in words where !isRecovering {
      if isWord(word) { bump() } else { fail("`\(word)`") }
    }
  }

  mutating func expect(_ kind: TokenKind, _ words: String) {
    guard !isRecovering else { return }
    if self.kind == kind { bump() } else { fail(words) }
  }

  mutating func take(_ word: StaticString) -> Bool {
    guard !isRecovering, isWord(word) else { return false }
    bump()
    return true
  }

  mutating func take(_ kind: TokenKind) -> Bool {
    guard !isRecovering, self.kind == kind else { return false }
    bump()
    return true
  }

  mutating func expectInteger() {
    skipNeedlessSign()
    if !isRecovering, kind == .decimal, let meant = thousandsMeant {
      report(.badNumber(span(current), written: text(current), instead: meant))
      bumpAsError()
    } else {
      expect(.integer, "a whole number")
    }
  }

  /// `5.000` where only a whole number can stand.
  private var thousandsMeant: String? {
    let groups = text(current).split(separator: ".")
    return groups.count == 2 && groups[1].count == 3 ? groupedDigits(groups.joined()) : nil
  }

  mutating func expectNumber() {
    guard !isRecovering else { return }
    if kind == .integer || kind == .decimal { bump() } else { fail("a number") }
  }

  mutating func expectString(_ what: String = "a text between quotes") {
    guard !isRecovering else { return }
    skipNeedlessSign()
    if kind == .string { return bump() }
    fail(what, hint: quotesHint)
  }

  mutating func expectName(_ what: String = "a name") {
    guard !isRecovering else { return }
    if kind != .name { skipNeedlessSign() }
    guard kind == .name else { return fail(what) }
    if Vocabulary.isReserved(current, in: source) { report(.reservedName(text(current), span(current))) }
    bump()
  }

  /// A `:` or `=` that people put between a word and its value.
  mutating func skipNeedlessSign() {
    guard !isRecovering, kind == .colon || kind == .equal else { return }
    report(.needless(text(current), span(current)))
    bumpAsError()
  }

  // MARK: Errors

  mutating func report(_ error: SyntaxError) {
    guard !isRecovering, errors.count < Self.maximumErrors else { return }
    let start = error.span.start
    if !brokenLines.isEmpty, brokenLines.contains(source.lineIndex(of: start)) { return }
    if reportedStarts.insert(start).inserted { errors.append(error) }
  }

  /// Reports what belongs here and starts to recover.
  mutating func fail(_ wanted: String, hint: SyntaxHint? = nil) {
    guard !isRecovering else { return }
    report(capitalsError(at: position) ?? .expected(wanted, found: found, here, hint: hint))
    startRecovering()
  }

  mutating func startRecovering() {
    isRecovering = true
    end(.error, from: mark)
  }

  mutating func failTooDeep() {
    guard !isRecovering else { return }
    report(.tooDeep(span(current)))
    isTooDeep = true
    startRecovering()
  }

  /// Reports a word as none of the known ones.
  mutating func unknownWord(_ what: String, _ known: [String]) {
    guard !isRecovering else { return }
    guard kind == .name else { return fail("a \(what)") }
    report(capitalsError(at: position) ?? .unknownWord(text(current), known: known, what: what, span(current)))
    startRecovering()
  }

  /// Words of the language in capitals, as many as follow each other.
  func capitalsError(at index: Int) -> SyntaxError? {
    guard index >= 0, var small = smallWord(at: index) else { return nil }
    var last = index
    while let next = smallWord(at: last + 1) {
      small += " " + next
      last += 1
    }
    let written = span(tokens[index]).joined(span(tokens[last]))
    if let instead = Vocabulary.emptinessInCapitals[small] {
      return .habit(.emptiness, written: source.text(written), instead: instead, written)
    }
    return .habit(.capitals, written: source.text(written), instead: small, written)
  }

  private func smallWord(at index: Int) -> String? {
    guard tokens[index].kind == .name, tokens[index].end - tokens[index].start <= 16 else { return nil }
    let written = text(tokens[index])
    let small = written.lowercased()
    return small != written && Vocabulary.all.contains(small) ? small : nil
  }

  /// Where an error at this token is shown: a missing end of a line stands behind what is on the line.
  var here: Span {
    guard isAtLineEnd, position > 0 else { return span(current) }
    let end = Int(tokens[position - 1].end)
    return Span(file: file, start: end, end: end)
  }

  private var isAtLineEnd: Bool {
    if kind == .newline || kind == .endOfFile { return true }
    guard kind == .rightBrace, position > 0 else { return false }
    return source.bytes[Int(tokens[position - 1].end)..<Int(current.start)].contains(0x0A)
  }

  /// The token in words, for messages.
  var found: String {
    if isAtLineEnd { return kind == .endOfFile ? "the end of the file" : "the end of the line" }
    switch kind {
    case .newline, .endOfFile: return "nothing"
    case .name, .integer, .decimal, .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .plus, .minus, .star, .slash, .comma, .colon, .dot, .dotDot, .leftBrace, .rightBrace,
      .leftBracket,
      .rightBracket, .leftParenthesis, .rightParenthesis, .unknown:
      let text = text(current)
      return "`\(text.count > 40 ? String(text.prefix(40)) + "…" : text)`"
    }
  }
}
