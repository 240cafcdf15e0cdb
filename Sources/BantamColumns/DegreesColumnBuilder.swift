/// Collects degrees, row by row. Threads and merging as for `IntegerColumnBuilder`.
public final class DegreesColumnBuilder: @unchecked Sendable {
  private var rows = 0
  private var capacity: Int
  private var buffer: ColumnBuffer

  public var count: Int { rows }

  public init(capacity: Int = 1024) {
    self.capacity = max(capacity, 64)
    buffer = ColumnBuffer(byteCount: self.capacity * MemoryLayout<Double>.stride)
  }

  /// Infinite values count as missing.
  public func append(_ value: Double) {
    let row = rows
    if row == capacity { grow() }
    let cell = value.isFinite ? value : .nan
    buffer.base.storeBytes(of: cell, toByteOffset: row * MemoryLayout<Double>.stride, as: Double.self)
    rows = row + 1
  }

  public func appendMissing() { append(.nan) }

  /// The column of this builder alone. The builder is not used afterwards.
  public func finish() -> Column { Column(storage: .degrees, count: count, buffer: buffer) }

  /// One column out of parts in the order of their rows. The parts are not used afterwards.
  public static func merge(_ parts: [DegreesColumnBuilder]) -> Column {
    if parts.count == 1 { return parts[0].finish() }
    let total = parts.reduce(0) { $0 + $1.count }
    let merged = ColumnBuffer(byteCount: total * MemoryLayout<Double>.stride)
    var target = merged.base
    for part in parts {
      let byteCount = part.count * MemoryLayout<Double>.stride
      target.copyMemory(from: part.buffer.base, byteCount: byteCount)
      target += byteCount
      part.buffer = ColumnBuffer(byteCount: 0)
    }
    return Column(storage: .degrees, count: total, buffer: merged)
  }

  private func grow() {
    capacity *= 2
    buffer = buffer.grown(
      to: capacity * MemoryLayout<Double>.stride, used: count * MemoryLayout<Double>.stride)
  }
}
