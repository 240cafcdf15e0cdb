import BantamSystem
import Testing

@testable import BantamRecords

@Suite struct TextEncodingTests {
  static let text = "Ort;Betrag\nKöln;5 €\nZürich 😀;7\n"
  static let shown = "Ort|Betrag / 2:Köln|5 € / 3:Zürich 😀|7"

  @Test(arguments: [
    (TextEncoding.utf16LittleEndian, true), (.utf16LittleEndian, false), (.utf16BigEndian, true),
    (.utf16BigEndian, false),
    (.utf32LittleEndian, true), (.utf32BigEndian, true), (.utf8, true), (.utf8, false),
  ])
  func guessed(encoding: TextEncoding, hasMark: Bool) throws {
    let bytes = encode((hasMark ? "\u{FEFF}" : "") + Self.text, encoding)
    let reader = try CSVReader(reader: ByteReader(bytes: bytes))
    #expect(reader.encoding == encoding)
    #expect(try show(bytes) == Self.shown)
  }

  @Test func windows1252IsTheFallback() throws {
    let bytes = Array("Ort;Betrag\nK".utf8) + [0xF6] + Array("ln;5 ".utf8) + [0x80] + Array("\n".utf8)
    #expect(try CSVReader(reader: ByteReader(bytes: bytes)).encoding == .windows1252)
    #expect(try show(bytes) == "Ort|Betrag / 2:Köln|5 €")
  }

  @Test func aFewDamagedBytesDoNotMakeItAnotherEncoding() throws {
    let bytes = Array("ort,n\nKöln,1\nZürich,2\nK".utf8) + [0xF6] + Array("ln,3\nGraz,4\n".utf8)
    #expect(try show(bytes) == "ort|n / 2:Köln|1 / 3:Zürich|2 / 4:!is not valid UTF-8 at byte 2 / 5:Graz|4")
  }

  @Test func theEncodingGivenIsTaken() throws {
    #expect(try show(Array("a\nKöln\n".utf8), CSVOptions(encoding: .windows1252)) == "a / 2:KÃ¶ln")
    #expect(
      try show(Array("a\nK".utf8) + [0xF6, 0x0A], CSVOptions(encoding: .utf8)) == "a / 2:!is not valid UTF-8 at byte 2")
  }

  @Test func halfACharacterIsARejectNotAnotherCharacter() throws {
    let lone = encode("a\nx", .utf16LittleEndian) + [0x00, 0xD8] + encode("y\nok\n", .utf16LittleEndian)
    #expect(try show(lone, CSVOptions(encoding: .utf16LittleEndian)) == "a / 2:!is not valid UTF-16LE at byte 2 / 3:ok")
    let cut = encode("a\nok\nx", .utf16BigEndian) + [0x00]
    #expect(try show(cut, CSVOptions(encoding: .utf16BigEndian)) == "a / 2:ok / 3:!is not valid UTF-16BE at byte 2")
  }

  @Test func longFilesOfWideCharactersComeThrough() throws {
    let text = "a,b\n" + (0..<200_000).map { "\($0),ä€😀\n" }.joined()
    let reader = try CSVReader(reader: ByteReader(bytes: encode(text, .utf16LittleEndian)))
    var count = 0
    while let event = try reader.next() {
      guard event == .record, reader.text(0) == "\(count)", reader.text(1) == "ä€😀" else {
        Issue.record("record \(count)")
        break
      }
      count += 1
    }
    #expect(count == 200_000)
  }

  @Test(arguments: [
    ("utf-8", TextEncoding.utf8), ("UTF8", .utf8), ("latin1", .windows1252), ("ISO-8859-1", .windows1252),
    ("cp1252", .windows1252), ("UTF-16", .utf16LittleEndian), ("utf_16be", .utf16BigEndian),
  ])
  func names(name: String, encoding: TextEncoding) { #expect(TextEncoding(name: name) == encoding) }

  @Test func unknownName() { #expect(TextEncoding(name: "ebcdic") == nil) }

  private func encode(_ text: String, _ encoding: TextEncoding) -> [UInt8] {
    switch encoding {
    case .utf8, .windows1252: Array(text.utf8)
    case .utf16LittleEndian: text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .utf16BigEndian: text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case .utf32LittleEndian:
      text.unicodeScalars.flatMap { scalar in (0..<4).map { UInt8(scalar.value >> (8 * $0) & 0xFF) } }
    case .utf32BigEndian:
      text.unicodeScalars.flatMap { scalar in (0..<4).map { UInt8(scalar.value >> (24 - 8 * $0) & 0xFF) } }
    }
  }
}
