/// What a cell of a file means.
public enum Parsed<Value> {
  case value(Value)
  /// The cell is blank or holds a word for "nothing".
  case missing
  /// Why it cannot be read, as the end of a sentence that begins with the column: `is not a number: `abc``.
  case refused(String)

  func map<Other>(_ transform: (Value) -> Parsed<Other>) -> Parsed<Other> {
    switch self {
    case .value(let value): transform(value)
    case .missing: .missing
    case .refused(let reason): .refused(reason)
    }
  }
}

extension Parsed: Sendable where Value: Sendable {}
extension Parsed: Equatable where Value: Equatable {}

/// The bytes without outer white space (ASCII, no-break space).
func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
  var start = 0
  var end = bytes.count
  while start < end, bytes[start] <= 0x20 { start += 1 }
  while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
  while end - start >= 2, bytes[start] == 0xC2, bytes[start + 1] == 0xA0 { start += 2 }
  while end - start >= 2, bytes[end - 2] == 0xC2, bytes[end - 1] == 0xA0 { end -= 2 }
  return UnsafeBufferPointer(rebasing: bytes[start..<end])
}

/// A cell's text in backticks, cut after 40 characters, line ends as blanks.
func quoted(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
  let text = String(decoding: bytes.prefix(400), as: UTF8.self)
  let line = String(text.map { $0.isNewline ? " " : $0 })
  return line.count > 40 ? "`\(line.prefix(39))…`" : "`\(line)`"
}
