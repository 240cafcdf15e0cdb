/// Memory that is written anew in each batch: rows of cells of one length. Freed with its owner.
final class Scratch<Cell: BitwiseCopyable> {
  private let base: UnsafeMutableRawPointer
  private let stride: Int

  init(_: Cell.Type, rows: Int, length: Int) {
    stride = (length * MemoryLayout<Cell>.stride + 127) & ~63
    base = .allocate(byteCount: max(stride * rows, 1), alignment: 64)
  }

  deinit { base.deallocate() }

  /// The cells of a row; the caller keeps the scratch memory alive.
  subscript(row: Int) -> UnsafeMutablePointer<Cell> {
    (base + row * stride).assumingMemoryBound(to: Cell.self)
  }
}
