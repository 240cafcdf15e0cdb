/// The postcodes of one country with their coordinates, in rising order.
///
/// Packed: base64 of, for each postcode, three variable-length numbers (seven bits a byte, low ones first, the high bit
/// says that more follow): the distance to the postcode before, and the distances of latitude and longitude in
/// ten-thousandths of a degree to those before, zigzag coded. `Postcodes/make-postcodes.swift` packs them.
struct PostcodeTable: Sendable {
  private var codes: [Int32] = []
  private var latitudes: [Int32] = []
  private var longitudes: [Int32] = []

  init(packed text: StaticString) {
    var bytes = Base64Bytes(text)
    var code = 0
    var latitude = 0
    var longitude = 0
    while let step = bytes.number(), let north = bytes.number(), let east = bytes.number() {
      code += step
      latitude += north >> 1 ^ -(north & 1)
      longitude += east >> 1 ^ -(east & 1)
      codes.append(Int32(truncatingIfNeeded: code))
      latitudes.append(Int32(truncatingIfNeeded: latitude))
      longitudes.append(Int32(truncatingIfNeeded: longitude))
    }
  }

  var count: Int { codes.count }

  subscript(code: Int) -> (latitude: Double, longitude: Double)? {
    var low = 0
    var high = codes.count
    while low < high {
      let middle = (low + high) / 2
      if Int(codes[middle]) < code { low = middle + 1 } else { high = middle }
    }
    guard low < codes.count, Int(codes[low]) == code else { return nil }
    return (Double(latitudes[low]) / 10_000, Double(longitudes[low]) / 10_000)
  }
}

/// Steps through base64 (RFC 4648); line ends do not count, padding ends it.
private struct Base64Bytes {
  private let letters: UnsafeBufferPointer<UInt8>
  private var index = 0
  private var bits: UInt32 = 0
  private var bitCount = 0

  init(_ text: StaticString) {
    letters = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
  }

  mutating func number() -> Int? {
    var value = 0
    var shift = 0
    while let byte = byte(), shift < 32 {
      value |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  private mutating func byte() -> UInt8? {
    while bitCount < 8 {
      guard index < letters.count else { return nil }
      let letter = letters[index]
      index += 1
      let value: UInt8
      switch letter {
      case 0x41...0x5A: value = letter - 0x41
      case 0x61...0x7A: value = letter - 0x61 + 26
      case 0x30...0x39: value = letter - 0x30 + 52
      case 0x2B: value = 62
      case 0x2F: value = 63
      case 0x3D: return nil
      default: continue
      }
      bits = bits << 6 | UInt32(value)
      bitCount += 6
    }
    bitCount -= 8
    return UInt8(truncatingIfNeeded: bits >> bitCount)
  }
}
