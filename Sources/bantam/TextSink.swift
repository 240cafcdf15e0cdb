import BantamSystem

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Text on its way to a file descriptor, in pieces of some kilobytes; or kept, for a test.
final class TextSink {
  private static let pieceBytes = 1 << 16

  let isTerminal: Bool
  /// nil: keep everything.
  private let descriptor: Int32?
  private var buffer: [UInt8] = []
  private var isClosed = false
  /// Why something could not be written; a reader that went away is no reason.
  private(set) var failure: String?

  init(descriptor: Int32) {
    self.descriptor = descriptor
    isTerminal = Terminal.isTerminal(descriptor)
  }

  /// Keeps what is written in `text`.
  init() {
    descriptor = nil
    isTerminal = false
  }

  /// What is not written yet; of a sink that keeps everything, everything.
  var text: String { String(decoding: buffer, as: UTF8.self) }

  func write(_ text: String) { write(bytes: text.utf8) }

  func write(bytes: some Sequence<UInt8>) {
    guard !isClosed else { return }
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.pieceBytes { flush() }
  }

  func flush() {
    guard let descriptor, !isClosed else { return }
    buffer.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count, !isClosed {
        let count = systemWrite(descriptor, bytes[done...])
        if count >= 0 {
          done += count
        } else if errno != EINTR {
          isClosed = true
          if errno != EPIPE { failure = SystemError(.write, path: "", errorNumber: errno).reason }
        }
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: Slice<UnsafeRawBufferPointer>) -> Int {
  let rest = UnsafeRawBufferPointer(rebasing: bytes)
  return write(descriptor, rest.baseAddress, rest.count)
}
