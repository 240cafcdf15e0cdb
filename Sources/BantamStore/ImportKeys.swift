import BantamSystem

/// Adds texts up to a number in which their case and outer blanks do not matter.
///
/// FNV-1a over the folded bytes, each text closed by a byte that no UTF-8 holds, then mixed (the finaliser of
/// MurmurHash3). Two texts with one number are told apart by looking at the row itself.
struct FoldedHash {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var end = bytes.count
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    let before = state
    for index in start..<end {
      let byte = bytes[index]
      if byte >= 0x80 {
        state = before
        for byte in foldCase(utf8: bytes) { add(byte: byte) }
        add(byte: 0xFF)
        return
      }
      add(byte: byte &- 0x41 < 26 ? byte | 0x20 : byte)
    }
    add(byte: 0xFF)
  }

  mutating func add(_ number: Int64) {
    state ^= UInt64(bitPattern: number)
    state = state &* 0x0000_0100_0000_01B3
    add(byte: 0xFE)
  }

  @inline(__always)
  private mutating func add(byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }

  var value: UInt64 {
    var mixed = state
    mixed ^= mixed >> 33
    mixed = mixed &* 0xFF51_AFD7_ED55_8CCD
    mixed ^= mixed >> 33
    mixed = mixed &* 0xC4CE_B9FE_1A85_EC53
    mixed ^= mixed >> 33
    return mixed
  }
}

/// Hashes of keys with the rows that have them: 16 bytes a slot, a third to two thirds of the slots in use.
///
/// Of rows with equal hashes two are kept: enough to see that a key is no key.
final class KeyTable {
  enum Found: Equatable {
    case nothing
    case row(Int64)
    case several
  }

  private var hashes: UnsafeMutableBufferPointer<UInt64>
  private var rows: UnsafeMutableBufferPointer<Int64>
  private var count = 0
  /// A slot without a row.
  private static let free = Int64.min

  init() {
    hashes = .allocate(capacity: 1 << 10)
    rows = .allocate(capacity: 1 << 10)
    rows.initialize(repeating: Self.free)
  }

  deinit {
    hashes.deallocate()
    rows.deallocate()
  }

  var isEmpty: Bool { count == 0 }

  func add(_ hash: UInt64, row: Int64) {
    if count >= rows.count / 3 * 2 { grow() }
    place(hash, row)
  }

  /// Which row has the key; `accepts` looks whether a row of equal hash really does.
  func find(_ hash: UInt64, where accepts: (Int64) throws(StoreError) -> Bool) throws(StoreError) -> Found {
    let mask = rows.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    var found = Found.nothing
    while rows[slot] != Self.free {
      if hashes[slot] == hash, try accepts(rows[slot]) {
        if found != .nothing { return .several }
        found = .row(rows[slot])
      }
      slot = (slot + 1) & mask
    }
    return found
  }

  private func place(_ hash: UInt64, _ row: Int64) {
    let mask = rows.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    var equals = 0
    while rows[slot] != Self.free {
      if hashes[slot] == hash {
        equals += 1
        if equals == 2 || rows[slot] == row { return }
      }
      slot = (slot + 1) & mask
    }
    hashes[slot] = hash
    rows[slot] = row
    count += 1
  }

  private func grow() {
    let (oldHashes, oldRows) = (hashes, rows)
    hashes = .allocate(capacity: oldRows.count * 2)
    rows = .allocate(capacity: oldRows.count * 2)
    rows.initialize(repeating: Self.free)
    count = 0
    for slot in oldRows.indices where oldRows[slot] != Self.free { place(oldHashes[slot], oldRows[slot]) }
    oldHashes.deallocate()
    oldRows.deallocate()
  }
}

/// A set of row numbers: a bit each, in blocks.
struct RowSet {
  private static let blockWords = 16
  private var blocks: [Int64: [UInt64]] = [:]

  /// False where the row was there before.
  mutating func insert(_ row: Int64) -> Bool {
    let place = Int(row & 1023)
    let bit = UInt64(1) << UInt64(place & 63)
    return Self.set(bit, place >> 6, &blocks[row >> 10, default: [UInt64](repeating: 0, count: Self.blockWords)])
  }

  private static func set(_ bit: UInt64, _ word: Int, _ block: inout [UInt64]) -> Bool {
    if block[word] & bit != 0 { return false }
    block[word] |= bit
    return true
  }
}
