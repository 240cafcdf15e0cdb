import BantamLeads

/// Amounts as people write them on the command line: as in the rules.
enum EventAmount {
  /// Ten-thousandths: exact also where the database keeps a number.
  private static let most: Int64 = 100_000_000_000 * 10_000

  /// `12_000`, `12,000.50`, `12000 EUR` in ten-thousandths. `12.000` is refused: half of Europe groups thousands so.
  static func tenThousandths(_ text: String, currency: String) throws(ProcessError) -> Int64 {
    func refuse(_ reason: String) -> ProcessError { .badAmount(text, reason: reason) }
    var parts = text.split(separator: " ")
    if parts.count == 2 {
      guard let code = parts.map(String.init).first(where: { $0.contains(where: \.isLetter) }) else {
        throw refuse("a blank stands in it")
      }
      guard code == currency else { throw refuse("all amounts are in \(currency)") }
      parts.removeAll { $0 == code }
    }
    guard parts.count == 1, var number = parts.first, !number.isEmpty else { throw refuse("it is no number") }
    if number.first == "-" { throw refuse("it is negative") }
    var fraction: Substring = ""
    if let point = number.firstIndex(of: ".") {
      fraction = number[number.index(after: point)...]
      number = number[..<point]
      if fraction.isEmpty || !isDigits(fraction) { throw refuse("behind the point stand up to four digits") }
      if fraction.count == 3, isDigits(number), number != "0" {
        throw refuse(
          "it could mean \(number) thousand: write `\(number)\(fraction)`, or `\(number).\(fraction)0` for a fraction")
      }
      if fraction.count > 4 { throw refuse("it has more than four decimals") }
    }
    guard let whole = whole(number) else { throw refuse("it is no number") }
    let digits = String(fraction) + String(repeating: "0", count: 4 - fraction.count)
    guard whole.count <= 12, let units = Int64(whole), let rest = Int64(digits), units * 10_000 + rest <= most else {
      throw refuse("it is too large")
    }
    return units * 10_000 + rest
  }

  /// The digits without what groups them; nil where they are grouped as nobody does.
  private static func whole(_ text: Substring) -> String? {
    if text.contains(",") {
      let groups = text.split(separator: ",", omittingEmptySubsequences: false)
      guard let first = groups.first, 1...3 ~= first.count, groups.dropFirst().allSatisfy({ $0.count == 3 }),
        groups.allSatisfy(isDigits)
      else { return nil }
      return groups.joined()
    }
    guard let first = text.first, let last = text.last, first != "_", last != "_" else { return nil }
    let digits = text.filter { $0 != "_" }
    return isDigits(digits[...]) ? digits : nil
  }

  private static func isDigits(_ text: Substring) -> Bool { text.utf8.allSatisfy { $0 &- 0x30 < 10 } && !text.isEmpty }
}
