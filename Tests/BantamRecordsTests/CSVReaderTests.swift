import BantamSystem
import Testing

@testable import BantamRecords

/// What a text gives: its header, then per record either its fields or, after `!`, what is wrong with it.
@Suite struct CSVReaderTests {
  @Test(arguments: [
    // One line end after the other, also mixed
    ("a,b\n1,2\n3,4\n", "a|b / 2:1|2 / 3:3|4"),
    ("a,b\r\n1,2\r\n3,4", "a|b / 2:1|2 / 3:3|4"),
    ("a,b\r1,2\r3,4\r", "a|b / 2:1|2 / 3:3|4"),
    ("a,b\n1,2\r3,4\r\n5,6", "a|b / 2:1|2 / 3:3|4 / 4:5|6"),
    // Delimiters
    ("a;b\n1,5;2\n", "a|b / 2:1,5|2"),
    ("a\tb\n1,5\t2;3\n", "a|b / 2:1,5|2;3"),
    ("a|b\n1|2\n", "a|b / 2:1|2"),
    ("name;note\nx;a,b\ny;c,d\n", "name|note / 2:x|a,b / 3:y|c,d"),
    ("\"a;1\",b\n\"x;y\",2\n", "a;1|b / 2:x;y|2"),
    ("sep=;\na;b\n1,2;3\n", "a|b / 3:1,2|3"),
    // Quotes
    ("a,b\n\"1,\"\"x\"\"\",2\n", "a|b / 2:1,\"x\"|2"),
    ("a,b\n\"two\nlines\",2\n3,4\n", "a|b / 2:two⏎lines|2 / 4:3|4"),
    ("a,b\n\"two\r\nlines\",2\n3,4\n", "a|b / 2:two⏎lines|2 / 4:3|4"),
    ("a,b\n5\" disk,in \"x\"\n", "a|b / 2:5\" disk|in \"x\""),
    ("a,b\n\"1\" ,2\n", "a|b / 2:1|2"),
    ("a,b\n\"\",\"\"\"\"\n", "a|b / 2:|\""),
    // Quotes that go wrong cost their line
    (
      "a,b\n\"1\"x,2\n3,4\n",
      "a|b / 2:!has text after a closing quote; a quote inside a quoted field must be doubled / 3:3|4"
    ),
    ("a,b\n\"1,2\n3,4\n", "a|b / 2:!opens a quote in line 2 that is never closed / 3:3|4"),
    ("a,b\n1,\"x\ny\n", "a|b / 2:!opens a quote in line 2 that is never closed / 3:!has 1 field, but the header has 2"),
    (
      "a,b\n\"x\ny\",\"z\n",
      "a|b / 2:!opens a quote in line 3 that is never closed / 3:!opens a quote in line 3 that is never closed",
    ),
    // Numbers of fields
    (
      "a,b\n1\n1,2,3\n1,2,\n",
      "a|b / 2:!has 1 field, but the header has 2 / 3:!has 3 fields, but the header has 2 / 4:1|2|"
    ),
    ("a,b,\n1,2,\n1,2\n1,2,3\n", "a|b|column 3 / 2:1|2| / 3:1|2 / 4:1|2|3"),
    // Lines without values
    ("\n\na,b\n\n1,2\n,\n\n", "a|b / 5:1|2"),
    // Damaged bytes
    ("a,b\n1,\u{0}2\n3,4\n", "a|b / 2:!holds a NUL byte / 3:3|4"),
    // Headers
    ("\" first\nname \",,b,b,b 2\n1,2,3,4,5\n", "first name|column 2|b|b 2|b 2 2 / 3:1|2|3|4|5"),
    ("a\n1\n\"\"\n2\n", "a / 2:1 / 4:2"),
    ("a,b", "a|b"),
    ("\u{FEFF}a,b\n1,2\n", "a|b / 2:1|2"),
  ])
  func reads(text: String, expected: String) throws {
    #expect(try show(Array(text.utf8)) == expected)
  }

  @Test func readsWithoutHeader() throws {
    #expect(try show(Array("1,2\n3,4\n".utf8), CSVOptions(hasHeader: false)) == "column 1|column 2 / 1:1|2 / 2:3|4")
  }

  @Test func takesTheDelimiterGiven() throws {
    #expect(try show(Array("a,b;c\n1,2;3\n".utf8), CSVOptions(delimiter: UInt8(ascii: ","))) == "a|b;c / 2:1|2;3")
  }

  @Test(arguments: ["", "\n\r\n", ",,\n", "\u{FEFF}"])
  func empty(text: String) {
    #expect(throws: CSVError.empty(path: "given bytes")) { try CSVReader(reader: ByteReader(bytes: Array(text.utf8))) }
  }

