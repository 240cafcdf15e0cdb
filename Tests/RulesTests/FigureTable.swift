import Foundation

/// A table of a README, with the SQL fence that stands before it, if one does.
struct FigureTable {
  var header: [String]
  var rows: [[String]]
  var sql: String?

  /// What the table is about: its first column.
  var subject: String { header[0] }

  /// The rows with blank first cells filled from above, numbers as SQL writes them.
  var filled: [[String]] {
    var above = ""
    return rows.map { row in
      if !row[0].isEmpty { above = row[0] }
      return [above] + row.dropFirst().map(plainNumber)
    }
  }
}

/// All tables of a Markdown text.
func figureTables(_ markdown: String) -> [FigureTable] {
  var tables: [FigureTable] = []
  var sql: String?
  var fence: (language: Substring, lines: [Substring])?
  var isInTable = false
  for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
    if line.hasPrefix("```") {
      if let fence, fence.language == "sql" { sql = fence.lines.joined(separator: "\n") }
      fence = fence == nil ? (line.dropFirst(3), []) : nil
    } else if fence != nil {
      fence?.lines.append(line)
    } else if line.hasPrefix("|") {
      let cells = line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      if !isInTable {
        tables.append(FigureTable(header: cells, rows: [], sql: sql))
        sql = nil
      } else if !cells.allSatisfy({ $0.allSatisfy { "-: ".contains($0) } && !$0.isEmpty }) {
        tables[tables.count - 1].rows.append(cells)
      }
      isInTable = true
    } else {
      isInTable = false
    }
  }
  return tables
}

/// `12,345` and `90.0` as `12345` and `90`; what is no number stays.
func plainNumber(_ cell: String) -> String {
  let digits = cell.filter { $0 != "," }
  guard let number = Double(digits) else { return cell }
  return number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
}
