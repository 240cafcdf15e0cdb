/// A number as programs write it, `-1234.5` or `1234,5`: what most cells hold, read without a detour.
struct PlainNumber {
  private var mantissa: Int64 = 0
  /// Digits behind the decimal mark.
  private var places = 0
  /// The sign among the digits could also group them.
  private var mark: DecimalMark?

  /// nil for anything else, and where the number could be read in two ways.
  @inline(__always)
  init?(_ cell: UnsafeBufferPointer<UInt8>, form: ColumnForm) {
    self.init(cell)
    if let mark, mark != form.decimalMark { return nil }
  }

  /// nil for anything else; a dot or comma is the decimal mark.
  init?(_ cell: UnsafeBufferPointer<UInt8>) {
    let isNegative = cell.first == UInt8(ascii: "-")
    let start = isNegative ? 1 : 0
    guard cell.count > start, cell.count - start <= 16 else { return nil }
    var markIndex: Int?
    for index in start..<cell.count {
      let byte = cell[index]
      if byte &- 0x30 < 10 {
        mantissa = mantissa * 10 + Int64(byte &- 0x30)
      } else if markIndex == nil, index > start, byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") {
        markIndex = index
      } else {
        return nil
      }
    }
    if isNegative { mantissa = -mantissa }
    if cell.count - start > 15, markIndex == nil { return nil }
    guard let markIndex else { return }
    places = cell.count - markIndex - 1
    if places == 0 { return nil }
    if places == 3, markIndex - start <= 3, cell[start] != UInt8(ascii: "0") {
      mark = cell[markIndex] == UInt8(ascii: ".") ? .point : .comma
    }
  }

  /// nil where there are more places than four.
  var tenThousandths: Int64? {
    switch places {
    case 0: product(10_000)
    case 1: product(1000)
    case 2: product(100)
    case 3: product(10)
    case 4: mantissa
    default: nil
    }
  }

  /// The nearest double: both the digits, below 2^53, and the power of ten are exact, and the division rounds once.
  var double: Double {
    var divisor = 1.0
    for _ in 0..<places { divisor *= 10 }
    return Double(mantissa) / divisor
  }

  private func product(_ factor: Int64) -> Int64? {
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: factor)
    return overflow ? nil : product
  }
}
