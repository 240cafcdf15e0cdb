import BantamProgram
import BantamSystem

/// Reads the cells of a file as values of the language's types; exact, or refused with a reason.
public struct ValueParser: Sendable {
  /// ISO 4217 code of the rule set; an amount in another one is refused.
  public var currency: String
  /// Dates and times without a zone of their own are on its clocks.
  public var zone: ZoneRules
  /// Whole cells that mean "nothing", compared exactly; blank cells always do.
  public var missingWords: Set<String> { didSet { missingShape = MissingShape(missingWords) } }
  private var missingShape: MissingShape

  public static let usualMissingWords: Set<String> = ["NULL", "null", "N/A", "n/a", "#N/A", "\\N", "-", "--", "–", "—"]

  public init(
    currency: String = "EUR", zone: ZoneRules = .utc, missingWords: Set<String> = ValueParser.usualMissingWords
  ) {
    self.currency = currency
    self.zone = zone
    self.missingWords = missingWords
    missingShape = MissingShape(missingWords)
  }

  /// The trimmed text.
  public func text(_ cell: UnsafeBufferPointer<UInt8>) -> Parsed<String> {
    known(cell).map { .value(String(decoding: $0, as: UTF8.self)) }
  }

  /// The trimmed bytes; nil where they mean nothing.
  public func known(_ cell: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
    let bytes = trimmed(cell)
    return isMissing(bytes) ? nil : bytes
  }

  /// A whole number. One dot or comma before three digits groups them unless the column shows otherwise.
  public func integer(_ cell: UnsafeBufferPointer<UInt8>, form: ColumnForm = ColumnForm()) -> Parsed<Int64> {
    number(cell, form, unknown: { _ in .grouping }).map { value, isExact in
      isExact && value % Number.scale == 0
        ? .value(value / Number.scale) : .refused("is not a whole number: \(quoted(trimmed(cell)))")
    }
  }

  /// Ten-thousandths, further places rounded half away from zero. `12.5 %` is 12.5.
  ///
  /// Where the column does not show its decimal mark, `1.234` is below two and `1,234` above a thousand.
  public func decimal(_ cell: UnsafeBufferPointer<UInt8>, form: ColumnForm = ColumnForm()) -> Parsed<Int64> {
    number(cell, form, unknown: { $0 == UInt8(ascii: ".") ? .decimal : .grouping }).map { .value($0.value) }
  }

  /// Ten-thousandths of the currency's unit, with or without the currency's sign or code.
  ///
  /// Where the column does not show its decimal mark, three digits behind a dot or comma are thousands.
  public func money(_ cell: UnsafeBufferPointer<UInt8>, form: ColumnForm = ColumnForm()) -> Parsed<Int64> {
    if let plain = PlainNumber(cell, form: form)?.tenThousandths { return .value(plain) }
    return known(cell).map { bytes in
      if bytes.count <= 64, let amount = CurrencyMark.split(String(decoding: bytes, as: UTF8.self)) {
        guard amount.codes.contains(currency) else {
          return .refused("is in \(amount.codes[0]), but the rule set counts in \(currency): \(quoted(bytes))")
        }
        var digits = amount.number
        return digits.withUTF8 { plainMoney($0, form, shown: bytes) }
      }
      return plainMoney(bytes, form, shown: bytes)
    }
  }

  /// `yes`, `ja`, `true`, `wahr`, `1`, `x` and their opposites, whatever the case.
  public func yesNo(_ cell: UnsafeBufferPointer<UInt8>) -> Parsed<Bool> {
    if cell.count == 1 {
      if cell[0] == UInt8(ascii: "1") { return .value(true) }
      if cell[0] == UInt8(ascii: "0") { return .value(false) }
    }
    return known(cell).map { bytes in
      switch bytes.count > 8 ? "" : String(decoding: bytes, as: UTF8.self).lowercased() {
      case "yes", "y", "ja", "j", "true", "t", "wahr", "w", "1", "x", "oui", "o", "vrai", "si", "sí", "sì", "on", "✓",
        "✔":
        .value(true)
      case "no", "n", "nein", "false", "f", "falsch", "0", "non", "faux", "off", "✗", "✘": .value(false)
      default: .refused("is neither yes nor no: \(quoted(bytes))")
      }
    }
  }

