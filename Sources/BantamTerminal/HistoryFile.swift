#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The file of a history, to which several sessions append. Nobody else than its owner may read it.
struct HistoryFile: Sendable {
  /// Of a larger file only the end is read.
  static let maximumBytes = 1 << 24
  /// How long another session may keep the lock.
  private static let maximumAttempts = 100
  private static let pauseMicroseconds: UInt32 = 5_000

  let path: String

  /// The entries, the oldest first; nothing where the file cannot be read. A file that has grown to the double of what
  /// is kept is cut to that.
  func load() -> [String] {
    withLock(creates: false) { descriptor in
      guard let (bytes, isCut) = readEnd(descriptor) else { return [] }
      var lines = bytes.split(separator: UInt8(ascii: "\n"))
      if isCut, !lines.isEmpty { lines.removeFirst() }
      let entries = lines.compactMap(HistoryLine.decoded)
      if isCut || lines.count > 2 * History.maximumEntries {
        rewrite(descriptor, entries.suffix(History.maximumEntries))
      }
      return entries
    } ?? []
  }

  func append(_ entry: String) -> Bool {
    withLock(creates: true) { descriptor in
      // A session that was killed may have left a line without an end.
      let begun: [UInt8] = endsWithinLine(descriptor) ? [UInt8(ascii: "\n")] : []
      return writeAll(descriptor, begun + HistoryLine.encoded(entry))
    } ?? false
  }

  private func withLock<Result>(creates: Bool, _ body: (Int32) -> Result) -> Result? {
    let descriptor = open(path, O_RDWR | O_APPEND | O_CLOEXEC | O_NONBLOCK | (creates ? O_CREAT : 0), 0o600)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, lock(descriptor) else { return nil }
    if status.st_mode & 0o077 != 0 { fchmod(descriptor, 0o600) }
    return body(descriptor)
  }

  /// Closing the file gives the lock back.
  private func lock(_ descriptor: Int32) -> Bool {
    for _ in 0..<Self.maximumAttempts {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      guard errno == EWOULDBLOCK || errno == EINTR else { return false }
      usleep(Self.pauseMicroseconds)
    }
    return false
  }

  private func readEnd(_ descriptor: Int32) -> (bytes: [UInt8], isCut: Bool)? {
    let size = Int(lseek(descriptor, 0, SEEK_END))
    guard size >= 0 else { return nil }
    let start = max(size - Self.maximumBytes, 0)
    var bytes = [UInt8](repeating: 0, count: size - start)
    var count = 0
    while count < bytes.count {
      let read = bytes.withUnsafeMutableBytes { buffer in
        pread(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count, off_t(start + count))
      }
      if read < 0, errno == EINTR { continue }
      guard read > 0 else { break }
      count += read
    }
    return (Array(bytes[..<count]), start > 0)
  }

  private func endsWithinLine(_ descriptor: Int32) -> Bool {
    let size = lseek(descriptor, 0, SEEK_END)
    var last: UInt8 = 0
    return size > 0 && pread(descriptor, &last, 1, size - 1) == 1 && last != UInt8(ascii: "\n")
  }

  private func rewrite(_ descriptor: Int32, _ entries: ArraySlice<String>) {
    let bytes = entries.flatMap(HistoryLine.encoded)
    if ftruncate(descriptor, 0) == 0 { _ = writeAll(descriptor, bytes) }
  }

  private func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
