import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads a file, standard input or given bytes from front to back, unpacking gzip on the way (known by its magic bytes).
///
/// Memory is bounded by one chunk. `consumedBytes` of `totalBytes` is the progress, both as they stand on the disk.
public final class ByteReader {
  /// The size of one read from the system.
  public static let chunkBytes = 1 << 20

  public let path: String
  /// The size on the disk; nil where it is not known beforehand (a pipe, standard input).
  public let totalBytes: Int?
  /// How much of `totalBytes` has been used up.
  public private(set) var consumedBytes = 0

  private let descriptor: Int32?
  private let ownsDescriptor: Bool
  /// Raw bytes read ahead: `chunk[start..<end]`.
  private var chunk: [UInt8]
  private var start = 0
  private var end = 0
  private var isAtEnd = false
  private var inflater: Inflater?
  private let isAbandoned = Atomic<Bool>(false)

  /// A file; `-` is standard input.
  public init(path: String) throws(SystemError) {
    self.path = path
    ownsDescriptor = path != "-"
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(.read, path: path, errorNumber: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let number = errno
      if path != "-" { close(descriptor) }
      throw SystemError(.read, path: path, errorNumber: number)
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      if path != "-" { close(descriptor) }
      throw SystemError(.read, path: path, errorNumber: EISDIR)
    }
    self.descriptor = descriptor
    totalBytes = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    chunk = [UInt8](repeating: 0, count: min(Self.chunkBytes, max(totalBytes ?? Self.chunkBytes, 4096)))
    try readAheadMagic()
  }

  /// Bytes that are there already.
  public init(bytes: [UInt8], path: String = "given bytes") {
    self.path = path
    descriptor = nil
    ownsDescriptor = false
    totalBytes = bytes.count
    chunk = bytes
    end = bytes.count
    isAtEnd = true
    if startsWithMagic { inflater = Inflater() }
  }

  deinit {
    if let descriptor, ownsDescriptor { close(descriptor) }
  }

  /// Ends a read that waits for a pipe, from any thread: nobody wants the rest.
  public func abandon() { isAbandoned.store(true, ordering: .relaxed) }

  /// Fills at least one byte of a buffer that is not empty; 0 at the end.
  public func read(into output: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
    guard let inflater else { return try readPlain(into: output) }
    while true {
      if start == end { try fillChunk() }
      if start == end {
        if inflater.isBetweenMembers { return 0 }
        throw SystemError(.read, path: path, reason: "the compressed data ends too early")
      }
      let step = chunk.withUnsafeBytes {
        inflater.step(UnsafeRawBufferPointer(rebasing: $0[start..<end]), into: output)
      }
      guard case .progress(let used, let made) = step else {
        throw SystemError(.read, path: path, reason: "the compressed data is damaged")
      }
      start += used
      consumedBytes += used
      if made > 0 { return made }
    }
  }

  private func readPlain(into output: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
    if start < end {
      let count = min(end - start, output.count)
      chunk.withUnsafeBytes { output.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start..<start + count])) }
      start += count
      consumedBytes += count
      return count
    }
    if isAtEnd { return 0 }
    let count = try readDescriptor(into: output)
    consumedBytes += count
    return count
  }

  /// The first two bytes decide whether the file is gzip'd; a pipe may give them one at a time.
  private func readAheadMagic() throws(SystemError) {
    while end < 2, !isAtEnd { try fillChunk() }
    if startsWithMagic { inflater = Inflater() }
  }

  private var startsWithMagic: Bool { end >= 2 && chunk[0] == 0x1F && chunk[1] == 0x8B }

  private func fillChunk() throws(SystemError) {
    if isAtEnd { return }
    if start == end {
      start = 0
      end = 0
    }
    var failure: SystemError?
    chunk.withUnsafeMutableBytes { buffer in
      do throws(SystemError) {
        end += try readDescriptor(into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  private func readDescriptor(into output: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
    guard let descriptor else { return 0 }
    while true {
      if totalBytes == nil { try waitForBytes(descriptor) }
      #if canImport(Glibc)
        let count = Glibc.read(descriptor, output.baseAddress, output.count)
      #else
        let count = Darwin.read(descriptor, output.baseAddress, output.count)
      #endif
      if count >= 0 {
        if count == 0 { isAtEnd = true }
        return count
      }
      if errno != EINTR { throw SystemError(.read, path: path, errorNumber: errno) }
      if Interrupt.isRaised { throw SystemError(.read, path: path, reason: "interrupted") }
    }
  }

  /// A pipe may have nothing for long, and the signal that ends the program comes to another thread.
  private func waitForBytes(_ descriptor: Int32) throws(SystemError) {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while poll(&request, 1, 100) == 0 || request.revents == 0 {
      if Interrupt.isRaised || isAbandoned.load(ordering: .relaxed) {
        throw SystemError(.read, path: path, reason: "interrupted")
      }
    }
  }
}
