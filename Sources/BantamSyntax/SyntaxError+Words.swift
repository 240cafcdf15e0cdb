import BantamDiagnostics

extension SyntaxError {
  /// The error in words.
  public var diagnostic: Diagnostic {
    switch self {
    case .expected(let wanted, let found, let span, let hint):
      var diagnostic = Diagnostic("BT0101", "expected \(wanted), found \(found)", at: span)
      hint?.complete(&diagnostic)
      return diagnostic
    case .unknownDeclaration(let word, let nearest, let isCondition, let span):
      return unknownDeclaration(word, nearest, isCondition, span)
    case .mixedAndOr(let span, let first): return mixedAndOr(span, first)
    case .unterminated(let span, let isRegex): return unterminated(span, isRegex: isRegex)
    case .strangeCharacter(let span, let scalar): return strange(span, scalar)
    case .foreignQuotes(let span, let inner):
      let text = "\"\(inner)\""
      return Diagnostic(
        "BT0105", "text stands between straight quotes", at: span, help: "write `\(text)`", fixes: fix(span, text))
    case .semicolon(let span, let isLast):
      return Diagnostic(
        "BT0105", "`;` is no sign of the language", at: span,
        help: isLast ? "remove it: the end of the line ends the item" : "write `,`, or start a new line",
        fixes: isLast ? removal("`;`", span) : fix(span, ","))
    case .unclosed(let span, let end, let isEndOfFile): return unclosed(span, end, isEndOfFile: isEndOfFile)
    case .unopened(let span, let text): return unopened(span, text)
    case .tooDeep(let span):
      return Diagnostic(
        "BT0108", "blocks and parentheses are nested more than \(Parser.maximumDepth) deep", at: span,
        help: "give an inner part a name with `define`")
    case .badNumber(let span, let written, let instead): return badNumber(span, written, instead)
    case .impossibleDate(let span, let text):
      return Diagnostic(
        "BT0110", "`\(text)` is no day of the calendar", at: span,
        help: "dates are year-month-day, such as `2026-02-28`")
    case .foreignDate(let span, let written, let instead): return foreignDate(span, written, instead)
    case .invalidUTF8(let span, let isUTF16):
      return Diagnostic(
        "BT0111", isUTF16 ? "this file is UTF-16 text, rules are UTF-8" : "this byte is not UTF-8 text", at: span,
        help: "save the file with the encoding UTF-8")
    case .reservedName(let word, let span):
      return Diagnostic(
        "BT0112", "`\(word)` is a word of the language and cannot be a name", at: span,
        help: "choose another name, such as `\(word)_1`")
    case .missingSeparator(let found, let span, let allowsComma):
      return Diagnostic(
        "BT0113", "expected a new line, found \(found)", at: span,
        help: allowsComma ? "start a new line or put a `,` before it" : "start a new line")
    case .unknownWord(let word, let known, let what, let span): return unknownWord(word, known, what, span)
    case .habit(let habit, let written, let instead, let span):
      let words = trimmed(instead)
      let fix = Fix("write `\(words)`", [Edit(span, instead)])
      return Diagnostic(
        "BT0115", "`\(written)` is written `\(words)` in Bantam", at: span, help: habit.help(instead: words),
        fixes: written == "/*" ? [] : [fix])
    case .needless(let word, let span, let parts):
      let fix = Fix("remove `\(word)`", [Edit(span, parts ? " " : "")])
      return Diagnostic("BT0116", "`\(word)` is not needed here", at: span, help: "leave it out", fixes: [fix])
    }
  }

  // MARK: The longer ones

  private func mixedAndOr(_ span: Span, _ first: Span) -> Diagnostic {
    Diagnostic(
      "BT0103", "`and` and `or` stand side by side, so it is open which belongs together", at: span,
      notes: [Note("the other word is here", at: first)],
      help: "put parentheses around one group, such as `a and (b or c)`, or use an `any { }` block")
  }

  private func unterminated(_ span: Span, isRegex: Bool) -> Diagnostic {
    if isRegex {
      return Diagnostic(
        "BT0104", "this pattern has no closing slash", at: span, help: "end it with `/` on the same line")
    }
    return Diagnostic(
      "BT0104", "this text has no closing quote", at: span,
      help: "end it with `\"` on the same line, or look for a quote that is missing further left")
  }

  private func unclosed(_ span: Span, _ end: Span, isEndOfFile: Bool) -> Diagnostic {
    let note = isEndOfFile ? "the file ends here" : "its block seems to end before this"
    return Diagnostic(
      "BT0106", "this `{` is never closed", at: span, notes: [Note(note, at: end)],
      help: "add a `}` where the block ends")
  }

