/// Collects whole numbers, row by row, in cells that widen when a value needs it. For one thread at a time; several
/// threads fill a builder each, of rows that follow each other, and `merge` joins them.
public final class IntegerColumnBuilder: @unchecked Sendable {
  private var rows = 0
  private var storage = Column.Storage.int8
  private var capacity: Int
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
    if row == capacity { resize(to: storage, capacity: capacity * 2) }
    while !store(value, at: row) { resize(to: widerStorage, capacity: capacity) }
    rows = row + 1
  }

  public func appendMissing() {
    let row = rows
    if row == capacity { resize(to: storage, capacity: capacity * 2) }
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
  public func finish() -> Column { Column(storage: storage, count: count, buffer: buffer) }

  /// One column out of parts in the order of their rows. The parts are not used afterwards.
  public static func merge(_ parts: [IntegerColumnBuilder]) -> Column {
    if parts.count == 1 { return parts[0].finish() }
    let total = parts.reduce(0) { $0 + $1.count }
    let storage = parts.map(\.storage).max { $0.byteWidth < $1.byteWidth } ?? .int8
    let merged = ColumnBuffer(byteCount: total * storage.byteWidth)
    var target = merged.base
    for part in parts {
      copyIntegers(from: part.buffer.base, part.storage, to: target, storage, count: part.count)
      target += part.count * storage.byteWidth
    }
    return Column(storage: storage, count: total, buffer: merged)
  }

  private var widerStorage: Column.Storage {
    switch storage {
    case .int8: .int16
    case .int16: .int32
    case .int32, .int64: .int64
    case .code8, .code16, .code32, .degrees: preconditionFailure("not an integer storage")
    }
  }

  /// False where the value needs wider cells.
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

  @inline(never)
  private func resize(to wider: Column.Storage, capacity newCapacity: Int) {
    let resized = ColumnBuffer(byteCount: newCapacity * wider.byteWidth)
    copyIntegers(from: buffer.base, storage, to: resized.base, wider, count: count)
    buffer = resized
    base = resized.base
    storage = wider
    capacity = newCapacity
  }
}

/// Copies cells into cells as wide or wider; missing stays missing.
private func copyIntegers(
  from source: UnsafeRawPointer, _ narrow: Column.Storage, to target: UnsafeMutableRawPointer, _ wide: Column.Storage,
  count: Int
) {
  if narrow == wide { return target.copyMemory(from: source, byteCount: count * wide.byteWidth) }
  switch narrow {
  case .int8: widen(source.assumingMemoryBound(to: Int8.self), to: target, wide, count: count)
  case .int16: widen(source.assumingMemoryBound(to: Int16.self), to: target, wide, count: count)
  case .int32: widen(source.assumingMemoryBound(to: Int32.self), to: target, wide, count: count)
  case .int64, .code8, .code16, .code32, .degrees: preconditionFailure("nothing is wider")
  }
}

private func widen<Cell: FixedWidthInteger>(
  _ source: UnsafePointer<Cell>, to target: UnsafeMutableRawPointer, _ wide: Column.Storage, count: Int
) {
  switch wide {
  case .int16: widenCells(source, target.assumingMemoryBound(to: Int16.self), count: count)
  case .int32: widenCells(source, target.assumingMemoryBound(to: Int32.self), count: count)
  case .int64: widenCells(source, target.assumingMemoryBound(to: Int64.self), count: count)
  case .int8, .code8, .code16, .code32, .degrees: preconditionFailure("not wider")
  }
}

private func widenCells<Narrow: FixedWidthInteger, Wide: FixedWidthInteger>(
  _ source: UnsafePointer<Narrow>, _ target: UnsafeMutablePointer<Wide>, count: Int
) {
  for row in 0..<count { target[row] = source[row] == .min ? .min : Wide(truncatingIfNeeded: source[row]) }
}
