import Testing

@testable import BantamRecords

/// The short way for plain numbers gives what the long way gives; a blank behind a cell forces the long one.
@Suite struct PlainNumberTests {
  static let cells = [
    "0", "7", "-7", "1234", "123456789012345", "1234567890123456", "0.5", "-0.5", "0,5", "1.5", "1,5", "1.25", "1.250",
    "1,250", "0.250", "0,250", "12.345", "12,345", "-12.345", "1234.567", "1234,567", "1.2345", "1.23456", "12345.6789",
    "99999999999.9999", "1.", ".5", "1.2.3", "1,2,3", "1.234,5", "-", "", "--1", "1-", "+1", "1e5", "12a", "007",
    "00.7",
  ]
  static let forms = [
    ColumnForm(), ColumnForm(decimalMark: .point), ColumnForm(decimalMark: .comma),
  ]

  @Test(arguments: cells, forms)
  func agree(cell: String, form: ColumnForm) {
    let parser = ValueParser(missingWords: [])
    func both<Value: Equatable>(_ read: (UnsafeBufferPointer<UInt8>) -> Parsed<Value>) -> Bool {
      Array(cell.utf8).withUnsafeBufferPointer(read) == Array((cell + " ").utf8).withUnsafeBufferPointer(read)
    }
    #expect(both { parser.integer($0, form: form) })
    #expect(both { parser.decimal($0, form: form) })
    #expect(both { parser.money($0, form: form) })
    #expect(both { parser.degrees($0, limit: 180) })
  }
}
