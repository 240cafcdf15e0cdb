/// And, or, not and counting over planes.
public enum LogicKernels {
  /// Returns the union of all answers: `Plane.no` where nobody can hold any more.
  public static func and(
    _ first: PlanePointer, _ second: PlanePointer, count: Int, into output: MutablePlanePointer
  ) -> UInt8 {
    var union: UInt8 = 0
    for row in 0..<count {
      let answer = first[row] & second[row]
      output[row] = answer
      union |= answer
    }
    return union
  }

  /// Returns the intersection of all answers: `Plane.yes` where everybody holds already.
  public static func or(
    _ first: PlanePointer, _ second: PlanePointer, count: Int, into output: MutablePlanePointer
  ) -> UInt8 {
    var intersection: UInt8 = 0xFF
    for row in 0..<count {
      let answer = first[row] | second[row]
      output[row] = answer
      intersection &= answer
    }
    return intersection
  }

  /// `and` into the first one. Given twice, as input and output, a pointer would keep the loop from being vectorised.
  public static func and(into output: MutablePlanePointer, _ other: PlanePointer, count: Int) -> UInt8 {
    var union: UInt8 = 0
    for row in 0..<count {
      let answer = output[row] & other[row]
      output[row] = answer
      union |= answer
    }
    return union
  }

  public static func or(into output: MutablePlanePointer, _ other: PlanePointer, count: Int) -> UInt8 {
    var intersection: UInt8 = 0xFF
    for row in 0..<count {
      let answer = output[row] | other[row]
      output[row] = answer
      intersection &= answer
    }
    return intersection
  }

  public static func not(_ input: PlanePointer, count: Int, into output: MutablePlanePointer) {
    for row in 0..<count { output[row] = Plane.not(input[row]) }
  }

  /// The outcomes alone, as certain ones.
  public static func definite(_ input: PlanePointer, count: Int, into output: MutablePlanePointer) {
    for row in 0..<count { output[row] = Plane.definite(input[row]) }
  }

  /// Takes those out of `remaining` (yes or no only) whose outcome is yes, and marks them in `removed`.
  public static func remove(
    _ plane: PlanePointer, from remaining: MutablePlanePointer, count: Int, into removed: MutablePlanePointer
  ) {
    for row in 0..<count {
      let hit = remaining[row] & Plane.definite(plane[row])
      removed[row] = hit
      remaining[row] ^= hit
    }
  }

  /// Unknown where the input is and the mask is set; its outcome for sure elsewhere.
  public static func unknownWhere(
    _ mask: PlanePointer, _ input: PlanePointer, count: Int, into output: MutablePlanePointer
  ) {
    for row in 0..<count { output[row] = mask[row] != 0 ? input[row] : Plane.definite(input[row]) }
  }

  public static func fill(_ answer: UInt8, count: Int, into output: MutablePlanePointer) {
    output.update(repeating: answer, count: count)
  }

  /// Yes where the byte is not 0.
  public static func isSet(_ bytes: UnsafePointer<UInt8>, count: Int, into output: MutablePlanePointer) {
    for row in 0..<count { output[row] = bytes[row] != 0 ? Plane.yes : Plane.no }
  }

  /// Yes where the byte equals this one.
  public static func equals(
    _ value: UInt8, _ bytes: UnsafePointer<UInt8>, count: Int, into output: MutablePlanePointer
  ) {
    for row in 0..<count { output[row] = bytes[row] == value ? Plane.yes : Plane.no }
  }

  /// Adds an input's answers to three counters per row: outcomes, possible, definite; `counters` holds 3 · count.
  public static func tally(_ input: PlanePointer, count: Int, into counters: UnsafeMutablePointer<UInt16>) {
    let possible = counters + count
    let definite = possible + count
    for row in 0..<count { counters[row] &+= UInt16(input[row] & 1) }
    for row in 0..<count { possible[row] &+= UInt16(input[row] >> 1 & 1) }
    for row in 0..<count { definite[row] &+= UInt16(input[row] >> 2 & 1) }
  }

  /// Holds where at least `least` inputs do.
  public static func atLeast(
    _ least: UInt16, counters: UnsafePointer<UInt16>, count: Int, into output: MutablePlanePointer
  ) {
    let possible = counters + count
    let definite = possible + count
    for row in 0..<count {
      let outcome: UInt8 = counters[row] >= least ? 0b1111_1001 : 0
      let can: UInt8 = possible[row] >= least ? Plane.possibleBit : 0
      let must: UInt8 = definite[row] >= least ? Plane.definiteBit : 0
      output[row] = outcome | can | must
    }
  }
}
