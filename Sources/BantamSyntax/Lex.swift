import BantamDiagnostics

/// Turns bytes into tokens. Never fails: what is no token becomes `unknown`, with an error.
///
/// Every byte of the source lies in a token or between two tokens. For each opening bracket `matches` holds the index of
/// its closing one.
struct Lexer {
  private(set) var tokens: [Token] = []
  private(set) var errors: [SyntaxError] = []
  /// Per token: for an opening bracket the index of the closing one, else -1.
  private(set) var matches: [Int32] = []

  private let file: Int
  private var open: [Int] = []
  private var round = 0
  private var sawNewline = false
  private var regexMayStart = false

  static let reserved: Set<String> = [
    "and", "or", "not", "in", "is", "any", "all", "none", "did", "never", "when", "otherwise", "everyone", "stage",
  ]

  static func lex(_ source: SourceFile, file: Int) -> Lexer {
    var lexer = Lexer(file: file)
    lexer.tokens.reserveCapacity(source.bytes.count / 5 + 1)
    source.bytes.withUnsafeBufferPointer { lexer.run($0) }
    return lexer
  }

  private init(file: Int) { self.file = file }

  private mutating func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    var at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while true {
      at = skipBlanks(bytes, from: at)
      guard at < bytes.count else { break }
      at = token(bytes, at: at)
    }
    add(.endOfFile, bytes.count, bytes.count, bytes)
    for index in open { errors.append(.unclosed(span(tokens[index]), text: spelling(tokens[index], bytes))) }
  }

  private mutating func skipBlanks(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var at = start
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x09, 0x0D: at += 1
      case 0x0A:
        sawNewline = true
        at += 1
      case 0x23:
        let begin = at
        while at < bytes.count, bytes[at] != 0x0A { at += 1 }
        checkUTF8(bytes, begin, at)
      default: return at
      }
    }
    return at
  }

  private mutating func token(_ bytes: UnsafeBufferPointer<UInt8>, at: Int) -> Int {
    let byte = bytes[at]
    let next = at + 1 < bytes.count ? bytes[at + 1] : 0
    switch byte {
    case 0x30...0x39: return number(bytes, at: at)
    case 0x61...0x7A, 0x41...0x5A, 0x5F: return name(bytes, at: at)
    case 0x80...0xFF: return wide(bytes, at: at)
    case 0x22: return quoted(bytes, at: at, quote: 0x22, kind: .string)
    case 0x3D: return add(.equal, at, at + 1, bytes)
    case 0x21 where next == 0x3D: return add(.notEqual, at, at + 2, bytes)
    case 0x3C: return next == 0x3D ? add(.lessOrEqual, at, at + 2, bytes) : add(.less, at, at + 1, bytes)
    case 0x3E: return next == 0x3D ? add(.greaterOrEqual, at, at + 2, bytes) : add(.greater, at, at + 1, bytes)
    case 0x2B: return add(.plus, at, at + 1, bytes)
    case 0x2D: return add(.minus, at, at + 1, bytes)
    case 0x2A: return add(.star, at, at + 1, bytes)
    case 0x2F: return regexMayStart ? quoted(bytes, at: at, quote: 0x2F, kind: .regex) : add(.slash, at, at + 1, bytes)
    case 0x2C: return add(.comma, at, at + 1, bytes)
    case 0x3A: return add(.colon, at, at + 1, bytes)
    case 0x2E: return next == 0x2E ? add(.dotDot, at, at + 2, bytes) : add(.dot, at, at + 1, bytes)
    case 0x7B: return add(.leftBrace, at, at + 1, bytes)
    case 0x7D: return add(.rightBrace, at, at + 1, bytes)
    case 0x5B: return add(.leftBracket, at, at + 1, bytes)
    case 0x5D: return add(.rightBracket, at, at + 1, bytes)
    case 0x28: return add(.leftParenthesis, at, at + 1, bytes)
    case 0x29: return add(.rightParenthesis, at, at + 1, bytes)
    default:
      errors.append(.strangeCharacter(Span(file: file, start: at, end: at + 1), scalar: UInt32(byte)))
      return add(.unknown, at, at + 1, bytes)
    }
  }

  private mutating func name(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
    var at = start
    while at < bytes.count {
      let byte = bytes[at]
      if byte < 0x80 {
        guard (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F else { break }
        at += 1
      } else {
        guard let (scalar, length) = decodeScalar(bytes, at: at), scalar.isNameContinue else { break }
        at += length
      }
    }
    return add(.name, start, at, bytes)
  }

  /// A name that starts with a letter outside ASCII, or an unknown run of bytes.
  private mutating func wide(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
    if let (scalar, length) = decodeScalar(bytes, at: start) {
      if scalar.isNameStart { return name(bytes, at: start) }
      let span = Span(file: file, start: start, end: start + length)
      errors.append(.strangeCharacter(span, scalar: scalar.value))
      return add(.unknown, start, start + length, bytes)
    }
    var at = start
    while at < bytes.count, bytes[at] >= 0x80, decodeScalar(bytes, at: at) == nil { at += 1 }
    errors.append(.invalidUTF8(Span(file: file, start: start, end: at)))
    return add(.unknown, start, at, bytes)
  }

  private mutating func number(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
    if let end = dateEnd(bytes, start) {
      if let full = timeEnd(bytes, end) { return add(.datetime, start, full, bytes) }
      return add(.date, start, end, bytes)
    }
    var at = digits(bytes, start)
    var kind = TokenKind.integer
    if at + 1 < bytes.count, bytes[at] == 0x2E, bytes[at + 1] &- 0x30 < 10 {
      at = digits(bytes, at + 1)
      kind = .decimal
    }
    let badUnderscore = bytes[at - 1] == 0x5F
    var tail = at
    while tail < bytes.count, (bytes[tail] | 0x20) &- 0x61 < 26 || bytes[tail] == 0x5F || bytes[tail] >= 0x80 { tail += 1 }
    if tail > at || badUnderscore {
      errors.append(.badNumber(Span(file: file, start: start, end: tail)))
      at = tail
    }
    return add(kind, start, at, bytes)
  }

  private func digits(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var at = start
    while at < bytes.count, bytes[at] &- 0x30 < 10 || bytes[at] == 0x5F { at += 1 }
    return at
  }

  private func areDigits(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Bool {
    guard start + count <= bytes.count else { return false }
    for index in start..<start + count where bytes[index] &- 0x30 >= 10 { return false }
    return true
  }

  private func dateEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard areDigits(bytes, start, 4), start + 10 <= bytes.count, bytes[start + 4] == 0x2D, areDigits(bytes, start + 5, 2),
      bytes[start + 7] == 0x2D, areDigits(bytes, start + 8, 2)
    else { return nil }
    let end = start + 10
    return end < bytes.count && bytes[end] &- 0x30 < 10 ? nil : end
  }

  private func timeEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard start < bytes.count, bytes[start] == 0x54, areDigits(bytes, start + 1, 2), start + 3 < bytes.count,
      bytes[start + 3] == 0x3A, areDigits(bytes, start + 4, 2)
    else { return nil }
    var end = start + 6
    if end < bytes.count, bytes[end] == 0x3A, areDigits(bytes, end + 1, 2) { end += 3 }
    if end < bytes.count, bytes[end] == 0x5A { return end + 1 }
    if end < bytes.count, bytes[end] == 0x2B || bytes[end] == 0x2D, areDigits(bytes, end + 1, 2), end + 3 < bytes.count,
      bytes[end + 3] == 0x3A, areDigits(bytes, end + 4, 2)
    {
      return end + 6
    }
    return end
  }

  private mutating func quoted(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, quote: UInt8, kind: TokenKind) -> Int {
    var at = start + 1
    while at < bytes.count, bytes[at] != 0x0A {
      if bytes[at] == quote {
        checkUTF8(bytes, start, at)
        return add(kind, start, at + 1, bytes)
      }
      at += bytes[at] == 0x5C && at + 1 < bytes.count && bytes[at + 1] != 0x0A ? 2 : 1
    }
    at = min(at, bytes.count)
    checkUTF8(bytes, start, at)
    errors.append(.unterminated(Span(file: file, start: start, end: at), isRegex: kind == .regex))
    return add(kind, start, at, bytes)
  }

  private mutating func checkUTF8(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
    var at = start
    while at < end {
      if bytes[at] < 0x80 {
        if bytes[at] == 0 { errors.append(.strangeCharacter(Span(file: file, start: at, end: at + 1), scalar: 0)) }
        at += 1
      } else if let (_, length) = decodeScalar(bytes, at: at) {
        at += length
      } else {
        errors.append(.invalidUTF8(Span(file: file, start: at, end: at + 1)))
        return
      }
    }
  }

  @discardableResult
  private mutating func add(_ kind: TokenKind, _ start: Int, _ end: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    if sawNewline {
      if separates(before: kind, start, end, bytes) { append(Token(kind: .newline, start: start, end: start)) }
      sawNewline = false
    }
    regexMayStart = kind == .name && isWord("matches", start, end, bytes)
    let index = tokens.count
    append(Token(kind: kind, start: start, end: end))
    switch kind {
    case .leftBrace, .leftBracket, .leftParenthesis:
      open.append(index)
      if kind != .leftBrace { round += 1 }
    case .rightBrace: close(.leftBrace, index)
    case .rightBracket: close(.leftBracket, index)
    case .rightParenthesis: close(.leftParenthesis, index)
    case .name, .integer, .decimal, .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .plus, .minus, .star, .slash, .comma, .colon, .dot, .dotDot, .newline, .unknown, .endOfFile:
      break
    }
    return end
  }

  private mutating func append(_ token: Token) {
    tokens.append(token)
    matches.append(-1)
  }

  private mutating func close(_ opening: TokenKind, _ index: Int) {
    guard let position = open.lastIndex(where: { tokens[$0].kind == opening }), position >= open.count - 1 || opening == .leftBrace
    else { return }
    for unclosed in open[(position + 1)...] {
      errors.append(.unclosed(span(tokens[unclosed]), text: tokens[unclosed].kind == .leftBracket ? "[" : "("))
    }
    matches[open[position]] = Int32(index)
    open.removeSubrange(position...)
    round = open.reversed().prefix { tokens[$0].kind != .leftBrace }.count
  }

  /// Whether the line end before this token ends an item (rule NL of the grammar).
  private func separates(before kind: TokenKind, _ start: Int, _ end: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard round == 0, let last = tokens.last else { return false }
    switch last.kind {
    case .name:
      let (start, end) = (Int(last.start), Int(last.end))
      if isWord("and", start, end, bytes) || isWord("or", start, end, bytes) || isWord("not", start, end, bytes) { return false }
    case .integer, .decimal, .date, .datetime, .string, .regex, .rightBrace, .rightBracket, .rightParenthesis, .unknown: break
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .plus, .minus, .star, .slash, .comma, .colon, .dot,
      .dotDot, .leftBrace, .leftBracket, .leftParenthesis, .newline, .endOfFile:
      return false
    }
    switch kind {
    case .leftBrace, .rightBrace, .endOfFile: return false
    case .name: return !isWord("and", start, end, bytes) && !isWord("or", start, end, bytes)
    case .integer, .decimal, .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual,
      .plus, .minus, .star, .slash, .comma, .colon, .dot, .dotDot, .leftBracket, .rightBracket, .leftParenthesis,
      .rightParenthesis, .newline, .unknown:
      return true
    }
  }

  private func isWord(_ word: StaticString, _ start: Int, _ end: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard end - start == word.utf8CodeUnitCount else { return false }
    for index in 0..<(end - start) where bytes[start + index] != word.utf8Start[index] { return false }
    return true
  }

  private func span(_ token: Token) -> Span { Span(file: file, start: Int(token.start), end: Int(token.end)) }

  private func spelling(_ token: Token, _ bytes: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
  }
}

/// Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
func decodeScalar(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> (Unicode.Scalar, Int)? {
  let first = bytes[start]
  let length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
  guard length > 0, start + length <= bytes.count else { return nil }
  var value = length == 1 ? UInt32(first) : UInt32(first) & (0x7F >> UInt32(length))
  for index in 1..<max(length, 1) {
    guard bytes[start + index] & 0xC0 == 0x80 else { return nil }
    value = value << 6 | UInt32(bytes[start + index] & 0x3F)
  }
  guard length < 3 || value >= (length == 3 ? 0x800 : 0x10000), let scalar = Unicode.Scalar(value) else { return nil }
  return (scalar, length)
}

extension Unicode.Scalar {
  var isNameStart: Bool { properties.isAlphabetic || value == 0x5F }

  var isNameContinue: Bool {
    if isNameStart { return true }
    switch properties.generalCategory {
    case .decimalNumber, .nonspacingMark, .spacingMark: return true
    default: return false
    }
  }
}
