#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads a file or standard input on a thread of its own, and hands over whole lines: all that came in meanwhile, so a
/// slow writer is answered line by line and a fast one in large pieces.
public final class ReadAhead: @unchecked Sendable {
  /// Bytes behind the last one of a piece that may be read, zero.
  public static let paddingBytes = 16
  private static let mostWaiting = 8 << 20
  /// A longer line is refused.
  public static let mostLineBytes = 16 << 20

  private let reader: ByteReader
  private var work: BackgroundWork?

  // Guarded by the lock.
  private var lock = pthread_mutex_t()
  private var changed = pthread_cond_t()
  private var waiting: [UInt8] = []
  private var failure: SystemError?
  private var isAtEnd = false
  private var isStopped = false

  public init(path: String) throws(SystemError) {
    reader = try ByteReader(path: path)
    pthread_mutex_init(&lock, nil)
    pthread_cond_init(&changed, nil)
    work = BackgroundWork { [unowned self] in readAll() }
  }

  deinit {
    stop()
    work?.wait()
    pthread_cond_destroy(&changed)
    pthread_mutex_destroy(&lock)
  }

  /// Whole lines with their ends and the padding behind them; the last one may be without an end. nil at the end.
  public func next() throws(SystemError) -> [UInt8]? {
    pthread_mutex_lock(&lock)
    defer { pthread_mutex_unlock(&lock) }
    while true {
      if let failure { throw failure }
      if let end = waiting.lastIndex(of: 0x0A).map({ $0 + 1 }) ?? (isAtEnd && !waiting.isEmpty ? waiting.count : nil) {
        let last = isAtEnd ? waiting.count : end
        let rest = Array(waiting[last...])
        var piece = waiting
        waiting = rest
        piece.removeSubrange(last...)
        pthread_cond_broadcast(&changed)
        piece.append(contentsOf: repeatElement(0, count: Self.paddingBytes))
        return piece
      }
      if isAtEnd { return nil }
      if waiting.count > Self.mostLineBytes {
        throw SystemError(.read, path: reader.path, reason: "a line is longer than \(Self.mostLineBytes >> 20) MiB")
      }
      pthread_cond_wait(&changed, &lock)
    }
  }

  private func stop() {
    reader.abandon()
    pthread_mutex_lock(&lock)
    isStopped = true
    pthread_cond_broadcast(&changed)
    pthread_mutex_unlock(&lock)
  }

  private func readAll() {
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: ByteReader.chunkBytes, alignment: 16)
    defer { chunk.deallocate() }
    while true {
      var count = 0
      var failed: SystemError?
      do throws(SystemError) { count = try reader.read(into: chunk) } catch { failed = error }
      pthread_mutex_lock(&lock)
      failure = failed
      isAtEnd = count == 0
      waiting.reserveCapacity(waiting.count + count + Self.paddingBytes)
      waiting.append(contentsOf: UnsafeRawBufferPointer(rebasing: chunk[..<count]))
      pthread_cond_broadcast(&changed)
      // As long as there is no line to hand over, the other side waits for the rest of it.
      while waiting.count > Self.mostWaiting, !isStopped, waiting.contains(0x0A) { pthread_cond_wait(&changed, &lock) }
      let isDone = isAtEnd || failed != nil || isStopped
      pthread_mutex_unlock(&lock)
      if isDone { return }
    }
  }
}

/// Where a byte stands first; nil where it does not.
public func findByte(_ start: UnsafePointer<UInt8>, _ byte: UInt8, count: Int) -> UnsafePointer<UInt8>? {
  memchr(start, Int32(byte), count).map { UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) }
}