  private func unopened(_ span: Span, _ text: String) -> Diagnostic {
    let opening = text == "}" ? "{" : text == "]" ? "[" : "("
    return Diagnostic(
      "BT0107", "this `\(text)` closes nothing", at: span, help: "remove it, or add the `\(opening)` it belongs to",
      fixes: removal("`\(text)`", span))
  }

  private func foreignDate(_ span: Span, _ written: String, _ instead: String?) -> Diagnostic {
    Diagnostic(
      "BT0110", "`\(written)` is not how a date is written", at: span,
      help: instead.map { "write `\($0)`" } ?? "dates are year-month-day with two digits each, such as `2026-02-28`",
      fixes: fix(span, instead))
  }

  private func unknownDeclaration(
    _ word: String, _ nearest: String?, _ isCondition: Bool, _ span: Span
  ) -> Diagnostic {
    let known =
      isCondition
      ? "conditions stand inside of a block, such as `segment name { \(word) … }`"
      : "declarations start with \(list(Vocabulary.declarations))"
    return Diagnostic(
      "BT0102", "`\(word)` does not start a declaration", at: span,
      help: nearest.map { "did you mean `\($0)`?" } ?? known,
      fixes: fix(span, nearest))
  }

  private func unknownWord(_ word: String, _ known: [String], _ what: String, _ span: Span) -> Diagnostic {
    let message = "`\(word)` is no \(what)"
    if Vocabulary.declarations.contains(word) {
      let help = "`\(word)` starts a declaration, which stands outside of all blocks; is a `}` missing above?"
      return Diagnostic("BT0114", message, at: span, help: help)
    }
    let nearest = nearestName(to: word, in: known.compactMap { $0.split(separator: " ").first.map(String.init) })
    return Diagnostic(
      "BT0114", message, at: span, help: nearest.map { "did you mean `\($0)`?" } ?? "possible here: \(list(known))",
      fixes: fix(span, nearest))
  }

  /// Where a sign parts groups of digits, another country reads it as the decimal one: that fix is a guess.
  private func badNumber(_ span: Span, _ written: String, _ instead: String?) -> Diagnostic {
    let isGuess = written.contains { $0 == "." || $0 == "," }
    return Diagnostic(
      "BT0109", "`\(written)` is \(instead == nil ? "neither a number nor a name" : "not how a number is written")",
      at: span,
      help: instead.map { "write `\($0)`" }
        ?? "numbers are digits such as `5_000` or `92.5`, and names begin with a letter",
      fixes: instead.map { [Fix("write `\($0)`", [Edit(span, $0)], isSafe: !isGuess)] } ?? [])
  }

  private func strange(_ span: Span, _ scalar: UInt32) -> Diagnostic {
    switch scalar {
    case 0:
      return Diagnostic("BT0105", "a NUL byte stands in the text", at: span, help: "remove it; is this a text file?")
    case 0x2013, 0x2014, 0x2212:
      return Diagnostic(
        "BT0105", "a dash stands where a minus belongs", at: span, help: "write `-`", fixes: fix(span, "-"))
    case 0x25:
      return Diagnostic(
        "BT0105", "`%` is no sign of the language", at: span, help: "write the number alone, such as `50`",
        fixes: removal("`%`", span))
    case 0x40:
      return Diagnostic(
        "BT0105", "`@` stands outside of a text", at: span,
        help: "put the whole address between quotes, such as `\"anna@example.com\"`")
    case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000:
      return Diagnostic(
        "BT0105", "a special blank (U+\(hexadecimal(scalar))) stands in the text", at: span,
        help: "put a plain blank in its place", fixes: [Fix("put a plain blank", [Edit(span, " ")])])
    case 0...0x1F, 0x7F...0x9F, 0xAD, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF:
      return Diagnostic(
        "BT0105", "an invisible character (U+\(hexadecimal(scalar))) stands in the text", at: span, help: "remove it",
        fixes: removal("it", span))
    default:
      let shown = Unicode.Scalar(scalar).map(String.init) ?? "U+\(hexadecimal(scalar))"
      return Diagnostic(
        "BT0105", "`\(shown)` is no sign of the language", at: span, help: "remove it, or put it between quotes")
    }
  }

