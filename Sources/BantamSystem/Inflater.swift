import CZlib

/// Unpacks one gzip stream (RFC 1952) or several one after the other, step by step.
final class Inflater {
  enum Step {
    /// So many bytes of the input were used, so many bytes of output made.
    case progress(used: Int, made: Int)
    /// The data is not what its magic bytes promised.
    case broken
  }

  /// zlib keeps the address of its stream, so it lives on the heap.
  private let stream: UnsafeMutablePointer<z_stream>
  /// The last member has ended and nothing of a next one has been seen.
  private(set) var isBetweenMembers = true

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let windowBitsForGzip: Int32 = 15 + 16
    let status = inflateInit2_(stream, windowBitsForGzip, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib refuses to start")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func step(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Step {
    if isBetweenMembers {
      inflateReset(stream)
      isBetweenMembers = false
    }
    let inputCount = min(input.count, 1 << 30)
    let outputCount = min(output.count, 1 << 30)
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: Bytef.self))
    stream.pointee.avail_in = uInt(inputCount)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: Bytef.self)
    stream.pointee.avail_out = uInt(outputCount)
    let status = inflate(stream, Z_NO_FLUSH)
    if status == Z_STREAM_END { isBetweenMembers = true }
    guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { return .broken }
    return .progress(
      used: inputCount - Int(stream.pointee.avail_in), made: outputCount - Int(stream.pointee.avail_out))
  }
}
