/// Gives each text a code: an open-addressing hash table over bytes that stand in one arena. While it
/// grows, for one thread; looking up afterwards, for any number.
///
/// Where a column hardly repeats itself (addresses, phone numbers), looking for repeats costs a cache miss per row and
/// finds nothing: such a table stops looking and gives every further text a code of its own.
public final class TextTable: @unchecked Sendable {
  private static let codesBeforeJudging = 1 << 16

  /// Codes given, the missing one included.
  public private(set) var count = 1
  private(set) var keepsRepeats = false
  private let mayKeepRepeats: Bool
  private var lookups = 0
  /// Hash in the upper half, code in the lower; 0 is free.
  private var slots: UnsafeMutablePointer<UInt64>
  private var slotCount: Int
  private var offsets: ColumnBuffer
  private var arena: ColumnBuffer
  private var arenaEnd = 0
  /// The offsets' and the arena's, kept beside them: one step less per text.
  private var bounds: UnsafeMutablePointer<Int>
  private var texts: UnsafeMutablePointer<UInt8>

  /// `mayKeepRepeats`: see above; otherwise each text has one code, always.
  public init(mayKeepRepeats: Bool = false) {
    self.mayKeepRepeats = mayKeepRepeats
    slotCount = 256
    slots = .allocate(capacity: slotCount)
    slots.initialize(repeating: 0, count: slotCount)
    offsets = ColumnBuffer(byteCount: 128 * MemoryLayout<Int>.stride)
    arena = ColumnBuffer(byteCount: 1024)
    bounds = offsets.base.bindMemory(to: Int.self, capacity: 128)
    texts = arena.base.bindMemory(to: UInt8.self, capacity: 1024)
    bounds[0] = 0
    bounds[1] = 0
  }

  deinit { slots.deallocate() }

  /// The code of a text that is not blank; a new one where it was not seen yet.
  public func code(of text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard let start = text.baseAddress else { return 0 }
    let bytes = UnsafeRawPointer(start)
    if keepsRepeats { return append(bytes, count: text.count) }
    lookups &+= 1
    let hash = hashBytes(bytes, count: text.count)
    let mask = slotCount &- 1
    var index = Int(hash) & mask
    while slots[index] != 0 {
      let slot = slots[index]
      if slot >> 32 == hash, equals(code: Int(slot & 0xFFFF_FFFF), bytes, count: text.count) {
        return UInt32(truncatingIfNeeded: slot)
      }
      index = (index &+ 1) & mask
    }
    let code = append(bytes, count: text.count)
    slots[index] = hash << 32 | UInt64(code)
    if count &* 2 > slotCount { rehash() }
    if mayKeepRepeats, count == Self.codesBeforeJudging, lookups < count &+ count / 2 { keepRepeats() }
    return code
  }

  /// The code of a text; 0 where it was never seen. Not for a table that keeps repeats.
  public func find(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard let start = text.baseAddress else { return 0 }
    let bytes = UnsafeRawPointer(start)
    let hash = hashBytes(bytes, count: text.count)
    let mask = slotCount &- 1
    var index = Int(hash) & mask
    while slots[index] != 0 {
      let slot = slots[index]
      if slot >> 32 == hash, equals(code: Int(slot & 0xFFFF_FFFF), bytes, count: text.count) {
        return UInt32(truncatingIfNeeded: slot)
      }
      index = (index &+ 1) & mask
    }
    return 0
  }

  /// From now on every text gets a code of its own.
  func keepRepeats() { keepsRepeats = true }

  @inline(__always)
  func equals(code: Int, _ bytes: UnsafeRawPointer, count: Int) -> Bool {
    let start = bounds[code]
    return bounds[code &+ 1] &- start == count && equalBytes(UnsafeRawPointer(texts + start), bytes, count: count)
  }

  /// The dictionary of all codes. The table is not used afterwards.
  func dictionary() -> TextDictionary { TextDictionary(count: count, offsets: offsets, arena: arena) }

  func bytes(of code: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: texts + bounds[code], count: bounds[code + 1] - bounds[code])
  }

  private func append(_ bytes: UnsafeRawPointer, count byteCount: Int) -> UInt32 {
    let code = count
    let start = arenaEnd
    precondition(code < Int(UInt32.max), "more texts than codes")
    if start + byteCount > arena.byteCount { growArena(to: max(arena.byteCount * 2, start + byteCount)) }
    if (code + 2) * MemoryLayout<Int>.stride > offsets.byteCount { growOffsets() }
    UnsafeMutableRawPointer(texts + start).copyMemory(from: bytes, byteCount: byteCount)
    arenaEnd = start + byteCount
    bounds[code + 1] = start + byteCount
    count = code + 1
    return UInt32(truncatingIfNeeded: code)
  }

  @inline(never)
  private func growArena(to byteCount: Int) {
    arena = arena.grown(to: byteCount, used: arenaEnd)
    texts = arena.base.bindMemory(to: UInt8.self, capacity: byteCount)
  }

  @inline(never)
  private func growOffsets() {
    offsets = offsets.grown(to: offsets.byteCount * 2, used: (count + 1) * MemoryLayout<Int>.stride)
    bounds = offsets.base.bindMemory(to: Int.self, capacity: offsets.byteCount / MemoryLayout<Int>.stride)
  }

  @inline(never)
  private func rehash() {
    let largerCount = slotCount * 2
    let larger = UnsafeMutablePointer<UInt64>.allocate(capacity: largerCount)
    larger.initialize(repeating: 0, count: largerCount)
    for index in 0..<slotCount where slots[index] != 0 {
      var target = Int(slots[index] >> 32) & (largerCount - 1)
      while larger[target] != 0 { target = (target + 1) & (largerCount - 1) }
      larger[target] = slots[index]
    }
    slots.deallocate()
    slots = larger
    slotCount = largerCount
  }
}

/// 32 bits of hash: words of eight bytes multiplied and folded, the last word overlapping the one before it.
@inline(__always)
func hashBytes(_ bytes: UnsafeRawPointer, count: Int) -> UInt64 {
  var hash = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
  if count >= 8 {
    var offset = 0
    while offset < count - 8 {
      hash = fold(hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    hash = fold(hash ^ bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
  } else {
    hash = fold(hash ^ shortWord(bytes, count: count))
  }
  return (hash ^ (hash >> 32)) & 0xFFFF_FFFF
}

@inline(__always)
private func fold(_ word: UInt64) -> UInt64 {
  let product = word.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
  return product.high ^ product.low
}

@inline(__always)
func shortWord(_ bytes: UnsafeRawPointer, count: Int) -> UInt64 {
  if count >= 4 {
    let first = UInt64(bytes.loadUnaligned(as: UInt32.self))
    return first | UInt64(bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)) << 32
  }
  var word: UInt64 = 0
  for offset in 0..<count { word = word << 8 | UInt64(bytes.load(fromByteOffset: offset, as: UInt8.self)) }
  return word
}

@inline(__always)
public func equalBytes(_ first: UnsafeRawPointer, _ second: UnsafeRawPointer, count: Int) -> Bool {
  if count < 8 { return shortWord(first, count: count) == shortWord(second, count: count) }
  var offset = 0
  while offset < count - 8 {
    let difference =
      first.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      ^ second.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    if difference != 0 { return false }
    offset += 8
  }
  return first.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    == second.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
}
