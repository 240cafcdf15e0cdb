import BantamSyntax

/// How an entry stands among its neighbours.
struct Row {
  /// Whether it takes one line.
  var isFlat = false
  /// Blanks at its start, for numbers that end below each other.
  var lead = 0
  /// Blanks in it that its width does not know of.
  var padding = 0
  var commentColumn: Int?
}

/// Columns of items that are alike.
extension Printer {
  /// No entry of a column is wider than the narrowest by more than this; one that is stands out.
  private static let widestSpread = 60
  /// Points take the columns of 100, so that those of all disciplines stand below each other.
  private static let pointsWidth = 3

  /// Sets the blanks of the words that begin a column.
  mutating func align(_ entries: [Entry], indent: Int) -> [Row] {
    var rows = [Row](repeating: Row(), count: entries.count)
    alignPoints(entries, &rows)
    for index in entries.indices { rows[index].isFlat = fits(entries[index], rows[index], indent) }
    for (table, members) in tables(entries) { alignTable(table, members, entries, &rows, indent) }
    for index in entries.indices { rows[index].isFlat = fits(entries[index], rows[index], indent) }
    alignComments(entries, &rows, indent)
    return rows
  }

  private func fits(_ entry: Entry, _ row: Row, _ indent: Int) -> Bool {
    !entry.phrase.mustBreak && entry.raw == nil
      && indent + row.lead + entry.phrase.width + row.padding <= Self.maximumWidth
  }

  /// The rows of each table, in the order of the first ones.
  private func tables(_ entries: [Entry]) -> [(table: Table, members: [Int])] {
    var tables: [(table: Table, members: [Int])] = []
    var places: [Table: Int] = [:]
    for (index, entry) in entries.enumerated() {
      guard let table = entry.table, entry.raw == nil else { continue }
      if let place = places[table] {
        tables[place].members.append(index)
      } else {
        places[table] = tables.count
        tables.append((table, [index]))
      }
    }
    return tables
  }

  private mutating func alignTable(
    _ table: Table, _ members: [Int], _ entries: [Entry], _ rows: inout [Row], _ indent: Int
  ) {
    let flat = members.filter { rows[$0].isFlat }
    let last = flat.compactMap { entries[$0].cells.last?.column }.max() ?? 0
    switch table {
    case .fields:
      alignColumn(1, gap: 1, members, entries, &rows, indent)
      alignColumn(2, gap: 1, flat, entries, &rows, indent)
      for paragraph in runs(flat, entries, endsAtComment: false) {
        alignColumn(3, gap: 3, paragraph, entries, &rows, indent)
      }
    case .stages, .transitions, .members:
      // One row is no table.
      let gap = flat.count > 1 ? 2 : 1
      for column in 0..<last {
        let isName = column == 0 && table != .members
        // The second clause of one member has nothing to do with that of another.
        let minding = column > 0 && table == .members ? Minding.entries : .all
        alignColumn(column + 1, gap: isName ? 1 : gap, flat, entries, &rows, indent, minding: minding)
      }
    case .disciplines, .declarations:
      for run in runs(flat, entries, endsAtComment: table != .disciplines) where run.count > 1 {
        for column in 0..<last { alignColumn(column + 1, gap: 1, run, entries, &rows, indent, minding: .all) }
      }
    case .points: for run in runs(flat, entries, endsAtComment: true) { alignAmounts(run, entries, &rows, indent) }
    case .values(let column): for index in members { place(index, at: column, entries, &rows) }
    case .statuses:
      for index in members { place(index, at: 10, entries, &rows) }
      alignColumn(2, gap: 1, flat, entries, &rows, indent)
    }
  }

  /// Rows that follow each other without a blank line.
  private func runs(_ members: [Int], _ entries: [Entry], endsAtComment: Bool) -> [[Int]] {
    var runs: [[Int]] = []
    for index in members {
      let isFirst = entries[index].beginsBehindBlankLine || entries[index].hasBlankLine
      let isBelow = runs.last?.last == index - 1 && !isFirst && !(endsAtComment && !entries[index].comments.isEmpty)
      if isBelow { runs[runs.count - 1].append(index) } else { runs.append([index]) }
    }
    return runs
  }

  /// Puts the first cell of a row into a column that is always the same.
  private mutating func place(_ index: Int, at column: Int, _ entries: [Entry], _ rows: inout [Row]) {
    guard let cell = entries[index].cells.first else { return }
    pad(index, cell, to: column - (cell.offset - words[cell.word].blanks), &rows)
  }

  private mutating func pad(_ index: Int, _ cell: Cell, to blanks: Int, _ rows: inout [Row]) {
    let blanks = max(1, blanks)
    rows[index].padding += blanks - words[cell.word].blanks
    words[cell.word].blanks = blanks
  }

  /// The rows that a column stands behind: those with an entry in it, or all.
  private enum Minding { case entries, all }

