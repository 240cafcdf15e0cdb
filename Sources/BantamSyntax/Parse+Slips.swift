import BantamDiagnostics

/// What people write who know filters, spreadsheets and everyday language: each slip is one error with its cure.
extension Parser {
  // MARK: Two things on one line

  /// Reports a word behind a whole item, with what it may stand for.
  mutating func reportPlainSeparator(allowsComma: Bool) {
    guard position > 1, kind == .name else {
      return report(.missingSeparator(found: found, span(current), allowsComma: allowsComma))
    }
    let before = Vocabulary.testWords[lowerWord()]
    if let before, before == "after" || before == "before", kind(ahead: 1) == .date {
      report(.habit(.window, written: text(current), instead: before, span(current)))
    } else if let hint = separatorHint {
      report(.expected("a new line", found: found, span(current), hint: hint))
    } else {
      report(.missingSeparator(found: found, span(current), allowsComma: allowsComma))
    }
  }

  private var separatorHint: SyntaxHint? {
    let previous = tokens[position - 1]
    if previous.kind == .string { return previous.end == current.start ? .innerQuotes : nil }
    guard previous.kind == .name else { return nil }
    if tokens[position - 2].kind == .equal || tokens[position - 2].kind == .notEqual {
      return quotesHint(from: position - 1)
    }
    if isWord("company", ahead: -1) { return .write("company.\(text(current))") }
    return isWord("segment", ahead: -1) ? .write(text(current)) : nil
  }

  // MARK: Conditions

  /// `city = "Kiel" or "Ulm"`, `contains "a", "b"`: the values as a list.
  var alternativesHint: SyntaxHint? {
    guard kind == .string, position > 2, let joiner = valueJoiner(at: position - 1),
      tokens[position - 2].kind == .string
    else { return nil }
    var first = position - 2
    while first > 1, valueJoiner(at: first - 1) != nil, tokens[first - 2].kind == .string { first -= 2 }
    var last = position
    while last - first < 100, valueJoiner(at: last + 1) != nil, tokens[last + 2].kind == .string { last += 2 }
    guard first > 1, let (start, test) = listTest(before: first, joiner: joiner) else { return nil }
    let values = stride(from: first, through: last, by: 2).map { text(tokens[$0]) }.joined(separator: ", ")
    let field = tokens[start - 1].kind == .name ? text(tokens[start - 1]) + " " : ""
    let instead = "\(test) [\(values)]"
    let blank = tokens[start - 1].end == tokens[start].start ? " " : ""
    return .alternatives(field + instead, blank + instead, span(tokens[start]).joined(span(tokens[last])))
  }

  private func valueJoiner(at index: Int) -> Joiner? {
    switch tokens[index].kind {
    case .comma: return .or
    case .name:
      let word = lowerWord(ahead: index - position)
      return Vocabulary.foreignOr.contains(word) ? .or : Vocabulary.foreignAnd.contains(word) ? .and : nil
    case .integer, .decimal, .date, .datetime, .string, .regex, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .plus, .minus, .star, .slash, .colon, .dot, .dotDot, .leftBrace, .rightBrace, .leftBracket,
      .rightBracket, .leftParenthesis, .rightParenthesis, .newline, .unknown, .endOfFile:
      return nil
    }
  }

  /// Where the test before the first value starts, and what it is with a list behind it.
  private func listTest(before first: Int, joiner: Joiner) -> (start: Int, test: String)? {
    let word = first - 1 - position
    let isAny = joiner == .or
    if tokens[first - 1].kind == .equal { return (first - 1, "in") }
    if tokens[first - 1].kind == .notEqual { return (first - 1, "not in") }
    if isWord("contains", ahead: word) { return (first - 1, isAny ? "contains any of" : "contains all of") }
    guard isWord("with", ahead: word), isAny, first > 2 else { return nil }
    if isWord("starts", ahead: word - 1) { return (first - 2, "starts with") }
    return isWord("ends", ahead: word - 1) ? (first - 2, "ends with") : nil
  }

  /// `age >= 30 and <= 40`: the field is to be named again.
  var repeatedFieldHint: SyntaxHint? {
    guard isComparator, position > 3, isWord("and", ahead: -1) || isWord("or", ahead: -1) else { return nil }
    var index = position - 2
    while index > max(0, position - 8), !tokens[index].kind.isComparator { index -= 1 }
    guard index > 0, tokens[index].kind.isComparator, tokens[index - 1].kind == .name else { return nil }
    return .again("\(text(tokens[index - 1])) \(text(current)) …")
  }

