/// Walks over the text of one JSON value (RFC 8259) without making anything of it: values are places in the text.
///
/// The text is followed by at least eight bytes that may be read and are not zero-length: the scanner looks at words.
struct JSONScanner {
  enum Kind: UInt8 {
    /// There is no value.
    case none
    case string, number, yes, no, null, object, array
  }

  struct Value {
    var kind: Kind
    /// Of a string without its quotation marks.
    var bytes: UnsafeBufferPointer<UInt8>
    /// A string has a backslash in it.
    var isEscaped = false

    static var none: Value { Value(kind: .none, bytes: UnsafeBufferPointer(start: nil, count: 0)) }
  }

  /// Nesting deeper than this is refused.
  static let mostLevels = 1_000

  private var place: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>

  init?(_ text: UnsafeBufferPointer<UInt8>) {
    guard let start = text.baseAddress else { return nil }
    place = start
    end = start + text.count
  }

  var isAtEnd: Bool { mutating get { skipBlanks() == 0 } }

  /// The next byte that is no blank, 0 at the end.
  @inline(__always)
  private mutating func skipBlanks() -> UInt8 {
    while place < end {
      let byte = place.pointee
      if byte > 0x20 { return byte }
      guard byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D else { return byte }
      place += 1
    }
    return 0
  }

  /// Past a byte that has to stand here.
  @inline(__always)
  mutating func take(_ byte: UInt8) -> Bool {
    guard skipBlanks() == byte, place < end else { return false }
    place += 1
    return true
  }

  /// A string; the quotation mark is the next byte.
  @inline(__always)
  mutating func string() -> Value? {
    guard take(0x22) else { return nil }
    let start = place
    var isEscaped = false
    while place < end {
      // Eight bytes at once as long as none is a quotation mark, a backslash or a control character.
      let word = UnsafeRawPointer(place).loadUnaligned(as: UInt64.self)
      let stops =
        Self.zeros(word ^ 0x2222_2222_2222_2222) | Self.zeros(word ^ 0x5C5C_5C5C_5C5C_5C5C)
        | (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080
      if stops == 0 {
        place += 8
        continue
      }
      place += stops.trailingZeroBitCount >> 3
      guard place < end else { return nil }
      switch place.pointee {
      case 0x22:
        let bytes = UnsafeBufferPointer(start: start, count: place - start)
        place += 1
        return Value(kind: .string, bytes: bytes, isEscaped: isEscaped)
      case 0x5C:
        isEscaped = true
        guard place + 1 < end else { return nil }
        place += 2
      case 0x00..<0x20: return nil
      default: place += 1
      }
    }
    return nil
  }

  /// The high bit of each byte that is zero; bits above the lowest one found may be wrong.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }

  /// Any value.
  @inline(__always)
  mutating func value() -> Value? {
    switch skipBlanks() {
    case 0x22: return string()
    case 0x2D, 0x30...0x39: return number()
    case 0x74: return word("true", .yes)
    case 0x66: return word("false", .no)
    case 0x6E: return word("null", .null)
    case 0x7B, 0x5B: return nested()
    default: return nil
    }
  }

  /// Of a number's grammar only the bytes are looked at; what reads it refuses the rest.
  private mutating func number() -> Value? {
    let start = place
    while place < end {
      switch place.pointee {
      case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: place += 1
      default: return Value(kind: .number, bytes: UnsafeBufferPointer(start: start, count: place - start))
      }
    }
    return Value(kind: .number, bytes: UnsafeBufferPointer(start: start, count: place - start))
  }

  private mutating func word(_ text: StaticString, _ kind: Kind) -> Value? {
    let count = text.utf8CodeUnitCount
    guard end - place >= count else { return nil }
    for index in 0..<count where place[index] != text.utf8Start[index] { return nil }
    let bytes = UnsafeBufferPointer(start: place, count: count)
    place += count
    return Value(kind: kind, bytes: bytes)
  }

  /// An object or array with its brackets; inside, strings and brackets are looked at.
  private mutating func nested() -> Value? {
    let start = place
    let kind: Kind = place.pointee == 0x7B ? .object : .array
    var closing: [UInt8] = []
    repeat {
      let byte = skipBlanks()
      switch byte {
      case 0x7B, 0x5B:
        if closing.count == Self.mostLevels { return nil }
        closing.append(byte + 2)
        place += 1
      case 0x7D, 0x5D:
        guard closing.popLast() == byte else { return nil }
        place += 1
      case 0x22: if string() == nil { return nil }
      case 0: return nil
      default: place += 1
      }
    } while !closing.isEmpty
    return Value(kind: kind, bytes: UnsafeBufferPointer(start: start, count: place - start))
  }
}

extension JSONScanner {
  /// The bytes that a string with backslashes means; nil where one of them means nothing.
  static func unescaped(_ bytes: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) -> Bool {
    result.removeAll(keepingCapacity: true)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte != 0x5C {
        result.append(byte)
        continue
      }
      guard index < bytes.count else { return false }
      let escape = bytes[index]
      index += 1
      switch escape {
      case 0x22, 0x5C, 0x2F: result.append(escape)
      case 0x62: result.append(0x08)
      case 0x66: result.append(0x0C)
      case 0x6E: result.append(0x0A)
      case 0x72: result.append(0x0D)
      case 0x74: result.append(0x09)
      case 0x75:
        guard var unit = hexUnit(bytes, index) else { return false }
        index += 4
        if 0xD800..<0xDC00 ~= unit, index + 6 <= bytes.count, bytes[index] == 0x5C, bytes[index + 1] == 0x75,
          let low = hexUnit(bytes, index + 2), 0xDC00..<0xE000 ~= low
        {
          unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
          index += 6
        }
        result += String(Character(Unicode.Scalar(unit) ?? "\u{FFFD}")).utf8
      default: return false
      }
    }
    return true
  }

  private static func hexUnit(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> UInt32? {
    guard start + 4 <= bytes.count else { return nil }
    var unit: UInt32 = 0
    for index in start..<start + 4 {
      switch bytes[index] {
      case let digit where digit &- 0x30 < 10: unit = unit << 4 | UInt32(digit &- 0x30)
      case let digit where (digit | 0x20) &- 0x61 < 6: unit = unit << 4 | UInt32((digit | 0x20) &- 0x61) + 10
      default: return nil
      }
    }
    return unit
  }
}
