/// Takes a JSON text apart.
struct JSONReader {
  let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func read() throws -> JSONValue {
    let value = try value()
    skipBlanks()
    guard position == bytes.count else { throw mistake }
    return value
  }

  private var mistake: JSONValue.Mistake { JSONValue.Mistake(offset: position) }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = current, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { position += 1 }
  }

  private mutating func take(_ sign: Character) -> Bool {
    skipBlanks()
    guard let byte = current, byte == sign.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ sign: Character) throws { guard take(sign) else { throw mistake } }

  private mutating func value() throws -> JSONValue {
    skipBlanks()
    depth += 1
    defer { depth -= 1 }
    guard depth < 200, let byte = current else { throw mistake }
    switch byte {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    default: return try word()
    }
  }

  private mutating func object() throws -> JSONValue {
    try expect("{")
    var members: [JSONValue.Member] = []
    if take("}") { return .object(members) }
    var names: Set<String> = []
    repeat {
      skipBlanks()
      let name = try string()
      guard names.insert(name).inserted else { throw mistake }
      try expect(":")
      members.append(JSONValue.Member(name, try value()))
    } while take(",")
    try expect("}")
    return .object(members)
  }

  private mutating func array() throws -> JSONValue {
    try expect("[")
    var items: [JSONValue] = []
    if take("]") { return .array(items) }
    repeat { items.append(try value()) } while take(",")
    try expect("]")
    return .array(items)
  }

  private mutating func string() throws -> String {
    guard current == UInt8(ascii: "\"") else { throw mistake }
    position += 1
    var units: [UInt16] = []
    var run: [UInt8] = []
    func flush() throws {
      guard let text = String(validating: run, as: UTF8.self) else { throw mistake }
      units += Array(text.utf16)
      run = []
    }
    while let byte = current, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw mistake }
      position += 1
      if byte == UInt8(ascii: "\\") {
        try flush()
        units.append(try escape())
      } else {
        run.append(byte)
      }
    }
    try flush()
    guard current != nil, let text = String(validating: units, as: UTF16.self) else { throw mistake }
    position += 1
    return text
  }

  private mutating func escape() throws -> UInt16 {
    guard let byte = current else { throw mistake }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UInt16(byte)
    case UInt8(ascii: "b"): return 8
    case UInt8(ascii: "f"): return 12
    case UInt8(ascii: "n"): return 10
    case UInt8(ascii: "r"): return 13
    case UInt8(ascii: "t"): return 9
    case UInt8(ascii: "u"):
      let digits = String(decoding: bytes[position..<min(bytes.count, position + 4)], as: UTF8.self)
      guard digits.utf8.count == 4, let unit = UInt16(digits, radix: 16) else { throw mistake }
      position += 4
      return unit
    default: throw mistake
    }
  }

  private mutating func word() throws -> JSONValue {
    let start = position
    while let byte = current, !" \n\r\t,]}:".utf8.contains(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    switch text {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    default:
      guard text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil, let number = Double(text)
      else { throw mistake }
      return .number(number)
    }
  }
}
