import BantamDiagnostics

/// Rows under titles, for the terminal or as CSV.
public struct Table: Sendable {
  public enum Alignment: Sendable {
    case left, right
  }

  public struct Column: Sendable {
    public var title: String
    public var alignment: Alignment
    public init(_ title: String, _ alignment: Alignment = .left) {
      self.title = title
      self.alignment = alignment
    }
  }

  public var columns: [Column]
  /// A row may be shorter than the titles: the rest is empty.
  public var rows: [[String]] = []

  public init(_ columns: [Column]) { self.columns = columns }

  /// The table with blanks between the columns and a line below the titles, one line end after each row.
  ///
  /// Where it is wider than `width`, the widest left-aligned columns are cut until it fits, none below eight columns;
  /// right-aligned ones (numbers) never. nil: as wide as it is.
  public func text(width: Int? = nil, isColoured: Bool = false) -> String {
    guard !columns.isEmpty else { return "" }
    let cells = rows.map { row in columns.indices.map { $0 < row.count ? printable(row[$0]) : "" } }
    let widths = fitted(naturalWidths(cells), to: width)
    var text = line(columns.map(\.title), widths) { bold($0, isColoured) }
    text += dim(widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "), isColoured) + "\n"
    for row in cells { text += line(row, widths) { $0 } }
    return text
  }

  /// Comma-separated (RFC 4180) with a line of titles; lines end in a line feed.
  public func csv() -> String {
    var text = csvLine(columns.map(\.title))
    for row in rows { text += csvLine(columns.indices.map { $0 < row.count ? row[$0] : "" }) }
    return text
  }

  /// The columns of the terminal that it takes where nothing is cut.
  public var naturalWidth: Int {
    let cells = rows.map { row in columns.indices.map { $0 < row.count ? printable(row[$0]) : "" } }
    return naturalWidths(cells).reduce(2 * max(0, columns.count - 1), +)
  }

  private func naturalWidths(_ cells: [[String]]) -> [Int] {
    columns.indices.map { index in
      cells.reduce(displayWidth(columns[index].title)) { max($0, displayWidth($1[index])) }
    }
  }

  private static let leastWidth = 8

  /// Lowers one ceiling over the text columns until the line fits.
  private func fitted(_ natural: [Int], to width: Int?) -> [Int] {
    guard let width else { return natural }
    let isText = columns.map { $0.alignment == .left }
    let separators = 2 * (columns.count - 1)
    func widths(_ ceiling: Int) -> [Int] {
      natural.indices.map { isText[$0] ? min(natural[$0], ceiling) : natural[$0] }
    }
    var ceiling = zip(natural, isText).reduce(Self.leastWidth) { $1.1 ? max($0, $1.0) : $0 }
    while ceiling > Self.leastWidth, widths(ceiling).reduce(separators, +) > width { ceiling -= 1 }
    var result = widths(ceiling)
    var room = width - result.reduce(separators, +)
    for index in result.indices where room > 0 && isText[index] && result[index] < natural[index] {
      result[index] += 1
      room -= 1
    }
    return result
  }

  private func line(_ cells: [String], _ widths: [Int], style: (String) -> String) -> String {
    var parts: [String] = []
    for (index, cell) in cells.enumerated() {
      let cut = truncated(cell, to: widths[index])
      let isLastText = index == cells.count - 1 && columns[index].alignment == .left
      let full = isLastText ? cut : padded(cut, to: widths[index], columns[index].alignment)
      parts.append(style(full))
    }
    var text = parts.joined(separator: "  ")
    while text.last == " " { text.removeLast() }
    return text + "\n"
  }
}

/// One line of CSV (RFC 4180): quoted where a comma, a quotation mark, a line end or outer blanks stand in a field.
public func csvLine(_ fields: [String], delimiter: Character = ",") -> String {
  fields.map { csvField($0, delimiter: delimiter) }.joined(separator: String(delimiter)) + "\n"
}

func csvField(_ field: String, delimiter: Character) -> String {
  let needsQuotes =
    field.utf8.first == 0x20 || field.utf8.last == 0x20
    || field.utf8.contains { $0 == 0x22 || $0 == 0x0A || $0 == 0x0D || $0 == delimiter.asciiValue }
  return needsQuotes ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
}
