import BantamSystem

/// Takes everything about one contact out of the change sets of a journal, and leaves the rest as it is to the byte.
///
/// The form of a change set is that of SQLite's session extension (`sqlite3session.c`, "SERIALIZATION"): per table a
/// header `T`, the number of columns (varint), a byte per column that says whether it belongs to the primary key, the
/// name and a zero; then per changed row the operation (INSERT 18, UPDATE 23, DELETE 9), a byte for indirect changes, the
/// row before (UPDATE, DELETE) and after (INSERT, UPDATE). A value is a type byte and, by type, eight bytes
/// (integer, real), a varint length and bytes (text, blob), or nothing (null; 0: not part of the change).
///
/// An update of a row that has a number as its key need not hold the contact. So change sets are given **from the newest
/// to the oldest**, and the filter knows which rows were the contact's at each of them: at first those it has now.
struct ChangeSetFilter {
  /// Where a table says whom a row is about.
  struct Place: Sendable, Hashable {
    /// Column, from 0, of the contact's key; nil where there is none.
    var contact: Int?
    /// Column of an address.
    var address: Int?

    init(contact: Int?, address: Int? = nil) {
      self.contact = contact
      self.address = address
    }
  }

  /// The key as a number and as text: tables hold it as the contacts' table did then.
  private let encodedContacts: [[UInt8]]
  /// With folded letters.
  private let addresses: Set<[UInt8]>
  private let places: [String: Place]
  /// Encoded primary keys of the contact's rows before the changes seen last, by table.
  private var rows: [String: Set<[UInt8]>] = [:]

  /// `contact` is the key to look for; `addresses` belong to nobody else. Tables that are not in `places` stay whole.
  init(contact: SQLValue, addresses: [String] = [], places: [String: Place]) {
    encodedContacts = Self.spellings(of: contact).map(encoded)
    self.addresses = Set(addresses.map { Array(foldCase($0).utf8) })
    self.places = places
  }

  private static func spellings(of key: SQLValue) -> [SQLValue] {
    switch key {
    case .integer(let number): [key, .text(String(number))]
    case .text(let text): [key] + (Int64(text).map { String($0) == text ? [.integer($0)] : [] } ?? [])
    case .null, .real: [key]
    }
  }

  /// A row that is the contact's now, by the values of its primary key.
  mutating func add(rowOf table: String, key: [SQLValue]) {
    rows[table, default: []].insert(key.flatMap(encoded))
  }

  struct Filtered: Sendable, Hashable {
    var bytes: [UInt8]
    /// Changes that were left out.
    var dropped: Int

    init(bytes: [UInt8], dropped: Int) {
      self.bytes = bytes
      self.dropped = dropped
    }
  }

  /// The change set without what is about the contact; nil where the bytes are none.
  mutating func filter(_ bytes: [UInt8]) -> Filtered? {
    var reader = ChangeSetReader(bytes: bytes)
    var filtered = Filtered(bytes: [], dropped: 0)
    filtered.bytes.reserveCapacity(bytes.count)
    while !reader.isAtEnd {
      guard let table = reader.table() else { return nil }
      let start = filtered.bytes.count
      filtered.bytes += bytes[table.range]
      let headerEnd = filtered.bytes.count
      let droppedBefore = filtered.dropped
      while let operation = reader.peek, operation != ChangeSetReader.tableMark {
        guard let change = reader.change(table) else { return nil }
        if isAboutContact(change, table, bytes) {
          filtered.dropped += 1
        } else {
          filtered.bytes += bytes[change.range]
        }
      }
      if filtered.bytes.count == headerEnd, filtered.dropped > droppedBefore {
        filtered.bytes.removeSubrange(start...)
      }
    }
    return filtered
  }

  /// Whether a change is to go; notes whose row it was before.
  private mutating func isAboutContact(
    _ change: ChangeSetReader.Change, _ table: ChangeSetReader.Table, _ bytes: [UInt8]
  ) -> Bool {
    guard let place = places[table.name] else { return false }
    let before = isContact(change.before, place, bytes)
    let after = isContact(change.after, place, bytes)
    let row = key(of: change, table, bytes)
    let wasKnown = rows[table.name]?.contains(row) ?? false
    // An update that does not name the contact leaves the row with whom it is now.
    let isOfContactBefore = change.before.isEmpty ? false : before ?? wasKnown
    if isOfContactBefore {
      rows[table.name, default: []].insert(row)
    } else {
      rows[table.name]?.remove(row)
    }
    return isOfContactBefore || (change.after.isEmpty ? false : after ?? wasKnown)
  }

  /// nil where the row does not hold all columns that say it.
  private func isContact(_ row: [Range<Int>], _ place: Place, _ bytes: [UInt8]) -> Bool? {
    var isWhole = true
    for (column, isAddress) in [(place.contact, false), (place.address, true)] {
      guard let column else { continue }
      guard column < row.count, bytes[row[column].lowerBound] != ChangeSetReader.absent else {
        isWhole = false
        continue
      }
      let value = bytes[row[column]]
      if isAddress {
        if let text = ChangeSetReader.text(value), addresses.contains(Array(foldCase(text).utf8)) { return true }
      } else if encodedContacts.contains(where: { value.elementsEqual($0) }) {
        return true
      }
    }
    return isWhole ? false : nil
  }

  /// The encoded values of the primary key; of an update they stand in the row before.
  private func key(of change: ChangeSetReader.Change, _ table: ChangeSetReader.Table, _ bytes: [UInt8]) -> [UInt8] {
    let row = change.before.isEmpty ? change.after : change.before
    return table.keyColumns.flatMap { Array(bytes[row[$0]]) }
  }
}

/// A value as change sets hold it.
private func encoded(_ value: SQLValue) -> [UInt8] {
  func number(_ type: UInt8, _ bits: UInt64) -> [UInt8] {
    [type] + (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * $0)) }
  }
  switch value {
  case .null: return [5]
  case .integer(let value): return number(1, UInt64(bitPattern: value))
  case .real(let value): return number(2, value.bitPattern)
  case .text(let value): return [3] + varint(value.utf8.count) + Array(value.utf8)
  }
}

/// SQLite's varint: seven bits a byte, the most significant first. A length stays below 2^31: at most five bytes.
private func varint(_ number: Int) -> [UInt8] {
  var bytes = [UInt8(truncatingIfNeeded: number & 0x7F)]
  var rest = number >> 7
  while rest > 0 {
    bytes.insert(UInt8(truncatingIfNeeded: rest & 0x7F) | 0x80, at: 0)
    rest >>= 7
  }
  return bytes
}
