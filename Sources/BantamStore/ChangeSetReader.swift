/// Steps over the bytes of a change set; see `ChangeSetFilter` for their form.
struct ChangeSetReader {
  struct Table {
    var name: String
    var columns: Int
    /// Places of the primary key's columns, rising.
    var keyColumns: [Int]
    /// The header.
    var range: Range<Int>
  }

  struct Change {
    /// Per column the bytes of the value with its type byte; empty for an inserted row.
    var before: [Range<Int>]
    /// Empty for a deleted row.
    var after: [Range<Int>]
    /// All of it.
    var range: Range<Int>
  }

  static let tableMark: UInt8 = 0x54
  /// Type of a value that an update left alone.
  static let absent: UInt8 = 0
  /// SQLite allows no more columns.
  private static let mostColumns = 32_767

  private let bytes: [UInt8]
  private var index = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { index == bytes.count }
  var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// nil where no whole table header stands here.
  mutating func table() -> Table? {
    let start = index
    guard byte() == Self.tableMark, let columns = varint(), columns > 0, columns <= Self.mostColumns,
      columns <= bytes.count - index
    else { return nil }
    let keys = (0..<columns).filter { bytes[index + $0] != 0 }
    index += columns
    guard let end = bytes[index...].firstIndex(of: 0) else { return nil }
    let name = String(decoding: bytes[index..<end], as: UTF8.self)
    index = end + 1
    return Table(name: name, columns: columns, keyColumns: keys, range: start..<index)
  }

  /// nil where no whole change stands here.
  mutating func change(_ table: Table) -> Change? {
    let start = index
    guard let operation = byte(), byte() != nil else { return nil }
    var change = Change(before: [], after: [], range: start..<start)
    if operation == 23 || operation == 9 {
      guard let row = row(table.columns) else { return nil }
      change.before = row
    }
    if operation == 23 || operation == 18 {
      guard let row = row(table.columns) else { return nil }
      change.after = row
    }
    if change.before.isEmpty, change.after.isEmpty { return nil }
    change.range = start..<index
    return change
  }

  /// The text of an encoded value; nil for other types.
  static func text(_ value: ArraySlice<UInt8>) -> String? {
    guard value.first == 3 else { return nil }
    let length = value.dropFirst().prefix { $0 >= 0x80 }.count + 1
    return String(decoding: value.dropFirst(1 + length), as: UTF8.self)
  }

  private mutating func row(_ columns: Int) -> [Range<Int>]? {
    var row: [Range<Int>] = []
    row.reserveCapacity(columns)
    for _ in 0..<columns {
      let start = index
      switch byte() {
      case 0, 5: break
      case 1, 2: index += 8
      case 3, 4:
        guard let length = varint() else { return nil }
        index += length
      default: return nil
      }
      if index > bytes.count { return nil }
      row.append(start..<index)
    }
    return row
  }

  private mutating func byte() -> UInt8? {
    guard index < bytes.count else { return nil }
    defer { index += 1 }
    return bytes[index]
  }

  /// At most 31 bits, as lengths are in SQLite.
  private mutating func varint() -> Int? {
    var number = 0
    for _ in 0..<5 {
      guard let byte = byte() else { return nil }
      number = number << 7 | Int(byte & 0x7F)
      if byte < 0x80 { return number <= Int(Int32.max) ? number : nil }
    }
    return nil
  }
}
