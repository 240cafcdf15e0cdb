/// How the characters of a text file are written as bytes.
public enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"
  case utf32LittleEndian = "UTF-32LE"
  case utf32BigEndian = "UTF-32BE"
  /// Windows-1252; also read for Latin-1, of which it is a superset as far as letters go.
  case windows1252 = "Windows-1252"

  /// The encoding of a usual name, whatever its case, blanks, `-` and `_`.
  public init?(name: String) {
    switch name.lowercased().filter({ $0.isLetter || $0.isNumber }) {
    case "utf8", "utf8bom", "utf8sig", "ascii", "usascii": self = .utf8
    case "utf16", "utf16le", "unicode": self = .utf16LittleEndian
    case "utf16be": self = .utf16BigEndian
    case "utf32", "utf32le": self = .utf32LittleEndian
    case "utf32be": self = .utf32BigEndian
    case "windows1252", "cp1252", "1252", "ansi", "latin1", "iso88591", "iso885915": self = .windows1252
    default: return nil
    }
  }

  /// The byte order mark at the start and its length.
  static func mark(_ bytes: ArraySlice<UInt8>) -> (encoding: TextEncoding, byteCount: Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return (.utf32LittleEndian, 4) }
    if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return (.utf32BigEndian, 4) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    return nil
  }

  /// A guess from the first bytes of a file without a mark.
  ///
  /// `isWhole`: the bytes are all there is. Many zeros on one side of each pair are UTF-16 of Western text. Otherwise it
  /// is UTF-8 if its multi-byte sequences are well-formed, or at most half of them are damaged; text in Windows-1252
  /// hardly ever forms one.
  static func guess(_ bytes: ArraySlice<UInt8>, isWhole: Bool) -> TextEncoding {
    var zeros = [0, 0]
    for (place, byte) in bytes.enumerated() where byte == 0 { zeros[place & 1] += 1 }
    let pairs = bytes.count / 2
    if pairs > 0, zeros[1] * 10 > pairs * 4, zeros[0] * 10 < pairs { return .utf16LittleEndian }
    if pairs > 0, zeros[0] * 10 > pairs * 4, zeros[1] * 10 < pairs { return .utf16BigEndian }
    var wellFormed = 0
    var broken = 0
    bytes.withUnsafeBufferPointer { buffer in
      var index = 0
      while index < buffer.count {
        if buffer[index] < 0x80 {
          index += 1
        } else if let length = utf8SequenceLength(buffer, at: index) {
          wellFormed += 1
          index += length
        } else {
          // A sequence that the end of the sample cuts is no evidence.
          if isWhole || index + 4 <= buffer.count { broken += 1 }
          index += 1
        }
      }
    }
    return broken == 0 || wellFormed >= broken ? .utf8 : .windows1252
  }
}

/// The number of bytes of the well-formed sequence (Unicode, table 3-7) at an index; nil where there is none.
func utf8SequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
  let first = bytes[index]
  if first < 0x80 { return 1 }
  let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
  guard first >= 0xC2, first <= 0xF4, index + length <= bytes.count else { return nil }
  let second = bytes[index + 1]
  let least: UInt8 = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80
  let most: UInt8 = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF
  guard second >= least, second <= most else { return nil }
  for next in index + 2..<max(index + 2, index + length) where bytes[next] & 0xC0 != 0x80 { return nil }
  return length
}

/// The index of the first byte that is not part of well-formed UTF-8; nil where all is well.
func firstMalformedByte(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
  var index = 0
  let raw = UnsafeRawBufferPointer(bytes)
  while index + 8 <= raw.count, raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
    index += 8
  }
  while index < bytes.count {
    guard let length = utf8SequenceLength(bytes, at: index) else { return index }
    index += length
  }
  return nil
}
