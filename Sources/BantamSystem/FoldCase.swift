/// The text without outer white space and with letters folded, so that texts that differ in case only become equal.
///
/// Unicode simple case folding: one scalar stays one scalar (`ß` stays `ß`, `ẞ` becomes `ß`).
public func foldCase(_ text: String) -> String {
  var copy = text
  return copy.withUTF8 { String(decoding: foldCase(utf8: $0), as: UTF8.self) }
}

/// The same over UTF-8 bytes; a malformed byte becomes U+FFFD.
public func foldCase(utf8 bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
  var start = 0
  var end = bytes.count
  while start < end, isASCIISpace(bytes[start]) { start += 1 }
  while end > start, isASCIISpace(bytes[end - 1]) { end -= 1 }
  let inner = UnsafeBufferPointer(rebasing: bytes[start..<end])
  if inner.contains(where: { $0 >= 0x80 }) { return foldScalars(String(decoding: inner, as: UTF8.self)) }
  return [UInt8](unsafeUninitializedCapacity: inner.count) { output, count in
    for index in inner.indices {
      let byte = inner[index]
      output[index] = byte &- 0x41 < 26 ? byte | 0x20 : byte
    }
    count = inner.count
  }
}

/// The simple case folding of one scalar.
public func foldScalar(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  let value = Int32(bitPattern: scalar.value)
  if value < 0x80 { return value >= 0x41 && value <= 0x5A ? Unicode.Scalar(UInt8(value) | 0x20) : scalar }
  var low = 0
  var high = foldTable.count / 4
  while low < high {
    let middle = (low + high) / 2
    if foldTable[middle * 4 + 1] < value { low = middle + 1 } else { high = middle }
  }
  guard low * 4 < foldTable.count, foldTable[low * 4] <= value else { return scalar }
  let distance = value - foldTable[low * 4]
  guard distance % foldTable[low * 4 + 2] == 0 else { return scalar }
  return Unicode.Scalar(UInt32(bitPattern: value + foldTable[low * 4 + 3])) ?? scalar
}

private func foldScalars(_ text: String) -> [UInt8] {
  var scalars = text.unicodeScalars[...]
  while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
  while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
  var folded: [UInt8] = []
  folded.reserveCapacity(text.utf8.count)
  for scalar in scalars {
    folded.append(contentsOf: UTF8.encode(foldScalar(scalar)) ?? UTF8.encodedReplacementCharacter)
  }
  return folded
}

/// Tab, line feed, vertical tab, form feed, carriage return and blank: Unicode's white space below U+0080.
@inline(__always)
private func isASCIISpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
