/// Writes JSON (RFC 8259) as UTF-8 bytes, compact, members in the order they are given.
///
/// Commas are set by the writer. Nothing is checked about the order of calls beyond that: a member belongs into an
/// object, a bare value into an array or at the top.
public struct JSONWriter: Sendable {
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  public init() {}

  public var text: String { String(decoding: bytes, as: UTF8.self) }

  // MARK: Values

  public mutating func object(_ members: (inout JSONWriter) throws -> Void) rethrows {
    open(UInt8(ascii: "{"))
    try members(&self)
    close(UInt8(ascii: "}"))
  }

  public mutating func array(_ values: (inout JSONWriter) throws -> Void) rethrows {
    open(UInt8(ascii: "["))
    try values(&self)
    close(UInt8(ascii: "]"))
  }

  public mutating func string(_ value: String) {
    separate()
    var copy = value
    copy.withUTF8 { quote($0) }
  }

  /// Bytes that should be UTF-8; what is not becomes U+FFFD.
  public mutating func string(bytes value: some Collection<UInt8>) { string(String(decoding: value, as: UTF8.self)) }

  public mutating func integer(_ value: Int64) { raw(String(value)) }

  /// `value` divided by ten to the power of `places`, exact, without trailing zeros: 15,000 with 4 places is `1.5`.
  public mutating func decimal(_ value: Int64, places: Int) { raw(decimalText(value, places: places)) }

  /// The shortest text that reads back as the same number; null for what JSON cannot say (infinity, not a number).
  public mutating func double(_ value: Double) { raw(value.isFinite ? "\(value)" : "null") }

  public mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }

  public mutating func null() { raw("null") }

  // MARK: Members of an object

  public mutating func key(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  public mutating func member(_ name: String, _ value: String?) {
    key(name)
    if let value { string(value) } else { null() }
  }

  public mutating func member(_ name: String, _ value: Int64?) {
    key(name)
    if let value { integer(value) } else { null() }
  }

  public mutating func member(_ name: String, _ value: Int?) { member(name, value.map(Int64.init)) }

  public mutating func member(_ name: String, _ value: Bool) {
    key(name)
    bool(value)
  }

  public mutating func member(_ name: String, decimal value: Int64?, places: Int) {
    key(name)
    if let value { decimal(value, places: places) } else { null() }
  }

  public mutating func object(_ name: String, _ members: (inout JSONWriter) throws -> Void) rethrows {
    key(name)
    try object(members)
  }

  public mutating func array(_ name: String, _ values: (inout JSONWriter) throws -> Void) rethrows {
    key(name)
    try array(values)
  }

  public mutating func member(_ name: String, strings values: some Sequence<String>) {
    array(name) { writer in for value in values { writer.string(value) } }
  }

  // MARK: JSON lines

  /// Ends a line; the next value begins a new one (JSON lines).
  public mutating func endLine() {
    bytes.append(0x0A)
    needsComma = false
  }

  /// Empties the writer and keeps its memory, for output in pieces.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// Hands over what is written so far, in the middle of a value too.
  public mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  // MARK: Helpers

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func raw(_ value: String) {
    separate()
    bytes.append(contentsOf: value.utf8)
  }

  private mutating func quote(_ value: UnsafeBufferPointer<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    var begin = 0
    for index in 0..<value.count {
      guard let escaped = escape(value, at: index) else { continue }
      bytes.append(contentsOf: value[begin..<index])
      bytes.append(contentsOf: escaped.text.utf8)
      begin = index + escaped.length
    }
    bytes.append(contentsOf: value[begin...])
    bytes.append(UInt8(ascii: "\""))
  }

  /// What replaces the character at `index`; nil where it stands for itself. Also escapes what a terminal would obey.
  private func escape(_ value: UnsafeBufferPointer<UInt8>, at index: Int) -> (text: String, length: Int)? {
    let byte = value[index]
    switch byte {
    case UInt8(ascii: "\""): return ("\\\"", 1)
    case UInt8(ascii: "\\"): return ("\\\\", 1)
    case 0x0A: return ("\\n", 1)
    case 0x0D: return ("\\r", 1)
    case 0x09: return ("\\t", 1)
    case 0..<0x20, 0x7F: return (hexadecimalEscape(byte), 1)
    case 0xC2 where index + 1 < value.count && value[index + 1] < 0xA0: return (hexadecimalEscape(value[index + 1]), 2)
    default: return nil
    }
  }

  private func hexadecimalEscape(_ byte: UInt8) -> String {
    (byte < 0x10 ? "\\u000" : "\\u00") + String(byte, radix: 16)
  }
}

/// `value` divided by ten to the power of `places` as text, exact, without trailing zeros.
public func decimalText(_ value: Int64, places: Int) -> String {
  precondition((0...18).contains(places), "a 64 bit number has at most 18 decimal places")
  let digits = String(value.magnitude)
  let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  let whole = padded.dropLast(places)
  var fraction = padded.suffix(places)
  while fraction.last == "0" { fraction.removeLast() }
  return (value < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
}
