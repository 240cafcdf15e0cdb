import BantamColumns
import BantamSystem

/// Where the columns that are read stand in the records of a table, for reading its pages.
struct RecordColumns: Sendable {
  enum Accepted: Sendable {
    case everything
    /// Numbers would have to be written out as SQLite does.
    case texts
    case integers
  }

  /// A column that is read, in the order of the record.
  fileprivate struct Taken {
    var place: Int
    var slot: Int
    var isReal: Bool
    var accepted: Accepted
    /// A record that is older than the column ends before it: null, where the column has no other default.
    var mayBeAbsent: Bool
  }

  /// The first page of the table's tree.
  let root: UInt32
  let slots: Int
  fileprivate var taken: [Taken] = []

  /// nil where the records are not stored plainly under their row numbers.
  ///
  /// - Parameters:
  ///   - key: the column that has to be the row number; nil: none has to.
  ///   - columns: by slot; without a name all null.
  init?(
    of table: TableLayout, key: String?, columns: [(name: String?, accepted: Accepted)], in database: Database
  ) throws(StoreError) {
    let kinds = try database.integer(
      "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND wr = 0 AND name = ? COLLATE NOCASE",
      .text(table.name))
    let root = try database.integer(
      "SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ? COLLATE NOCASE", .text(table.name))
    guard kinds == 1, let root, let root = UInt32(exactly: root), root > 0 else { return nil }
    self.root = root
    slots = columns.count
    let isKeyed = try database.integer(
      "SELECT count(*) FROM pragma_index_list(?) WHERE origin = 'pk'", .text(table.name))
    let statement = try database.prepare(
      "SELECT name, type, pk, hidden, dflt_value IS NULL FROM pragma_table_xinfo(?) ORDER BY cid")
    try statement.bind(1, table.name)
    var stored: [String: Taken] = [:]
    var keys: [String] = []
    while try statement.step() {
      // What is computed is not stored, or moves the others.
      if statement.integer(3) != 0 { return nil }
      let name = statement.string(0)
      if statement.integer(2) > 0 { keys.append(name) }
      stored[name] = Taken(
        place: stored.count, slot: 0, isReal: Self.isReal(statement.string(1)), accepted: .everything,
        mayBeAbsent: statement.integer(4) == 1)
    }
    let rowNumber = keys.count == 1 && isKeyed == 0 ? keys[0] : nil
    if let key, key != rowNumber { return nil }
    for (slot, column) in columns.enumerated() {
      guard let name = column.name else { continue }
      guard var taken = stored[name], name != rowNumber else { return nil }
      taken.slot = slot
      taken.accepted = column.accepted
      self.taken.append(taken)
    }
    taken.sort { ($0.place, $0.slot) < ($1.place, $1.slot) }
  }

  /// Whether a declared type has the affinity REAL: https://www.sqlite.org/datatype3.html#determination_of_column_affinity
  private static func isReal(_ type: String) -> Bool {
    let type = type.uppercased()
    if ["INT", "CHAR", "CLOB", "TEXT", "BLOB"].contains(where: type.contains) { return false }
    return ["REAL", "FLOA", "DOUB"].contains(where: type.contains)
  }
}

/// Rows of a table as they stand in its leaves, side by side by column. For one thread.
final class PageRows {
  let keys: UnsafeMutableBufferPointer<Int64>
  private(set) var count = 0
  private let columns: RecordColumns
  private let pages: DatabasePages
  private let cells: UnsafeMutableBufferPointer<PageCell>
  private let wanted: Cells<Int64>?
  private var nextWanted = 0
  /// Contents that go on in other pages, put together.
  private var gathered: [UnsafeMutablePointer<UInt8>] = []

  /// Rows that are handed over at once, at most.
  static let capacity = 1024

  /// `wanted`: rising row numbers; other rows are passed over.
  init(_ columns: RecordColumns, _ pages: DatabasePages, only wanted: Cells<Int64>? = nil) {
    self.columns = columns
    self.pages = pages
    self.wanted = wanted
    keys = .allocate(capacity: Self.capacity)
    cells = .allocate(capacity: Self.capacity * columns.slots)
    cells.initialize(repeating: .null)
  }

  deinit {
    clear()
    keys.deallocate()
    cells.deallocate()
  }

  /// The cells of a column, parallel to `keys`.
  func column(_ slot: Int) -> UnsafeBufferPointer<PageCell> {
    UnsafeBufferPointer(rebasing: cells[slot * Self.capacity..<slot * Self.capacity + count])
  }

  /// The same of the rows that are taken, moved to the front.
  func column(_ slot: Int, where isTaken: UnsafeMutableBufferPointer<Bool>) -> UnsafeBufferPointer<PageCell> {
    let first = slot * Self.capacity
    var next = first
    for row in 0..<count where isTaken[row] {
      cells[next] = cells[first + row]
      next += 1
    }
    return UnsafeBufferPointer(rebasing: cells[first..<next])
  }

