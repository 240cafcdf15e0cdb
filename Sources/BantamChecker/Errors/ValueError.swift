import BantamDiagnostics

/// What can be wrong with written values: numbers, currencies, ranges, lists, durations, patterns.
public enum ValueError: Error, Sendable {
  case otherCurrency(String, wanted: String, Span)
  case currencyOnNumber(field: String, Span)
  case numberTooFine(String, Span)
  case numberTooLarge(String, Span)
  /// Three decimal places, which some read as thousands.
  case thousandsPoint(String, Span)
  case divisionByZero(Span)
  case emptyRange(Span, example: String)
  case emptyList(Span)
  case badPattern(reason: String, help: String?, Span)
  case badCoordinates(Span)
  case badDuration(String, allowed: String, Span)
  case wrongColumns(String, isLocation: Bool, Span)
  case outOfBounds(what: String, low: Int, high: Int, Span)

  var diagnostic: Diagnostic {
    switch self {
    case .otherCurrency(let currency, let wanted, let span):
      return Diagnostic(
        "BT0305", "amounts are in `\(wanted)`, found `\(currency)`", at: span,
        help: "convert the amount to \(wanted); the currency is set in `settings { currency \(wanted) }`")
    case .currencyOnNumber(let field, let span):
      return Diagnostic(
        "BT0306", "\(field) is not money, so it has no currency", at: span,
        help: "remove the currency, or declare the field as `money`")
    case .numberTooFine(let text, let span):
      return Diagnostic(
        "BT0307", "`\(text)` has more than four decimal places", at: span,
        help: "round it to four places")
    case .numberTooLarge(let text, let span):
      return Diagnostic("BT0308", "`\(text)` is larger than 900 trillion", at: span, help: "write a smaller number")
    case .thousandsPoint(let text, let span):
      let parts = text.split(separator: ".")
      let better = parts.joined(separator: "_")
      return Diagnostic(
        "BT0330", "`\(text)` can be read in two ways", at: span,
        help: "write `\(better)` for thousands, or `\(text)0` for a number with decimal places",
        fixes: [Fix("write `\(better)`", [Edit(span, better)], isSafe: false)])
    case .divisionByZero(let span):
      return Diagnostic("BT0309", "this divides by zero", at: span, help: "divide by another number or field")
    case .emptyRange(let span, let example):
      return Diagnostic(
        "BT0310", "nothing lies in this range", at: span, help: "write the smaller bound first, such as `\(example)`")
    case .emptyList(let span):
      return Diagnostic("BT0311", "this list is empty", at: span, help: "put at least one value into it")
    case .badPattern(let reason, let help, let span):
      return Diagnostic(
        "BT0312", "this pattern cannot be used: \(reason)", at: span,
        help: help ?? "patterns know `.`, `[a-z]`, `( | )`, `*`, `+`, `?`, `{2,5}`, `^` and `$`")
    case .badCoordinates(let span):
      return Diagnostic(
        "BT0313", "this is no place on earth", at: span,
        help: "write latitude (-90 to 90), then longitude (-180 to 180)")
    case .badDuration(let word, let allowed, let span):
      return Diagnostic("BT0314", "`\(word)` cannot be counted here", at: span, help: "use \(allowed)")
    case .wrongColumns(let name, let isLocation, let span):
      return Diagnostic(
        "BT0317", "`\(name)` is read from \(isLocation ? "two columns" : "one column")", at: span,
        help: isLocation ? "write `from \"latitude\", \"longitude\"`" : "write `from \"column\"`")
    case .outOfBounds(let what, let low, let high, let span):
      if low == high { return Diagnostic("BT0319", "\(what) must be \(low)", at: span) }
      return Diagnostic("BT0319", "\(what) must lie between \(grouped(low)) and \(grouped(high))", at: span)
    }
  }

  /// `1_000_000`, as the language writes it.
  private func grouped(_ value: Int) -> String {
    let digits = Array(String(value))
    guard digits.count > 4 else { return String(digits) }
    return digits.indices.map { ($0 > 0 && (digits.count - $0) % 3 == 0 ? "_" : "") + String(digits[$0]) }.joined()
  }
}
