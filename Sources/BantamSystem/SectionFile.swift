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
    guard place.count >= 8, word(place.upperBound - 8) == blockChecksum(
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
    guard let description = reader.nextBytes(), let count = reader.nextInt(), count >= 0, count <= 1 << 20 else { return nil }
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

  /// Writes a file whole or not at all; on any error nothing is changed. The memory of the sections stays as it is
  /// meanwhile.
  public static func write(
    path: String, description: [UInt8], sections: [UnsafeRawBufferPointer], mode: UInt32
  ) throws(SystemError) {
    let temporary = "\(path).new-\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode_t(mode))
    guard descriptor >= 0 else { throw SystemError(.write, path: path, errorNumber: errno) }
    var failure = write(to: descriptor, description, sections)
    if close(descriptor) != 0, failure == 0 { failure = errno }
    if failure == 0, rename(temporary, path) != 0 { failure = errno }
    if failure != 0 {
      unlink(temporary)
      throw SystemError(.write, path: path, errorNumber: failure)
    }
  }

  private static func write(
    to descriptor: Int32, _ description: [UInt8], _ sections: [UnsafeRawBufferPointer]
  ) -> Int32 {
    var directory = ByteFields()
    directory.add(description)
    directory.add(sections.count)
    var offset = alignment
    for section in sections {
      directory.add(offset)
      directory.add(section.count)
      for start in stride(from: 0, to: section.count, by: blockBytes) {
        let block = section[start..<min(start + blockBytes, section.count)]
        directory.add(blockChecksum(UnsafeRawBufferPointer(rebasing: block)))
        let failure = writeAll(descriptor, UnsafeRawBufferPointer(rebasing: block), at: offset + start)
        if failure != 0 { return failure }
      }
      // At least 64 bytes behind each section are nobody's.
      offset = (offset + section.count + 64 + alignment - 1) / alignment * alignment
    }
    let bytes = directory.bytes
    let checksum = bytes.withUnsafeBytes { blockChecksum($0) }
    directory.add(checksum)
    let written = directory.bytes.withUnsafeBytes { writeAll(descriptor, $0, at: offset) }
    if written != 0 { return written }
    var header = ByteFields()
    for word in [
      mark, UInt64(version) | UInt64(byteOrder) << 32, UInt64(offset + directory.bytes.count), UInt64(offset),
      UInt64(directory.bytes.count),
    ] { header.add(word) }
    header.add(header.bytes.withUnsafeBytes { blockChecksum($0) })
    header.add(UInt64(0))
    header.add(UInt64(0))
    return header.bytes.withUnsafeBytes { writeAll(descriptor, $0, at: 0) }
  }
}

/// Zero, or the error number.
private func writeAll(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int32 {
  var written = 0
  while written < bytes.count {
    let count = pwrite(
      descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written, off_t(offset + written))
    if count < 0 {
      if errno == EINTR { continue }
      return errno
    }
    written += count
  }
  return 0
}

/// A file in memory: what is written there is seen by nobody else.
private final class MappedFile: @unchecked Sendable {
  let start: UnsafeMutableRawPointer
  private let count: Int
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  init(path: String) throws(SectionFile.Damage) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
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
