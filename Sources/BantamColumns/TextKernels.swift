/// Looks facts about texts up by dictionary code.
public enum TextKernels {
  /// `output[row] = table[code]`; the table has an entry for each code of the column's dictionary.
  public static func lookUp(
    _ column: Column, rows: Range<Int>, in table: UnsafePointer<UInt8>, into output: MutablePlanePointer
  ) {
    let start = rows.lowerBound
    switch column.storage {
    case .code8: lookUp(column.cells(of: UInt8.self, from: start), rows.count, table, output)
    case .code16: lookUp(column.cells(of: UInt16.self, from: start), rows.count, table, output)
    case .code32: lookUp(column.cells(of: UInt32.self, from: start), rows.count, table, output)
    case .int8, .int16, .int32, .int64, .degrees: preconditionFailure("a text is looked up in another column")
    }
  }

  /// `output[row] = table[code]`, in four bytes.
  public static func lookUp(
    _ column: Column, rows: Range<Int>, in table: UnsafePointer<UInt32>, into output: UnsafeMutablePointer<UInt32>
  ) {
    let start = rows.lowerBound
    switch column.storage {
    case .code8: lookUp(column.cells(of: UInt8.self, from: start), rows.count, table, output)
    case .code16: lookUp(column.cells(of: UInt16.self, from: start), rows.count, table, output)
    case .code32: lookUp(column.cells(of: UInt32.self, from: start), rows.count, table, output)
    case .int8, .int16, .int32, .int64, .degrees: preconditionFailure("a text is looked up in another column")
    }
  }

  /// Yes where a byte of facts has the bit `yes`, else unknown where it has one of the bits `missing`.
  public static func fact(
    _ facts: PlanePointer, yes: UInt8, missing: UInt8, count: Int, into output: MutablePlanePointer
  ) {
    if missing == 0 {
      for row in 0..<count { output[row] = facts[row] & yes != 0 ? Plane.yes : Plane.no }
    } else {
      for row in 0..<count {
        let byte = facts[row]
        let unknown = byte & missing != 0 ? Plane.unknown : Plane.no
        output[row] = byte & yes != 0 ? Plane.yes : unknown
      }
    }
  }

  /// Yes where both numbers are equal and not 0; `missing` where one is 0.
  public static func sameNumber(
    _ first: UnsafePointer<UInt32>, _ second: UnsafePointer<UInt32>, missing: UInt8, count: Int,
    into output: MutablePlanePointer
  ) {
    for row in 0..<count {
      let isKnown = first[row] != 0 && second[row] != 0
      output[row] = !isKnown ? missing : first[row] == second[row] ? Plane.yes : Plane.no
    }
  }

  private static func lookUp<Code: FixedWidthInteger, Value>(
    _ codes: UnsafePointer<Code>, _ count: Int, _ table: UnsafePointer<Value>, _ output: UnsafeMutablePointer<Value>
  ) {
    for row in 0..<count { output[row] = table[Int(truncatingIfNeeded: codes[row])] }
  }
}
