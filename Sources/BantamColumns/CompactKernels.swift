/// Picks the values of some rows out of a batch.
public enum CompactKernels {
  public static func pick(
    _ values: UnsafePointer<UInt8>, at rows: UnsafePointer<Int32>, count: Int, into output: UnsafeMutablePointer<UInt8>
  ) {
    for index in 0..<count { output[index] = values[Int(rows[index])] }
  }

  public static func pick(
    _ values: UnsafePointer<Int64>, at rows: UnsafePointer<Int32>, count: Int, into output: UnsafeMutablePointer<Int64>
  ) {
    for index in 0..<count { output[index] = values[Int(rows[index])] }
  }
}
