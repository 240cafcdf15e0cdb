import BantamColumns
import CSQLite

/// The pages of a database file, read beside SQLite's own interface: https://www.sqlite.org/fileformat2.html
///
/// That interface hands out a record value by value, which costs more than all the rest of reading a table. A
/// transaction of the connection keeps the pages as they are; what looks unusual is left to SQLite. For one thread.
final class DatabasePages {
  /// Bytes of a page, and those of them that hold content.
  let pageBytes: Int
  let usableBytes: Int
  let pageCount: Int
  private let database: Database
  private let fileBytes: Int
  /// Read into, not mapped: mapped pages would count as memory of this program, and cost as much time.
  private var buffer: UnsafeMutablePointer<UInt8>?

  /// Pages that are asked for at once, at most.
  static let runPages = 64

  /// nil where the pages alone do not say what the transaction sees, or are written in another way.
  ///
  /// - Parameter database: in a transaction that has begun to read. While a log beside it is empty then, what is
  ///   committed later goes to that log.
  init?(_ database: Database) {
    var header = [UInt8](repeating: 0, count: 100)
    guard database.isInTransaction, !database.hasLoggedPages,
      bantam_read_file(database.handle, &header, 100, 0) == SQLITE_OK,
      header.starts(with: Array("SQLite format 3\0".utf8))
    else { return nil }
    func number(_ place: Int, _ count: Int) -> Int { header[place..<place + count].reduce(0) { $0 << 8 | Int($1) } }
    let isKnown = header[18] <= 2 && header[19] <= 2 && header[21] == 64 && header[22] == 32 && header[23] == 32
    let isUTF8 = number(56, 4) == 1
    pageBytes = number(16, 2) == 1 ? 65_536 : number(16, 2)
    usableBytes = pageBytes - Int(header[20])
    fileBytes = Int(bantam_file_size(database.handle))
    guard isKnown, isUTF8, pageBytes >= 512, pageBytes & (pageBytes - 1) == 0, usableBytes >= 480 else { return nil }
    pageCount = fileBytes / pageBytes
    self.database = database
  }

  deinit { buffer?.deallocate() }

  /// Pages that follow each other, at most `runPages`; until the next call.
  func run(from first: UInt32, count: Int) -> UnsafePointer<UInt8>? {
    guard first >= 1, count >= 1, count <= Self.runPages, Int(first) - 1 + count <= pageCount else { return nil }
    let offset = Int64(first - 1) * Int64(pageBytes)
    let byteCount = Int32(count * pageBytes)
    let buffer = self.buffer ?? .allocate(capacity: Self.runPages * pageBytes)
    self.buffer = buffer
    return bantam_read_file(database.handle, buffer, byteCount, offset) == SQLITE_OK ? UnsafePointer(buffer) : nil
  }

  // MARK: Trees

  /// No tree of a file that SQLite can write is deeper.
  private static let deepest = 20

  /// The leaves of a table's tree, in the order of its row numbers.
  ///
  /// - Parameter keys: rising row numbers; only leaves that may hold one of them are wanted.
  func leaves(under root: UInt32, holding keys: Cells<Int64>? = nil) -> [UInt32]? {
    var leaves: [UInt32] = []
    let isWhole =
      keys.map { collectLeaves(under: root, depth: 0, holding: $0, $0.startIndex..<$0.endIndex, into: &leaves) }
      ?? collectLeaves(under: root, depth: 0, into: &leaves)
    return isWhole ? leaves : nil
  }

  private func collectLeaves(
    under number: UInt32, depth: Int, holding keys: Cells<Int64>, _ range: Range<Int>, into leaves: inout [UInt32]
  ) -> Bool {
    if range.isEmpty { return true }
    guard depth < Self.deepest, leaves.count < pageCount, let page = page(number) else { return false }
    if page.isLeaf {
      leaves.append(number)
      return true
    }
    guard let children = page.children(), let bounds = page.bounds(), let first = children.first,
      let below = self.page(first)
    else { return false }
    let areLeaves = below.isLeaf
    var start = range.lowerBound
    for (index, child) in children.enumerated() where start < range.upperBound {
      var end = start
      if index < bounds.count {
        while end < range.upperBound, keys[end] <= bounds[index] { end += 1 }
      } else {
        end = range.upperBound
      }
      if start < end {
        if areLeaves {
          leaves.append(child)
        } else if !collectLeaves(under: child, depth: depth + 1, holding: keys, start..<end, into: &leaves) {
          return false
        }
      }
      start = end
    }
    return true
  }

