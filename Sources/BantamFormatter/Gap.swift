import BantamDiagnostics

/// What stands between two tokens: line ends and comments.
struct Gap: Sendable {
  var comments: [Comment] = []
  /// Whether the token behind it begins a line.
  var hasLineBreak = false
  /// Whether the line above the token is blank.
  var hasBlankLine = false
  /// Where a comment between `/*` and `*/` begins, which has no place in a layout.
  var foreignStart: Int?

  init(_ source: SourceFile, from start: Int, to end: Int) {
    if start == end { return }
    source.bytes.withUnsafeBufferPointer { scan($0, start, end) }
    // One close to its token has no column of its own.
    for index in comments.indices where comments[index].isBehindToken && comments[index].start > start + 2 {
      comments[index].column = Self.column(of: comments[index].start, in: source)
    }
  }

  /// `#`, and what other languages have for it: `//` and, at the start of a line, `--`.
  private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
    var at = start
    var lineBreaks = start == 0 ? 1 : 0
    while at < end {
      switch bytes[at] {
      case 0x0A: lineBreaks += 1
      case 0x2F where at + 1 < end && bytes[at + 1] == 0x2A:
        foreignStart = at
        hasLineBreak = true
        return
      case 0x23, 0x2F, 0x2D:
        let first = at
        while at < end, bytes[at] != 0x0A { at += 1 }
        var last = at
        while last > first, bytes[last - 1] == 0x20 || bytes[last - 1] == 0x09 || bytes[last - 1] == 0x0D { last -= 1 }
        comments.append(
          Comment(start: first, end: last, isBehindToken: lineBreaks == 0, hasBlankLine: lineBreaks > 1))
        lineBreaks = 0
        continue
      default: break
      }
      at += 1
    }
    hasLineBreak = lineBreaks > 0 || !comments.isEmpty
    hasBlankLine = lineBreaks > 1
  }

  /// The column of a byte as a reader sees it; a tab takes four.
  private static func column(of offset: Int, in source: SourceFile) -> Int {
    let start = source.lineStarts[source.lineIndex(of: offset)]
    let text = source.bytes[start..<offset]
    return width(of: text) + 3 * text.count { $0 == 0x09 }
  }

  /// Terminal columns of some bytes of a line.
  static func width(of text: ArraySlice<UInt8>) -> Int {
    text.allSatisfy { $0 < 0x80 } ? text.count : displayWidth(String(decoding: text, as: UTF8.self))
  }
}

/// A comment with its sign, up to the last byte that is no blank.
struct Comment: Sendable {
  var start: Int
  var end: Int
  /// Whether a token stands before it on its line.
  var isBehindToken: Bool
  /// Whether the line above it is blank.
  var hasBlankLine: Bool
  /// Where one behind a token, but not close to it, stands in the source; else 0.
  var column = 0
}