  private func hexadecimal(_ scalar: UInt32) -> String {
    let digits = String(scalar, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private func trimmed(_ words: String) -> String {
    words.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
  }

  private func fix(_ span: Span, _ text: String?) -> [Fix] {
    text.map { [Fix("write `\($0)`", [Edit(span, $0)])] } ?? []
  }

  private func removal(_ what: String, _ span: Span) -> [Fix] { [Fix("remove \(what)", [Edit(span, "")])] }

  private func list(_ words: [String]) -> String { words.map { "`\($0)`" }.joined(separator: ", ") }
}

extension Habit {
  /// Why, and an example; the replacement itself stands in the message.
  func help(instead: String) -> String {
    switch self {
    case .sign: return "the signs are `=`, `!=`, `<`, `<=`, `>` and `>=`"
    case .logic, .joiner: return "conditions are joined with the words `and`, `or` and `not`"
    case .comment: return "a comment starts with `#` and ends with the line"
    case .range: return "a range has two dots, as in `10..250`, and includes both ends"
    case .currency: return "a currency stands behind the amount as three letters, such as `100_000 EUR`"
    case .capitals: return "the words of the language are in small letters"
    case .negation: return "`not` stands before a condition"
    case .grade: return "a grade table has lines such as `A from 70`"
    case .points: return "points come first, then `when` and the condition"
    case .transition: return "a line such as `lead to customer when order_received` leads from stage to stage"
    case .comparison: return "compare with a sign, as in `employees > 50`"
    case .test: return "write `\(instead)`"
    case .emptiness: return "`is missing` and `is known` are the words for emptiness"
    case .list: return "lists stand in square brackets"
    case .membership: return "`=` compares with one value, `in` with a list"
    case .count: return "counts are `at least`, `at most` or `exactly` so many `times`"
    case .window: return "times are such as `in last 30 days`, `in next 2 weeks` or `before 2026-01-01`"
    case .otherwise: return "the last line of a discipline or grade table is `otherwise`"
    case .when: return "points and rules are followed by `when` and a condition"
    case .declaration: return "write `\(instead)`"
    case .type: return "the types are \(Vocabulary.types.map { "`\($0)`" }.joined(separator: ", "))"
    case .colon: return "`:` stands between a field and its type or value, `=` compares"
    case .never: return "what did not happen is `never did`"
    }
  }
}

extension SyntaxHint {
  func complete(_ diagnostic: inout Diagnostic) {
    switch self {
    case .opened(let span): diagnostic.notes.append(Note("opened here", at: span))
    case .joinedName(let name, let span, let mayBeLabel):
      let label = mayBeLabel ? "; a label behind the name stands between quotes" : ""
      diagnostic.help = "names are made of letters, digits and `_`: `\(name)`\(label)"
      diagnostic.fixes = [Fix("write `\(name)`", [Edit(span, name)])]
    case .quotes(let texts):
      guard let first = texts.first else { return }
      diagnostic.help = "put it between quotes: `\"\(first.text)\"`"
      let title = texts.count == 1 ? "write `\"\(first.text)\"`" : "put each between quotes"
      diagnostic.fixes = [Fix(title, texts.map { Edit($0.span, "\"\($0.text)\"") })]
    case .commas(let offsets):
      let file = diagnostic.span?.file ?? 0
      diagnostic.help = "put a `,` between two entries"
      let edits = offsets.map { Edit(Span(file: file, start: $0, end: $0), ",") }
      diagnostic.fixes = [Fix("insert `,`", edits)]
    case .block(let offset):
      diagnostic.help = "a block stands between `{` and `}`"
      guard let offset else { return }
      let place = Span(file: diagnostic.span?.file ?? 0, start: offset, end: offset)
      diagnostic.fixes = [Fix("insert `{`", [Edit(place, " {")])]
    case .nameFirst(let example): diagnostic.help = "a name without quotes comes first, then the text: `\(example)`"
    case .direction(let duration): diagnostic.help = "write `in last \(duration)` or `in next \(duration)`"
    case .condition: diagnostic.help = "a condition stands alone on its line; points are written `50 when …`"
    case .sameLine: diagnostic.help = "put the value on the same line"
    case .alternatives(let condition, let test, let span):
      diagnostic.help = "several values stand in a list: `\(condition)`"
      diagnostic.fixes = [Fix("write `\(condition)`", [Edit(span, test)])]
    case .again(let comparison): diagnostic.help = "name the field again: `\(comparison)`"
    case .unquoted(let name, let span):
      diagnostic.help = "names of segments and fields stand without quotes: `\(name)`"
      diagnostic.fixes = [Fix("write `\(name)`", [Edit(span, name)])]
    case .label(let label): diagnostic.help = "a label stands before the `{`: `segment name \"\(label)\" {`"
    case .age(let duration):
      diagnostic.help =
        "a date is asked with `in last \(duration)`, or with `older than \(duration)` if it is longer ago"
    case .functions:
      diagnostic.help =
        "conditions on lines of their own must all hold; `any { … }` asks for one of them, and points say `50 when …`"
    case .activity(let kind):
      diagnostic.help = "a text is compared with `=`, and what somebody did is asked with `did \(kind)`"
    case .innerQuotes:
      diagnostic.help = "put a `\\` before a quote inside of a text, such as `\"Café \\\"Kiel\\\"\"`"
    case .write(let words): diagnostic.help = "write `\(words)`"
    }
  }
}
