// Single values, for reports and tests; the engine works on whole batches.
extension Column {
  /// The whole number of a row; nil where it is missing. Integer columns only.
  public func integer(at row: Int) -> Int64? {
    precondition(row >= 0 && row < count, "row outside the column")
    switch storage {
    case .int8: return value(of: Int8.self, at: row)
    case .int16: return value(of: Int16.self, at: row)
    case .int32: return value(of: Int32.self, at: row)
    case .int64: return value(of: Int64.self, at: row)
    case .code8, .code16, .code32, .degrees: preconditionFailure("not an integer column")
    }
  }

  private func value<Cell: FixedWidthInteger>(of _: Cell.Type, at row: Int) -> Int64? {
    let cell = cells(of: Cell.self, from: row).pointee
    return cell == .min ? nil : Int64(cell) * unit
  }

  /// The dictionary code of a row, 0 where the text is missing. Text columns only.
  public func code(at row: Int) -> Int {
    precondition(row >= 0 && row < count, "row outside the column")
    switch storage {
    case .code8: return Int(cells(of: UInt8.self, from: row).pointee)
    case .code16: return Int(cells(of: UInt16.self, from: row).pointee)
    case .code32: return Int(cells(of: UInt32.self, from: row).pointee)
    case .int8, .int16, .int32, .int64, .degrees: preconditionFailure("not a text column")
    }
  }

  /// The text of a row; nil where it is missing. Text columns only.
  public func text(at row: Int) -> String? {
    let code = code(at: row)
    return code == 0 ? nil : dictionary.map { $0[code] }
  }

  /// The degrees of a row; nil where they are missing.
  public func degrees(at row: Int) -> Double? {
    precondition(row >= 0 && row < count && storage == .degrees, "row outside the column, or not degrees")
    let value = cells(of: Double.self, from: row).pointee
    return value.isNaN ? nil : value
  }

  public func isMissing(at row: Int) -> Bool {
    if storage.isText { return code(at: row) == 0 }
    return storage == .degrees ? degrees(at: row) == nil : integer(at: row) == nil
  }

  /// A column of whole numbers, days, instants or 0 and 1.
  public static func integers(_ values: some Sequence<Int64?>) -> Column {
    let builder = IntegerColumnBuilder()
    for value in values {
      if let value { builder.append(value) } else { builder.appendMissing() }
    }
    return builder.finish()
  }

  public static func texts(_ values: some Sequence<String?>) -> Column {
    let builder = TextColumnBuilder()
    for value in values {
      if var value { value.withUTF8 { builder.append($0) } } else { builder.appendMissing() }
    }
    return builder.finish()
  }

  public static func degrees(_ values: some Sequence<Double?>) -> Column {
    let builder = DegreesColumnBuilder()
    for value in values {
      if let value { builder.append(value) } else { builder.appendMissing() }
    }
    return builder.finish()
  }
}
