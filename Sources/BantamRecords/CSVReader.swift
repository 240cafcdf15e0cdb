import BantamSystem

/// What is known of a file beforehand; everything left out is guessed from its first MiB.
public struct CSVOptions: Sendable {
  public var delimiter: UInt8?
  public var encoding: TextEncoding?
  /// The first record names the columns.
  public var hasHeader = true

  public init(delimiter: UInt8? = nil, encoding: TextEncoding? = nil, hasHeader: Bool = true) {
    self.delimiter = delimiter
    self.encoding = encoding
    self.hasHeader = hasHeader
  }
}

public enum CSVError: Error, Sendable, Equatable, CustomStringConvertible {
  case system(SystemError)
  /// The file holds no record at all.
  case empty(path: String)
  /// The first record cannot serve as the header.
  case header(path: String, line: Int, reason: String)

  public var description: String {
    switch self {
    case .system(let error): error.description
    case .empty(let path): "`\(path)` is empty"
    case .header(let path, let line, let reason): "the header of `\(path)` (line \(line)) \(reason)"
    }
  }
}

public enum CSVEvent: Sendable, Equatable {
  /// The reader's `fieldCount`, `field(_:)` and `text(_:)` show it until the next call.
  case record
  /// A record that does not fit, and why: `has 3 fields, but the header has 5`.
  case reject(String)
}

/// Reads records out of a delimited text file from front to back, in memory that does not grow with the file.
///
/// One damaged record costs that record only: after a quote that does not close, reading goes on with the next line.
public final class CSVReader {
  /// A longer record is rejected.
  public static let maximumRecordBytes = 1 << 20
  static let maximumColumns = 10_000

  /// The columns' names: trimmed, unique, never empty.
  public private(set) var header: [String] = []
  public let delimiter: UInt8
  public let encoding: TextEncoding
  /// The line (from 1) in which the last record or reject began.
  public private(set) var line = 0
  /// Lines without any value that were passed over.
  public private(set) var blankRecords = 0

  private let reader: ByteReader
  private let decoder: TextDecoder
  private let buffer = RecordBuffer()
  private var scanner: RecordScanner
  private var nextLine = 1
  private var recordStart = 0
  private var recordEnd = 0
  /// The header ends with a delimiter: its last column may be left out.
  private var lastColumnIsOptional = false

  public init(reader: ByteReader, options: CSVOptions = CSVOptions()) throws(CSVError) {
    self.reader = reader
    do throws(SystemError) {
      decoder = try TextDecoder(reader: reader, encoding: options.encoding)
      while buffer.filled < RecordBuffer.sampleBytes, !buffer.isAtEnd { try buffer.refill(decoder) }
    } catch {
      throw .system(error)
    }
    encoding = decoder.encoding
    let declared = buffer.takeSeparatorLine()
    if declared != nil { nextLine = 2 }
    delimiter =
      options.delimiter ?? declared
      ?? guessDelimiter(
        buffer.base, from: buffer.position, to: min(buffer.filled, RecordBuffer.sampleBytes),
        isAtEnd: buffer.isAtEnd && buffer.filled <= RecordBuffer.sampleBytes)
    scanner = RecordScanner(delimiter: delimiter)
    let problem: String?
    do throws(SystemError) {
      problem = try readHeader(options)
    } catch {
      throw .system(error)
    }
    if let problem { throw .header(path: reader.path, line: line, reason: problem) }
    if header.isEmpty { throw .empty(path: reader.path) }
  }

  /// The size of the file on the disk; nil for a pipe.
  public var totalBytes: Int? { reader.totalBytes }
  /// How much of the file has been read, as it stands on the disk; a little ahead of the records.
  public var consumedBytes: Int { reader.consumedBytes }

  /// As `ByteReader.abandon`.
  func abandon() { reader.abandon() }

  public var fieldCount: Int { scanner.fields.count }

  /// The bytes of a field of the last record, UTF-8, quotes removed; valid until the next call of `next()`.
  @inline(__always)
  public func field(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    let field = scanner.fields[index]
    let base = field.hasEscapes ? buffer.scratch : buffer.base
    return UnsafeBufferPointer(start: base + Int(field.start), count: Int(field.end - field.start))
  }

  public func text(_ index: Int) -> String { String(decoding: field(index), as: UTF8.self) }

  /// The record as it stands in the file (as UTF-8), line end left out; of an overlong one the beginning.
  public var rawRecord: UnsafeBufferPointer<UInt8> {
    var end = recordEnd
    while end > recordStart, buffer.base[end - 1] == lineFeed || buffer.base[end - 1] == carriageReturn { end -= 1 }
    return UnsafeBufferPointer(start: buffer.base + recordStart, count: end - recordStart)
  }

  /// The next record that is not blank, or what is wrong with it; nil at the end.
  public func next() throws(SystemError) -> CSVEvent? {
    while let problem = try advance() {
      switch problem {
      case .none: return .record
      case .blank: blankRecords += 1
      case .reason(let reason): return .reject(reason)
      }
    }
    return nil
  }

  /// Up to so many of the records that come next, as far as they are in memory already; nothing is used up.
  public func sample(maximumRecords: Int) -> [[String]] {
    var ahead = RecordScanner(delimiter: delimiter)
    var index = buffer.position
    var records: [[String]] = []
    while index < buffer.filled, records.count < maximumRecords {
      guard case .complete(let next) = ahead.scan(buffer.base, from: index, to: buffer.filled, isAtEnd: buffer.isAtEnd)
      else { break }
      index = next
      if ahead.fields.count == header.count {
        records.append(ahead.fields.map { String(decoding: undoubled($0), as: UTF8.self) })
      }
    }
    return records
  }

