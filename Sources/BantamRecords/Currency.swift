/// The currency that an amount names beside its number.
enum CurrencyMark {
  /// Signs and short forms, each with the currencies that use it. ISO 4217 codes stand for themselves.
  private static let signs: [(sign: String, codes: [String])] = [
    ("US$", ["USD"]), ("A$", ["AUD"]), ("C$", ["CAD"]), ("CA$", ["CAD"]),
    ("€", ["EUR"]), ("Euro", ["EUR"]), ("EURO", ["EUR"]), ("euro", ["EUR"]), ("£", ["GBP"]), ("₹", ["INR"]),
    ("$", ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"]), ("¥", ["JPY", "CNY"]),
    ("SFr.", ["CHF"]), ("Fr.", ["CHF"]), ("Fr", ["CHF"]), ("zł", ["PLN"]), ("Kč", ["CZK"]), ("Ft", ["HUF"]),
    ("₺", ["TRY"]), ("kr.", ["DKK", "SEK", "NOK"]), ("kr", ["SEK", "NOK", "DKK"]),
  ]

  /// Splits an amount into its number and the currencies it can mean; nil where it names none.
  static func split(_ text: String) -> (number: String, codes: [String])? {
    if text.hasPrefix("("), text.hasSuffix(")"), let inner = split(String(text.dropFirst().dropLast())) {
      return ("(\(inner.number))", inner.codes)
    }
    let text = text[...]
    for (sign, codes) in signs {
      if text.hasPrefix(sign) { return (trim(text.dropFirst(sign.count)), codes) }
      if text.hasSuffix(sign) { return (trim(text.dropLast(sign.count)), codes) }
    }
    if text.count > 3, text.prefix(3).allSatisfy(isLetter), !text.dropFirst(3).prefix(1).allSatisfy(isLetter) {
      return (trim(text.dropFirst(3)), [text.prefix(3).uppercased()])
    }
    if text.count > 3, text.suffix(3).allSatisfy(isLetter), !text.dropLast(3).suffix(1).allSatisfy(isLetter) {
      return (trim(text.dropLast(3)), [text.suffix(3).uppercased()])
    }
    // A sign before the currency: `-$90`, `-€ 90`.
    if text.hasPrefix("-"), let inner = split(String(text.dropFirst())) { return ("-" + inner.number, inner.codes) }
    return nil
  }

  private static func isLetter(_ character: Character) -> Bool { character.isASCII && character.isLetter }

  private static func trim(_ text: Substring) -> String {
    var rest = text
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
