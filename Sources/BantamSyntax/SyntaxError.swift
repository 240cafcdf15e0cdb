import BantamDiagnostics

/// What can be wrong with a text before its meaning is asked. Words: `SyntaxError+Words.swift`.
public enum SyntaxError: Error, Sendable {
  /// A word or sign stands where something else belongs.
  case expected(String, found: String, Span, hint: SyntaxHint?)
  /// `isCondition`: a condition that stands outside of all blocks.
  case unknownDeclaration(String, nearest: String?, isCondition: Bool, Span)
  case mixedAndOr(Span, first: Span)
  case unterminated(Span, isRegex: Bool)
  case strangeCharacter(Span, scalar: UInt32)
  /// A text between other quotes than `"`.
  case foreignQuotes(Span, inner: String)
  case semicolon(Span, isLast: Bool)
  /// An opening brace; `end` is where its block was taken to end.
  case unclosed(Span, end: Span, isEndOfFile: Bool)
  case unopened(Span, text: String)
  case tooDeep(Span)
  case badNumber(Span, written: String, instead: String?)
  case impossibleDate(Span, text: String)
  case foreignDate(Span, written: String, instead: String?)
  case invalidUTF8(Span, isUTF16: Bool)
  case reservedName(String, Span)
  case missingSeparator(found: String, Span, allowsComma: Bool)
  case unknownWord(String, known: [String], what: String, Span)
  /// Something as other tools write it; what it means is clear.
  case habit(Habit, written: String, instead: String, Span)
  /// A word or sign that other languages want here; `parts`: it alone parts its neighbours.
  case needless(String, Span, parts: Bool = false)

  /// Where it is.
  public var span: Span {
    switch self {
    case .expected(_, _, let span, _), .unknownDeclaration(_, _, _, let span), .mixedAndOr(let span, _),
      .unterminated(let span, _),
      .strangeCharacter(let span, _), .foreignQuotes(let span, _), .semicolon(let span, _), .unclosed(let span, _, _),
      .unopened(let span, _), .tooDeep(let span), .badNumber(let span, _, _), .impossibleDate(let span, _),
      .foreignDate(let span, _, _), .invalidUTF8(let span, _), .reservedName(_, let span),
      .missingSeparator(_, let span, _),
      .unknownWord(_, _, _, let span), .habit(_, _, _, let span), .needless(_, let span, _):
      return span
    }
  }
}

extension SyntaxError {
  /// The same with blanks around what is to be written, where it would run into its neighbours (`a&&b`, `A: 70`), and
  /// with a sign of currency put behind its amount.
  func padded(in source: SourceFile) -> SyntaxError {
    func isPart(_ index: Int) -> Bool {
      guard source.bytes.indices.contains(index) else { return false }
      let scalar = Unicode.Scalar(source.bytes[index])
      return !scalar.isASCII || scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }
    if case .needless(let word, let span, _) = self {
      return .needless(word, span, parts: isPart(span.start - 1) && isPart(span.end))
    }
    guard case .habit(let habit, let written, let instead, let span) = self else { return self }
    func isDigit(_ index: Int) -> Bool {
      source.bytes.indices.contains(index) && (0x30...0x39).contains(source.bytes[index])
    }
    func isPoint(_ index: Int) -> Bool { [0x2C, 0x2E, 0x5F].contains(source.bytes[index]) && isDigit(index + 1) }
    var end = span.end
    while habit == .currency, isDigit(end) || isDigit(end - 1) && end < source.bytes.count && isPoint(end) { end += 1 }
    if end > span.end {
      let whole = Span(file: span.file, start: span.start, end: end)
      let amount = source.text(Span(file: span.file, start: span.end, end: end))
      return .habit(habit, written: source.text(whole), instead: "\(amount) \(instead)", whole)
    }
    let startsWithLetter = instead.first?.isLetter ?? false
    let endsWithWord = instead.last.map { $0.isLetter || $0.isNumber } ?? false
    let before = startsWithLetter && isPart(span.start - 1) ? " " : ""
    let after = endsWithWord && isPart(span.end) ? " " : ""
    return .habit(habit, written: written, instead: before + instead + after, span)
  }
}

/// Which habit of another tool shows: it decides what the help says.
public enum Habit: Sendable {
  case sign, logic, comment, range, currency
  case capitals, joiner, negation, grade, points, transition
  case comparison, test, emptiness, list, membership, count, window, otherwise, when, declaration, type, colon, never
}

/// Words that stand without quotes where a text belongs.
public struct BareText: Sendable {
  public var text: String
  public var span: Span
}

/// What helps with an `expected … found …`.
public enum SyntaxHint: Sendable {
  /// The bracket that is to be closed here.
  case opened(Span)
  /// The words of a name joined as they should be.
  case joinedName(String, Span, mayBeLabel: Bool)
  /// The words that belong between quotes.
  case quotes([BareText])
  /// The byte offsets before which a comma is missing.
  case commas([Int])
  /// The declaration with a name in front of its text.
  case nameFirst(String)
  /// A block that starts at a byte offset; nil where it has to be written anew.
  case block(Int?)
  case direction(String)
  case condition
  case sameLine
  /// A condition with its values as a list; the test alone, and the span that it replaces.
  case alternatives(String, String, Span)
  /// The comparison with its field.
  case again(String)
  /// A name that stands between quotes.
  case unquoted(String, Span)
  /// A text at the beginning of a block.
  case label(String)
  /// A duration where a date belongs.
  case age(String)
  /// The functions of spreadsheets.
  case functions
  /// The kind of an activity.
  case activity(String)
  case innerQuotes
  case write(String)
}
