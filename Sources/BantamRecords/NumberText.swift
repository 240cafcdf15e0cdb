/// A number as people and programs write it: `1.234,56`, `1,234.56`, `1 234,5`, `1'234.50`, `(12)`, `12-`, `1.5E+06`.
struct NumberText {
  /// Digits only, the decimal mark taken out.
  private var digits: [UInt8] = []
  /// How many of the digits stand before the decimal mark; moved by an exponent.
  private var wholeDigits = 0
  private var isNegative = false

  /// What one dot or comma before exactly three digits means.
  enum Ambiguity {
    case decimal
    case grouping
  }

  enum Problem: Error {
    case notANumber
    case tooLarge
  }

  /// - Parameter ambiguity: asked with the sign (`.` or `,`) where the number can be read in two ways.
  init(_ bytes: UnsafeBufferPointer<UInt8>, ambiguity: (UInt8) -> Ambiguity) throws(Problem) {
    guard bytes.count <= 64, var symbols = Self.symbols(bytes) else { throw .notANumber }
    takeSign(&symbols)
    let exponent = try Self.takeExponent(&symbols)
    guard !symbols.isEmpty, let decimal = Self.decimalIndex(symbols, ambiguity),
      Self.hasValidGroups(symbols[..<decimal])
    else { throw .notANumber }
    let fraction = symbols[decimal...].dropFirst()
    guard fraction.allSatisfy({ $0 &- 0x30 < 10 }) else { throw .notANumber }
    digits = symbols[..<decimal].filter { $0 &- 0x30 < 10 }
    wholeDigits = digits.count + exponent
    digits += fraction
    if digits.isEmpty { throw .notANumber }
  }

  /// In ten-thousandths, further places rounded half away from zero; `isExact` where there are none.
  func tenThousandths() throws(Problem) -> (value: Int64, isExact: Bool) {
    var value: Int64 = 0
    for index in 0..<max(0, wholeDigits + 4) {
      let digit = index < digits.count ? Int64(digits[index] - 0x30) : 0
      let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tenfold.addingReportingOverflow(digit)
      if overflow || carry { throw .tooLarge }
      value = sum
    }
    let rest = wholeDigits + 4 < 0 ? digits[...] : digits.dropFirst(wholeDigits + 4)
    if wholeDigits + 4 >= 0, let next = rest.first, next >= 0x35 {
      if value == .max { throw .tooLarge }
      value += 1
    }
    return (isNegative ? -value : value, rest.allSatisfy { $0 == 0x30 })
  }

  /// The decimal mark that a value proves; nil where it proves none.
  static func evidence(_ bytes: UnsafeBufferPointer<UInt8>) -> DecimalMark? {
    guard bytes.count <= 64 else { return nil }
    let marks = bytes.filter { $0 == point || $0 == comma }
    guard let last = marks.last else { return nil }
    var wasAmbiguous = false
    let number = try? NumberText(bytes.stripped) { _ in
      wasAmbiguous = true
      return .grouping
    }
    if number == nil || wasAmbiguous { return nil }
    let isDecimal = marks.count { $0 == last } == 1
    return (last == point) == isDecimal ? .point : .comma
  }

  /// ASCII digits, `.`, `,`, signs and `e`; blanks and apostrophes between digits become `_`.
  private static func symbols(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var symbols: [UInt8] = []
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "0"..."9", ".", ",", "+", "-", "(", ")", "e", "E": symbols.append(UInt8(truncatingIfNeeded: scalar.value))
      case "\u{2212}": symbols.append(UInt8(ascii: "-"))
      case " ", "\u{A0}", "\u{202F}", "\u{2009}", "'", "\u{2019}": symbols.append(gap)
      default: return nil
      }
    }
    return symbols
  }

  private mutating func takeSign(_ symbols: inout [UInt8]) {
    if symbols.count > 2, symbols.first == UInt8(ascii: "("), symbols.last == UInt8(ascii: ")") {
      symbols = Array(symbols[1..<symbols.count - 1])
      isNegative = true
    } else if let first = symbols.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      isNegative = first == UInt8(ascii: "-")
      symbols.removeFirst()
    } else if symbols.last == UInt8(ascii: "-") {
      isNegative = true
      symbols.removeLast()
    }
    while symbols.first == gap { symbols.removeFirst() }
    while symbols.last == gap { symbols.removeLast() }
  }

  private static func takeExponent(_ symbols: inout [UInt8]) throws(Problem) -> Int {
    guard let mark = symbols.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) else { return 0 }
    guard let exponent = Int(String(decoding: symbols[(mark + 1)...], as: UTF8.self)) else { throw .notANumber }
    if abs(exponent) > 40 { throw exponent > 0 ? .tooLarge : .notANumber }
    symbols.removeSubrange(mark...)
    return exponent
  }

  /// The index of the decimal mark, the count where there is none; nil where the marks make no sense.
  private static func decimalIndex(_ symbols: [UInt8], _ ambiguity: (UInt8) -> Ambiguity) -> Int? {
    let marks = symbols.indices.filter { symbols[$0] == point || symbols[$0] == comma }
    guard let last = marks.last else { return symbols.count }
    let alike = marks.count { symbols[$0] == symbols[last] }
    if alike < marks.count { return alike == 1 ? last : nil }
    if marks.count > 1 { return symbols.count }
    let isGrouped = symbols.contains(gap)
    let couldGroup = symbols.count - last == 4 && (1...3).contains(last) && symbols[0] != UInt8(ascii: "0")
    return !isGrouped && couldGroup && ambiguity(symbols[last]) == .grouping ? symbols.count : last
  }

  /// One to three digits, then groups of three behind one kind of sign.
  private static func hasValidGroups(_ whole: ArraySlice<UInt8>) -> Bool {
    let groups = whole.split(omittingEmptySubsequences: false) { $0 &- 0x30 >= 10 }
    if groups.count == 1 { return true }
    let signs = Set(whole.filter { $0 &- 0x30 >= 10 })
    return signs.count == 1 && signs.isSubset(of: [point, comma, gap]) && (1...3).contains(groups[0].count)
      && groups.dropFirst().allSatisfy { $0.count == 3 }
  }
}

private let point = UInt8(ascii: ".")
private let comma = UInt8(ascii: ",")
private let gap = UInt8(ascii: "_")

extension UnsafeBufferPointer<UInt8> {
  /// Without currency and percent signs around the number.
  fileprivate var stripped: UnsafeBufferPointer<UInt8> {
    var start = 0
    var end = count
    func isNumberByte(_ byte: UInt8) -> Bool {
      byte &- 0x30 < 10 || byte == point || byte == comma || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "(")
        || byte == UInt8(ascii: ")")
    }
    while start < end, !isNumberByte(self[start]) { start += 1 }
    while end > start, !isNumberByte(self[end - 1]) { end -= 1 }
    return UnsafeBufferPointer(rebasing: self[start..<end])
  }
}
