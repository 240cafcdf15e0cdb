#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file of byte sections and what is said of them, mapped to be read; for copies that can be made again.
///
///     header, 64 bytes: mark, version, byte order, file size, place and size of the directory, its checksum, the
///                       header's own checksum
///     sections, each at a multiple of 4,096, at least 64 zero bytes behind it
///     directory: description, number of sections, of each place, size and the checksums of its blocks
///
/// It is written beside its place and then moved there, so a reader has the old one or the new one, whole. It is not
/// waited for until it is on the disk: what a power cut leaves is told by the checksums. Mapped memory is private: it
/// may be written to, and the file stays as it is.
public final class SectionFile: Sendable {
  public enum Damage: Error, Sendable, Hashable {
    /// There is no such file, or it cannot be read.
    case unreadable
    /// Not such a file, or of another version or byte order.
    case foreign
    /// Sizes or checksums do not fit.
    case damaged
  }

  public static let version: UInt32 = 1
  /// What one checksum is over.
  public static let blockBytes = 1 << 18
  public static let alignment = 4096

  static let mark: UInt64 = 0x0A6C_6F63_746E_6142  // "Bantcol" and a line end
  static let headerBytes = 64
  private static let byteOrder: UInt32 = 0x0102_0304
  private static let maximumDirectoryBytes = 1 << 28

  public struct Section: Sendable {
    public let offset: Int
    public let byteCount: Int
    fileprivate let checksums: [UInt64]
  }

  /// What the writer said of the sections.
  public let description: [UInt8]
  public let sections: [Section]
  public let byteCount: Int
  private let memory: MappedFile

  /// Reads header and directory; the sections are looked at by `areIntact`.
  public init(path: String) throws(Damage) {
    let memory = try MappedFile(path: path)
    let bytes = memory.bytes
    guard bytes.count >= Self.headerBytes else { throw .damaged }
    func word(_ offset: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
    guard word(0) == Self.mark, word(8) == UInt64(Self.version) | UInt64(Self.byteOrder) << 32 else { throw .foreign }
    guard word(40) == blockChecksum(UnsafeRawBufferPointer(rebasing: bytes[..<40])), word(16) == UInt64(bytes.count),
      word(24) <= UInt64(bytes.count), word(32) <= UInt64(Self.maximumDirectoryBytes),
      word(24) + word(32) <= UInt64(bytes.count)
    else { throw .damaged }
    let place = Int(word(24))..<Int(word(24) + word(32))
    // The directory's checksum is its last word.
    guard place.count >= 8,
      word(place.upperBound - 8)
        == blockChecksum(
          UnsafeRawBufferPointer(rebasing: bytes[place.lowerBound..<place.upperBound - 8]))
    else { throw .damaged }
    var reader = ByteFields(Array(bytes[place.lowerBound..<place.upperBound - 8]))
    guard let (description, sections) = Self.directory(&reader, fileBytes: place.lowerBound) else { throw .damaged }
    self.description = description
    self.sections = sections
    byteCount = bytes.count
    self.memory = memory
  }

  private static func directory(_ reader: inout ByteFields, fileBytes: Int) -> ([UInt8], [Section])? {
    guard let description = reader.nextBytes(), let count = reader.nextInt(), count >= 0, count <= 1 << 20 else {
      return nil
    }
    var sections: [Section] = []
    for _ in 0..<count {
      guard let offset = reader.nextInt(), let byteCount = reader.nextInt(), offset >= headerBytes, byteCount >= 0,
        offset % alignment == 0, offset <= fileBytes, byteCount <= fileBytes - offset
      else { return nil }
      var checksums: [UInt64] = []
      for _ in 0..<(byteCount + blockBytes - 1) / blockBytes {
        guard let checksum = reader.nextWord() else { return nil }
        checksums.append(checksum)
      }
      sections.append(Section(offset: offset, byteCount: byteCount, checksums: checksums))
    }
    return (description, sections)
  }

  /// Where a section begins; valid as long as the file lives. 64 zero bytes stand behind its last byte.
  public func start(of section: Int) -> UnsafeMutableRawPointer { memory.start + sections[section].offset }

  /// Whether the sections are as they were written, on so many threads.
  public func areIntact(_ wanted: [Int], threads: Int = coreCount()) -> Bool {
    let blocks = wanted.flatMap { section in sections[section].checksums.indices.map { (section, $0) } }
    let damaged = PartSlots<Bool>(count: blocks.count)
    parallel(parts: blocks.count, threads: threads) { part in
      let (section, block) = blocks[part]
      let place = sections[section]
      let start = place.offset + block * Self.blockBytes
      let end = min(start + Self.blockBytes, place.offset + place.byteCount)
      let bytes = UnsafeRawBufferPointer(rebasing: memory.bytes[start..<end])
      if blockChecksum(bytes) != place.checksums[block] { damaged.set(part, true) }
    }
    return damaged.first == nil
  }
}

extension SectionFile {
  /// Writes a file in two steps: the sections beside its place, then what is said of them and the move.
  ///
  /// Until `finish` the file that is there stays; a writer that is dropped leaves nothing.
  public final class Writer {
    private let path: String
    private let temporary: String
    private let descriptor: Int32
    private var directory = ByteFields()
    private var count = 0
    private var end = SectionFile.alignment
    private var isFinished = false

