import BantamProgram

/// An exact number of points; equal where the value is.
struct Fraction: Equatable {
  let numerator: Int64
  let denominator: Int64

  init(_ numerator: Int64, _ denominator: Int64) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Equal, or equal to what is shown: rounded half up to one decimal.
  func isShownAs(_ number: Number) -> Bool {
    let isEqual = Int128(numerator) * Int128(Number.scale) == Int128(number.tenThousandths) * Int128(denominator)
    return isEqual || number.tenThousandths == tenths * (Number.scale / 10)
  }

  /// `92.5`, `80`.
  var text: String { Number(tenThousandths: tenths * (Number.scale / 10)).text }

  static func == (first: Fraction, second: Fraction) -> Bool {
    Int128(first.numerator) * Int128(second.denominator) == Int128(second.numerator) * Int128(first.denominator)
  }

  /// Rounded half up.
  var tenths: Int64 {
    let dividend = Int128(numerator) * 20 + Int128(denominator)
    let divisor = Int128(denominator) * 2
    let quotient = dividend / divisor
    return Int64(dividend < 0 && quotient * divisor != dividend ? quotient - 1 : quotient)
  }
}

extension Number {
  /// `92.5`, `80`: as few decimals as it needs.
  var text: String {
    let magnitude = tenThousandths.magnitude
    let scale = UInt64(Number.scale)
    var fraction = String(magnitude % scale)
    fraction = String(repeating: "0", count: 4 - fraction.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(tenThousandths < 0 ? "-" : "")\(magnitude / scale)\(fraction.isEmpty ? "" : ".\(fraction)")"
  }
}
