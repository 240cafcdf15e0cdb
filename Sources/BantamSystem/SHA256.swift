/// The Secure Hash Algorithm with 256 bits: NIST, *FIPS PUB 180-4, Secure Hash Standard* (2015), sections 5 and 6.2.
public struct SHA256: Sendable {
  private var state: [UInt32] = [
    0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
  ]
  /// The last bytes, fewer than a block.
  private var rest: [UInt8] = []
  private var byteCount: UInt64 = 0
  private var schedule = [UInt32](repeating: 0, count: 64)
  private static let blockBytes = 64

  public init() {}

  /// The 32 bytes of the hash of a message.
  public static func hash(_ message: some Sequence<UInt8>) -> [UInt8] {
    var hash = SHA256()
    hash.add(message)
    return hash.finished()
  }

  public mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { add(byte: byte) }
  }

  /// The hash of all that was added.
  public consuming func finished() -> [UInt8] {
    let bitCount = byteCount * 8
    add(byte: 0x80)
    while rest.count != Self.blockBytes - 8 { add(byte: 0) }
    for place in (0..<8 as Range<UInt64>).reversed() { add(byte: UInt8(truncatingIfNeeded: bitCount >> (8 * place))) }
    var hash: [UInt8] = []
    hash.reserveCapacity(32)
    for word in state {
      for place in (0..<4 as Range<UInt32>).reversed() { hash.append(UInt8(truncatingIfNeeded: word >> (8 * place))) }
    }
    return hash
  }

  @inline(__always)
  private mutating func add(byte: UInt8) {
    rest.append(byte)
    byteCount += 1
    if rest.count == Self.blockBytes { addBlock() }
  }

  private mutating func addBlock() {
    for index in 0..<16 {
      let place = 4 * index
      let high = UInt32(rest[place]) << 24 | UInt32(rest[place + 1]) << 16
      schedule[index] = high | UInt32(rest[place + 2]) << 8 | UInt32(rest[place + 3])
    }
    rest.removeAll(keepingCapacity: true)
    for index in 16..<64 {
      let (two, fifteen) = (schedule[index - 2], schedule[index - 15])
      let one = rotated(two, 17) ^ rotated(two, 19) ^ two >> 10
      let zero = rotated(fifteen, 7) ^ rotated(fifteen, 18) ^ fifteen >> 3
      schedule[index] = one &+ schedule[index - 7] &+ zero &+ schedule[index - 16]
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for index in 0..<64 {
      let sumE = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
      let first = h &+ sumE &+ (e & f ^ ~e & g) &+ roundConstants[index] &+ schedule[index]
      let sumA = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
      let second = sumA &+ (a & b ^ a & c ^ b & c)
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
    }
    for (index, change) in [a, b, c, d, e, f, g, h].enumerated() { state[index] = state[index] &+ change }
  }
}

@inline(__always)
private func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

/// The first 32 bits of the fractions of the cube roots of the first 64 primes (section 4.2.2).
private let roundConstants: [UInt32] = [
  0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4, 0xAB1C_5ED5,
  0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7, 0xC19B_F174,
  0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F, 0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA,
  0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7, 0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967,
  0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85,
  0xA2BF_E8A1, 0xA81A_664B, 0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070,
  0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
  0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7, 0xC671_78F2,
]
