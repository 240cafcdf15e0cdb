extension Arithmetic {
  /// The result to four decimal places, rounded half away from zero; nil for a division by zero or an overflow.
  public func applied(to first: Number, _ second: Number) -> Number? {
    let (left, right) = (Int128(first.tenThousandths), Int128(second.tenThousandths))
    let scale = Int128(Number.scale)
    let exact: Int128
    switch self {
    case .add: exact = left + right
    case .subtract: exact = left - right
    case .multiply: exact = Self.rounded(left * right, by: scale)
    case .divide:
      guard right != 0 else { return nil }
      exact = Self.rounded(left * scale, by: right)
    }
    guard let value = Int64(exactly: exact), value != .min else { return nil }
    return Number(tenThousandths: value)
  }

  private static func rounded(_ dividend: Int128, by divisor: Int128) -> Int128 {
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    guard remainder.magnitude * 2 >= divisor.magnitude else { return quotient }
    return (dividend < 0) == (divisor < 0) ? quotient + 1 : quotient - 1
  }
}
