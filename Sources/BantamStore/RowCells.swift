import CSQLite

/// The values of one row after another, side by side.
///
/// SQLite keeps the values of a row in one array, and asking for each costs a tenth of a whole scan. So on the first
/// row every value is asked for and the distance between two is measured; each further row is asked for its first value
/// only. Should the values not lie at even distances, every one is asked for.
struct RowCells {
  private let row: OpaquePointer
  private let first: Int32
  private var base: UnsafeRawPointer
  /// 0 where every value is asked for.
  private let strideBytes: Int

  /// `row`: a statement that stands on its first row.
  init?(_ row: OpaquePointer, first: Int32, count: Int) {
    self.row = row
    self.first = first
    guard count > 0, let start = sqlite3_column_value(row, first) else { return nil }
    base = UnsafeRawPointer(start)
    let cells = (0..<count).compactMap { sqlite3_column_value(row, first + Int32($0)).map { UnsafeRawPointer($0) } }
    let distance = cells.count > 1 ? cells[1] - cells[0] : 0
    let isEven = cells.count == count && cells.enumerated().allSatisfy { cells[0] + $0.offset * distance == $0.element }
    strideBytes = isEven ? distance : 0
  }

  /// The statement stands on a further row.
  @inline(__always)
  mutating func advance() {
    if let start = sqlite3_column_value(row, first) { base = UnsafeRawPointer(start) }
  }

  @inline(__always)
  subscript(index: Int) -> OpaquePointer {
    if strideBytes == 0, let cell = sqlite3_column_value(row, first + Int32(index)) { return cell }
    return OpaquePointer(base + index * strideBytes)
  }
}
