/// Values of one type in memory that stays where it is: of its own, or of a mapped file. Immutable once built.
public struct Cells<Element: BitwiseCopyable & Sendable>: RandomAccessCollection, Sendable,
  ExpressibleByArrayLiteral
{
  public let count: Int
  public let buffer: ColumnBuffer

  /// `buffer` holds at least `count` values.
  public init(_ buffer: ColumnBuffer, count: Int) {
    precondition(buffer.byteCount >= count * MemoryLayout<Element>.stride, "a buffer is shorter than its values")
    self.buffer = buffer
    self.count = count
  }

  public init(_ values: [Element]) { self.init(joining: [values]) }

  public init(arrayLiteral values: Element...) { self.init(values) }

  /// The values of several arrays, one after the other.
  public init(joining parts: [[Element]]) {
    count = parts.reduce(0) { $0 + $1.count }
    buffer = ColumnBuffer(byteCount: count * MemoryLayout<Element>.stride)
    var target = buffer.base
    for part in parts {
      part.withUnsafeBytes { bytes in
        if let source = bytes.baseAddress { target.copyMemory(from: source, byteCount: bytes.count) }
        target += bytes.count
      }
    }
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { count }

  /// Valid as long as the cells live.
  @inlinable
  public var base: UnsafePointer<Element> { UnsafeRawPointer(buffer.base).assumingMemoryBound(to: Element.self) }

  @inlinable
  public subscript(index: Int) -> Element {
    precondition(index >= 0 && index < count, "index outside the cells")
    return base[index]
  }

  @inlinable
  public func withUnsafeBufferPointer<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { extendLifetime(buffer) }
    return try body(UnsafeBufferPointer(start: base, count: count))
  }
}

extension Cells: Equatable where Element: Equatable {
  public static func == (first: Cells, second: Cells) -> Bool { first.elementsEqual(second) }
}