  /// Days since 1970-01-01.
  ///
  /// A cell with time and distance from UTC is the day on the zone's calendar, but for UTC's midnight: so programs
  /// write dates without a time.
  public func day(_ cell: UnsafeBufferPointer<UInt8>, form: ColumnForm = ColumnForm()) -> Parsed<Int> {
    date(cell, form).map { date in
      guard let offset = date.offsetSeconds, let time = date.milliseconds, offset != 0 || time != 0 else {
        return .value(date.date.dayNumber)
      }
      return .value(zone.localDay(ofInstant: Self.local(date) - Int64(offset) * 1000))
    }
  }

  /// Milliseconds since 1970-01-01T00:00:00Z; a date alone is its first moment.
  public func instant(_ cell: UnsafeBufferPointer<UInt8>, form: ColumnForm = ColumnForm()) -> Parsed<Int64> {
    date(cell, form).map { date in
      guard let offset = date.offsetSeconds else {
        return .value(
          date.milliseconds == nil
            ? zone.startOfDay(date.date.dayNumber) : zone.instant(localMilliseconds: Self.local(date)))
      }
      return .value(Self.local(date) - Int64(offset) * 1000)
    }
  }

  /// The parts between `;`, else between `|`, else between `,`; trimmed, blanks and repetitions (whatever the case) left out.
  public func tags(_ cell: UnsafeBufferPointer<UInt8>) -> Parsed<[String]> {
    known(cell).map { bytes in
      let marks = [UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: ",")]
      guard let mark = marks.first(where: { bytes.contains($0) }) else {
        return .value([String(decoding: bytes, as: UTF8.self)])
      }
      var seen: Set<[UInt8]> = []
      let tags = bytes.split(separator: mark).compactMap { part -> String? in
        let tag = trimmed(UnsafeBufferPointer(rebasing: part))
        return !tag.isEmpty && seen.insert(foldCase(utf8: tag)).inserted ? String(decoding: tag, as: UTF8.self) : nil
      }
      return tags.isEmpty ? .missing : .value(tags)
    }
  }

  /// Degrees, with a decimal point or comma, from `-limit` to `limit` (90 for a latitude, 180 for a longitude).
  public func degrees(_ cell: UnsafeBufferPointer<UInt8>, limit: Double) -> Parsed<Double> {
    if let plain = PlainNumber(cell)?.double, abs(plain) <= limit { return .value(plain) }
    return known(cell).map { bytes in
      let text = bytes.count > 32 ? "" : String(decoding: bytes.map { $0 == 0x2C ? 0x2E : $0 }, as: UTF8.self)
      guard let value = Double(text), value.isFinite else {
        return .refused("is not a number of degrees: \(quoted(bytes))")
      }
      return abs(value) <= limit
        ? .value(value) : .refused("is beyond \(Int(limit)) degrees: \(quoted(bytes))")
    }
  }

  /// The trimmed bytes; missing where they are blank or a word for nothing.
  private func known(_ cell: UnsafeBufferPointer<UInt8>) -> Parsed<UnsafeCell> {
    let bytes = trimmed(cell)
    return isMissing(bytes) ? .missing : .value(bytes)
  }

  /// The words are looked up only where the first byte and the length let one of them be there.
  private func isMissing(_ bytes: UnsafeCell) -> Bool {
    guard let first = bytes.first else { return true }
    guard bytes.count <= missingShape.longest, missingShape.begins(with: first) else { return false }
    return missingWords.contains(String(decoding: bytes, as: UTF8.self))
  }

  private typealias UnsafeCell = UnsafeBufferPointer<UInt8>

  private func plainMoney(_ bytes: UnsafeCell, _ form: ColumnForm, shown: UnsafeCell) -> Parsed<Int64> {
    var end = bytes.count
    // `1.200,-` and `1.200,--`: no cents.
    while end > 0, bytes[end - 1] == UInt8(ascii: "-") { end -= 1 }
    if end > 0, end < bytes.count, bytes[end - 1] == UInt8(ascii: ",") { end -= 1 } else { end = bytes.count }
    let digits = UnsafeBufferPointer(rebasing: bytes[..<end])
    return number(digits, form, unknown: { _ in .grouping }, shown: shown).map { .value($0.value) }
  }

  private func number(
    _ cell: UnsafeCell, _ form: ColumnForm, unknown: (UInt8) -> NumberText.Ambiguity, shown: UnsafeCell? = nil
  ) -> Parsed<(value: Int64, isExact: Bool)> {
    if let plain = PlainNumber(cell, form: form)?.tenThousandths { return .value((plain, true)) }
    return known(cell).map { bytes in
      let shown = shown ?? bytes
      var end = bytes.count
      if bytes[end - 1] == UInt8(ascii: "%") { end -= 1 }
      do throws(NumberText.Problem) {
        let digits = trimmed(UnsafeBufferPointer(rebasing: bytes[..<end]))
        let number = try NumberText(digits) { mark in
          guard let decimalMark = form.decimalMark else { return unknown(mark) }
          return (decimalMark == .point) == (mark == UInt8(ascii: ".")) ? .decimal : .grouping
        }
        return .value(try number.tenThousandths())
      } catch {
        switch error {
        case .notANumber: return .refused("is not a number: \(quoted(shown))")
        case .tooLarge: return .refused("is larger than 922,337,203,685,477: \(quoted(shown))")
        }
      }
    }
  }

  private func date(_ cell: UnsafeCell, _ form: ColumnForm) -> Parsed<DateText> {
    known(cell).map { bytes in
      do throws(DateText.Problem) {
        return .value(try DateText(bytes, order: form.dateOrder))
      } catch {
        switch error {
        case .notADate: return .refused("is not a date: \(quoted(bytes))")
        case .impossible(let why):
          let order = form.dateOrder.map { " (read as \($0.rawValue))" } ?? ""
          return .refused("is not a date, \(why)\(bytes.contains(UInt8(ascii: "/")) ? order : ""): \(quoted(bytes))")
        case .ambiguous:
          return .refused("can be day/month or month/day, and no value of the column shows which: \(quoted(bytes))")
        case .twoDigitYear: return .refused("needs a year of four digits: \(quoted(bytes))")
        case .unknownZone(let name):
          return .refused("names the zone `\(name)`; write the distance from UTC such as +01:00: \(quoted(bytes))")
        }
      }
    }
  }

  private static func local(_ date: DateText) -> Int64 {
    Int64(date.date.dayNumber) * millisecondsPerDay + (date.milliseconds ?? 0)
  }
}

/// What the words for "nothing" look like from outside, so that most cells need no look at them.
private struct MissingShape: Sendable {
  private var firstBytes: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  var longest = 0

  init(_ words: Set<String>) {
    for word in words {
      guard let first = word.utf8.first else { continue }
      longest = max(longest, word.utf8.count)
      let bit = UInt64(1) << UInt64(first & 63)
      switch first >> 6 {
      case 0: firstBytes.0 |= bit
      case 1: firstBytes.1 |= bit
      case 2: firstBytes.2 |= bit
      default: firstBytes.3 |= bit
      }
    }
  }

  @inline(__always)
  func begins(with byte: UInt8) -> Bool {
    let bits =
      byte < 64 ? firstBytes.0 : byte < 128 ? firstBytes.1 : byte < 192 ? firstBytes.2 : firstBytes.3
    return bits >> UInt64(byte & 63) & 1 != 0
  }
}
