/// Points of disciplines, and the interval they could lie in if the missing values became known.
///
/// "First line that holds" walks the lines from the last to the first one: each line replaces what the later ones gave
/// where it holds. The interval's ends widen where it could hold and are replaced where it holds for sure.
public enum PointKernels {
  /// Points, their least and greatest value, one per row each.
  public struct Points<Value> {
    public var value: UnsafeMutablePointer<Value>
    public var low: UnsafeMutablePointer<Value>
    public var high: UnsafeMutablePointer<Value>

    public init(
      value: UnsafeMutablePointer<Value>, low: UnsafeMutablePointer<Value>, high: UnsafeMutablePointer<Value>
    ) {
      self.value = value
      self.low = low
      self.high = high
    }
  }

  /// A line of constant points, 0 to 255.
  public static func choose(_ plane: PlanePointer, points: UInt8, count: Int, into output: Points<UInt8>) {
    choose(plane, count, output.value) { _ in points }
    choosePossible(plane, count, output) { _ in points }
  }

  /// The same for the points alone.
  public static func chooseValue(
    _ plane: PlanePointer, points: UInt8, count: Int, into output: UnsafeMutablePointer<UInt8>
  ) {
    choose(plane, count, output) { _ in points }
  }

  /// The same for the interval alone.
  public static func chooseInterval(_ plane: PlanePointer, points: UInt8, count: Int, into output: Points<UInt8>) {
    choosePossible(plane, count, output) { _ in points }
  }

  public static func choose(_ plane: PlanePointer, points: Int64, count: Int, into output: Points<Int64>) {
    choose(plane, count, output.value) { _ in points }
    choosePossible(plane, count, output) { _ in points }
  }

  /// A line whose points differ by row.
  public static func choose(
    _ plane: PlanePointer, points: UnsafePointer<Int64>, count: Int, into output: Points<Int64>
  ) {
    choose(plane, count, output.value) { points[$0] }
    choosePossible(plane, count, output) { points[$0] }
  }

  /// Adds a line's points where it holds; to the ends of the interval where that makes them wider, or is certain.
  public static func add(_ plane: PlanePointer, points: Int64, count: Int, into output: Points<Int64>) {
    for row in 0..<count { output.value[row] &+= points & (0 &- Int64(plane[row] & 1)) }
    let lowBit: UInt8 = points < 0 ? 1 : 2
    let highBit: UInt8 = points < 0 ? 2 : 1
    for row in 0..<count { output.low[row] &+= points & (0 &- Int64((plane[row] >> lowBit) & 1)) }
    for row in 0..<count { output.high[row] &+= points & (0 &- Int64((plane[row] >> highBit) & 1)) }
  }

  public static func add(
    _ plane: PlanePointer, points: UnsafePointer<Int64>, count: Int, into output: Points<Int64>
  ) {
    for row in 0..<count {
      let (answer, new) = (plane[row], points[row])
      let certain = answer & Plane.definiteBit != 0 ? new : 0
      let possible = answer & Plane.possibleBit != 0 ? new : 0
      output.value[row] &+= answer & 1 != 0 ? new : 0
      output.low[row] &+= min(certain, possible)
      output.high[row] &+= max(certain, possible)
    }
  }

  public static func fill<Value>(_ value: Value, count: Int, into output: Points<Value>) {
    output.value.update(repeating: value, count: count)
    output.low.update(repeating: value, count: count)
    output.high.update(repeating: value, count: count)
  }

  public static func widen(_ input: UnsafePointer<UInt8>, count: Int, into output: UnsafeMutablePointer<Int32>) {
    for row in 0..<count { output[row] = Int32(input[row]) }
  }

  public static func clamp(
    _ input: UnsafePointer<Int64>, to range: ClosedRange<Int32>, count: Int, into output: UnsafeMutablePointer<Int32>
  ) {
    let (low, high) = (Int64(range.lowerBound), Int64(range.upperBound))
    for row in 0..<count { output[row] = Int32(truncatingIfNeeded: min(max(input[row], low), high)) }
  }

  /// counter · each, at most `cap` in magnitude; 0 where the counter is missing or not above 0. Kept within 2^52, so
  /// that a thousand of them can be added.
  public static func perCounter(
    _ counters: UnsafePointer<Int64>, each: Int64, cap: Int64?, count: Int, into output: UnsafeMutablePointer<Int64>
  ) {
    let bound = min(cap.map { abs($0) } ?? greatest, greatest)
    for row in 0..<count {
      let product = max(counters[row], 0).multipliedReportingOverflow(by: each)
      let value = product.overflow ? (each < 0 ? -bound : bound) : product.partialValue
      output[row] = min(max(value, -bound), bound)
    }
  }

  /// The counter itself, at most `cap` in magnitude.
  public static func capped(
    _ counters: UnsafePointer<Int64>, cap: Int64?, count: Int, into output: UnsafeMutablePointer<Int64>
  ) {
    let bound = min(cap.map { abs($0) } ?? greatest, greatest)
    for row in 0..<count {
      let value = counters[row] == NumberKernels.missing ? 0 : counters[row]
      output[row] = min(max(value, -bound), bound)
    }
  }

  /// Yes where the counter is above 0.
  public static func isPositive(_ counters: UnsafePointer<Int64>, count: Int, into output: MutablePlanePointer) {
    for row in 0..<count { output[row] = counters[row] > 0 ? Plane.yes : Plane.no }
  }

  private static let greatest: Int64 = 1 << 52

  // Every operand is read before the choice: a read on one side only would be a branch per row.

  @inline(__always)
  private static func choose<Value>(
    _ plane: PlanePointer, _ count: Int, _ output: UnsafeMutablePointer<Value>, _ points: (Int) -> Value
  ) {
    for row in 0..<count {
      let (new, old) = (points(row), output[row])
      output[row] = plane[row] & 1 != 0 ? new : old
    }
  }

  @inline(__always)
  private static func choosePossible<Value: FixedWidthInteger>(
    _ plane: PlanePointer, _ count: Int, _ output: Points<Value>, _ points: (Int) -> Value
  ) {
    for row in 0..<count {
      let (answer, new, old) = (plane[row], points(row), output.low[row])
      let wider = answer & Plane.possibleBit != 0 ? min(new, old) : old
      output.low[row] = answer & Plane.definiteBit != 0 ? new : wider
    }
    for row in 0..<count {
      let (answer, new, old) = (plane[row], points(row), output.high[row])
      let wider = answer & Plane.possibleBit != 0 ? max(new, old) : old
      output.high[row] = answer & Plane.definiteBit != 0 ? new : wider
    }
  }
}
