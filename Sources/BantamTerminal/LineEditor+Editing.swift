extension LineEditor {
  /// Puts text in at the cursor, in one step of undo.
  @discardableResult public mutating func insert(_ text: String) -> Action { insert(TextBuffer.lines(of: text)) }

  @discardableResult public mutating func insertNewline() -> Action { insert([[], []]) }

  /// Text pasted at once; during a search it adds to what is sought.
  public mutating func handlePaste(_ text: String) -> Action {
    if search != nil { return addToSearch(String(TextBuffer.lines(of: text)[0])) }
    isCutting = false
    return insert(text)
  }

  /// Puts text in the place of a part, such as a word that is completed, with the cursor behind it.
  ///
  /// - Parameter range: in bytes of UTF-8.
  @discardableResult public mutating func replace(_ range: Range<Int>, with text: String) -> Action {
    let start = buffer.position(atOffset: range.lowerBound)
    let end = buffer.position(atOffset: range.upperBound)
    return replace(start..<end, with: TextBuffer.lines(of: text), .other)
  }

  /// Gives the text to the caller and starts over with an empty one.
  public mutating func accept() -> String {
    defer { reset() }
    return text
  }

  /// Starts over with this text and the cursor behind it; nothing of what was before can be undone.
  public mutating func reset(to text: String = "") {
    search = nil
    browsing.leave()
    load(text)
  }

  mutating func load(_ text: String) {
    buffer = TextBuffer(text)
    position = buffer.end
    undoLog = UndoLog()
    goalColumn = nil
  }

  mutating func insert(_ text: [[Character]]) -> Action {
    if text.allSatisfy(\.isEmpty), text.count < 2 { return .none }
    return replace(position..<position, with: text, .other)
  }

  /// One key of text. Words are steps of undo: one begins with what follows a space.
  mutating func type(_ character: Character) -> Action {
    let follows = position.column > 0 ? buffer.lines[position.line][position.column - 1] : nil
    let startsWord = !character.isWhitespace && follows?.isWhitespace == true
    return replace(position..<position, with: [[character]], .typing, startsStep: startsWord)
  }

  mutating func delete(to target: TextPosition) -> Action {
    replace(min(position, target)..<max(position, target), with: [[]], .deleting)
  }

  /// Deletes and keeps for Ctrl-Y.
  ///
  /// - Parameter adds: to what was cut just before, in the order of the text.
  mutating func cut(to target: TextPosition, adds: Bool) -> Action {
    let range = min(position, target)..<max(position, target)
    // The end of the text ends no chain of cuts.
    isCutting = adds
    if range.isEmpty { return .none }
    let removed = buffer[range]
    if adds, !cutText.isEmpty {
      cutText = target < position ? TextBuffer.joined(removed, cutText) : TextBuffer.joined(cutText, removed)
    } else {
      cutText = removed
    }
    isCutting = true
    return replace(range, with: [[]], .other)
  }

  /// Exchanges the characters around the cursor; at the end of a line the last two.
  mutating func transpose() -> Action {
    let line = buffer.lines[position.line]
    guard line.count > 1, position.column > 0 else { return .none }
    let right = min(position.column, line.count - 1)
    let start = TextPosition(line: position.line, column: right - 1)
    let end = TextPosition(line: position.line, column: right + 1)
    return replace(start..<end, with: [[line[right], line[right - 1]]], .other)
  }

  mutating func undo() -> Action { returned(to: undoLog.undo(in: &buffer)) }

  mutating func redo() -> Action { returned(to: undoLog.redo(in: &buffer)) }

  private mutating func returned(to target: TextPosition?) -> Action {
    guard let target else { return .none }
    position = target
    goalColumn = nil
    return .edited
  }

  private mutating func replace(
    _ range: Range<TextPosition>, with text: [[Character]], _ kind: UndoLog.Kind, startsStep: Bool = false
  ) -> Action {
    if range.isEmpty, text == [[]] { return .none }
    let before = position
    let change = buffer.replace(range, with: text)
    position = change.end
    goalColumn = nil
    undoLog.add(change, kind, before: before, after: position, startsStep: startsStep)
    return .edited
  }
}