  private enum Problem {
    case none
    case blank
    case reason(String)
  }

  /// Moves over one record; nil at the end.
  private func advance() throws(SystemError) -> Problem? {
    while true {
      if buffer.position == buffer.filled, buffer.isAtEnd { return nil }
      let outcome = scanner.scan(buffer.base, from: buffer.position, to: buffer.filled, isAtEnd: buffer.isAtEnd)
      switch outcome {
      case .complete(let next):
        line = nextLine
        nextLine += scanner.lineBreaks
        recordStart = buffer.position
        recordEnd = next
        buffer.position = next
        return judge()
      case .incomplete:
        if buffer.filled - buffer.position <= Self.maximumRecordBytes {
          try buffer.refill(decoder)
        } else if let quoteLine = scanner.openQuoteLine {
          return try skipLine("opens a quote in line \(nextLine + quoteLine) that does not close within 1 MiB")
        } else {
          return try skipLine(Self.tooLong)
        }
      case .openQuote:
        let quoteLine = nextLine + (scanner.openQuoteLine ?? 0)
        return try skipLine("opens a quote in line \(quoteLine) that is never closed")
      case .textAfterQuote:
        return try skipLine("has text after a closing quote; a quote inside a quoted field must be doubled")
      }
    }
  }

  private static let tooLong = "is longer than 1 MiB"

  /// Gives up the line that begins at the position, whatever its length.
  private func skipLine(_ reason: String) throws(SystemError) -> Problem {
    scanner.clearFields()
    line = nextLine
    nextLine += 1
    recordStart = buffer.position
    if let next = buffer.endOfLine(from: buffer.position) {
      recordEnd = next
      buffer.position = next
      return .reason(reason)
    }
    if buffer.isAtEnd {
      recordEnd = buffer.filled
      buffer.position = buffer.filled
      return .reason(reason)
    }
    let kept = try buffer.discardLine(decoder)
    recordStart = kept.lowerBound
    recordEnd = kept.upperBound
    return .reason(reason)
  }

  private func judge() -> Problem {
    if recordEnd - recordStart > Self.maximumRecordBytes {
      scanner.clearFields()
      return .reason(Self.tooLong)
    }
    // Before anything is said of the record: its fields are shown with the reason.
    if scanner.hasEscapes { undouble() }
    let fields = scanner.fields
    if fields[0].start == fields[0].end, fields.allSatisfy({ $0.start == $0.end }) { return .blank }
    if scanner.hasNUL { return .reason("holds a NUL byte") }
    let bytes = UnsafeBufferPointer(start: buffer.base + recordStart, count: recordEnd - recordStart)
    if let place = firstMalformedByte(bytes) {
      return .reason("is not valid \(encoding.rawValue) at byte \(place + 1)")
    }
    if fields.count == header.count || header.isEmpty { return .none }
    if fields.count == header.count + 1, let last = fields.last, last.start == last.end { return .none }
    if lastColumnIsOptional, fields.count == header.count - 1 { return .none }
    let noun = fields.count == 1 ? "field" : "fields"
    return .reason("has \(fields.count) \(noun), but the header has \(header.count)")
  }

  /// Copies fields with doubled quotes to the scratch room, each pair made one.
  private func undouble() {
    var used = 0
    for place in scanner.fields.indices where scanner.fields[place].hasEscapes {
      let start = used
      var index = Int(scanner.fields[place].start)
      let end = Int(scanner.fields[place].end)
      while index < end {
        let byte = buffer.base[index]
        buffer.scratch[used] = byte
        used += 1
        index += byte == quote ? 2 : 1
      }
      scanner.fields[place].start = Int32(start)
      scanner.fields[place].end = Int32(used)
    }
  }

  private func undoubled(_ field: RecordScanner.Field) -> [UInt8] {
    var bytes: [UInt8] = []
    var index = Int(field.start)
    while index < Int(field.end) {
      bytes.append(buffer.base[index])
      index += field.hasEscapes && buffer.base[index] == quote ? 2 : 1
    }
    return bytes
  }

  /// Takes the first record for the header, or counts its columns; returns what is wrong with it.
  private func readHeader(_ options: CSVOptions) throws(SystemError) -> String? {
    while let problem = try advance() {
      switch problem {
      case .blank: continue
      case .reason(let reason): return reason
      case .none: break
      }
      if fieldCount > Self.maximumColumns { return "has more than 10,000 columns" }
      let names = (0..<fieldCount).map { options.hasHeader ? text($0) : "" }
      lastColumnIsOptional = options.hasHeader && names.count > 1 && names.last?.isEmpty == true
      header = uniqueNames(names)
      if !options.hasHeader {
        buffer.position = recordStart
        nextLine = line
      }
      return nil
    }
    return nil
  }
}

/// Trims and joins what stands on several lines; an empty name becomes `column 3`, a second `name` becomes `name 2`.
func uniqueNames(_ names: [String]) -> [String] {
  var taken: Set<String> = []
  return names.enumerated().map { index, name in
    let words = name.split(whereSeparator: \.isWhitespace)
    let plain = words.isEmpty ? "column \(index + 1)" : words.joined(separator: " ")
    var unique = plain
    var count = 1
    while !taken.insert(unique).inserted {
      count += 1
      unique = "\(plain) \(count)"
    }
    return unique
  }
}
