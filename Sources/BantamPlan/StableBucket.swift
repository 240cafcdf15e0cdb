/// The bucket, 1...count, of a contact's key: the same for ever, on every machine.
///
/// SplitMix64 (Steele, Lea, Flood 2014) over key and seed, then multiply-shift onto the range.
@inlinable
public func stableBucket(key: UInt64, seed: UInt64, count: Int) -> Int {
  var mixed = key ^ seed
  mixed &+= 0x9E37_79B9_7F4A_7C15
  mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
  mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
  mixed ^= mixed >> 31
  return Int(mixed.multipliedFullWidth(by: UInt64(count)).high) + 1
}

/// FNV-1a (Fowler, Noll, Vo), 64 bits: turns a text key or a seed's name into a number.
@inlinable
public func stableHash(_ text: some Sequence<UInt8>) -> UInt64 {
  text.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
