import BantamDiagnostics

/// What can be wrong with a text before its meaning is asked. Words: `SyntaxError+Words.swift`.
public enum SyntaxError: Error, Sendable {
  /// A word or sign stands where something else belongs.
  case expected(String, found: String, Span)
  case unknownDeclaration(String, Span)
  case mixedAndOr(Span, first: Span)
  case unterminated(Span, isRegex: Bool)
  case strangeCharacter(Span, scalar: UInt32)
  case unclosed(Span, text: String)
  case unopened(Span, text: String)
  case tooDeep(Span)
  case badNumber(Span)
  case impossibleDate(Span, text: String)
  case invalidUTF8(Span)
  case reservedName(String, Span)
  case missingSeparator(found: String, Span)
  case unknownWord(String, known: [String], what: String, Span)
}