  @Test(arguments: [
    ("a,\u{0}\n1,2\n", "the header of `given bytes` (line 1) holds a NUL byte"),
    ("\n\"a,b\n1,2\n", "the header of `given bytes` (line 2) opens a quote in line 2 that is never closed"),
    (String(repeating: ",", count: 10_000) + "x", "the header of `given bytes` (line 1) has more than 10,000 columns"),
  ])
  func headersThatCannotServe(text: String, message: String) {
    do {
      _ = try CSVReader(reader: ByteReader(bytes: Array(text.utf8)))
      Issue.record("accepted")
    } catch {
      #expect(error.description == message)
    }
  }

  @Test func overlongLinesCostThemselvesOnly() throws {
    let long = String(repeating: "x", count: 10_000_000)
    for (lineEnd, quote) in [("\n", ""), ("\r\n", ""), ("\r", ""), ("\n", "\"")] {
      let text = ["a,b", "1,2", "3,\(quote)\(long)", "5,6", ""].joined(separator: lineEnd)
      let reason = quote.isEmpty ? "is longer than 1 MiB" : "opens a quote in line 3 that does not close within 1 MiB"
      #expect(try show(Array(text.utf8)) == "a|b / 2:1|2 / 3:!\(reason) / 4:5|6")
    }
  }

  @Test func theBoundOfARecordIsExact() throws {
    for (count, fits) in [(CSVReader.maximumRecordBytes - 3, true), (CSVReader.maximumRecordBytes - 2, false)] {
      let reader = try CSVReader(
        reader: ByteReader(bytes: Array("a,b\n".utf8) + [UInt8](repeating: 120, count: count) + Array(",1\n5,6\n".utf8))
      )
      #expect(try (reader.next() == .record) == fits)
      #expect(try reader.next() == .record)
      #expect(reader.text(1) == "6")
    }
  }

  /// Every border between two reads falls somewhere in a record of this text once.
  @Test func bordersBetweenReadsDoNotShow() throws {
    var text = "id,a,b\r\n"
    for index in 0..<60_000 {
      text += index % 3 == 0 ? "\(index),\"x \"\"\(index)\"\"\r\ny\",ü\r\n" : "\(index),plain \(index),\"q\"\r\n"
    }
    let reader = try CSVReader(reader: ByteReader(bytes: Array(text.utf8)))
    var index = 0
    while let event = try reader.next() {
      let expected = index % 3 == 0 ? ["\(index)", "x \"\(index)\"\r\ny", "ü"] : ["\(index)", "plain \(index)", "q"]
      guard event == .record, (0..<3).map({ reader.text($0) }) == expected else {
        Issue.record("record \(index): \(event)")
        break
      }
      index += 1
    }
    #expect(index == 60_000)
  }

  @Test func samplesWithoutUsingUp() throws {
    let reader = try CSVReader(reader: ByteReader(bytes: Array("a,b\n1,\"x\"\"y\"\n3\n4,5\n".utf8)))
    #expect(reader.sample(maximumRecords: 10) == [["1", "x\"y"], ["4", "5"]])
    #expect(try reader.next() == .record)
    #expect(reader.text(0) == "1")
  }

  @Test func keepsTheRecordAsItStands() throws {
    let reader = try CSVReader(reader: ByteReader(bytes: Array("a,b\r\n1,\"x\"\"y\"\r\n3\r\n".utf8)))
    _ = try reader.next()
    #expect(String(decoding: reader.rawRecord, as: UTF8.self) == "1,\"x\"\"y\"")
    _ = try reader.next()
    #expect(String(decoding: reader.rawRecord, as: UTF8.self) == "3")
  }

  @Test func countsLines() throws {
    let reader = try CSVReader(reader: ByteReader(bytes: Array("a\n\n1\n\n\n2\n".utf8)))
    var lines: [Int] = []
    while try reader.next() != nil { lines.append(reader.line) }
    #expect(lines == [3, 6])
    #expect(reader.blankRecords == 3)
  }
}

func show(_ bytes: [UInt8], _ options: CSVOptions = CSVOptions()) throws -> String {
  let reader = try CSVReader(reader: ByteReader(bytes: bytes), options: options)
  var parts = [reader.header.joined(separator: "|")]
  while let event = try reader.next() {
    switch event {
    case .record:
      let fields = (0..<reader.fieldCount).map { reader.text($0) }.joined(separator: "|")
      parts.append("\(reader.line):\(fields)")
    case .reject(let reason): parts.append("\(reader.line):!\(reason)")
    }
  }
  return parts.joined(separator: " / ").replacing("\r\n", with: "⏎").replacing("\n", with: "⏎")
}
