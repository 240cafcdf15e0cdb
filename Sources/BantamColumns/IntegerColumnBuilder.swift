/// Collects whole numbers, row by row, as multiples of their greatest common divisor in cells that widen when a value
/// needs it. For one thread at a time; several threads fill a builder each, of rows that follow each other, and `merge`
/// joins them.
public final class IntegerColumnBuilder: @unchecked Sendable {
  private var rows = 0
  private var storage = Column.Storage.int8
  private var capacity: Int
  /// The greatest common divisor so far; 0 as long as every value is 0.
  private var unit: Int64 = 0
  private var least: Int64 = 0
  private var greatest: Int64 = 0
  private var buffer: ColumnBuffer
  /// The buffer's, kept beside it: one step less per row.
  private var base: UnsafeMutableRawPointer

  public var count: Int { rows }

  public init(capacity: Int = 1024) {
    self.capacity = max(capacity, 64)
    buffer = ColumnBuffer(byteCount: self.capacity)
    base = buffer.base
  }

  /// `Int64.min` is missing.
  public func append(_ value: Int64) {
    if value == .min { return appendMissing() }
    let row = rows
    if row == capacity { resize(to: storage, capacity: capacity * 2, times: 1) }
    var cell = value
    if unit != 1 {
      // One division: it costs more than all the rest.
      if unit != 0 { cell = value / unit }
      if unit == 0 || cell &* unit != value {
        refineUnit(for: value)
        cell = unit == 0 ? value : value / unit
      }
    }
    if value < least { least = value }
    if value > greatest { greatest = value }
    while !store(cell, at: row) { resize(to: widerStorage, capacity: capacity, times: 1) }
    rows = row + 1
  }

  public func appendMissing() {
    let row = rows
    if row == capacity { resize(to: storage, capacity: capacity * 2, times: 1) }
    switch storage {
    case .int8: set(Int8.min, at: row)
    case .int16: set(Int16.min, at: row)
    case .int32: set(Int32.min, at: row)
    case .int64: set(Int64.min, at: row)
    case .code8, .code16, .code32, .degrees: preconditionFailure("not an integer storage")
    }
    rows = row + 1
  }

  /// The column of this builder alone. The builder is not used afterwards.
  public func finish() -> Column { Column(storage: storage, count: rows, buffer: buffer, unit: max(unit, 1)) }

  /// One column out of parts in the order of their rows. The parts are not used afterwards; their memory is free.
  public static func merge(_ parts: [IntegerColumnBuilder]) -> Column {
    if parts.count == 1 { return parts[0].finish() }
    let total = parts.reduce(0) { $0 + $1.rows }
    let unit = max(parts.reduce(0) { greatestCommonDivisor($0, $1.unit) }, 1)
    let storage = Column.Storage(
      cellsFrom: (parts.map(\.least).min() ?? 0) / unit, through: (parts.map(\.greatest).max() ?? 0) / unit)
    let merged = ColumnBuffer(byteCount: total * storage.byteWidth)
    var target = merged.base
    for part in parts {
      let times = max(part.unit, unit) / unit
      copyIntegers(from: part.base, part.storage, to: target, storage, times: times, count: part.rows)
      target += part.rows * storage.byteWidth
      part.release()
    }
    return Column(storage: storage, count: total, buffer: merged, unit: unit)
  }

  private func release() {
    buffer = ColumnBuffer(byteCount: 0)
    base = buffer.base
  }

  private var widerStorage: Column.Storage {
    switch storage {
    case .int8: .int16
    case .int16: .int32
    case .int32, .int64: .int64
    case .code8, .code16, .code32, .degrees: preconditionFailure("not an integer storage")
    }
  }

  /// False where the cell has to be wider.
  @inline(__always)
  private func store(_ value: Int64, at row: Int) -> Bool {
    switch storage {
    case .int8: return setIfExact(value, at: row, as: Int8.self)
    case .int16: return setIfExact(value, at: row, as: Int16.self)
    case .int32: return setIfExact(value, at: row, as: Int32.self)
    case .int64: return setIfExact(value, at: row, as: Int64.self)
    case .code8, .code16, .code32, .degrees: preconditionFailure("not an integer storage")
    }
  }

