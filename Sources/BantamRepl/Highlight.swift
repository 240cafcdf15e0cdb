import BantamDiagnostics
import BantamProgram
import BantamSyntax
import BantamTerminal

/// The colours of a criterion, by the language's own tokens.
struct Highlight {
  /// A longer text is shown without colours.
  static let mostBytes = 1 << 16

  static let keyword = Style(.blue)
  static let text = Style(.green)
  static let number = Style(.cyan)
  static let comment = Style(isDim: true)
  static let segment = Style(.magenta)
  static let wrong = Style(.red, isUnderlined: true)
  static let open = Style(.red, isBold: true)

  /// Names of segments, defines, lists and places.
  let names: Set<String>

  /// Words that the language gives a meaning, as far as they are typed in criteria.
  static let keywords: Set<String> = [
    "in", "is", "of", "or", "all", "and", "any", "did", "not", "last", "next", "none", "never", "stage", "matches",
    "missing", "known", "everyone", "otherwise", "contains", "starts", "ends", "with", "like", "exactly", "before",
    "after", "on", "older", "than", "under", "within", "km", "at", "least", "most", "times", "days", "day", "weeks",
    "months", "years", "year", "hours", "member", "reachable", "for", "person", "company", "no", "segment", "define",
    "list", "place", "score", "campaign", "when", "weight", "per", "sum", "first", "since", "anything", "sample",
  ]

  /// Runs of the text, each of one style. `wrong`: what is underlined, in bytes.
  func runs(of text: String, wrong: Range<Int>?) -> [StyledText] {
    guard text.utf8.count <= Self.mostBytes, !text.hasPrefix(":") else { return [StyledText(text)] }
    let source = SourceFile(path: "input", text: text)
    var styles = [Style](repeating: .plain, count: source.bytes.count)
    var end = 0
    for token in parse(source, file: 0).tree.tokens {
      let range = Int(token.start)..<Int(token.end)
      markComment(source.bytes, end..<range.lowerBound, &styles)
      end = range.upperBound
      guard let style = style(of: token, source) else { continue }
      for index in range { styles[index] = style }
    }
    markComment(source.bytes, end..<source.bytes.count, &styles)
    if let open = openBracket(in: text) { styles[open] = Self.open }
    for index in (wrong ?? 0..<0).clamped(to: 0..<styles.count) { styles[index] = Self.wrong }
    return Self.grouped(source.bytes, styles)
  }

  private func style(of token: Token, _ source: SourceFile) -> Style? {
    switch token.kind {
    case .string, .regex: return Self.text
    case .integer, .decimal, .date, .datetime: return Self.number
    case .name:
      let word = String(decoding: source.bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
      return names.contains(word) ? Self.segment : Self.keywords.contains(word) ? Self.keyword : nil
    default: return nil
    }
  }

  /// What stands between tokens and is no blank.
  private func markComment(_ bytes: [UInt8], _ range: Range<Int>, _ styles: inout [Style]) {
    guard range.lowerBound < range.upperBound, let start = bytes[range].firstIndex(of: UInt8(ascii: "#")) else {
      return
    }
    for index in start..<range.upperBound where bytes[index] != 0x0A { styles[index] = Self.comment }
  }

  private static func grouped(_ bytes: [UInt8], _ styles: [Style]) -> [StyledText] {
    var runs: [StyledText] = []
    var start = 0
    while start < bytes.count {
      var end = start + 1
      // A style never changes inside of a character.
      while end < bytes.count, styles[end] == styles[start] || bytes[end] & 0xC0 == 0x80 { end += 1 }
      runs.append(StyledText(String(decoding: bytes[start..<end], as: UTF8.self), styles[start]))
      start = end
    }
    return runs
  }
}
