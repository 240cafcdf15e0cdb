import BantamTerminal

/// A terminal of the kind that breaks rows anew when its window becomes narrower, as far as `Painter` uses it.
public struct Screen {
  public struct Cell: Equatable {
    /// Empty in the second half of a wide character.
    public var text: String
    public var style = ""

    public init(text: String, style: String = "") {
      self.text = text
      self.style = style
    }
  }

  public private(set) var columns: Int
  public private(set) var height: Int
  /// Rows that scrolled out above, and those on the screen.
  public private(set) var rows: [[Cell]]
  public private(set) var top = 0
  public private(set) var row = 0
  public private(set) var column = 0
  public private(set) var isCursorShown = true
  public private(set) var problems: [String] = []
  private var style = ""
  private let wrapsText: Bool

  /// - Parameter wrapsText: whether a character that has no room begins a new row; else it is a problem.
  public init(columns: Int, height: Int, wrapsText: Bool = false) {
    self.wrapsText = wrapsText
    self.columns = columns
    self.height = height
    rows = Array(repeating: [], count: height)
  }

  public mutating func write(_ bytes: [UInt8]) {
    var rest = String(decoding: bytes, as: UTF8.self)[...]
    while let character = rest.popFirst() {
      switch character {
      case "\r": column = 0
      case "\n": lineFeed()
      case "\r\n":
        column = 0
        lineFeed()
      case "\u{1B}": command(&rest)
      default: put(character)
      }
    }
  }

  private mutating func lineFeed() {
    row += 1
    if row == rows.count {
      rows.append([])
      top += 1
    }
  }

  private mutating func put(_ character: Character) {
    let width = displayWidth(of: character)
    if column + width > columns {
      if wrapsText {
        column = 0
        lineFeed()
      } else {
        problems.append("no room for \(character)")
      }
    }
    while rows[row].count < column + width { rows[row].append(Cell(text: " ")) }
    for half in 0..<width { rows[row][column + half] = Cell(text: half == 0 ? String(character) : "", style: style) }
    column += width
  }

  private mutating func command(_ rest: inout Substring) {
    rest.removeFirst()
    let parameters = rest.prefix { $0.isNumber || $0 == ";" || $0 == "?" }
    rest = rest.dropFirst(parameters.count)
    let number = Int(parameters) ?? 1
    switch rest.popFirst() {
    case "A": row = max(row - number, top)
    case "B": row = min(row + number, rows.count - 1)
    case "C": column = min(column + number, columns - 1)
    case "H":
      row = top
      column = 0
    case "J":
      let isWhole = parameters == "2"
      for index in (isWhole ? top : row + 1)..<rows.count { rows[index] = [] }
      if !isWhole { rows[row] = Array(rows[row].prefix(column)) }
    case "K":
      if column == columns { problems.append("erased in a full row") }
      rows[row] = Array(rows[row].prefix(column))
    case "m": style = parameters == "0" ? "" : String(parameters)
    case "h": isCursorShown = true
    case "l": isCursorShown = false
    case let other: problems.append("unknown \(other ?? " ")")
    }
  }

  /// Rows that have become too long go on in the next row; the cursor stays at its character.
  public mutating func resize(columns: Int, height: Int) {
    self.columns = columns
    self.height = height
    var broken: [[Cell]] = []
    var newTop = 0
    var newRow = 0
    var newColumn = 0
    for (index, cells) in rows.enumerated() {
      if index == top { newTop = broken.count }
      broken.append([])
      if index == row { (newRow, newColumn) = (broken.count - 1, column) }
      for (offset, cell) in cells.enumerated() {
        let isFirstHalf = offset + 1 < cells.count && cells[offset + 1].text.isEmpty
        if broken[broken.count - 1].count + (isFirstHalf ? 2 : 1) > columns { broken.append([]) }
        broken[broken.count - 1].append(cell)
        if index == row, offset <= column {
          newRow = broken.count - 1
          newColumn = broken[newRow].count - 1 + max(0, column - offset)
        }
      }
    }
    (row, column) = (newRow, min(newColumn, columns))
    let used = max(broken.lastIndex { !$0.isEmpty } ?? 0, row) + 1
    top = max(newTop, used - height)
    row = max(row, top)
    rows = Array(broken.prefix(top + height)) + Array(repeating: [], count: max(0, top + height - broken.count))
  }

  /// The rows on the screen as text, without blanks at their ends and empty rows at the end.
  public var text: String {
    var lines = rows[top...].map { row in
      String(row.map(\.text).joined().reversed().drop { $0 == " " }.reversed())
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
