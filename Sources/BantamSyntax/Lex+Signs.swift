import BantamDiagnostics

/// Signs of the language, and signs people bring along from other tools.
extension Lexer {
  mutating func takeSign() {
    let next = byte(position + 1)
    switch bytes[position] {
    case 0x3D: takeEqual(next)
    case 0x21: takeExclamation(next)
    case 0x3C:
      if next == 0x3E { return takeHabit(.sign, 2, .notEqual, instead: "!=") }
      next == 0x3D ? take(.lessOrEqual, 2) : take(.less, 1)
    case 0x3E: next == 0x3D ? take(.greaterOrEqual, 2) : take(.greater, 1)
    case 0x2B: take(.plus, 1)
    case 0x2D: take(.minus, 1)
    case 0x2A: take(.star, 1)
    case 0x2F: take(.slash, 1)
    case 0x2C: take(.comma, 1)
    case 0x3A: take(.colon, 1)
    case 0x2E:
      if next == 0x2E, byte(position + 2) == 0x2E { return takeHabit(.range, 3, .dotDot, instead: "..") }
      next == 0x2E ? take(.dotDot, 2) : take(.dot, 1)
    case 0x7B: take(.leftBrace, 1)
    case 0x7D: take(.rightBrace, 1)
    case 0x5B: take(.leftBracket, 1)
    case 0x5D: take(.rightBracket, 1)
    case 0x28: take(.leftParenthesis, 1)
    case 0x29: take(.rightParenthesis, 1)
    case 0x26: takeHabit(.logic, next == 0x26 ? 2 : 1, .name, instead: "and")
    case 0x7C: takeHabit(.logic, next == 0x7C ? 2 : 1, .name, instead: "or")
    case 0x27, 0x60: if !takeForeignQuotes() { takeStrange(Unicode.Scalar(bytes[position]), to: position + 1) }
    case 0x24: takeHabit(.currency, 1, .unknown, instead: "USD")
    case 0x3B: takeSemicolon()
    default: takeStrange(Unicode.Scalar(bytes[position]), to: position + 1)
    }
  }

  private mutating func take(_ kind: TokenKind, _ length: Int) { add(kind, to: position + length) }

  private mutating func takeHabit(_ habit: Habit, _ length: Int, _ kind: TokenKind, instead: String) {
    let end = position + length
    report(.habit(habit, written: text(position, end), instead: instead, span(position, end)))
    add(kind, to: end)
  }

  private mutating func takeEqual(_ next: UInt8) {
    switch next {
    case 0x3D: takeHabit(.sign, byte(position + 2) == 0x3D ? 3 : 2, .equal, instead: "=")
    case 0x3E: takeHabit(.sign, 2, .greaterOrEqual, instead: ">=")
    case 0x3C: takeHabit(.sign, 2, .lessOrEqual, instead: "<=")
    case 0x21: takeHabit(.sign, 2, .notEqual, instead: "!=")
    default: take(.equal, 1)
    }
  }

  private mutating func takeExclamation(_ next: UInt8) {
    if next == 0x3D, byte(position + 2) == 0x3D { return takeHabit(.sign, 3, .notEqual, instead: "!=") }
    if next == 0x3D { take(.notEqual, 2) } else { takeHabit(.logic, 1, .name, instead: "not") }
  }

  private mutating func takeSemicolon() {
    var at = position + 1
    while byte(at) == 0x20 || byte(at) == 0x09 || byte(at) == 0x0D { at += 1 }
    let isLast = at >= bytes.count || bytes[at] == 0x0A || bytes[at] == 0x23 || bytes[at] == 0x7D
    report(.semicolon(span(position, position + 1), isLast: isLast))
    take(isLast ? .unknown : .comma, 1)
  }

  mutating func takeStrange(_ scalar: Unicode.Scalar, to end: Int) {
    if scalar.value == 0 {
      reportNul(position)
    } else {
      let isBlank = scalar.properties.generalCategory == .spaceSeparator
      report(.strangeCharacter(span(position, end), scalar: scalar.value), breaksLine: !isBlank && scalar != "%")
    }
    add(.unknown, to: end)
  }

  mutating func takeWideSign(_ scalar: Unicode.Scalar, to end: Int) {
    let length = end - position
    switch scalar {
    case "≠": takeHabit(.sign, length, .notEqual, instead: "!=")
    case "≥": takeHabit(.sign, length, .greaterOrEqual, instead: ">=")
    case "≤": takeHabit(.sign, length, .lessOrEqual, instead: "<=")
    case "…": takeHabit(.range, length, .dotDot, instead: "..")
    case "€": takeHabit(.currency, length, .unknown, instead: "EUR")
    case "£": takeHabit(.currency, length, .unknown, instead: "GBP")
    case "¥": takeHabit(.currency, length, .unknown, instead: "JPY")
    case "–", "—", "−":
      let isBetweenDigits = position > 0 && bytes[position - 1] &- 0x30 < 10 && byte(end) &- 0x30 < 10
      if isBetweenDigits { return takeHabit(.range, length, .dotDot, instead: "..") }
      report(.strangeCharacter(span(position, end), scalar: scalar.value))
      add(.minus, to: end)
    default: if !scalar.isForeignQuote || !takeForeignQuotes() { takeStrange(scalar, to: end) }
    }
  }

  /// `„Hamburg“`, `'Hamburg'`: a text between other quotes, if they close on the line.
  private mutating func takeForeignQuotes() -> Bool {
    guard let (_, first) = decodeScalar(bytes, at: position) else { return false }
    var at = position + first
    while at < bytes.count, bytes[at] != 0x0A {
      guard let (scalar, length) = decodeScalar(bytes, at: at) else { return false }
      if scalar.isForeignQuote || scalar == "\"" {
        let inner = text(position + first, at).split(separator: "\"", omittingEmptySubsequences: false).joined(
          separator: "\\\"")
        report(.foreignQuotes(span(position, at + length), inner: inner))
        add(.string, to: at + length)
        return true
      }
      at += length
    }
    return false
  }
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

  var isForeignQuote: Bool {
    switch self {
    case "'", "`", "´", "«", "»", "‹", "›", "“", "”", "„", "‟", "‘", "’", "‚", "‛": return true
    default: return false
    }
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

extension StaticString {
  /// Whether these bytes spell the word.
  func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end - start == utf8CodeUnitCount else { return false }
    for index in 0..<(end - start) where bytes[start + index] != utf8Start[index] { return false }
    return true
  }
}
