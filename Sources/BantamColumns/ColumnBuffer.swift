/// Memory of a column: 64-byte aligned, with 64 zero bytes behind the last one, freed with its last user.
public final class ColumnBuffer: @unchecked Sendable {
  public static let alignment = 64

  public let base: UnsafeMutableRawPointer
  public let byteCount: Int
  private let owner: (any AnyObject & Sendable)?

  /// Memory of its own; the contents are undefined, the padding is zero.
  public init(byteCount: Int) {
    base = .allocate(byteCount: byteCount + Self.alignment, alignment: Self.alignment)
    base.advanced(by: byteCount).initializeMemory(as: UInt8.self, repeating: 0, count: Self.alignment)
    self.byteCount = byteCount
    owner = nil
  }

  /// Memory that somebody else holds, such as a mapped file; `owner` is kept alive.
  public init(base: UnsafeMutableRawPointer, byteCount: Int, owner: any AnyObject & Sendable) {
    self.base = base
    self.byteCount = byteCount
    self.owner = owner
  }

  deinit { if owner == nil { base.deallocate() } }

  /// The same contents with more room. This buffer is not used afterwards.
  func grown(to byteCount: Int, used: Int) -> ColumnBuffer {
    let larger = ColumnBuffer(byteCount: byteCount)
    larger.base.copyMemory(from: base, byteCount: used)
    return larger
  }
}
