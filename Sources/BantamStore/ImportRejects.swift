import BantamRecords
import BantamSystem

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Rows that do not fit, written as CSV beside the file: the line, the reason, the row as it was.
///
/// Made when the first row comes, under another name until the import has succeeded.
final class RejectsFile {
  let path: String
  private let temporary: String
  private let columns: [String]
  private let delimiter: UInt8
  private var descriptor: Int32 = -1
  private var bytes: [UInt8] = []
  private static let bufferBytes = 1 << 16

  init(path: String, columns: [String], delimiter: UInt8) {
    self.path = path
    temporary = "\(path).new-\(getpid())"
    self.columns = columns
    self.delimiter = delimiter
  }

  /// What was not finished does not stay.
  deinit {
    if descriptor >= 0 {
      close(descriptor)
      unlink(temporary)
    }
  }

  private(set) var isEmpty = true

  func add(_ words: [String], _ reader: ImportedRecords, isWhole: Bool) throws(SystemError) {
    if isEmpty { try begin() }
    for word in words { append(Array(word.utf8).withUnsafeBufferPointer { quotedField($0) }) }
    if isWhole || reader.fieldCount == 0 {
      append(quotedField(reader.rawRecord))
    } else {
      for index in 0..<reader.fieldCount { append(quotedField(reader.field(index))) }
    }
    bytes[bytes.count - 1] = 0x0A
    if bytes.count > Self.bufferBytes { try flush() }
  }

  /// Hands all to the system, so that what can fail has failed before the import counts.
  func seal() throws(SystemError) {
    if !isEmpty { try flush() }
  }

  /// Gives the file its name.
  func publish() throws(SystemError) {
    guard !isEmpty else { return removeEarlier() }
    let failed = close(descriptor) != 0 || rename(temporary, path) != 0
    descriptor = -1
    if failed { throw SystemError(.write, path: path, errorNumber: errno) }
  }

  /// An earlier import's file would now say what is no longer so.
  private func removeEarlier() {
    SectionFile.removeLeftovers(of: path)
    guard let reader = try? ByteReader(path: path) else { return }
    let header = columns.prefix(2).joined(separator: String(UnicodeScalar(delimiter)))
    var start = [UInt8](repeating: 0, count: header.utf8.count)
    let count = start.withUnsafeMutableBytes { try? reader.read(into: $0) } ?? 0
    if count == start.count, start == Array(header.utf8) { unlink(path) }
  }

  private func begin() throws(SystemError) {
    // Of imports that were killed.
    SectionFile.removeLeftovers(of: path)
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw SystemError(.write, path: path, errorNumber: errno) }
    isEmpty = false
    for column in columns { append(Array(column.utf8).withUnsafeBufferPointer { quotedField($0) }) }
    bytes[bytes.count - 1] = 0x0A
  }

  private func append(_ field: [UInt8]) {
    bytes += field
    bytes.append(delimiter)
  }

  private func quotedField(_ field: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    let needsQuotes = field.contains { $0 == delimiter || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes || field.first == 0x20 || field.last == 0x20 else { return Array(field) }
    return [0x22] + field.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } + [0x22]
  }

  private func flush() throws(SystemError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
      }
      if count < 0, errno != EINTR { throw SystemError(.write, path: path, errorNumber: errno) }
      written += max(0, count)
    }
    bytes.removeAll(keepingCapacity: true)
  }
}
