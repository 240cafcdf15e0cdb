/// A real as a whole number of 1/`scale`, rounded half away from zero; nil where 64 bits do not hold it, and for scale 1
/// where it is not whole.
@inline(__always)
func exactInteger(_ real: Double, scale: Int64) -> Int64? {
  if scale == 1 { return Int64(exactly: real) }
  return Int64(exactly: (real * Double(scale)).rounded(.toNearestOrAwayFromZero))
}

/// `-12`, `12.5` as a whole number of 1/`scale` (1 or 10,000); nil where it is no number or does not fit.
/// Places behind the fourth round half away from zero; a whole number may have a fraction of zeros.
func parseDecimal(_ text: UnsafeBufferPointer<UInt8>, scale: Int64) -> Int64? {
  var index = 0
  let isNegative = text[0] == 0x2D
  if isNegative || text[0] == 0x2B { index = 1 }
  var value: Int64 = 0
  var digits = 0
  while index < text.count, text[index] &- 0x30 < 10 {
    guard let next = appended(value, text[index] &- 0x30) else { return nil }
    value = next
    digits += 1
    index += 1
  }
  var places = scale == 1 ? 0 : 4
  if index < text.count, text[index] == 0x2E {
    index += 1
    var isFirstBehind = true
    while index < text.count, text[index] &- 0x30 < 10 {
      let digit = text[index] &- 0x30
      if places > 0 {
        guard let next = appended(value, digit) else { return nil }
        value = next
        places -= 1
      } else if scale == 1 {
        if digit != 0 { return nil }
      } else if isFirstBehind {
        if digit >= 5 { value += 1 }
        isFirstBehind = false
      }
      digits += 1
      index += 1
    }
  }
  guard digits > 0, index == text.count else { return nil }
  while places > 0 {
    guard let next = appended(value, 0) else { return nil }
    value = next
    places -= 1
  }
  return isNegative ? -value : value
}

@inline(__always)
private func appended(_ value: Int64, _ digit: UInt8) -> Int64? {
  // One below the limit leaves room for the rounding.
  value > (Int64.max - 10) / 10 ? nil : value * 10 + Int64(digit)
}

/// 0 and 1.
@inline(__always)
func parseYesNo(_ number: Double) -> Bool? { number == 0 ? false : number == 1 ? true : nil }

/// The words people use, in any case.
func parseYesNo(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
  guard text.count <= 5 else { return nil }
  switch text.reduce(into: UInt64(0), { $0 = $0 << 8 | UInt64($1 | 0x20) }) {
  case word("1"), word("t"), word("true"), word("y"), word("yes"), word("j"), word("ja"): return true
  case word("0"), word("f"), word("false"), word("n"), word("no"), word("nein"): return false
  default: return nil
  }
}

@inline(__always)
private func word(_ text: StaticString) -> UInt64 {
  var word: UInt64 = 0
  for index in 0..<text.utf8CodeUnitCount { word = word << 8 | UInt64(text.utf8Start[index] | 0x20) }
  return word
}
