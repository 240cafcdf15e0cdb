import BantamDiagnostics

/// The tokens of one file, their brackets paired, and what was wrong with single characters.
struct LexedFile {
  var tokens: [Token]
  /// Per token: for a bracket the index of its partner; for an opening brace that is never closed the bitwise complement
  /// of the token before which its block ends; else -1. A closing bracket without partner has become `unknown`.
  var matches: [Int32]
  var errors: [SyntaxError]
  /// The zero-based lines in which tokens are guesses: the parser stays silent about them.
  var brokenLines: Set<Int>
}

/// Turns a file into tokens. Never fails: what is no token becomes `unknown`, with an error.
func lex(_ source: SourceFile, file: Int) -> LexedFile {
  let lexer = source.bytes.withUnsafeBufferPointer { bytes in
    var lexer = Lexer(bytes: bytes, file: file)
    lexer.run()
    return (tokens: lexer.tokens, errors: lexer.errors, broken: lexer.brokenOffsets)
  }
  let brackets = matchBrackets(lexer.tokens, in: source)
  return LexedFile(
    tokens: brackets.tokens, matches: brackets.matches, errors: lexer.errors,
    brokenLines: Set(lexer.broken.lazy.map(source.lineIndex)))
}

/// Walks over the bytes once. Every byte lies in a token or in the blanks and comments before one.
struct Lexer {
  let bytes: UnsafeBufferPointer<UInt8>
  let file: Int
  var position = 0
  private(set) var tokens: [Token] = []
  private(set) var errors: [SyntaxError] = []
  private(set) var brokenOffsets: [Int] = []
  private var sawNewline = false
  private var isNulReported = false
  private var isEncodingReported = false
  private var hasNoCommentEnd = false

  init(bytes: UnsafeBufferPointer<UInt8>, file: Int) {
    self.bytes = bytes
    self.file = file
    tokens.reserveCapacity(bytes.count / 4 + 1)
  }

