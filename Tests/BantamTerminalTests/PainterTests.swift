import SpecSupport
import Testing

@testable import BantamTerminal

struct PainterTests {
  private static let letters: [Character] = [
    "a", "b", "c", "d", "e\u{301}", "ß", " ", " ", "世", "界", "😀", "👩‍👩‍👧‍👦", "🇩🇪", "\n", "\n", "\t", "\u{1B}",
  ]
  private static let styles = [
    Style.plain, Style(.red), Style(.brightBlue, isBold: true), Style(isDim: true, isUnderlined: true),
    Style(isReversed: true),
  ]

  /// Frames one after the other, of any size and content: the screen is always the last one, and what stood above it is
  /// never touched.
  @Test(arguments: 0..<150)
  func screenIsTheFrame(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    var stage = Stage(columns: 2 + random.below(24), height: 1 + random.below(9), isColoured: random.chance(70))
    stage.enterLines(random.below(12))
    var text = ""
    for _ in 0..<30 {
      edit(&text, &random)
      let frame = frame(text, width: stage.columns, &random)
      switch random.below(12) {
      case 0: stage.finish(frame)
      case 1: stage.clear()
      case 2: stage.clearScreen()
      default: stage.paint(frame)
      }
    }
  }

  /// The window changes in between.
  @Test(arguments: 0..<150)
  func screenIsTheFrameAfterResizing(seed: Int) {
    var random = SplitMix(seed: UInt64(seed + 1_000))
    var stage = Stage(columns: 12 + random.below(12), height: 12 + random.below(9), isColoured: false)
    stage.enterLines(random.below(12))
    var text = ""
    for _ in 0..<20 {
      edit(&text, &random)
      if random.chance(25) { stage.resize(columns: 12 + random.below(12), height: 12 + random.below(9)) }
      stage.paint(frame(String(text.suffix(60)), width: stage.columns, &random))
    }
  }

  private func edit(_ text: inout String, _ random: inout SplitMix) {
    switch random.below(10) {
    case 0: text = ""
    case 1: text = String(text.dropLast(random.below(20)))
    case 2: text = String(text.dropFirst(random.below(20)))
    case 3: text += String((0..<random.below(60)).map { _ in random.pick(Self.letters) })
    default: text.append(random.pick(Self.letters))
    }
  }

  private func frame(_ text: String, width: Int, _ random: inout SplitMix) -> Frame {
    var runs = [StyledText("> ", Style(.green))]
    for character in text {
      runs.append(StyledText(String(character), random.chance(80) ? .plain : random.pick(Self.styles)))
    }
    let length = runs.reduce(0) { $0 + $1.text.utf8.count }
    return Frame.wrapped(runs, cursorOffset: random.chance(50) ? nil : random.below(length + 1), width: width)
  }

  @Test func nothingIsWrittenForTheSameFrame() {
    var painter = Painter(columns: 80, rows: 24, isColoured: true)
    var frame = Frame.wrapped([StyledText("> "), StyledText("one\ntwo\nthree", Style(.red))], width: 80)
    #expect(!painter.paint(frame).isEmpty)
    #expect(painter.paint(frame).isEmpty)
    frame.cursor = Frame.Cursor(row: 2, column: 2)
    #expect(String(decoding: painter.paint(frame), as: UTF8.self) == "\r\u{1B}[2C")
  }

  @Test func onlyRowsThatChangedAreWritten() {
    var painter = Painter(columns: 80, rows: 24, isColoured: false)
    _ = painter.paint(Frame.wrapped([StyledText("one\ntwo\nthree")], width: 80))
    let bytes = painter.paint(Frame.wrapped([StyledText("one\n2\nthree")], width: 80))
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "\u{1B}[?25l\r\u{1B}[1A2\u{1B}[K\r\u{1B}[1B\u{1B}[5C\u{1B}[?25h")
  }

  @Test(
    arguments: [
      ("abc", nil, 3, "abc⏎|"), ("abc", 1, 3, "a|bc"), ("abcd", nil, 3, "abc⏎d|"), ("abcd", 3, 3, "abc⏎|d"),
      ("a世界", nil, 4, "a世⏎界|"), ("a世界", 4, 4, "a世⏎|界"), ("ab\ncd", 2, 4, "ab|⏎cd"), ("ab\n", nil, 4, "ab⏎|"),
      ("abc\nd", 3, 3, "abc⏎|⏎d"), ("abc\nd", nil, 3, "abc⏎d|"), ("", nil, 3, "|"), ("ab\u{1B}c", nil, 3, "ab^⏎[c|"),
      ("世", nil, 1, "世⏎|"),
    ] as [(String, Int?, Int, String)])
  func wraps(text: String, cursorOffset: Int?, width: Int, expected: String) {
    let frame = Frame.wrapped([StyledText(text)], cursorOffset: cursorOffset, width: width)
    var lines = frame.rows.map { $0.map(\.text).joined() }
    var column = 0
    var line = ""
    var isPlaced = false
    for character in lines[frame.cursor.row] {
      if column == frame.cursor.column, !isPlaced {
        line += "|"
        isPlaced = true
      }
      line.append(character)
      column += displayWidth(of: character)
    }
    lines[frame.cursor.row] = isPlaced ? line : line + "|"
    #expect(lines.joined(separator: "⏎") == expected)
  }
}
