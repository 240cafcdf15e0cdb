/// The kinds of token. Words of the language are `name` tokens; the parser tells them apart by where they stand.
public enum TokenKind: UInt8, Sendable {
  case name, integer, decimal, date, datetime, string, regex
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  case plus, minus, star, slash
  case comma, colon, dot, dotDot
  case leftBrace, rightBrace, leftBracket, rightBracket, leftParenthesis, rightParenthesis
  /// A line end that separates; its bytes belong to the blanks before the next token.
  case newline
  /// Bytes no token starts with.
  case unknown
  case endOfFile
}

/// A token: its kind and its bytes. What stands between two tokens (blanks, comments) belongs to the later one.
public struct Token: Sendable {
  public var kind: TokenKind
  public var start: Int32
  public var end: Int32

  public init(kind: TokenKind, start: Int, end: Int) {
    self.kind = kind
    self.start = Int32(truncatingIfNeeded: start)
    self.end = Int32(truncatingIfNeeded: end)
  }
}
