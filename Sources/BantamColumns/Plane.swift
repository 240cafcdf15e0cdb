/// How the answers to one condition are stored, a byte per row.
///
/// Bit 0 is the outcome, bit 1 says that it can be yes, bit 2 that it is yes whatever the missing values are: strong
/// Kleene logic beside the two-valued outcome. The upper bits repeat bit 0. And, or work on all of them at once.
/// A plane that was computed without looking for missing values holds `yes` and `no` only.
public enum Plane {
  public static let no: UInt8 = 0
  public static let yes: UInt8 = 0xFF
  /// No, as a value is missing; it could be yes.
  public static let unknown: UInt8 = 0b010
  public static let possibleBit: UInt8 = 0b010
  public static let definiteBit: UInt8 = 0b100

  @inline(__always)
  static func not(_ answer: UInt8) -> UInt8 {
    let flipped = ~answer
    return flipped & 0b1111_1001 | (flipped << 1) & definiteBit | (flipped >> 1) & possibleBit
  }

  /// Yes or no for sure, by the outcome alone.
  @inline(__always)
  static func definite(_ answer: UInt8) -> UInt8 { 0 &- (answer & 1) }
}

public typealias PlanePointer = UnsafePointer<UInt8>
public typealias MutablePlanePointer = UnsafeMutablePointer<UInt8>
