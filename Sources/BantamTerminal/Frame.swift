/// What is to stand on the screen from the prompt's row on.
public struct Frame: Hashable, Sendable {
  /// Where the cursor stands, in rows of the frame and columns of the terminal.
  public struct Cursor: Hashable, Sendable {
    public var row: Int
    public var column: Int

    public init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  /// One row of the terminal each, without line ends and controls; at least one.
  public var rows: [[StyledText]]
  public var cursor: Cursor

  /// - Parameter rows: none wider than the terminal; what is too wide is cut off when it is painted.
  public init(rows: [[StyledText]], cursor: Cursor) {
    self.rows = rows.isEmpty ? [[]] : rows
    self.cursor = cursor
  }

  /// Rows of at most `width` columns; a line end begins a new row, controls show as `^X`, a wide character stands whole
  /// on one row.
  ///
  /// - Parameter cursorOffset: in bytes of UTF-8 over the texts of all runs; nil is the end.
  public static func wrapped(_ runs: [StyledText], cursorOffset: Int? = nil, width: Int) -> Frame {
    var wrapper = Wrapper(width: max(width, 1), cursorOffset: cursorOffset)
    for run in runs {
      for character in run.text { wrapper.add(character, run.style) }
    }
    return wrapper.finished()
  }
}

private struct Wrapper {
  let width: Int
  let cursorOffset: Int?
  private var rows: [[StyledText]] = []
  private var row: [StyledText] = []
  private var column = 0
  private var offset = 0
  private var cursor: Frame.Cursor?

  init(width: Int, cursorOffset: Int?) {
    self.width = width
    self.cursorOffset = cursorOffset
  }

  mutating func add(_ character: Character, _ style: Style) {
    let start = offset
    offset += character.utf8.count
    let holdsCursor = cursorOffset.map { start <= $0 && $0 < offset } ?? false
    if character == "\n" || character == "\r\n" {
      if holdsCursor { placeCursor() }
      endRow()
      return
    }
    // A control is shown by several characters, which may stand on two rows.
    for (index, part) in shown(character).enumerated() {
      let columns = displayWidth(of: part)
      if column + columns > width, column > 0 { endRow() }
      if holdsCursor, index == 0 { placeCursor() }
      append(part, style)
      column += columns
    }
  }

  /// After the last column the cursor stands at the start of a new row, as the next character will.
  private mutating func placeCursor() {
    if column >= width { endRow() }
    cursor = Frame.Cursor(row: rows.count, column: column)
  }

  private mutating func append(_ character: Character, _ style: Style) {
    if row.last?.style == style {
      row[row.count - 1].text.append(character)
    } else {
      row.append(StyledText(String(character), style))
    }
  }

  private mutating func endRow() {
    rows.append(row)
    row = []
    column = 0
  }

  mutating func finished() -> Frame {
    if cursor == nil { placeCursor() }
    return Frame(rows: rows + [row], cursor: cursor ?? Frame.Cursor(row: 0, column: 0))
  }
}
