import BantamColumns
import Testing

/// What is put into a column comes out of it, in the narrowest form, whole or in parts.
@Suite struct ColumnTests {
  struct Integers: Sendable {
    let values: [Int64?]
    let storage: Column.Storage
    let unit: Int64
  }

  static let integers = [
    Integers(values: [], storage: .int8, unit: 1),
    Integers(values: [nil, nil], storage: .int8, unit: 1),
    Integers(values: [0, nil, 1, 127, -127], storage: .int8, unit: 1),
    // -128 stands for missing.
    Integers(values: [-128, 1], storage: .int16, unit: 1),
    Integers(values: [40_000, 7], storage: .int32, unit: 1),
    Integers(values: [.max - 1, 4], storage: .int64, unit: 2),
    // Euros in ten-thousandths, instants in whole seconds.
    Integers(values: [10_000, nil, 20_000], storage: .int8, unit: 10_000),
    Integers(values: [1_780_000_000_000, 0, -7_000], storage: .int32, unit: 1_000),
    // The unit shrinks with a later value.
    Integers(values: [7_000, 5_700, nil, 100, -12_800], storage: .int16, unit: 100),
    Integers(values: [1 << 62, 1 << 40, 1 << 20, 1], storage: .int64, unit: 1),
    Integers(values: [.max, .min + 1], storage: .int8, unit: .max),
  ]

  @Test(arguments: integers) func integersInOneAndInThreeParts(example: Integers) {
    let count = example.values.count
    for first in 0...count {
      for second in first...count {
        let parts = [0..<first, first..<second, second..<count].map { range in
          let builder = IntegerColumnBuilder()
          for value in example.values[range] { value.map { builder.append($0) } ?? builder.appendMissing() }
          return ColumnBuilder.integer(builder)
        }
        let column = ColumnBuilder.merge(parts)
        #expect(column.storage == example.storage && column.unit == example.unit)
        #expect((0..<count).map { column.integer(at: $0) } == example.values)
      }
    }
  }

  @Test func leastIntegerIsMissing() {
    #expect(Column.integers([.min, 3]).integer(at: 0) == nil)
  }

  @Test func manyRowsWidenAndGrow() {
    let values = (0..<5_000).map { row -> Int64? in
      if row % 7 == 0 { return nil }
      return Int64(row < 2_000 ? row % 100 : row * 1_000)
    }
    let column = Column.integers(values)
    #expect((0..<5_000).map { column.integer(at: $0) } == values)
  }

  @Test func blankTextIsMissingAndOtherTextIsKept() {
    let column = Column.texts(["a", "", " \t ", "\u{A0}", nil, " a ", "a"])
    #expect((0..<7).map { column.text(at: $0) } == ["a", nil, nil, nil, nil, " a ", "a"])
    #expect(column.code(at: 0) == column.code(at: 6))
    #expect(column.storage == .code8)
  }

  @Test func manyTextsWidenTheirCodes() {
    let texts = (0..<3_000).map { "text number \($0 % 1_500)" }
    let column = Column.texts(texts)
    #expect(column.storage == .code16)
    #expect(column.dictionary?.count == 1_501)
    #expect((0..<3_000).map { column.text(at: $0) } == texts)
  }

  /// Looking for repeats stops where there are none; what is stored stays the same.
  @Test func textsThatHardlyRepeat() {
    let texts = (0..<80_000).map { $0 == 79_999 ? "person 1" : "person \($0)" }
    let column = Column.texts(texts)
    #expect(column.dictionary?.count == 80_001)
    #expect([0, 1, 40_000, 79_999].map { column.text(at: $0) } == [0, 1, 40_000, 1].map { "person \($0)" })
  }

  @Test func textPartsShareTheirCodes() {
    let builders = [["x", "y"], ["y", "z", nil], ["x"]].map { texts in
      let builder = TextColumnBuilder()
      for text in texts { text.map { builder.append($0) } ?? builder.appendMissing() }
      return ColumnBuilder.text(builder)
    }
    let column = ColumnBuilder.merge(builders)
    #expect((0..<6).map { column.text(at: $0) } == ["x", "y", "y", "z", nil, "x"])
    #expect(column.dictionary?.count == 4)
  }

  @Test func degreesThatAreNoNumbersAreMissing() {
    let column = Column.degrees([1.5, nil, .infinity, .nan])
    #expect((0..<4).map { column.degrees(at: $0) } == [1.5, nil, nil, nil])
  }
}