  mutating func run() {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      report(.invalidUTF8(span(0, 2), isUTF16: true))
      add(.unknown, to: bytes.count)
    } else if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      position = 3
    }
    while true {
      skipBlanks()
      guard position < bytes.count else { break }
      takeToken()
    }
    add(.endOfFile, to: position)
  }

  func byte(_ at: Int) -> UInt8 { at < bytes.count ? bytes[at] : 0 }

  func span(_ start: Int, _ end: Int) -> Span { Span(file: file, start: start, end: end) }

  func text(_ start: Int, _ end: Int) -> String { String(decoding: bytes[start..<end], as: UTF8.self) }

  /// Keeps the error; one that is no reliable token silences the parser on its line.
  mutating func report(_ error: SyntaxError, breaksLine: Bool = false) {
    if breaksLine { brokenOffsets.append(error.span.start) }
    if errors.count < Parser.maximumErrors { errors.append(error) }
  }

  // MARK: Blanks and comments

  private mutating func skipBlanks() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0D: position += 1
      case 0x0A:
        sawNewline = true
        position += 1
      case 0x23: skipComment()
      case 0x2F where !isRegexStart && (byte(position + 1) == 0x2F || byte(position + 1) == 0x2A): skipForeignComment()
      case 0x2D where byte(position + 1) == 0x2D && (sawNewline || tokens.isEmpty): skipForeignComment()
      default: return
      }
    }
  }

  private mutating func skipComment() {
    let start = position
    while position < bytes.count, bytes[position] != 0x0A { position += 1 }
    checkEncoding(start, position)
  }

  /// `//`, `/* … */` and `--`, as other languages write comments.
  private mutating func skipForeignComment() {
    let start = position
    let isLong = bytes[start] == 0x2F && bytes[start + 1] == 0x2A
    report(.habit(.comment, written: text(start, start + 2), instead: "#", span(start, start + 2)))
    skipComment()
    guard isLong, !hasNoCommentEnd else { return }
    guard let end = endOfLongComment(start + 2) else { return hasNoCommentEnd = true }
    sawNewline = sawNewline || end > position
    position = end
  }

  private func endOfLongComment(_ start: Int) -> Int? {
    var at = start
    while at + 1 < bytes.count {
      if bytes[at] == 0x2A, bytes[at + 1] == 0x2F { return at + 2 }
      at += 1
    }
    return nil
  }

  /// Whether a slash here opens a pattern: only after the word `matches`.
  private var isRegexStart: Bool {
    guard let last = tokens.last, last.kind == .name else { return false }
    return isWord("matches", last)
  }

  // MARK: Tokens

  private mutating func takeToken() {
    switch bytes[position] {
    case 0x61...0x7A, 0x41...0x5A, 0x5F: takeName()
    case 0x30...0x39: takeNumber()
    case 0x22: takeQuoted(by: 0x22, .string)
    case 0x2F where isRegexStart: takeQuoted(by: 0x2F, .regex)
    case 0x80...0xFF: takeWide()
    default: takeSign()
    }
  }

  /// Bytes that are no UTF-8 count as letters here, so that a file in another encoding has one error and not hundreds.
  mutating func takeName() {
    var at = position
    while at < bytes.count {
      let byte = bytes[at]
      if byte < 0x80 {
        guard (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F else { break }
        at += 1
      } else if let (scalar, length) = decodeScalar(bytes, at: at) {
        guard scalar.isNameContinue else { break }
        at += length
      } else {
        reportEncoding(at)
        at += 1
      }
    }
    add(.name, to: at)
  }

  /// A name that starts with a letter outside ASCII, or a sign of other alphabets and keyboards.
  private mutating func takeWide() {
    guard let (scalar, length) = decodeScalar(bytes, at: position) else { return takeName() }
    if scalar.isNameStart { takeName() } else { takeWideSign(scalar, to: position + length) }
  }

  private mutating func takeQuoted(by quote: UInt8, _ kind: TokenKind) {
    let start = position
    var at = start + 1
    while at < bytes.count, bytes[at] != 0x0A, bytes[at] != quote {
      at += bytes[at] == 0x5C && at + 1 < bytes.count && bytes[at + 1] != 0x0A ? 2 : 1
    }
    at = min(at, bytes.count)
    let isClosed = at < bytes.count && bytes[at] == quote
    if !isClosed {
      at = endWithoutQuote(start, at)
      report(.unterminated(span(start, at), isRegex: kind == .regex), breaksLine: true)
    }
    checkEncoding(start, at)
    add(kind, to: isClosed ? at + 1 : at)
  }

  /// Brackets and commas at the end of the line were hardly meant as text.
  private func endWithoutQuote(_ start: Int, _ lineEnd: Int) -> Int {
    var end = lineEnd
    while end > start + 1 {
      switch bytes[end - 1] {
      case 0x20, 0x09, 0x0D, 0x2C, 0x5D, 0x7B, 0x7D, 0x29: end -= 1
      default: return end
      }
    }
    return end
  }

  // MARK: Encoding

  mutating func checkEncoding(_ start: Int, _ end: Int) {
    var at = start
    while at < end {
      if bytes[at] < 0x80 {
        if bytes[at] == 0 { reportNul(at) }
        at += 1
      } else if let (_, length) = decodeScalar(bytes, at: at) {
        at += length
      } else {
        reportEncoding(at)
        at += 1
      }
    }
  }

  mutating func reportNul(_ at: Int) {
    if !isNulReported { report(.strangeCharacter(span(at, at + 1), scalar: 0)) }
    isNulReported = true
  }

  private mutating func reportEncoding(_ at: Int) {
    if !isEncodingReported { report(.invalidUTF8(span(at, at + 1), isUTF16: false)) }
    isEncodingReported = true
  }

  // MARK: Adding

  /// Ends the token that starts at `position`; before it comes a line end, where one separates.
  mutating func add(_ kind: TokenKind, to end: Int) {
    if sawNewline {
      if separates(before: kind, position, end) { tokens.append(Token(kind: .newline, start: position, end: position)) }
      sawNewline = false
    }
    tokens.append(Token(kind: kind, start: position, end: end))
    position = end
  }

  /// Rule NL of the grammar; what it says of round and square brackets follows when they are paired.
  private func separates(before kind: TokenKind, _ start: Int, _ end: Int) -> Bool {
    guard let last = tokens.last else { return false }
    switch last.kind {
    case .name:
      if last.end - last.start <= 3, isWord("and", last) || isWord("or", last) || isWord("not", last) { return false }
    case .integer, .decimal, .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .colon, .dot, .dotDot, .rightBrace, .rightBracket, .rightParenthesis, .unknown, .endOfFile:
      break
    case .plus, .minus, .star, .slash, .comma, .leftBrace, .leftBracket, .leftParenthesis, .newline: return false
    }
    switch kind {
    case .leftBrace, .rightBrace, .endOfFile: return false
    case .name:
      let next = Token(kind: kind, start: start, end: end)
      return end - start > 3 || !(isWord("and", next) || isWord("or", next))
    case .integer, .decimal, .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .plus, .minus, .star, .slash, .comma, .colon, .dot, .dotDot, .leftBracket, .rightBracket,
      .leftParenthesis, .rightParenthesis, .newline, .unknown:
      return true
    }
  }

  private func isWord(_ word: StaticString, _ token: Token) -> Bool {
    word.matches(bytes, Int(token.start), Int(token.end))
  }
}
