/// The bytes of base64 (RFC 4648); line ends do not count, padding ends it. For tables that are part of the program.
public func decodeBase64(_ text: StaticString) -> [UInt8] {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.utf8CodeUnitCount / 4 * 3)
  var bits: UInt32 = 0
  var bitCount = 0
  for letter in UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount) {
    let value: UInt8
    switch letter {
    case 0x41...0x5A: value = letter - 0x41
    case 0x61...0x7A: value = letter - 0x61 + 26
    case 0x30...0x39: value = letter - 0x30 + 52
    case 0x2B: value = 62
    case 0x2F: value = 63
    case 0x3D: return bytes
    default: continue
    }
    bits = bits << 6 | UInt32(value)
    bitCount += 6
    if bitCount >= 8 {
      bitCount -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
    }
  }
  return bytes
}

/// Reads numbers of seven bits a byte, low ones first, the high bit saying that more follow.
public struct VariableLengthReader {
  private let bytes: [UInt8]
  public private(set) var index = 0

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// nil at the end, or where a number takes more than 64 bits.
  public mutating func number() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while index < bytes.count, shift < 64 {
      let byte = bytes[index]
      index += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  /// A number of either sign, zigzag coded: 0, -1, 1, -2 …
  public mutating func signedNumber() -> Int64? {
    number().map { Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1) }
  }

  /// What stands before the next line feed.
  public mutating func line() -> String? {
    guard let end = bytes[index...].firstIndex(of: 0x0A) else { return nil }
    defer { index = end + 1 }
    return String(decoding: bytes[index..<end], as: UTF8.self)
  }
}
