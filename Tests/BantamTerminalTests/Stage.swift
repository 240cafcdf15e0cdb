import TerminalSupport
import Testing

@testable import BantamTerminal

/// A painter with a screen that does what it says; each step is checked against what the screen should be.
struct Stage {
  private var painter: Painter
  private var screen: Screen
  private let isColoured: Bool
  /// The screen's row where the next frame begins, and what stands above it.
  private var start = 0
  private var above: [[Screen.Cell]] = []

  init(columns: Int, height: Int, isColoured: Bool) {
    painter = Painter(columns: columns, rows: height, isColoured: isColoured)
    screen = Screen(columns: columns, height: height)
    self.isColoured = isColoured
  }

  var columns: Int { painter.columns }

  /// What the terminal showed before.
  mutating func enterLines(_ count: Int) {
    for number in 0..<count { screen.write(Array("\(number)\r\n".utf8)) }
    beginBelow()
  }

  private mutating func beginBelow() {
    start = screen.row
    above = Array(screen.rows[..<start])
  }

  mutating func paint(_ frame: Frame) {
    screen.write(painter.paint(frame))
    let visible = frame.rows[painter.top..<min(painter.top + painter.rows, frame.rows.count)]
    check(Array(visible))
    #expect(screen.row == start + frame.cursor.row - painter.top)
    #expect(screen.column == frame.cursor.column)
  }

  mutating func finish(_ frame: Frame) {
    screen.write(painter.finish(frame))
    check(frame.rows)
    #expect(screen.row == start + frame.rows.count)
    #expect(screen.column == 0)
    beginBelow()
  }

  mutating func clear() {
    screen.write(painter.clear())
    check([])
    #expect(screen.row == start)
    #expect(screen.column == 0)
  }

  mutating func clearScreen() {
    screen.write(painter.clearScreen())
    beginBelow()
    check([])
    #expect(screen.row == screen.top)
  }

  mutating func resize(columns: Int, height: Int) {
    screen.resize(columns: columns, height: height)
    screen.write(painter.resized(columns: columns, rows: height))
    #expect(screen.row == start || screen.row == screen.top)
    start = screen.row
    above = Array(screen.rows[..<start])
    check([])
  }

  private func check(_ rows: [[StyledText]]) {
    #expect(Array(screen.rows[..<start]) == above)
    var found = Array(screen.rows[start...])
    while found.last?.isEmpty == true { found.removeLast() }
    var expected = rows.map(cells)
    while expected.last?.isEmpty == true { expected.removeLast() }
    #expect(found == expected)
    #expect(screen.problems.isEmpty)
    #expect(screen.isCursorShown)
  }

  private func cells(_ runs: [StyledText]) -> [Screen.Cell] {
    runs.flatMap { run in
      let style = isColoured && run.style != .plain ? String(run.style.sequence.dropFirst(2).dropLast()) : ""
      return run.text.flatMap { character in
        (0..<displayWidth(of: character)).map { Screen.Cell(text: $0 == 0 ? String(character) : "", style: style) }
      }
    }
  }
}
