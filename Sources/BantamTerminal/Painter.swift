/// Draws frames one after the other in place, below what the terminal showed before.
///
/// It keeps what it has drawn and writes only rows that differ. All moves are relative to where the cursor was left, so
/// it need not know where on the screen that is. Of a frame higher than the screen it shows the part around the cursor.
/// The bytes are returned, not written.
public struct Painter: Sendable {
  public private(set) var columns: Int
  public private(set) var rows: Int
  private let isColoured: Bool
  /// What stands on the screen; empty before the first frame.
  private var drawn: [[StyledText]] = []
  /// The frame's first row on the screen.
  private(set) var top = 0
  /// Where the cursor was left, in rows of `drawn`.
  private var cursor = Frame.Cursor(row: 0, column: 0)

  /// - Parameter isColoured: if not, bold, dim, underline and reverse are left away as well.
  public init(columns: Int, rows: Int, isColoured: Bool) {
    self.columns = max(columns, 1)
    self.rows = max(rows, 1)
    self.isColoured = isColoured
  }

  /// From the last frame to this one. The first begins in the cursor's row, which has to be empty.
  public mutating func paint(_ frame: Frame) -> [UInt8] {
    scroll(to: frame)
    let visible = Array(frame.rows[top..<min(top + rows, frame.rows.count)])
    var strokes = Strokes(columns: columns, isColoured: isColoured, row: cursor.row, rowCount: max(drawn.count, 1))
    for (index, row) in visible.enumerated() where index >= drawn.count || drawn[index] != row {
      strokes.move(to: index)
      strokes.write(row)
    }
    if visible.count < drawn.count {
      strokes.move(to: visible.count)
      strokes.eraseBelow()
    }
    let target = Frame.Cursor(
      row: min(max(frame.cursor.row - top, 0), visible.count - 1),
      column: min(max(frame.cursor.column, 0), columns - 1))
    if strokes.isEmpty, target == cursor, !drawn.isEmpty { return [] }
    drawn = visible
    cursor = target
    return strokes.finished(at: target)
  }

  private mutating func scroll(to frame: Frame) {
    let cursorRow = min(max(frame.cursor.row, 0), frame.rows.count - 1)
    top = max(min(top, cursorRow, frame.rows.count - rows), cursorRow - rows + 1, 0)
  }

  /// Takes the frame off the screen; the cursor stands where it began.
  public mutating func clear() -> [UInt8] {
    if drawn.isEmpty { return [] }
    var strokes = Strokes(columns: columns, isColoured: isColoured, row: cursor.row, rowCount: drawn.count)
    strokes.move(to: 0)
    strokes.eraseBelow()
    forget()
    return strokes.finished(at: cursor)
  }

  /// Leaves all rows of the frame standing, however many, and the cursor at the start of a fresh row below.
  public mutating func finish(_ frame: Frame) -> [UInt8] {
    var frame = frame
    frame.cursor = Frame.Cursor(row: frame.rows.count - 1, column: 0)
    var bytes: [UInt8] = []
    if frame.rows.count > rows {
      bytes = clear()
      var strokes = Strokes(columns: columns, isColoured: isColoured, row: 0, rowCount: 1)
      for (index, row) in frame.rows.enumerated() {
        strokes.move(to: index)
        strokes.write(row)
      }
      bytes += strokes.finished(at: frame.cursor)
    } else {
      bytes = paint(frame)
    }
    forget()
    return bytes + Array("\r\n".utf8)
  }

  /// Takes everything off the screen; the next frame begins at its top.
  public mutating func clearScreen() -> [UInt8] {
    forget()
    return Array("\u{1B}[H\u{1B}[2J".utf8)
  }

  /// The window has another size: takes the frame off the screen, for `paint` to draw the next one anew.
  ///
  /// Terminals break rows that have become too long and move the rows below them down. Where one cuts them off instead,
  /// some rows above the frame are lost.
  public mutating func resized(columns: Int, rows: Int) -> [UInt8] {
    self.columns = max(columns, 1)
    self.rows = max(rows, 1)
    if drawn.isEmpty { return [] }
    let above = drawn[..<cursor.row].reduce(0) { $0 + brokenRow(of: $1, column: .max) + 1 }
    let row = above + brokenRow(of: drawn[cursor.row], column: cursor.column)
    var strokes = Strokes(columns: self.columns, isColoured: isColoured, row: row, rowCount: row + 1)
    strokes.move(to: 0)
    strokes.eraseBelow()
    forget()
    return strokes.finished(at: cursor)
  }

  /// Which of the rows that a row is broken into holds a column of it; behind its text the last.
  private func brokenRow(of row: [StyledText], column: Int) -> Int {
    var number = 0
    var passed = 0
    var width = 0
    for character in row.lazy.flatMap(\.text) {
      let columns = displayWidth(of: character)
      if width > 0, width + columns > self.columns {
        number += 1
        width = 0
      }
      width += columns
      passed += columns
      if passed > column { break }
    }
    return number
  }

  private mutating func forget() {
    drawn = []
    top = 0
    cursor = Frame.Cursor(row: 0, column: 0)
  }
}
