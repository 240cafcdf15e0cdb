/// The delimiter that splits the first records most evenly into the most fields; a comma where none splits.
func guessDelimiter(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, isAtEnd: Bool) -> UInt8 {
  var best: (delimiter: UInt8, evenness: Int, fields: Int)?
  for delimiter in [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")] {
    let result = evenness(delimiter, bytes, from: start, to: end, isAtEnd: isAtEnd)
    guard result.fields > 1 else { continue }
    if let known = best, (known.evenness, known.fields) >= (result.percent, result.fields) { continue }
    best = (delimiter, result.percent, result.fields)
  }
  return best?.delimiter ?? UInt8(ascii: ",")
}

/// How many percent of the first records have as many fields as the first one.
private func evenness(
  _ delimiter: UInt8, _ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, isAtEnd: Bool
) -> (percent: Int, fields: Int) {
  var scanner = RecordScanner(delimiter: delimiter)
  var index = start
  var records = 0
  var equal = 0
  var fields = 0
  scan: while index < end, records < 100 {
    switch scanner.scan(bytes, from: index, to: end, isAtEnd: isAtEnd) {
    case .incomplete, .openQuote: break scan
    case .complete(let next):
      index = next
      if scanner.fields.allSatisfy({ $0.start == $0.end }) { continue }
      records += 1
      if fields == 0 { fields = scanner.fields.count }
      if scanner.fields.count == fields { equal += 1 }
    case .textAfterQuote:
      records += 1
      while index < end, bytes[index] != lineFeed, bytes[index] != carriageReturn { index += 1 }
      while index < end, bytes[index] == lineFeed || bytes[index] == carriageReturn { index += 1 }
    }
  }
  return (records == 0 ? 0 : equal * 100 / records, fields)
}
