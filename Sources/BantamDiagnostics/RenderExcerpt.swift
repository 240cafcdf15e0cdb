/// A span to mark in an excerpt.
struct Mark {
  let span: Span
  let label: String?
  let symbol: Character
  let ink: Ink
}

/// Source lines with line numbers, and below each its marks.
///
/// A span over several lines is marked on its first and on its last line. Lines between two marked ones are left out.
struct Excerpt {
  private(set) var lines: [String] = []
  private let file: SourceFile
  private let gutter: Int
  private let painter: Painter
  /// Columns for the source text.
  private let available: Int

  init(file: SourceFile, marks: [Mark], gutter: Int, width: Int, painter: Painter) {
    self.file = file
    self.gutter = gutter
    self.painter = painter
    available = max(20, width - gutter - 3)
    appendLines(marks.flatMap(lineMarks))
  }

  /// A mark within one line; offsets are bytes of the file.
  private struct LineMark {
    var line: Int
    var start: Int
    var end: Int
    var label: String?
    var mark: Mark
  }

  private func lineMarks(_ mark: Mark) -> [LineMark] {
    let start = min(max(0, mark.span.start), file.bytes.count)
    let end = min(max(start, mark.span.end), file.bytes.count)
    let first = file.lineIndex(of: start)
    let last = file.lineIndex(of: max(start, end - 1))
    guard first < last else {
      let end = min(end, max(start, contentEnd(of: first)))
      return [LineMark(line: first, start: start, end: end, label: mark.label, mark: mark)]
    }
    let lastStart = file.bytes[file.lineStarts[last]..<end].firstIndex { $0 != 0x20 && $0 != 0x09 } ?? end - 1
    return [
      LineMark(line: first, start: start, end: max(start, contentEnd(of: first)), label: nil, mark: mark),
      LineMark(
        line: last, start: lastStart, end: min(end, max(lastStart, contentEnd(of: last))), label: mark.label, mark: mark
      ),
    ]
  }

  /// The offset behind the line's last byte, its line end left out.
  private func contentEnd(of line: Int) -> Int {
    var end = line + 1 < file.lineStarts.count ? file.lineStarts[line + 1] : file.bytes.count
    while end > file.lineStarts[line], file.bytes[end - 1] == 0x0A || file.bytes[end - 1] == 0x0D { end -= 1 }
    return end
  }

  private mutating func appendLines(_ marks: [LineMark]) {
    let ordered = marks.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
    var window: SourceWindow?
    var previous: Int?
    for (_, mark) in ordered {
      if previous != mark.line {
        appendGap(after: previous, before: mark.line)
        window = nil
      }
      previous = mark.line
      let shown: SourceWindow
      if let window, window.holds(mark.start, mark.end) {
        shown = window
      } else {
        shown = makeWindow(mark.line, around: mark.start, mark.end)
        window = shown
        appendSource(shown.text, number: mark.line + 1)
      }
      appendMark(mark, in: shown)
    }
  }

  /// One line between two marked ones is shown, more are left out.
  private mutating func appendGap(after previous: Int?, before line: Int) {
    guard let previous else { return }
    if line - previous == 2 {
      let start = file.lineStarts[previous + 1]
      appendSource(makeWindow(previous + 1, around: start, start).text, number: previous + 2)
    } else if line - previous > 2 {
      lines.append(painter.paint("...", .gutter))
    }
  }

  private func makeWindow(_ line: Int, around start: Int, _ end: Int) -> SourceWindow {
    let content = file.lineStarts[line]..<contentEnd(of: line)
    return SourceWindow(bytes: file.bytes, line: content, around: start..<end, columns: available)
  }

  private mutating func appendSource(_ text: String, number: Int) {
    let digits = String(number)
    let padding = String(repeating: " ", count: max(0, gutter - digits.count))
    lines.append(painter.paint(padding + digits + " |", .gutter) + (text.isEmpty ? "" : " " + text))
  }

  private mutating func appendMark(_ mark: LineMark, in window: SourceWindow) {
    let columns = window.columns(of: mark.start, mark.end)
    let symbols = String(repeating: mark.mark.symbol, count: max(1, columns.count))
    let label = mark.label.map { " " + printable($0) } ?? ""
    let lead = String(repeating: " ", count: gutter + 1) + painter.paint("|", .gutter) + " "
    lines.append(
      lead + String(repeating: " ", count: columns.lowerBound) + painter.paint(symbols + label, mark.mark.ink))
  }
}
