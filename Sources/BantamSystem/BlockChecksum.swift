/// 64 bits that change with any single changed byte and, but for one chance in 2^64, with any other damage. Not a
/// defence against somebody who forges a file.
///
/// Eight lanes, each the sum of the words and the sum of the products of their halves under a key that differs by
/// place (the idea of XXH3's accumulators, https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md): as fast as
/// memory is read.
public func blockChecksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
  typealias Lanes = SIMD8<UInt64>
  let low = Lanes(repeating: 0xFFFF_FFFF)
  var key = Lanes(
    0x9E37_79B9_7F4A_7C15, 0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB, 0xD6E8_FEB8_6659_FD93, 0xA076_1D64_78BD_642F,
    0xE703_7ED1_A0B4_28DB, 0x8EBC_6AF0_9C88_C6E3, 0x5899_65CC_7537_4CC3)
  let step = Lanes(repeating: 0x9FB2_1C65_1E98_DF25)
  var sums = Lanes()
  var products = Lanes()
  var offset = 0
  if let base = bytes.baseAddress {
    while offset &+ 64 <= bytes.count {
      let words = base.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
      let mixed = words ^ key
      products &+= (mixed & low) &* (mixed &>> 32)
      sums &+= words
      key &+= step
      offset &+= 64
    }
  }
  var sum = UInt64(truncatingIfNeeded: bytes.count)
  while offset < bytes.count {
    sum = mixed(sum ^ UInt64(bytes[offset]))
    offset += 1
  }
  for lane in 0..<8 { sum = mixed(mixed(sum ^ sums[lane]) ^ products[lane]) }
  return sum
}

/// The last step of SplitMix64 (https://prng.di.unimi.it/splitmix64.c): each bit goes into each.
private func mixed(_ word: UInt64) -> UInt64 {
  var word = word &+ 0x9E37_79B9_7F4A_7C15
  word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
  word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
  return word ^ (word >> 31)
}