    /// - Parameter mode: the permissions of the file.
    public init(path: String, mode: UInt32) throws(SystemError) {
      self.path = path
      temporary = "\(path).new-\(getpid())"
      SectionFile.removeLeftovers(of: path)
      descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(mode))
      guard descriptor >= 0 else { throw SystemError(.write, path: path, errorNumber: errno) }
    }

    deinit {
      close(descriptor)
      if !isFinished { unlink(temporary) }
    }

    public func add(_ section: UnsafeRawBufferPointer) throws(SystemError) {
      directory.add(end)
      directory.add(section.count)
      for start in stride(from: 0, to: section.count, by: blockBytes) {
        let block = UnsafeRawBufferPointer(rebasing: section[start..<min(start + blockBytes, section.count)])
        directory.add(blockChecksum(block))
        try write(block, at: end + start)
      }
      count += 1
      // At least 64 bytes behind each section are nobody's.
      end = (end + section.count + 64 + alignment - 1) / alignment * alignment
    }

    public func finish(_ description: [UInt8]) throws(SystemError) {
      var fields = ByteFields()
      fields.add(description)
      fields.add(count)
      fields.append(directory)
      fields.add(fields.bytes.withUnsafeBytes { blockChecksum($0) })
      try write(fields.bytes, at: end)
      var header = ByteFields()
      for word in [
        mark, UInt64(version) | UInt64(byteOrder) << 32, UInt64(end + fields.bytes.count), UInt64(end),
        UInt64(fields.bytes.count),
      ] { header.add(word) }
      header.add(header.bytes.withUnsafeBytes { blockChecksum($0) })
      header.add(UInt64(0))
      header.add(UInt64(0))
      try write(header.bytes, at: 0)
      if rename(temporary, path) != 0 { throw SystemError(.write, path: path, errorNumber: errno) }
      isFinished = true
    }

    private func write(_ bytes: [UInt8], at offset: Int) throws(SystemError) {
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
      defer { buffer.deallocate() }
      buffer.copyBytes(from: bytes)
      try write(UnsafeRawBufferPointer(buffer), at: offset)
    }

    private func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(SystemError) {
      var written = 0
      while written < bytes.count {
        let count = pwrite(
          descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written, off_t(offset + written))
        if count < 0 {
          if errno == EINTR { continue }
          throw SystemError(.write, path: path, errorNumber: errno)
        }
        written += count
      }
    }
  }
}

/// A file in memory: what is written there is seen by nobody else.
private final class MappedFile: @unchecked Sendable {
  let start: UnsafeMutableRawPointer
  private let count: Int
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  init(path: String) throws(SectionFile.Damage) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .unreadable }
    guard status.st_size > 0 else { throw .damaged }
    count = Int(status.st_size)
    guard let start = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
      throw .unreadable
    }
    self.start = start
  }

  deinit { munmap(start, count) }
}

extension SectionFile {
  /// Takes away what writers of a file left that were killed, and what this process's number left before.
  public static func removeLeftovers(of path: String) {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let start = path[(slash.map { path.index(after: $0) } ?? path.startIndex)...] + ".new-"
    guard let listing = opendir(folder) else { return }
    defer { closedir(listing) }
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasPrefix(start), let process = pid_t(name.dropFirst(start.count)), process > 0 else { continue }
      // Of a process that runs it may be in use.
      if process == getpid() || (kill(process, 0) != 0 && errno == ESRCH) { unlink("\(folder)/\(name)") }
    }
  }
}
