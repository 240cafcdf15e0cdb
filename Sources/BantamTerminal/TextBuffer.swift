/// A place between characters.
public struct TextPosition: Hashable, Sendable, Comparable {
  /// From 0.
  public var line: Int
  /// Characters before it on its line.
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (left: TextPosition, right: TextPosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// Text as lines of characters. There is at least one line, and no line end within one.
struct TextBuffer: Hashable, Sendable {
  private(set) var lines: [[Character]] = [[]]

  /// One replacement, which can be taken back.
  struct Change: Hashable, Sendable {
    var start: TextPosition
    var removed: [[Character]]
    var inserted: [[Character]]

    var end: TextPosition { TextBuffer.end(of: inserted, from: start) }
    var inverse: Change { Change(start: start, removed: inserted, inserted: removed) }
  }

  init() {}

  init(_ text: String) { lines = Self.lines(of: text) }

  /// Any line ends become one kind, and controls but tabs are left away.
  static func lines(of text: String) -> [[Character]] {
    var lines: [[Character]] = [[]]
    for character in text {
      switch character {
      case "\n", "\r\n", "\r": lines.append([])
      case "\t": lines[lines.count - 1].append(character)
      default:
        if character.unicodeScalars.first?.properties.generalCategory != .control {
          lines[lines.count - 1].append(character)
        }
      }
    }
    return lines
  }

  var text: String { Self.text(of: lines) }

  static func text(of lines: some Sequence<[Character]>) -> String {
    var text = ""
    for (index, line) in lines.enumerated() {
      if index > 0 { text.append("\n") }
      text.append(contentsOf: line)
    }
    return text
  }

  /// One text behind the other.
  static func joined(_ first: [[Character]], _ second: [[Character]]) -> [[Character]] {
    first.dropLast() + [first[first.count - 1] + second[0]] + second.dropFirst()
  }

  var isEmpty: Bool { lines.count == 1 && lines[0].isEmpty }

  var end: TextPosition { Self.end(of: lines, from: TextPosition(line: 0, column: 0)) }

  private static func end(of lines: [[Character]], from start: TextPosition) -> TextPosition {
    guard lines.count > 1 else { return TextPosition(line: start.line, column: start.column + lines[0].count) }
    return TextPosition(line: start.line + lines.count - 1, column: lines[lines.count - 1].count)
  }

  subscript(range: Range<TextPosition>) -> [[Character]] {
    let (start, end) = (range.lowerBound, range.upperBound)
    if start.line == end.line { return [Array(lines[start.line][start.column..<end.column])] }
    return [Array(lines[start.line][start.column...])] + lines[(start.line + 1)..<end.line]
      + [Array(lines[end.line][..<end.column])]
  }

  /// Replaces a part. Neighbours that belong to one character with what comes in, such as a letter and its accent,
  /// are joined, and the change is as much larger.
  mutating func replace(_ range: Range<TextPosition>, with text: [[Character]]) -> Change {
    var (start, end, text) = (range.lowerBound, range.upperBound, text)
    let next = end.column < lines[end.line].count ? lines[end.line][end.column] : nil
    if start.column > 0 {
      let last = lines[start.line][start.column - 1]
      if let first = text[0].first ?? (text.count == 1 ? next : nil), Self.areJoined(last, first) {
        start.column -= 1
        text[0] = Self.joined([last] + text[0])
      }
    }
    if let next, let last = text[text.count - 1].last, Self.areJoined(last, next) {
      end.column += 1
      text[text.count - 1] = Self.joined(text[text.count - 1] + [next])
    }
    let change = Change(start: start, removed: self[start..<end], inserted: text)
    apply(change)
    return change
  }

  private static func areJoined(_ left: Character, _ right: Character) -> Bool {
    if left.isASCII, right.isASCII { return false }
    return joined([left, right]).count == 1
  }

  private static func joined(_ characters: [Character]) -> [Character] { Array(String(characters)) }

  mutating func apply(_ change: Change) {
    let start = change.start
    let end = Self.end(of: change.removed, from: start)
    if start.line == end.line, change.inserted.count == 1 {
      lines[start.line].replaceSubrange(start.column..<end.column, with: change.inserted[0])
      return
    }
    var inserted = change.inserted
    let rest = lines[end.line][end.column...]
    inserted[0] = lines[start.line][..<start.column] + inserted[0]
    inserted[inserted.count - 1] += rest
    lines.replaceSubrange(start.line...end.line, with: inserted)
  }

  /// The bytes of UTF-8 before a position.
  func offset(of position: TextPosition) -> Int {
    let above = lines[..<position.line].reduce(0) { $0 + Self.byteCount($1[...]) + 1 }
    return above + Self.byteCount(lines[position.line][..<position.column])
  }

  private static func byteCount(_ characters: ArraySlice<Character>) -> Int {
    characters.reduce(0) { $0 + $1.utf8.count }
  }

  /// The position with so many bytes of UTF-8 before it; within a character the one before it, beyond the text its end.
  func position(atOffset offset: Int) -> TextPosition {
    var rest = max(offset, 0)
    for (index, line) in lines.enumerated() {
      var column = 0
      while column < line.count, rest >= line[column].utf8.count {
        rest -= line[column].utf8.count
        column += 1
      }
      if column < line.count || rest == 0 { return TextPosition(line: index, column: column) }
      rest -= 1
    }
    return end
  }
}
