import BantamSystem

/// Turns a file of any supported encoding into UTF-8, piece by piece.
///
/// UTF-8 passes through untouched. A malformed unit of another encoding becomes the byte 0xFF, which no UTF-8 holds, so
/// that whoever reads on notices it.
final class TextDecoder {
  let encoding: TextEncoding
  private let reader: ByteReader
  /// Bytes as they stand in the file: `raw[start..<end]`.
  private var raw: [UInt8]
  private var start = 0
  private var end = 0
  private var isAtEnd = false

  /// Reads up to 1 MiB ahead to see the byte order mark or to guess the encoding.
  init(reader: ByteReader, encoding wanted: TextEncoding?) throws(SystemError) {
    self.reader = reader
    raw = [UInt8](repeating: 0, count: 1 << 20)
    var filled = 0
    var ended = false
    while filled < raw.count, !ended {
      let count = try Self.fill(&raw, from: filled, reader)
      filled += count
      ended = count == 0
    }
    end = filled
    isAtEnd = ended
    let mark = TextEncoding.mark(raw[..<end])
    if let mark, wanted == nil || mark.encoding.rawValue.prefix(6) == wanted?.rawValue.prefix(6) {
      encoding = mark.encoding
      start = mark.byteCount
    } else if let wanted {
      encoding = wanted
    } else {
      encoding = TextEncoding.guess(raw[..<end], isWhole: ended)
    }
  }

  /// Fills at least one byte of an output of at least four; 0 at the end.
  func read(into output: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
    if encoding == .utf8 {
      if start == end { return isAtEnd ? 0 : try reader.read(into: output) }
      let count = min(end - start, output.count)
      raw.withUnsafeBytes { output.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start..<start + count])) }
      start += count
      return count
    }
    while end - start < 4, !isAtEnd { try refill() }
    var made = 0
    while made + 4 <= output.count, start < end, end - start >= 4 || isAtEnd {
      made += append(nextScalar(), to: output, at: made)
    }
    return made
  }

  private func refill() throws(SystemError) {
    for index in start..<end { raw[index - start] = raw[index] }
    end -= start
    start = 0
    let count = try Self.fill(&raw, from: end, reader)
    end += count
    isAtEnd = count == 0
  }

  private static func fill(_ raw: inout [UInt8], from end: Int, _ reader: ByteReader) throws(SystemError) -> Int {
    let result = raw.withUnsafeMutableBytes { buffer -> Result<Int, SystemError> in
      do throws(SystemError) {
        return .success(try reader.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...])))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// nil for a malformed unit.
  private func nextScalar() -> Unicode.Scalar? {
    switch encoding {
    case .utf8, .windows1252:
      start += 1
      return windows1252Scalar(raw[start - 1])
    case .utf16LittleEndian, .utf16BigEndian:
      guard let unit = unit(byteCount: 2) else { return nil }
      guard unit & 0xF800 == 0xD800 else { return Unicode.Scalar(unit) }
      guard unit < 0xDC00, end - start >= 2 else { return nil }
      let before = start
      guard let low = self.unit(byteCount: 2), low & 0xFC00 == 0xDC00 else {
        start = before
        return nil
      }
      return Unicode.Scalar(0x10000 + ((unit & 0x3FF) << 10 | low & 0x3FF))
    case .utf32LittleEndian, .utf32BigEndian:
      return unit(byteCount: 4).flatMap { Unicode.Scalar($0) }
    }
  }

  /// nil, with the rest used up, where the file ends inside the unit.
  private func unit(byteCount: Int) -> UInt32? {
    guard end - start >= byteCount else {
      start = end
      return nil
    }
    var value: UInt32 = 0
    let isBigEndian = encoding == .utf16BigEndian || encoding == .utf32BigEndian
    for offset in 0..<byteCount {
      value = value << 8 | UInt32(raw[start + (isBigEndian ? offset : byteCount - 1 - offset)])
    }
    start += byteCount
    return value
  }
}

private func append(_ scalar: Unicode.Scalar?, to output: UnsafeMutableRawBufferPointer, at index: Int) -> Int {
  guard let scalar, let encoded = UTF8.encode(scalar) else {
    output[index] = 0xFF
    return 1
  }
  var count = 0
  for byte in encoded {
    output[index + count] = byte
    count += 1
  }
  return count
}

/// As browsers read it (WHATWG Encoding Standard): the five bytes without a letter become control characters.
private func windows1252Scalar(_ byte: UInt8) -> Unicode.Scalar? {
  guard byte >= 0x80, byte < 0xA0 else { return Unicode.Scalar(byte) }
  return Unicode.Scalar(windows1252Letters[Int(byte) - 0x80])
}

private let windows1252Letters: [UInt16] = [
  0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
  0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
  0x017E, 0x0178,
]
