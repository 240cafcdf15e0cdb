import BantamDiagnostics

extension SyntaxError {
  /// The error in words.
  public var diagnostic: Diagnostic {
    switch self {
    case .expected(let wanted, let found, let span):
      return Diagnostic("BT0101", "expected \(wanted), found \(found)", at: span)
    case .unknownDeclaration(let word, let span):
      let nearest = nearestName(to: word, in: Parser.declarationWords)
      return Diagnostic(
        "BT0102", "`\(word)` does not start a declaration", at: span,
        help: nearest.map { "did you mean `\($0)`?" } ?? "declarations start with \(list(Parser.declarationWords))",
        fixes: nearest.map { [Fix("write `\($0)`", [Edit(span, $0)])] } ?? [])
    case .mixedAndOr(let span, let first):
      return Diagnostic(
        "BT0103", "`and` and `or` stand side by side, so it is open which belongs together", at: span,
        notes: [Note("the other word is here", at: first)],
        help: "put parentheses around one group, such as `a and (b or c)`, or use an `any { }` block")
    case .unterminated(let span, let isRegex):
      return isRegex
        ? Diagnostic("BT0104", "this pattern has no closing slash", at: span, help: "end it with `/` on the same line")
        : Diagnostic("BT0104", "this text has no closing quote", at: span, help: "end it with `\"` on the same line")
    case .strangeCharacter(let span, let scalar): return strange(span, scalar)
    case .unclosed(let span, let text):
      let closing = text == "{" ? "}" : text == "[" ? "]" : ")"
      return Diagnostic("BT0106", "this `\(text)` is never closed", at: span, help: "add the `\(closing)` where it ends")
    case .unopened(let span, let text):
      let opening = text == "}" ? "{" : text == "]" ? "[" : "("
      return Diagnostic(
        "BT0107", "this `\(text)` closes nothing", at: span, help: "remove it, or add the `\(opening)` it belongs to")
    case .tooDeep(let span):
      return Diagnostic(
        "BT0108", "blocks and parentheses are nested more than \(Parser.maximumDepth) deep", at: span,
        help: "give an inner part a name with `define`")
    case .badNumber(let span):
      return Diagnostic(
        "BT0109", "this is neither a number nor a name", at: span,
        help: "write digits such as `5_000` or `92.5`, and leave a blank before a word")
    case .impossibleDate(let span, let text):
      return Diagnostic(
        "BT0110", "`\(text)` is no day of the calendar", at: span, help: "dates are year-month-day, such as `2026-02-28`")
    case .invalidUTF8(let span):
      return Diagnostic("BT0111", "these bytes are not UTF-8 text", at: span, help: "save the file as UTF-8")
    case .reservedName(let word, let span):
      return Diagnostic(
        "BT0112", "`\(word)` is a word of the language and cannot be a name", at: span,
        help: "choose another name, such as `\(word)_1`")
    case .missingSeparator(let found, let span):
      return Diagnostic(
        "BT0113", "expected a new line, found \(found)", at: span, help: "start a new line or put a `,` before it")
    case .unknownWord(let word, let known, let what, let span):
      let nearest = nearestName(to: word, in: known)
      return Diagnostic(
        "BT0114", "`\(word)` is no \(what)", at: span,
        help: nearest.map { "did you mean `\($0)`?" } ?? "possible here: \(list(known))",
        fixes: nearest.map { [Fix("write `\($0)`", [Edit(span, $0)])] } ?? [])
    }
  }

  private func strange(_ span: Span, _ scalar: UInt32) -> Diagnostic {
    switch scalar {
    case 0: return Diagnostic("BT0105", "a NUL byte stands in the text", at: span, help: "remove it; is this a text file?")
    case 0x201C...0x201F, 0xAB, 0xBB:
      return Diagnostic(
        "BT0105", "a typographic quote stands where text starts", at: span, help: "use the straight quote `\"`")
    case 0x2013, 0x2014, 0x2212:
      return Diagnostic(
        "BT0105", "a dash stands where a minus belongs", at: span, help: "use `-`", fixes: [Fix("write `-`", [Edit(span, "-")])])
    case 0x3B:
      return Diagnostic(
        "BT0105", "`;` is no sign of the language", at: span, help: "end an item with a new line or a `,`",
        fixes: [Fix("write `,`", [Edit(span, ",")])])
    case 0x26, 0x7C:
      let word = scalar == 0x26 ? "and" : "or"
      return Diagnostic("BT0105", "this sign is not part of the language", at: span, help: "write `\(word)`")
    default:
      let shown = Unicode.Scalar(scalar).map { scalar < 0x20 || scalar == 0x7F ? "U+" + String(scalar, radix: 16) : String($0) }
      return Diagnostic("BT0105", "`\(shown ?? "?")` is no sign of the language", at: span, help: "remove it, or put it between quotes")
    }
  }

  private func list(_ words: [String]) -> String { words.map { "`\($0)`" }.joined(separator: ", ") }
}
