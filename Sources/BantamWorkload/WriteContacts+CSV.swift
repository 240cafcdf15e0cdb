import BantamStore
import BantamSystem

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension ContactGenerator {
  /// A new CSV file of the contacts, with a header. Rows are rounded up to whole blocks.
  public func writeCSV(path: String, rows: Int) throws(SystemError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw SystemError(.write, path: path, errorNumber: errno) }
    defer { close(descriptor) }
    var bytes = Array(Self.contactColumns.map(\.name).joined(separator: ",").utf8)
    bytes.append(UInt8(ascii: "\n"))
    for block in 0..<Self.blocks(rows: rows) {
      contacts(ofBlock: block) { cells, _ in Self.append(cells, to: &bytes) }
      var start = 0
      while start < bytes.count {
        let count = bytes[start...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw SystemError(.write, path: path, errorNumber: errno) }
        start += count
      }
      bytes.removeAll(keepingCapacity: true)
    }
  }

  private static func append(_ cells: [SQLValue], to bytes: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      switch cell {
      case .null: break
      case .integer(let number): bytes.append(contentsOf: String(number).utf8)
      case .real(let number): bytes.append(contentsOf: String(number).utf8)
      case .text(let text):
        // No generated text holds a quote or a line break.
        let isQuoted = text.utf8.contains(UInt8(ascii: ","))
        if isQuoted { bytes.append(UInt8(ascii: "\"")) }
        bytes.append(contentsOf: text.utf8)
        if isQuoted { bytes.append(UInt8(ascii: "\"")) }
      }
    }
    bytes.append(UInt8(ascii: "\n"))
  }
}
