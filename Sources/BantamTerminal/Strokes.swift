/// The bytes of one change of the screen, and where the cursor is after them.
struct Strokes {
  private let columns: Int
  private let isColoured: Bool
  private var row: Int
  /// Rows from the frame's start that the screen has already.
  private var rowCount: Int
  private var text = ""

  init(columns: Int, isColoured: Bool, row: Int, rowCount: Int) {
    self.columns = columns
    self.isColoured = isColoured
    self.row = row
    self.rowCount = rowCount
  }

  var isEmpty: Bool { text.isEmpty }

  /// To the start of a row. What the screen does not have yet comes by a line feed, which scrolls at its bottom.
  mutating func move(to target: Int) {
    // Behind a full row the cursor's column is undecided until the carriage return.
    text += "\r"
    let known = min(target, rowCount - 1)
    if known < row { text += "\u{1B}[\(row - known)A" }
    if known > row { text += "\u{1B}[\(known - row)B" }
    if target > known { text += String(repeating: "\r\n", count: target - known) }
    row = target
    rowCount = max(rowCount, target + 1)
  }

  /// The whole row from its start on.
  mutating func write(_ runs: [StyledText]) {
    var column = 0
    var current = Style.plain
    loop: for run in runs {
      if isColoured, run.style != current {
        text += run.style.sequence
        current = run.style
      }
      for character in run.text {
        let width = displayWidth(of: character)
        if column + width > columns { break loop }
        text += shown(character)
        column += width
      }
    }
    if current != .plain { text += Style.plain.sequence }
    // In a full row this would take its last character away.
    if column < columns { text += "\u{1B}[K" }
  }

  mutating func eraseBelow() { text += "\u{1B}[J" }

  /// All bytes, with the cursor hidden while they draw and shown at its place.
  consuming func finished(at cursor: Frame.Cursor) -> [UInt8] {
    let hasDrawn = !isEmpty
    move(to: cursor.row)
    if cursor.column > 0 { text += "\u{1B}[\(cursor.column)C" }
    return Array((hasDrawn ? "\u{1B}[?25l\(text)\u{1B}[?25h" : text).utf8)
  }
}