  /// A text where a condition belongs: a name between quotes, or a label inside of the block.
  var textHint: SyntaxHint? {
    guard kind == .string else { return nil }
    let inner = String(text(current).dropFirst().dropLast())
    if kind(ahead: 1) == .newline, position > 0, tokens[position - 1].kind == .leftBrace { return .label(inner) }
    let isNameLike = inner.first?.isLetter == true && inner.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    return isNameLike ? .unquoted(inner, span(current)) : nil
  }

  /// `AND(…)`, `ODER(…)`, `IF(…)`: the functions of spreadsheets.
  var isForeignFunction: Bool {
    guard kind(ahead: 1) == .leftParenthesis else { return false }
    return ["and", "und", "or", "oder", "if", "wenn"].contains(lowerWord())
  }

  mutating func failAtFunction() {
    report(.expected("a condition", found: "the function `\(text(current))`", span(current), hint: .functions))
    startRecovering()
  }

  /// `has email`, where the word was taken for a field.
  mutating func takeHas() -> Bool {
    let word = lowerWord(ahead: -1)
    guard word == "has" || word == "hat", isName, !isWord("person"), !isWord("persons") else { return false }
    let written = span(tokens[position - 1]).joined(span(current))
    report(.habit(.emptiness, written: source.text(written), instead: "\(text(current)) is known", written))
    startRecovering()
    return true
  }

  // MARK: Times

  /// `created_at last 30 days`, `created_at = this year`: takes nothing; the rest of the condition is skipped.
  ///
  /// - Parameter start: where what was written starts; the word of time stands at `word` tokens from here.
  mutating func reportWindow(from start: Int, word: Int) {
    var end = position + word + 1
    if tokens[end].kind == .integer { end += 1 }
    if isWord("fiscal", ahead: end - position) { end += 1 }
    if isUnit(ahead: end - position) { end += 1 }
    let direction = foreignDirection(ahead: word) ?? "this"
    let rest = end > position + word + 1 ? tokens[position + word + 1..<end].map { text($0) } : []
    let written = span(tokens[start]).joined(span(tokens[end - 1]))
    let instead = (["in", direction] + rest).joined(separator: " ")
    report(.habit(.window, written: source.text(written), instead: instead, written))
    startRecovering()
  }

  /// `last`, `this`, `past` and so on, with a duration or a unit behind it.
  func isTimeWord(ahead: Int) -> Bool {
    guard isWord("this", ahead: ahead) || foreignDirection(ahead: ahead) != nil else { return false }
    return kind(ahead: ahead + 1) == .integer || isUnit(ahead: ahead + 1) || isWord("fiscal", ahead: ahead + 1)
  }

  /// A number of days where a date belongs: `before 90 days`, `> 30 days ago`.
  ///
  /// - Parameter ahead: how far ahead the number stands.
  mutating func failAtAge(ahead: Int) {
    let written = span(tokens[position + ahead]).joined(span(tokens[position + ahead + 1]))
    let duration = source.text(written)
    let wanted = ahead == 0 ? "a date such as `2026-03-01`" : "a number, a text or a date"
    report(.expected(wanted, found: "`\(duration)`", written, hint: .age(duration)))
    startRecovering()
  }

  /// `today - 30`, `today + 2 weeks`: there is no calculating with dates.
  mutating func failAtDateSum() {
    let isLater = kind == .plus
    guard kind == .minus || isLater, kind(ahead: 1) == .integer else { return }
    let unit = isUnit(ahead: 2) ? text(tokens[position + 2]) : "days"
    let duration = "\(text(tokens[position + 1])) \(unit)"
    let written = span(current).joined(span(tokens[position + (isUnit(ahead: 2) ? 2 : 1)]))
    let hint = isLater ? SyntaxHint.write("in next \(duration)") : .age(duration)
    report(.expected("the end of the condition", found: "`\(source.text(written))`", written, hint: hint))
    startRecovering()
  }

  // MARK: Numbers

