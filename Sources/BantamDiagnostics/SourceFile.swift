/// One rule file: its path as the user knows it, and its bytes.
///
/// The bytes are kept as they are, also where they are not UTF-8; offsets everywhere in Bantam are byte offsets.
public struct SourceFile: Sendable {
  /// At most 16 MiB of rules in one file; a larger one is refused before it is read.
  public static let maximumBytes = 16 << 20

  public let path: String
  public let bytes: [UInt8]
  /// The byte offset of each line's first byte.
  public let lineStarts: [Int]
  /// Whether the text is part of the program: no file of this path is on the disk.
  public let isBuiltIn: Bool

  public init(path: String, bytes: [UInt8], isBuiltIn: Bool = false) {
    self.path = path
    self.bytes = bytes
    self.isBuiltIn = isBuiltIn
    var starts = [0]
    bytes.withUnsafeBufferPointer { buffer in
      for index in buffer.indices where buffer[index] == 0x0A { starts.append(index + 1) }
    }
    lineStarts = starts
  }

  public init(path: String, text: String, isBuiltIn: Bool = false) {
    self.init(path: path, bytes: Array(text.utf8), isBuiltIn: isBuiltIn)
  }

  /// The one-based line and column (in Unicode scalars) of a byte offset.
  public func position(of offset: Int) -> (line: Int, column: Int) {
    let line = lineIndex(of: offset)
    let prefix = bytes[lineStarts[line]..<min(offset, bytes.count)]
    return (line + 1, prefix.reduce(into: 1) { column, byte in if byte & 0xC0 != 0x80 { column += 1 } })
  }

  /// The zero-based index of the line that holds a byte offset.
  public func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The text of a line without its line end.
  public func line(at index: Int) -> String {
    let start = lineStarts[index]
    var end = index + 1 < lineStarts.count ? lineStarts[index + 1] : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  public func text(_ span: Span) -> String {
    String(decoding: bytes[max(0, span.start)..<min(bytes.count, span.end)], as: UTF8.self)
  }
}

/// A half-open range of bytes in one source file; `file` indexes the rule set's list of files.
public struct Span: Sendable, Hashable {
  public var file: Int
  public var start: Int
  public var end: Int

  public init(file: Int, start: Int, end: Int) {
    self.file = file
    self.start = start
    self.end = end
  }

  /// The smallest span that covers both.
  public func joined(_ other: Span) -> Span {
    Span(file: file, start: min(start, other.start), end: max(end, other.end))
  }
}