  private mutating func alignColumn(
    _ column: Int, gap: Int, _ members: [Int], _ entries: [Entry], _ rows: inout [Row], _ indent: Int,
    minding: Minding = .entries
  ) {
    var found: [(row: Int, cell: Cell, end: Int, rest: Int)] = []
    var others: [(end: Int, rest: Int)] = []
    for index in members {
      let width = entries[index].phrase.width
      // Padding stands before this column only.
      guard let cell = entries[index].cells.first(where: { $0.column >= column }) else {
        if minding == .all { others.append((width + rows[index].padding, 0)) }
        continue
      }
      let end = cell.offset - words[cell.word].blanks + rows[index].padding
      let rest = rows[index].isFlat ? width - cell.offset : 0
      if cell.column == column { found.append((index, cell, end, rest)) } else { others.append((end, rest)) }
    }
    if minding == .entries { others = [] }
    let place = place(of: found.map { ($0.end, $0.rest) } + others, gap: gap, indent)
    for (row, cell, end, rest) in found {
      if let place, end + gap <= place {
        pad(row, cell, to: place - end, &rows)
      } else {
        pad(row, cell, to: indent + end + gap + rest <= Self.maximumWidth ? gap : 1, &rows)
      }
    }
  }

  /// The column behind the widest cell that leaves room for what follows; nil: there is none.
  private func place(of cells: [(end: Int, rest: Int)], gap: Int, _ indent: Int) -> Int? {
    let sorted = cells.sorted { $0.end < $1.end }
    guard let narrowest = sorted.first?.end else { return nil }
    var rest = 0
    var place: Int?
    for cell in sorted {
      rest = max(rest, cell.rest)
      guard cell.end <= narrowest + Self.widestSpread, indent + cell.end + gap + rest <= Self.maximumWidth else {
        break
      }
      place = cell.end + gap
    }
    return place
  }

  // MARK: Points

  /// Points end below each other.
  private func alignPoints(_ entries: [Entry], _ rows: inout [Row]) {
    let members = entries.indices.filter { entries[$0].table == .points && entries[$0].raw == nil }
    let widths = members.map { index -> Int in
      let first = entries[index].first
      return words[first].width + (words[first].kind == .minus ? words[first + 1].width : 0)
    }
    let widest = max(Self.pointsWidth, widths.max() ?? 0)
    for (index, width) in zip(members, widths) { rows[index].lead = widest - width }
  }

  /// Amounts that a field is compared with, line by line, end below each other.
  private mutating func alignAmounts(_ run: [Int], _ entries: [Entry], _ rows: inout [Row], _ indent: Int) {
    var group: [(row: Int, cell: Cell)] = []
    for index in run {
      guard let cell = entries[index].cells.first else {
        alignGroup(group, entries, &rows, indent)
        group = []
        continue
      }
      if let last = group.last, !isSameText(last.row, last.cell, index, cell, entries) {
        alignGroup(group, entries, &rows, indent)
        group = []
      }
      group.append((index, cell))
    }
    alignGroup(group, entries, &rows, indent)
  }

  private mutating func alignGroup(
    _ group: [(row: Int, cell: Cell)], _ entries: [Entry], _ rows: inout [Row], _ indent: Int
  ) {
    let widths = group.map { words[$0.cell.word - 1].width + words[$0.cell.word].width }
    let widest = widths.max() ?? 0
    for (member, width) in zip(group, widths) {
      let row = rows[member.row]
      let end = indent + row.lead + entries[member.row].phrase.width + widest - width
      if end > Self.maximumWidth { return }
    }
    for (member, width) in zip(group, widths) { pad(member.row, member.cell, to: 1 + widest - width, &rows) }
  }

  /// Whether the same stands between the points and the comparison.
  private func isSameText(_ one: Int, _ oneCell: Cell, _ other: Int, _ otherCell: Cell, _ entries: [Entry]) -> Bool {
    func text(_ index: Int, _ cell: Cell) -> ArraySlice<Word> {
      let first = entries[index].first
      return words[(first + (words[first].kind == .minus ? 2 : 1))..<(cell.word - 1)]
    }
    return text(one, oneCell).elementsEqual(text(other, otherCell)) { spelled($0) == spelled($1) }
  }

  // MARK: Comments

  /// Comments behind lines that follow each other begin in one column: their own, or further right where a line is
  /// longer.
  private func alignComments(_ entries: [Entry], _ rows: inout [Row], _ indent: Int) {
    var group: [Int] = []
    for index in entries.indices {
      if entries[index].beginsBehindBlankLine || entries[index].hasBlankLine {
        alignComments(of: group, entries, &rows, indent)
        group = []
      }
      if rows[index].isFlat, entries[index].trailing != nil { group.append(index) }
    }
    alignComments(of: group, entries, &rows, indent)
  }

  private func alignComments(of group: [Int], _ entries: [Entry], _ rows: inout [Row], _ indent: Int) {
    let ends = group.map { indent + rows[$0].lead + entries[$0].phrase.width + rows[$0].padding }
    guard let narrowest = ends.min() else { return }
    let widest = ends.filter { $0 <= narrowest + Self.widestSpread }.max() ?? narrowest
    let own = zip(group, ends).compactMap { index, end in
      end <= widest ? entries[index].trailing?.column : nil
    }.filter { (1...Self.widestComment).contains($0) }.min()
    let place = max(own ?? 0, widest + 2)
    for (index, end) in zip(group, ends) { rows[index].commentColumn = end <= widest ? place : end + 2 }
  }
}
