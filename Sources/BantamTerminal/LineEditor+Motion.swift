extension LineEditor {
  var lineStart: TextPosition { TextPosition(line: position.line, column: 0) }
  var lineEnd: TextPosition { TextPosition(line: position.line, column: buffer.lines[position.line].count) }

  /// A line end counts as one character.
  func positionBefore(_ position: TextPosition) -> TextPosition {
    if position.column > 0 { return TextPosition(line: position.line, column: position.column - 1) }
    if position.line == 0 { return position }
    return TextPosition(line: position.line - 1, column: buffer.lines[position.line - 1].count)
  }

  func positionAfter(_ position: TextPosition) -> TextPosition {
    if position.column < buffer.lines[position.line].count {
      return TextPosition(line: position.line, column: position.column + 1)
    }
    return position.line + 1 < lineCount ? TextPosition(line: position.line + 1, column: 0) : position
  }

  func wordStart(before position: TextPosition) -> TextPosition { start(before: position, of: isWordPart) }

  /// Words between spaces, as Ctrl-W takes them.
  func spacedWordStart(before position: TextPosition) -> TextPosition {
    start(before: position) { !$0.isWhitespace }
  }

  private func start(before position: TextPosition, of isPart: (Character) -> Bool) -> TextPosition {
    var position = position
    var isInside = false
    while true {
      let before = positionBefore(position)
      let fits = before.line == position.line && before != position && isPart(buffer.lines[before.line][before.column])
      if isInside && !fits || before == position { return position }
      isInside = fits
      position = before
    }
  }

  func wordEnd(after position: TextPosition) -> TextPosition {
    var position = position
    var isInside = false
    while true {
      let after = positionAfter(position)
      let fits =
        after.line == position.line && after != position && isWordPart(buffer.lines[position.line][position.column])
      if isInside && !fits || after == position { return position }
      isInside = fits
      position = after
    }
  }

  mutating func move(to target: TextPosition) -> Action {
    goalColumn = nil
    if target == position { return .none }
    position = target
    return .moved
  }

  /// To the line above or below, which has to be there, near the same column on the screen.
  mutating func moveVertically(by lines: Int) -> Action {
    let goal = goalColumn ?? columns(of: buffer.lines[position.line][..<position.column])
    let target = buffer.lines[position.line + lines]
    var column = 0
    var width = 0
    while column < target.count {
      width += displayWidth(of: target[column])
      if width > goal { break }
      column += 1
    }
    position = TextPosition(line: position.line + lines, column: column)
    goalColumn = goal
    return .moved
  }

  private func columns(of characters: ArraySlice<Character>) -> Int {
    characters.reduce(0) { $0 + displayWidth(of: $1) }
  }
}

private func isWordPart(_ character: Character) -> Bool {
  character.isLetter || character.isNumber || character == "_"
}