  private func collectLeaves(under number: UInt32, depth: Int, into leaves: inout [UInt32]) -> Bool {
    guard depth < Self.deepest, leaves.count < pageCount, let page = page(number) else { return false }
    if page.isLeaf {
      leaves.append(number)
      return true
    }
    guard let children = page.children() else { return false }
    // All leaves of a tree are equally deep.
    guard let first = children.first, let below = self.page(first) else { return false }
    if below.isLeaf {
      leaves += children
      return leaves.count <= pageCount
    }
    for child in children {
      guard collectLeaves(under: child, depth: depth + 1, into: &leaves) else { return false }
    }
    return true
  }

  private func page(_ number: UInt32) -> TablePage? {
    guard let bytes = run(from: number, count: 1) else { return nil }
    return TablePage(bytes, number: number, usableBytes: usableBytes)
  }

  /// The content of a record that goes on in pages of their own.
  ///
  /// - Parameter local: what stands in the leaf, the number of the next page behind it.
  func wholePayload(_ local: UnsafePointer<UInt8>, localBytes: Int, byteCount: Int) -> [UInt8]? {
    var payload = [UInt8](UnsafeBufferPointer(start: local, count: localBytes))
    payload.reserveCapacity(byteCount)
    var next = bigEndian(local + localBytes)
    var page = [UInt8](repeating: 0, count: pageBytes)
    while payload.count < byteCount {
      guard next >= 1, Int(next) <= pageCount,
        bantam_read_file(database.handle, &page, Int32(pageBytes), Int64(next - 1) * Int64(pageBytes)) == SQLITE_OK
      else { return nil }
      payload += page[4..<4 + min(usableBytes - 4, byteCount - payload.count)]
      next = page.withUnsafeBufferPointer { bytes in bytes.baseAddress.map { bigEndian($0) } ?? 0 }
    }
    return payload
  }
}

/// A page of a table's tree.
struct TablePage {
  let isLeaf: Bool
  let cellCount: Int
  private let bytes: UnsafePointer<UInt8>
  private let header: Int
  private let usableBytes: Int

  /// nil where it is no such page.
  init?(_ bytes: UnsafePointer<UInt8>, number: UInt32, usableBytes: Int) {
    self.bytes = bytes
    self.usableBytes = usableBytes
    header = number == 1 ? 100 : 0
    guard bytes[header] == 13 || bytes[header] == 5 else { return nil }
    isLeaf = bytes[header] == 13
    cellCount = Int(bytes[header + 3]) << 8 | Int(bytes[header + 4])
    guard header + (isLeaf ? 8 : 12) + 2 * cellCount <= usableBytes else { return nil }
  }

  /// Where a cell begins in the page; nil where it cannot be there.
  @inline(__always)
  func offset(ofCell index: Int) -> Int? {
    let place = header + (isLeaf ? 8 : 12) + 2 * index
    let offset = Int(bytes[place]) << 8 | Int(bytes[place + 1])
    // The shortest cells have four bytes; a varint may reach nine bytes further, see `RecordScan`.
    return offset >= header + 8 && offset + 4 <= usableBytes ? offset : nil
  }

  /// Of an inner page: the largest row number under each child but the last.
  func bounds() -> [Int64]? {
    var bounds: [Int64] = []
    bounds.reserveCapacity(cellCount)
    for index in 0..<cellCount {
      guard let offset = offset(ofCell: index) else { return nil }
      var at = bytes + offset + 4
      guard let bound = varint(&at, bytes + usableBytes) else { return nil }
      bounds.append(bound)
    }
    return bounds
  }

  /// Of an inner page, from the least row numbers to the largest.
  func children() -> [UInt32]? {
    var children: [UInt32] = []
    children.reserveCapacity(cellCount + 1)
    for index in 0..<cellCount {
      guard let offset = offset(ofCell: index) else { return nil }
      children.append(bigEndian(bytes + offset))
    }
    children.append(bigEndian(bytes + header + 8))
    return children
  }
}

@inline(__always)
func bigEndian(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
  UInt32(bigEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt32.self))
}

/// https://www.sqlite.org/fileformat2.html#varint
@inline(__always)
func varint(_ at: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Int64? {
  guard at < end else { return nil }
  let first = at[0]
  at += 1
  return first < 0x80 ? Int64(first) : longVarint(first, &at, end)
}

@inline(never)
private func longVarint(_ first: UInt8, _ at: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Int64? {
  var value = UInt64(first & 0x7F)
  for index in 1..<9 {
    guard at < end else { return nil }
    let byte = at[0]
    at += 1
    if index == 8 { return Int64(bitPattern: value << 8 | UInt64(byte)) }
    value = value << 7 | UInt64(byte & 0x7F)
    if byte < 0x80 { return Int64(bitPattern: value) }
  }
  return nil
}
