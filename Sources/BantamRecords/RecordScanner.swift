/// Splits bytes into the fields of one record (RFC 4180), where the bytes are.
///
/// Beyond the RFC: any delimiter; LF, CRLF and CR end a line, also mixed; a quote inside a field that did not begin with
/// one is an ordinary character; blanks between a closing quote and the delimiter are passed over.
struct RecordScanner {
  enum Outcome {
    /// The record ends before `next`, where the next one begins.
    case complete(next: Int)
    /// More bytes are needed to tell.
    case incomplete
    /// After the quote that closes a field something else than a delimiter follows.
    case textAfterQuote
    /// The text ends inside quotes.
    case openQuote
  }

  struct Field {
    var start: Int32
    var end: Int32
    /// Holds doubled quotes.
    var hasEscapes: Bool
  }

  let delimiter: UInt8
  var fields: ContiguousArray<Field> = []
  private(set) var hasEscapes = false
  private(set) var hasNUL = false
  /// Line ends passed, those inside quotes included.
  private(set) var lineBreaks = 0
  /// Line ends before the quote that is open; nil where none is.
  private(set) var openQuoteLine: Int?
  /// 1 for bytes that need a look outside quotes, 2 inside, 3 in both.
  private let classes: [UInt8]

  init(delimiter: UInt8) {
    self.delimiter = delimiter
    var classes = [UInt8](repeating: 0, count: 256)
    classes[Int(delimiter)] = 1
    classes[Int(quote)] |= 2
    for byte in [lineFeed, carriageReturn, 0] { classes[Int(byte)] = 3 }
    self.classes = classes
  }

  mutating func clearFields() { fields.removeAll(keepingCapacity: true) }

  mutating func scan(
    _ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, isAtEnd: Bool
  ) -> Outcome {
    fields.removeAll(keepingCapacity: true)
    hasEscapes = false
    hasNUL = false
    lineBreaks = 0
    openQuoteLine = nil
    return classes.withUnsafeBufferPointer { classes in
      guard let classes = classes.baseAddress else { return .incomplete }
      return scan(bytes, from: start, to: end, isAtEnd: isAtEnd, classes)
    }
  }

  private mutating func scan(
    _ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, isAtEnd: Bool, _ classes: UnsafePointer<UInt8>
  ) -> Outcome {
    var index = start
    while true {
      if index < end, bytes[index] == quote {
        switch scanQuoted(bytes, from: index, to: end, isAtEnd: isAtEnd, classes) {
        case .complete(let next): index = next
        case let other: return other
        }
      } else {
        let fieldStart = index
        while index < end {
          if classes[Int(bytes[index])] & 1 != 0 {
            if bytes[index] != 0 { break }
            hasNUL = true
          }
          index += 1
        }
        fields.append(
          Field(start: Int32(truncatingIfNeeded: fieldStart), end: Int32(truncatingIfNeeded: index), hasEscapes: false))
      }
      if index == end { return isAtEnd ? .complete(next: end) : .incomplete }
      if bytes[index] == delimiter {
        index += 1
      } else {
        guard let next = afterLineEnd(bytes, at: index, to: end, isAtEnd: isAtEnd) else { return .incomplete }
        lineBreaks += 1
        return .complete(next: next)
      }
    }
  }

  /// `complete(next:)` is here the place of what ends the field: delimiter, line end or end of text.
  private mutating func scanQuoted(
    _ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, isAtEnd: Bool, _ classes: UnsafePointer<UInt8>
  ) -> Outcome {
    openQuoteLine = lineBreaks
    var escaped = false
    var index = start + 1
    while true {
      while index < end, classes[Int(bytes[index])] & 2 == 0 { index += 1 }
      if index == end { return isAtEnd ? .openQuote : .incomplete }
      let byte = bytes[index]
      if byte == quote {
        if index + 1 == end, !isAtEnd { return .incomplete }
        if index + 1 == end || bytes[index + 1] != quote { break }
        escaped = true
        index += 2
      } else if byte == 0 {
        hasNUL = true
        index += 1
      } else {
        guard let next = afterLineEnd(bytes, at: index, to: end, isAtEnd: isAtEnd) else { return .incomplete }
        lineBreaks += 1
        index = next
      }
    }
    fields.append(
      Field(start: Int32(truncatingIfNeeded: start + 1), end: Int32(truncatingIfNeeded: index), hasEscapes: escaped))
    if escaped { hasEscapes = true }
    index += 1
    while index < end, bytes[index] == blank, bytes[index] != delimiter { index += 1 }
    if index == end, !isAtEnd { return .incomplete }
    openQuoteLine = nil
    if index == end || bytes[index] == delimiter || bytes[index] == lineFeed || bytes[index] == carriageReturn {
      return .complete(next: index)
    }
    return .textAfterQuote
  }
}

/// The index after the LF, CR or CRLF at `index`; nil where a CR is the last byte so far.
func afterLineEnd(_ bytes: UnsafePointer<UInt8>, at index: Int, to end: Int, isAtEnd: Bool) -> Int? {
  if bytes[index] == lineFeed { return index + 1 }
  if index + 1 < end { return bytes[index + 1] == lineFeed ? index + 2 : index + 1 }
  return isAtEnd ? end : nil
}

let quote = UInt8(ascii: "\"")
let blank = UInt8(ascii: " ")
let lineFeed = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
