/// One value per row, immutable, in the narrowest type that holds all of them.
///
/// Missing is the type's least value for integers, code 0 for text, not-a-number for degrees. An integer column stores
/// multiples of its unit: amounts in whole euros or instants in whole seconds need half the room.
public struct Column: Sendable {
  public enum Storage: UInt8, Sendable, CaseIterable {
    case int8, int16, int32, int64
    /// Codes of the dictionary.
    case code8, code16, code32
    case degrees
  }

  public let storage: Storage
  public let count: Int
  public let buffer: ColumnBuffer
  /// The distinct values of a text column.
  public let dictionary: TextDictionary?
  /// An integer's value is its cell times this; at least 1. 1 for the other storages.
  public let unit: Int64

  /// `buffer` holds at least `count` cells of the storage's width; codes lie inside the dictionary.
  public init(
    storage: Storage, count: Int, buffer: ColumnBuffer, dictionary: TextDictionary? = nil, unit: Int64 = 1
  ) {
    precondition(buffer.byteCount >= count * storage.byteWidth, "a column's buffer is shorter than its rows")
    precondition(unit >= 1, "a column's unit is at least 1")
    precondition(storage.isText == (dictionary != nil), "text columns, and only they, have a dictionary")
    self.storage = storage
    self.count = count
    self.buffer = buffer
    self.dictionary = dictionary
    self.unit = unit
  }

  public var base: UnsafeRawPointer { UnsafeRawPointer(buffer.base) }

  /// The cells from `row` on; the caller keeps the column alive and names the storage's own type.
  @inlinable
  public func cells<Cell>(of _: Cell.Type, from row: Int) -> UnsafePointer<Cell> {
    UnsafeRawPointer(buffer.base).assumingMemoryBound(to: Cell.self) + row
  }
}

extension Column.Storage {
  public var byteWidth: Int {
    switch self {
    case .int8, .code8: 1
    case .int16, .code16: 2
    case .int32, .code32: 4
    case .int64, .degrees: 8
    }
  }

  public var isText: Bool {
    switch self {
    case .code8, .code16, .code32: true
    case .int8, .int16, .int32, .int64, .degrees: false
    }
  }

  public var isInteger: Bool {
    switch self {
    case .int8, .int16, .int32, .int64: true
    case .code8, .code16, .code32, .degrees: false
    }
  }
}
