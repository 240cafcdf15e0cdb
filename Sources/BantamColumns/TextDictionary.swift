/// The texts of a column, each once unless hardly any repeats. Code 0 stands for missing, 1 up to `count` - 1 for the
/// texts, UTF-8.
public final class TextDictionary: Sendable {
  /// Codes in use, the missing one included: at least 1.
  public let count: Int
  /// `count + 1` byte offsets (`Int`): code c is `offsets[c]..<offsets[c + 1]` of the arena. Code 0 is empty.
  public let offsets: ColumnBuffer
  public let arena: ColumnBuffer

  public init(count: Int, offsets: ColumnBuffer, arena: ColumnBuffer) {
    precondition(count >= 1 && offsets.byteCount >= (count + 1) * MemoryLayout<Int>.stride, "too few offsets")
    self.count = count
    self.offsets = offsets
    self.arena = arena
  }

  /// How many bytes of the arena are in use.
  public var arenaBytes: Int { UnsafeRawPointer(offsets.base).load(fromByteOffset: 8 * count, as: Int.self) }

  /// The bytes of a code; valid as long as the dictionary lives.
  public func bytes(of code: Int) -> UnsafeBufferPointer<UInt8> {
    precondition(code >= 0 && code < count, "code outside the dictionary")
    let bounds = UnsafeRawPointer(offsets.base).assumingMemoryBound(to: Int.self)
    let start = UnsafeRawPointer(arena.base).assumingMemoryBound(to: UInt8.self) + bounds[code]
    return UnsafeBufferPointer(start: start, count: bounds[code + 1] - bounds[code])
  }

  public subscript(code: Int) -> String { String(decoding: bytes(of: code), as: UTF8.self) }
}
