/// The part of a source line that is shown, at most `columns` wide, with a mark in view.
///
/// Tabs become spaces up to the next multiple of four; what a terminal would obey is made visible; bytes that are not
/// UTF-8 show as `�`. Of a line of any length only two kilobytes around the mark are looked at.
struct SourceWindow {
  private(set) var text = ""
  /// Byte offset and first column of each character in view, and of the end.
  private var stops: [(offset: Int, column: Int)] = []

  private static let reachBytes = 1024

  init(bytes: [UInt8], line: Range<Int>, around mark: Range<Int>, columns: Int) {
    let low = boundary(bytes, max(line.lowerBound, min(mark.lowerBound, line.upperBound) - Self.reachBytes), line)
    let high = boundary(bytes, min(line.upperBound, max(mark.lowerBound, low) + Self.reachBytes), line)
    let cells = Self.cells(bytes[low..<high], from: low)
    let total = cells.reduce(0) { $0 + $1.width }
    let isCut = low > line.lowerBound || high < line.upperBound || total > columns
    guard isCut else {
      show(cells[...], isCutBefore: false, isCutAfter: false, end: high)
      return
    }
    let view = Self.view(of: cells, mark: mark, columns: columns - 2)
    show(
      cells[view], isCutBefore: low > line.lowerBound || view.lowerBound > 0,
      isCutAfter: high < line.upperBound || view.upperBound < cells.count,
      end: view.upperBound < cells.count ? cells[view.upperBound].offset : high)
  }

  /// Whether the bytes can be marked in this window.
  func holds(_ start: Int, _ end: Int) -> Bool {
    guard let first = stops.first, let last = stops.last else { return false }
    return first.offset <= start && end <= last.offset
  }

  /// The columns the bytes take; what lies outside the window is left out.
  func columns(of start: Int, _ end: Int) -> Range<Int> {
    let first = stops.last { $0.offset <= start } ?? stops.first
    let last = stops.first { $0.offset >= end } ?? stops.last
    let low = first?.column ?? 0
    return low..<max(low, last?.column ?? 0)
  }

  private struct Cell {
    var offset: Int
    var text: String
    var width: Int
  }

  private mutating func show(_ cells: ArraySlice<Cell>, isCutBefore: Bool, isCutAfter: Bool, end: Int) {
    var column = isCutBefore ? 1 : 0
    text = isCutBefore ? "…" : ""
    for cell in cells {
      stops.append((cell.offset, column))
      text += cell.text
      column += cell.width
    }
    stops.append((end, column))
    if isCutAfter { text += "…" }
    while text.last == " " { text.removeLast() }
  }

  /// The cells in view: from the line's start where the mark fits in, else with a third of the room before the mark.
  private static func view(of cells: [Cell], mark: Range<Int>, columns: Int) -> Range<Int> {
    let first = cells.firstIndex { $0.offset >= mark.lowerBound } ?? max(0, cells.count - 1)
    let markWidth = cells[first...].prefix { $0.offset < mark.upperBound }.reduce(0) { $0 + $1.width }
    let before = cells[..<first].reduce(0) { $0 + $1.width }
    var low = 0
    if before + min(markWidth, columns / 2) > columns {
      low = first
      var room = max(0, columns - markWidth) / 3
      while low > 0, cells[low - 1].width <= room {
        low -= 1
        room -= cells[low].width
      }
    }
    var high = low
    var room = columns
    while high < cells.count, cells[high].width <= room {
      room -= cells[high].width
      high += 1
    }
    return low..<high
  }

  private static func cells(_ bytes: ArraySlice<UInt8>, from start: Int) -> [Cell] {
    var cells: [Cell] = []
    var offset = start
    var column = 0
    func append(_ character: Character, byteCount: Int) {
      let isTab = character == "\t"
      let text = isTab ? String(repeating: " ", count: 4 - column % 4) : printable(String(character))
      let width = isTab ? 4 - column % 4 : displayWidth(text)
      cells.append(Cell(offset: offset, text: text, width: width))
      offset += byteCount
      column += width
    }
    if let text = String(validating: bytes, as: UTF8.self) {
      for character in text { append(character, byteCount: character.utf8.count) }
    } else {
      var rest = bytes
      while let scalar = firstScalar(rest) {
        append(Character(scalar.value), byteCount: scalar.byteCount)
        rest = rest.dropFirst(scalar.byteCount)
      }
    }
    return cells
  }

  /// The first scalar of bytes that are partly not UTF-8; a byte that fits nowhere is U+FFFD.
  private static func firstScalar(_ bytes: ArraySlice<UInt8>) -> (value: Unicode.Scalar, byteCount: Int)? {
    guard let lead = bytes.first else { return nil }
    let byteCount = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    let text = String(validating: bytes.prefix(byteCount), as: UTF8.self)
    guard let text, let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1 else {
      return ("\u{FFFD}", 1)
    }
    return (scalar, byteCount)
  }
}

/// The nearest offset at or before `offset` where a character can begin.
private func boundary(_ bytes: [UInt8], _ offset: Int, _ line: Range<Int>) -> Int {
  var offset = offset
  for _ in 0..<3 where offset > line.lowerBound && offset < line.upperBound && bytes[offset] & 0xC0 == 0x80 {
    offset -= 1
  }
  return offset
}