  /// `5 Mio`, `1.5 million`: takes the word behind a number.
  mutating func takeMagnitude() {
    guard !isRecovering, kind == .name, let zeros = Vocabulary.magnitudes[lowerWord()] else { return }
    let number = tokens[position - 1]
    let parts = text(number).filter { $0 != "_" }.split(separator: ".")
    let decimals = parts.count > 1 ? String(parts[1]) : ""
    guard let whole = parts.first, decimals.count <= zeros else { return }
    let digits = (whole + decimals + String(repeating: "0", count: zeros - decimals.count)).drop { $0 == "0" }
    let written = span(number).joined(span(current))
    report(
      .badNumber(written, written: source.text(written), instead: digits.isEmpty ? "0" : groupedDigits(String(digits))))
    bumpAsError()
  }

  // MARK: Scores and grades

  /// `if employees > 50 then 100`, `employees > 50: 100`: the points belong first.
  mutating func takePointsBehind() -> Bool {
    guard kind == .name else { return false }
    var end = position
    while end < position + 60, !isItemEnd(tokens[end].kind) { end += 1 }
    guard isItemEnd(tokens[end].kind), end - position > 3, tokens[end - 1].kind == .integer else { return false }
    var stop = end - 2
    if tokens[stop].kind == .greater, tokens[stop - 1].kind == .minus || tokens[stop - 1].kind == .equal {
      stop -= 1
    } else if tokens[stop].kind != .colon, !["then", "dann"].contains(lowerWord(ahead: stop - position)) {
      return false
    }
    let isIf = Vocabulary.foreignWhen.contains(lowerWord())
    let start = isIf ? position + 1 : position
    guard stop > start else { return false }
    let written = span(current).joined(span(tokens[end - 1]))
    let condition = source.text(span(tokens[start]).joined(span(tokens[stop - 1])))
    let instead = "\(text(tokens[end - 1])) when \(condition)"
    report(.habit(.points, written: source.text(written), instead: instead, written))
    bumpAsError(before: end)
    return true
  }

  private func isItemEnd(_ kind: TokenKind) -> Bool {
    kind == .newline || kind == .comma || kind == .rightBrace || kind == .endOfFile
  }

  /// `else 0`, `otherwise 0`.
  mutating func takeOtherwiseFirst() -> Bool {
    guard kind(ahead: 1) == .integer else { return false }
    let written = span(current).joined(span(tokens[position + 1]))
    let instead = "\(text(tokens[position + 1])) otherwise"
    report(.habit(.otherwise, written: source.text(written), instead: instead, written))
    bumpAsError(before: position + 2)
    return true
  }

  /// `A: >= 70`, `A 70`, `A 70-100`, `C: otherwise`: what stands behind a grade in other tables.
  mutating func takeForeignThreshold() -> Bool {
    let start = position
    if kind == .colon, isWord("otherwise", ahead: 1) { return false }
    var end = position
    while tokens[end].kind == .colon || tokens[end].kind.isComparator { end += 1 }
    guard end > start || kind == .integer, end <= start + 2 else { return false }
    guard tokens[end].kind == .integer || tokens[end].kind == .decimal else { return false }
    let number = text(tokens[end])
    end += 1
    if tokens[end].kind == .minus || tokens[end].kind == .dotDot, tokens[end + 1].kind == .integer { end += 2 }
    let written = span(tokens[start]).joined(span(tokens[end - 1]))
    report(.habit(.grade, written: source.text(written), instead: "from \(number)", written))
    bumpAsError(before: end)
    return true
  }

  /// `company size weight 30`, `size {`: what belongs before the weight of a discipline.
  mutating func expectWeight() {
    guard !isRecovering, !isWord("weight") else { return expect("weight") }
    var end = position
    var parts = [text(tokens[max(position - 1, 0)])]
    while end < position + 6, tokens[end].kind == .minus || tokens[end].kind == .name,
      !isWord("weight", ahead: end - position)
    {
      if tokens[end].kind == .name { parts.append(text(tokens[end])) }
      end += 1
    }
    if parts.count > 1, isWord("weight", ahead: end - position), tokens[position - 1].kind == .name {
      let written = span(tokens[position - 1]).joined(span(tokens[end - 1]))
      let hint = SyntaxHint.joinedName(parts.joined(separator: "_"), written, mayBeLabel: false)
      report(.expected("`weight`", found: found, here, hint: hint))
      bumpAsError(before: end)
      return bump()
    }
    let weight = kind == .integer ? text(current) : "30"
    fail("`weight`", hint: tokens[position - 1].kind == .name ? .write("\(parts[0]) weight \(weight) { … }") : nil)
  }
}