  @inline(__always)
  private func setIfExact<Cell: FixedWidthInteger>(_ value: Int64, at row: Int, as _: Cell.Type) -> Bool {
    let cell = Cell(truncatingIfNeeded: value)
    guard Int64(cell) == value, cell != .min else { return false }
    set(cell, at: row)
    return true
  }

  @inline(__always)
  private func set<Cell: FixedWidthInteger>(_ cell: Cell, at row: Int) {
    base.storeBytes(of: cell, toByteOffset: row * MemoryLayout<Cell>.stride, as: Cell.self)
  }

  /// Makes the unit divide the value. Happens at most 63 times, as the unit at least halves.
  @inline(never)
  private func refineUnit(for value: Int64) {
    let finer = greatestCommonDivisor(unit, value)
    if unit != 0 {
      let wide = Column.Storage(cellsFrom: least / finer, through: greatest / finer)
      resize(to: wide.byteWidth > storage.byteWidth ? wide : storage, capacity: capacity, times: unit / finer)
    }
    unit = finer
  }

  @inline(never)
  private func resize(to wider: Column.Storage, capacity newCapacity: Int, times: Int64) {
    let resized = ColumnBuffer(byteCount: newCapacity * wider.byteWidth)
    copyIntegers(from: base, storage, to: resized.base, wider, times: times, count: rows)
    buffer = resized
    base = resized.base
    storage = wider
    capacity = newCapacity
  }
}

extension Column.Storage {
  /// The narrowest storage of cells in this range; the least value of each type stands for missing.
  init(cellsFrom low: Int64, through high: Int64) {
    if low > Int64(Int8.min), high <= Int64(Int8.max) {
      self = .int8
    } else if low > Int64(Int16.min), high <= Int64(Int16.max) {
      self = .int16
    } else {
      self = low > Int64(Int32.min) && high <= Int64(Int32.max) ? .int32 : .int64
    }
  }
}

func greatestCommonDivisor(_ first: Int64, _ second: Int64) -> Int64 {
  var (larger, smaller) = (abs(first), abs(second))
  while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
  return larger
}

/// Copies cells, multiplied, into cells that hold the products; missing stays missing.
func copyIntegers(
  from source: UnsafeRawPointer, _ narrow: Column.Storage, to target: UnsafeMutableRawPointer, _ wide: Column.Storage,
  times: Int64, count: Int
) {
  if narrow == wide, times == 1 { return target.copyMemory(from: source, byteCount: count * wide.byteWidth) }
  switch narrow {
  case .int8: copyCells(source.assumingMemoryBound(to: Int8.self), to: target, wide, times: times, count: count)
  case .int16: copyCells(source.assumingMemoryBound(to: Int16.self), to: target, wide, times: times, count: count)
  case .int32: copyCells(source.assumingMemoryBound(to: Int32.self), to: target, wide, times: times, count: count)
  case .int64: copyCells(source.assumingMemoryBound(to: Int64.self), to: target, wide, times: times, count: count)
  case .code8, .code16, .code32, .degrees: preconditionFailure("not an integer storage")
  }
}

private func copyCells<Cell: FixedWidthInteger>(
  _ source: UnsafePointer<Cell>, to target: UnsafeMutableRawPointer, _ wide: Column.Storage, times: Int64, count: Int
) {
  switch wide {
  case .int8: copyCells(source, target.assumingMemoryBound(to: Int8.self), times: times, count: count)
  case .int16: copyCells(source, target.assumingMemoryBound(to: Int16.self), times: times, count: count)
  case .int32: copyCells(source, target.assumingMemoryBound(to: Int32.self), times: times, count: count)
  case .int64: copyCells(source, target.assumingMemoryBound(to: Int64.self), times: times, count: count)
  case .code8, .code16, .code32, .degrees: preconditionFailure("not an integer storage")
  }
}

private func copyCells<Narrow: FixedWidthInteger, Wide: FixedWidthInteger>(
  _ source: UnsafePointer<Narrow>, _ target: UnsafeMutablePointer<Wide>, times: Int64, count: Int
) {
  let factor = Wide(truncatingIfNeeded: times)
  for row in 0..<count {
    let cell = source[row]
    target[row] = cell == .min ? .min : Wide(truncatingIfNeeded: cell) &* factor
  }
}