  /// Reads these leaves; `take` gets the rows of some, and they are gone when it returns.
  ///
  /// False where something is written as only SQLite should read it; a part of the rows may have been taken then.
  func read(_ leaves: ArraySlice<UInt32>, isInterrupted: () -> Bool, take: () -> Void) throws(StoreError) -> Bool {
    var at = leaves.startIndex
    while at < leaves.endIndex {
      if isInterrupted() { throw .interrupted }
      var run = 1
      while run < DatabasePages.runPages, at + run < leaves.endIndex,
        Int(leaves[at + run]) == Int(leaves[at]) + run
      {
        run += 1
      }
      guard let bytes = pages.run(from: leaves[at], count: run) else { return false }
      for page in 0..<run {
        let bytes = bytes + page * pages.pageBytes
        guard let leaf = TablePage(bytes, number: leaves[at + page], usableBytes: pages.usableBytes), leaf.isLeaf else {
          return false
        }
        for cell in 0..<leaf.cellCount {
          guard let offset = leaf.offset(ofCell: cell), append(bytes, offset) else { return false }
          if count == Self.capacity { handOver(take) }
        }
      }
      handOver(take)
      at += run
    }
    return true
  }

  private func handOver(_ take: () -> Void) {
    if count > 0 { take() }
    clear()
  }

  private func clear() {
    for bytes in gathered { bytes.deallocate() }
    gathered.removeAll(keepingCapacity: true)
    count = 0
  }

  @inline(__always)
  private func append(_ page: UnsafePointer<UInt8>, _ offset: Int) -> Bool {
    var at = page + offset
    let end = page + pages.usableBytes
    guard let byteCount = varint(&at, end), let key = varint(&at, end) else { return false }
    if let wanted {
      while nextWanted < wanted.count, wanted[nextWanted] < key { nextWanted += 1 }
      if nextWanted == wanted.count || wanted[nextWanted] != key { return true }
    }
    keys[count] = key
    guard byteCount > pages.usableBytes - 35 else {
      guard byteCount >= 0, at + Int(byteCount) <= end else { return false }
      return append(record: at, byteCount: Int(byteCount))
    }
    return appendGathered(at, byteCount: Int(byteCount), end)
  }

  /// A record with pages of its own: https://www.sqlite.org/fileformat2.html#cell_payload_overflow_pages
  @inline(never)
  private func appendGathered(_ local: UnsafePointer<UInt8>, byteCount: Int, _ end: UnsafePointer<UInt8>) -> Bool {
    let usable = pages.usableBytes
    let least = (usable - 12) * 32 / 255 - 23
    guard byteCount <= Int(Int32.max) else { return false }
    let fitting = least + (byteCount - least) % (usable - 4)
    let localBytes = fitting <= usable - 35 ? fitting : least
    guard local + localBytes + 4 <= end,
      let payload = pages.wholePayload(local, localBytes: localBytes, byteCount: byteCount)
    else { return false }
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: byteCount)
    gathered.append(copy)
    payload.withUnsafeBufferPointer { bytes in
      if let start = bytes.baseAddress { copy.initialize(from: start, count: byteCount) }
    }
    return append(record: UnsafePointer(copy), byteCount: byteCount)
  }

  /// https://www.sqlite.org/fileformat2.html#record_format
  @inline(__always)
  private func append(record: UnsafePointer<UInt8>, byteCount: Int) -> Bool {
    let end = record + byteCount
    var header = record
    guard let headerBytes = varint(&header, end), headerBytes >= 0, headerBytes <= byteCount else { return false }
    let headerEnd = record + Int(headerBytes)
    var content = Int(headerBytes)
    var place = 0
    var serial: Int64 = 0
    for taken in columns.taken {
      // Two slots may take one column.
      let isAgain = taken.place < place
      while place <= taken.place, header < headerEnd {
        guard let next = varint(&header, headerEnd), next >= 0, next <= Self.largestSerial else { return false }
        serial = next
        content += Self.byteCount(of: serial)
        place += 1
      }
      guard place == taken.place + 1 || isAgain else {
        // The record ends before the column.
        guard taken.mayBeAbsent else { return false }
        cells[taken.slot * Self.capacity + count] = .null
        continue
      }
      guard content <= byteCount else { return false }
      switch taken.accepted {
      case .everything: break
      case .texts: if serial > 0 && serial < 12 { return false }
      case .integers: if serial == 7 || serial >= 10 || taken.isReal { return false }
      }
      if serial == 10 || serial == 11 { return false }
      let length = Self.byteCount(of: serial)
      cells[taken.slot * Self.capacity + count] = PageCell(
        bytes: length == 0 ? nil : record + (content - length), serial: UInt32(truncatingIfNeeded: serial),
        isReal: taken.isReal)
    }
    count += 1
    return true
  }

  /// A text of 1 GiB, SQLite's bound.
  private static let largestSerial: Int64 = 1 << 31

  @inline(__always)
  private static func byteCount(of serial: Int64) -> Int {
    if serial >= 12 { return Int(serial - 12) / 2 }
    // 0, 1, 2, 3, 4, 6, 8, 8, then none.
    return Int(0x8864_3210 >> (serial * 4) & 15)
  }
}
