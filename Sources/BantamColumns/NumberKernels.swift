import BantamSystem

/// Arithmetic over one `Int64` per row; `Int64.min` is missing.
public enum NumberKernels {
  public static let missing = Int64.min

  public enum Operation: Sendable {
    case add, subtract, multiply, divide
  }

  /// The values of an integer column times a factor; missing also where the product overflows.
  public static func load(
    _ column: Column, rows: Range<Int>, times factor: Int64, into output: UnsafeMutablePointer<Int64>
  ) {
    let scale = column.unit.multipliedReportingOverflow(by: factor)
    let start = rows.lowerBound
    guard !scale.overflow else { return load(column, rows: rows, unitTimes: factor, into: output) }
    switch column.storage {
    case .int8: load(column.cells(of: Int8.self, from: start), rows.count, scale.partialValue, output)
    case .int16: load(column.cells(of: Int16.self, from: start), rows.count, scale.partialValue, output)
    case .int32: load(column.cells(of: Int32.self, from: start), rows.count, scale.partialValue, output)
    case .int64: load(column.cells(of: Int64.self, from: start), rows.count, scale.partialValue, output)
    case .code8, .code16, .code32, .degrees: preconditionFailure("numbers out of another column")
    }
  }

  /// Where unit times factor alone overflows, only 0 does not.
  private static func load(
    _ column: Column, rows: Range<Int>, unitTimes factor: Int64, into output: UnsafeMutablePointer<Int64>
  ) {
    for (index, row) in rows.enumerated() { output[index] = column.integer(at: row) == 0 ? 0 : missing }
  }

  private static func load<Cell: FixedWidthInteger & SignedInteger>(
    _ cells: UnsafePointer<Cell>, _ count: Int, _ scale: Int64, _ output: UnsafeMutablePointer<Int64>
  ) {
    if Cell.bitWidth <= 32, scale <= Int64(Int32.max) {
      for row in 0..<count { output[row] = cells[row] == .min ? missing : Int64(cells[row]) &* scale }
    } else {
      for row in 0..<count {
        let product = Int64(cells[row]).multipliedReportingOverflow(by: scale)
        output[row] = cells[row] == .min || product.overflow ? missing : product.partialValue
      }
    }
  }

  /// `values[source[row]]` of a whole column; missing where the source is negative.
  public static func gather(
    _ column: Column, at sources: UnsafePointer<Int32>, count: Int, times factor: Int64,
    into output: UnsafeMutablePointer<Int64>
  ) {
    for row in 0..<count {
      let source = Int(sources[row])
      guard source >= 0, let value = column.integer(at: source) else {
        output[row] = missing
        continue
      }
      let product = value.multipliedReportingOverflow(by: factor)
      output[row] = product.overflow ? missing : product.partialValue
    }
  }

  /// `first` becomes `first` operation `second`, both in ten-thousandths; missing on a missing operand, a division by
  /// zero or an overflow. Products and quotients are rounded half away from zero.
  public static func combine(
    _ operation: Operation, _ first: UnsafeMutablePointer<Int64>, _ second: UnsafePointer<Int64>, count: Int
  ) {
    switch operation {
    case .add: each(first, second, count) { $0.addingReportingOverflow($1) }
    case .subtract: each(first, second, count) { $0.subtractingReportingOverflow($1) }
    case .multiply: each(first, second, count) { scaledProduct($0, $1) }
    case .divide: each(first, second, count) { scaledQuotient($0, $1) }
    }
  }

  @inline(__always)
  private static func each(
    _ first: UnsafeMutablePointer<Int64>, _ second: UnsafePointer<Int64>, _ count: Int,
    _ combine: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
  ) {
    for row in 0..<count {
      let (left, right) = (first[row], second[row])
      if left == missing || right == missing {
        first[row] = missing
      } else {
        let result = combine(left, right)
        first[row] = result.overflow ? missing : result.partialValue
      }
    }
  }

  private static let scale: Int64 = 10_000

  @inline(__always)
  private static func scaledProduct(_ first: Int64, _ second: Int64) -> (partialValue: Int64, overflow: Bool) {
    let product = first.multipliedReportingOverflow(by: second)
    if !product.overflow { return (divideRounding(product.partialValue, by: scale), false) }
    return narrowed(divideRounding(Int128(first) * Int128(second), by: Int128(scale)))
  }

  @inline(__always)
  private static func scaledQuotient(_ first: Int64, _ second: Int64) -> (partialValue: Int64, overflow: Bool) {
    if second == 0 { return (0, true) }
    let dividend = first.multipliedReportingOverflow(by: scale)
    if !dividend.overflow, dividend.partialValue != .min {
      return (divideRounding(dividend.partialValue, by: second), false)
    }
    return narrowed(divideRounding(Int128(first) * Int128(scale), by: Int128(second)))
  }

  private static func narrowed(_ value: Int128) -> (partialValue: Int64, overflow: Bool) {
    (Int64(truncatingIfNeeded: value), Int64(exactly: value) == nil)
  }

  /// The comparisons of two numbers.
  public enum Relation: Sendable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  }

  /// Yes where the relation holds; `missing` where a number is missing.
  public static func compare(
    _ first: UnsafePointer<Int64>, _ relation: Relation, _ second: UnsafePointer<Int64>, missing answer: UInt8,
    count: Int, into output: MutablePlanePointer
  ) {
    switch relation {
    case .equal: test(first, second, answer, count, output) { $0 == $1 }
    case .notEqual: test(first, second, answer, count, output) { $0 != $1 }
    case .less: test(first, second, answer, count, output) { $0 < $1 }
    case .lessOrEqual: test(first, second, answer, count, output) { $0 <= $1 }
    case .greater: test(first, second, answer, count, output) { $0 > $1 }
    case .greaterOrEqual: test(first, second, answer, count, output) { $0 >= $1 }
    }
  }

  @inline(__always)
  private static func test(
    _ first: UnsafePointer<Int64>, _ second: UnsafePointer<Int64>, _ answer: UInt8, _ count: Int,
    _ output: MutablePlanePointer, _ holds: (Int64, Int64) -> Bool
  ) {
    for row in 0..<count {
      let isMissing = first[row] == missing || second[row] == missing
      output[row] = isMissing ? answer : holds(first[row], second[row]) ? Plane.yes : Plane.no
    }
  }

  /// Yes where the number lies in the closed range; `missing` where it is missing.
  public static func range(
    _ numbers: UnsafePointer<Int64>, low: Int64, high: Int64, missing answer: UInt8, count: Int,
    into output: MutablePlanePointer
  ) {
    for row in 0..<count {
      let number = numbers[row]
      let isInside = number >= low && number <= high && number != missing
      output[row] = isInside ? Plane.yes : number == missing ? answer : Plane.no
    }
  }
}

/// Rounded half away from zero; the divisor is not 0, and not -1 under the least dividend.
@inline(__always)
func divideRounding<Value: FixedWidthInteger & SignedInteger>(_ dividend: Value, by divisor: Value) -> Value {
  let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
  // |remainder| · 2 >= |divisor|, written so that nothing overflows.
  guard remainder.magnitude >= divisor.magnitude - remainder.magnitude else { return quotient }
  return (dividend < 0) == (divisor < 0) ? quotient + 1 : quotient - 1
}
