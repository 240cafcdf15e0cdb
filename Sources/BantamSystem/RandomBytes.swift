/// Bytes from a random source; the system's one, `SystemRandomNumberGenerator`, for what has to be secret.
public func randomBytes(_ count: Int, from source: inout some RandomNumberGenerator) -> [UInt8] {
  (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &source) }
}

/// Two lower-case hexadecimal digits a byte.
public func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
  var text: [UInt8] = []
  text.reserveCapacity(bytes.underestimatedCount * 2)
  for byte in bytes {
    text.append(digit(byte >> 4))
    text.append(digit(byte & 15))
  }
  return String(decoding: text, as: UTF8.self)
}

/// The bytes of pairs of hexadecimal digits; nil where there is anything else.
public func bytes(ofHexadecimal text: String) -> [UInt8]? {
  let digits = text.unicodeScalars.map { Character($0).hexDigitValue.map { UInt8($0) } }
  guard digits.count.isMultiple(of: 2) else { return nil }
  var bytes: [UInt8] = []
  for index in stride(from: 0, to: digits.count, by: 2) {
    guard let high = digits[index], let low = digits[index + 1] else { return nil }
    bytes.append(high << 4 | low)
  }
  return bytes
}
