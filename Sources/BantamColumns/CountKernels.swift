/// Counts and row lists out of planes.
public enum CountKernels {
  /// How many outcomes are yes.
  public static func yes(_ plane: PlanePointer, count: Int) -> Int {
    sumOfBits(plane, count: count) { $0 }
  }

  /// How many are no, but rest on a missing value.
  public static func noOnMissing(_ plane: PlanePointer, count: Int) -> Int {
    sumOfBits(plane, count: count) { ($0 >> 1) & ~$0 }
  }

  /// Appends the rows whose outcome is yes as `first` + position; `rows` has room for `count` more. Returns how many.
  public static func rows(
    of plane: PlanePointer, count: Int, from first: Int32, into rows: UnsafeMutablePointer<Int32>
  ) -> Int {
    var end = 0
    for row in 0..<count {
      rows[end] = first &+ Int32(truncatingIfNeeded: row)
      end &+= Int(plane[row] & 1)
    }
    return end
  }

  /// The outcome in bit 0 and, in bit 1, whether it rests on a missing value.
  public static func answers(_ plane: PlanePointer, count: Int, into output: UnsafeMutablePointer<UInt8>) {
    for row in 0..<count {
      let answer = plane[row]
      output[row] = answer & 1 | (answer ^ (answer >> 1)) & Plane.possibleBit
    }
  }

  /// Sums bit 0 of each byte of `change(word)`: eight bytes at a time, carried over before a byte is full.
  @inline(__always)
  private static func sumOfBits(_ plane: PlanePointer, count: Int, _ change: (UInt64) -> UInt64) -> Int {
    let words = count / 8
    let raw = UnsafeRawPointer(plane)
    var total = 0
    var word = 0
    while word < words {
      let end = min(words, word + 255)
      var bytes: UInt64 = 0
      for index in word..<end {
        bytes &+= change(raw.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)) & 0x0101_0101_0101_0101
      }
      let pairs = (bytes & 0x00FF_00FF_00FF_00FF) &+ ((bytes >> 8) & 0x00FF_00FF_00FF_00FF)
      total += Int((pairs &* 0x0001_0001_0001_0001) >> 48)
      word = end
    }
    for row in words * 8..<count { total += Int(change(UInt64(plane[row])) & 1) }
    return total
  }
}
