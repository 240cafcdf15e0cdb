/// Tests of whole numbers, days and instants in cells of any width.
public enum IntegerKernels {
  /// Yes where the value lies in the closed range; `missing` where there is none.
  public static func range(
    _ column: Column, rows: Range<Int>, low: Int64, high: Int64, missing: UInt8, into output: MutablePlanePointer
  ) {
    let cells = CellRange(low: low, high: high, unit: column.unit)
    switch column.storage {
    case .int8: range(column.cells(of: Int8.self, from: rows.lowerBound), rows.count, cells, missing, output)
    case .int16: range(column.cells(of: Int16.self, from: rows.lowerBound), rows.count, cells, missing, output)
    case .int32: range(column.cells(of: Int32.self, from: rows.lowerBound), rows.count, cells, missing, output)
    case .int64: range(column.cells(of: Int64.self, from: rows.lowerBound), rows.count, cells, missing, output)
    case .code8, .code16, .code32, .degrees: preconditionFailure("a range of numbers over another column")
    }
  }

  /// Yes where there is no value. Any storage.
  public static func isMissing(_ column: Column, rows: Range<Int>, into output: MutablePlanePointer) {
    let start = rows.lowerBound
    switch column.storage {
    case .int8: equals(.min, column.cells(of: Int8.self, from: start), rows.count, output)
    case .int16: equals(.min, column.cells(of: Int16.self, from: start), rows.count, output)
    case .int32: equals(.min, column.cells(of: Int32.self, from: start), rows.count, output)
    case .int64: equals(.min, column.cells(of: Int64.self, from: start), rows.count, output)
    case .code8: equals(0, column.cells(of: UInt8.self, from: start), rows.count, output)
    case .code16: equals(0, column.cells(of: UInt16.self, from: start), rows.count, output)
    case .code32: equals(0, column.cells(of: UInt32.self, from: start), rows.count, output)
    case .degrees:
      let degrees = column.cells(of: Double.self, from: start)
      for row in 0..<rows.count { output[row] = degrees[row].isNaN ? Plane.yes : Plane.no }
    }
  }

  /// A closed range in cells; empty where `low` is above `high`.
  private struct CellRange {
    let low: Int64
    let high: Int64

    init(low: Int64, high: Int64, unit: Int64) {
      let quotient = low / unit
      self.low = quotient * unit < low ? quotient + 1 : quotient
      let floor = high / unit
      self.high = floor * unit > high ? floor - 1 : floor
    }
  }

  private static func range<Cell: FixedWidthInteger & SignedInteger>(
    _ cells: UnsafePointer<Cell>, _ count: Int, _ range: CellRange, _ missing: UInt8, _ output: MutablePlanePointer
  ) {
    let low = max(range.low, Int64(Cell.min) + 1)
    let high = min(range.high, Int64(Cell.max))
    if low > high {
      for row in 0..<count { output[row] = cells[row] == .min ? missing : Plane.no }
      return
    }
    // One signed comparison: `low` moves to the type's least value, so that missing ends up above every limit.
    let shift = Cell.min &- Cell(truncatingIfNeeded: low)
    let limit = Cell.min &+ Cell(truncatingIfNeeded: high &- low)
    if missing == Plane.no {
      for row in 0..<count { output[row] = cells[row] &+ shift <= limit ? Plane.yes : Plane.no }
    } else {
      for row in 0..<count {
        let cell = cells[row]
        output[row] = cell &+ shift <= limit ? Plane.yes : cell == .min ? missing : Plane.no
      }
    }
  }

  private static func equals<Cell: FixedWidthInteger>(
    _ value: Cell, _ cells: UnsafePointer<Cell>, _ count: Int, _ output: MutablePlanePointer
  ) {
    for row in 0..<count { output[row] = cells[row] == value ? Plane.yes : Plane.no }
  }
}
