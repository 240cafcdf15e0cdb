import BantamDiagnostics
import BantamSyntax

/// Patterns that say what plain words of the language say.
enum NeedlessPattern: LintRule {
  static let manual = LintManual(
    "BT1236", "needless-pattern", "a pattern where plain words do",
    text: """
      The pattern only looks for a text, at the start, at the end or anywhere. `contains`, `starts with`, `ends with` and \
      `in` say the same, can be read aloud, and are faster. The rules keep their meaning; where a line end in the \
      value could make a difference, the fix says so.
      """,
    wrong: """
      segment makers { name matches /.*gmbh.*/ }
      segment leaders { job_title like "Head*" }
      """,
    right: """
      segment makers { name contains "gmbh" }
      segment leaders { job_title starts with "Head" }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for test in context.nodes(.textTest) {
      let word = test.tokens(.name).last
      guard let word, let value = test.token(.regex) ?? test.token(.string) else { continue }
      let raw = String(test.text(value).dropFirst().dropLast())
      let plain: PlainPattern?
      switch test.text(word) {
      case "matches": plain = PlainPattern(pattern: raw)
      case "like": plain = PlainPattern(glob: raw)
      default: continue
      }
      guard let plain else { continue }
      let span = test.span(word).joined(test.span(value))
      if test.has("like"), let meant = starsForPercents(raw) {
        findings.report(
          "`%` stands for itself here, and `*` for any text", at: span,
          help: "write `\(meant.words.prefix(80))` if any text is meant",
          fixes: [Fix("write `\(meant.words.prefix(80))`", [Edit(span, meant.words)], isSafe: false)])
        continue
      }
      findings.report(
        "this pattern only looks for a text: `\(plain.words.prefix(80))` says the same", at: span,
        help: plain.isEqual ? nil : "a value of several lines is tested line by line so far, and as a whole then",
        fixes: [Fix("write `\(plain.words.prefix(80))`", [Edit(span, plain.words)], isSafe: plain.isEqual)])
    }
  }
}

/// `%Head%` as other tools write `*Head*`; nil where no `%` stands at an end, or `*` does.
private func starsForPercents(_ glob: String) -> PlainPattern? {
  guard glob.hasPrefix("%") || glob.hasSuffix("%"), !glob.contains("*") else { return nil }
  return PlainPattern(glob: glob.replacing("%", with: "*"))
}

/// A pattern that stands for plain words.
struct PlainPattern {
  /// `starts with "Head"`
  private(set) var words: String
  /// Whether it says exactly the same, whatever the value.
  private(set) var isEqual = true

  /// A regular expression without its slashes.
  init?(pattern: String) {
    var body = Substring(pattern)
    let isStart = body.hasPrefix("^")
    if isStart { body = body.dropFirst() }
    let isEnd = body.hasSuffix("$") && !body.hasSuffix("\\$")
    if isEnd { body = body.dropLast() }
    var (opensStart, opensEnd) = (false, false)
    while body.hasPrefix(".*") { (body, opensStart) = (body.dropFirst(2), true) }
    while body.hasSuffix(".*"), !body.hasSuffix("\\.*") { (body, opensEnd) = (body.dropLast(2), true) }
    // `.` is no line end: `^.*abc` is `contains` only within one line.
    isEqual = !(isStart && opensStart) && !(isEnd && opensEnd)
    guard let values = Self.alternatives(body, isBound: isStart || isEnd || opensStart || opensEnd) else { return nil }
    words = Self.words(values, atStart: isStart && !opensStart, atEnd: isEnd && !opensEnd)
  }

  /// A text with `*` for anything, as it stands between the quotes.
  init?(glob: String) {
    var body = Substring(glob)
    var (opensStart, opensEnd) = (false, false)
    while body.hasPrefix("*") { (body, opensStart) = (body.dropFirst(), true) }
    while body.hasSuffix("*") { (body, opensEnd) = (body.dropLast(), true) }
    guard let value = Self.literal(body, further: "./()+") else { return nil }
    words = Self.words([value], atStart: !opensStart, atEnd: !opensEnd)
  }

  private static func words(_ values: [String], atStart: Bool, atEnd: Bool) -> String {
    let quoted = values.map { "\"\($0)\"" }
    let list = quoted.count == 1 ? quoted[0] : "[\(quoted.joined(separator: ", "))]"
    if atStart, atEnd { return values.count == 1 ? "= \(list)" : "in \(list)" }
    if atStart { return "starts with \(list)" }
    if atEnd { return "ends with \(list)" }
    return values.count == 1 ? "contains \(list)" : "contains any of \(list)"
  }

  /// `abc`, `a|b` or `(a|b)` of plain texts.
  private static func alternatives(_ body: Substring, isBound: Bool) -> [String]? {
    var inner = body
    let isGroup = body.hasPrefix("(") && body.hasSuffix(")") && !body.hasSuffix("\\)")
    if isGroup { inner = body.hasPrefix("(?:") ? body.dropFirst(3).dropLast() : body.dropFirst().dropLast() }
    // In `^a|b` the sign belongs to the first choice alone.
    if !isGroup, isBound, inner.contains("|") { return nil }
    let values = inner.split(separator: "|", omittingEmptySubsequences: false).map { literal($0) }
    let found = values.compactMap(\.self)
    return found.count == values.count ? found : nil
  }

  /// A text in which every sign stands for itself; nil otherwise, and where outer blanks would be cut.
  ///
  /// - Parameter further: signs that have no meaning of their own here.
  private static func literal(_ text: Substring, further: String = "") -> String? {
    var result = ""
    var isEscaped = false
    for character in text {
      if character == "\\", !isEscaped {
        isEscaped = true
        continue
      }
      let isPlain =
        character.isLetter || character.isWholeNumber || " -_&@,':;!%#=".contains(character)
        || further.contains(character)
      guard isEscaped ? ".-/+&".contains(character) : isPlain else { return nil }
      result.append(character)
      isEscaped = false
    }
    let isTrimmed = result.first?.isWhitespace == false && result.last?.isWhitespace == false
    return isTrimmed && !isEscaped ? result : nil
  }
}
