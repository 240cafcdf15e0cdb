extension Column {
  /// The least and greatest known value of an integer column, 0 included.
  public var bounds: (least: Int64, greatest: Int64) {
    let cells =
      switch storage {
      case .int8: bounds(of: Int8.self)
      case .int16: bounds(of: Int16.self)
      case .int32: bounds(of: Int32.self)
      case .int64: bounds(of: Int64.self)
      case .code8, .code16, .code32, .degrees: preconditionFailure("not an integer column")
      }
    return (cells.least * unit, cells.greatest * unit)
  }

  private func bounds<Cell: FixedWidthInteger>(of _: Cell.Type) -> (least: Int64, greatest: Int64) {
    let cells = cells(of: Cell.self, from: 0)
    var least: Cell = 0
    var greatest: Cell = 0
    for row in 0..<count {
      let cell = cells[row] == .min ? 0 : cells[row]
      least = min(least, cell)
      greatest = max(greatest, cell)
    }
    return (Int64(least), Int64(greatest))
  }
}
