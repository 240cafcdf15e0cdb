import BantamDiagnostics
import BantamReport

/// Coverage for people: a table of the files, then each gap with its place.
extension Coverage {
  public func text(width: Int?, isColoured: Bool) -> String {
    var table = Table([.init("file"), .init("seen", .right), .init("of", .right), .init("share", .right)])
    for file in files.indices {
      let own = items(ofFile: file).map { items[$0] }
      let (seen, possible) = (own.reduce(0) { $0 + $1.seen }, own.reduce(0) { $0 + $1.outcomes.count })
      if possible > 0 { table.rows.append(row(files[file].path, seen, possible)) }
    }
    if table.rows.count != 1 { table.rows.append(row("all", seen, possible)) }
    var text = table.text(width: width, isColoured: isColoured)
    let gaps = gaps
    if !gaps.isEmpty { text += "\n" }
    for gap in gaps { text += printable("\(files[gap.file].path):\(gap.line): \(gap.words)") + "\n" }
    if !unaskable.isEmpty {
      text += "\n\(counted(unaskable.count, "condition")) of funnels, teams and assignments that no test can ask.\n"
    }
    return text
  }

  private func row(_ name: String, _ seen: Int, _ possible: Int) -> [String] {
    [name, grouped(seen), grouped(possible), percentage(seen, of: possible)]
  }

  /// What no test has seen, in the order of the places.
  public var gaps: [Gap] {
    items.indices.compactMap { index in
      let item = items[index]
      guard item.seen < item.outcomes.count, !isInsideUnasked(item), let words = words(of: index) else { return nil }
      return Gap(file: item.span.file, line: line(of: item), words: words)
    }
  }

  public struct Gap: Sendable {
    /// Index into `files`.
    public var file: Int
    public var line: Int
    /// ``employees >= 20` never seen no``
    public var words: String
  }

  /// One line about a declaration that nobody asks for is enough.
  private func isInsideUnasked(_ item: Item) -> Bool { item.owner.map { items[$0].seen == 0 } ?? false }

  private func words(of index: Int) -> String? {
    let item = items[index]
    switch item.kind {
    case .segment, .score, .campaign:
      let inside = items.count { $0.owner == index }
      return "\(item.kind.rawValue) `\(item.text)` never asked" + (inside > 0 ? ", with all in it" : "")
    case .line: return "`\(item.text)` never gave points"
    case .veto: return "`\(item.text)` never held"
    case .grade: return "grade `\(item.text)` never given"
    case .condition:
      if item.seen == 0 { return "`\(item.text)` never asked" }
      let unseen = item.outcomes.filter { $0.times == 0 }.map(\.kind.rawValue)
      return "`\(item.text)` never seen \(listed(unseen, "or"))"
    }
  }
}

/// Coverage for programs.
extension JSONWriter {
  /// Inside an object that is open.
  public mutating func members(_ coverage: Coverage) {
    member("seen", coverage.seen)
    member("possible", coverage.possible)
    array("files") { writer in
      for file in coverage.files.indices {
        let items = coverage.items(ofFile: file)
        if items.isEmpty { continue }
        writer.object { writer in
          writer.member("file", coverage.files[file].path)
          writer.member("seen", items.reduce(0) { $0 + coverage.items[$1].seen })
          writer.member("possible", items.reduce(0) { $0 + coverage.items[$1].outcomes.count })
          writer.array("items") { writer in
            for index in items { writer.object { $0.members(coverage.items[index], coverage) } }
          }
        }
      }
    }
    member("not_askable", coverage.unaskable.count)
  }

  private mutating func members(_ item: Coverage.Item, _ coverage: Coverage) {
    member("kind", item.kind.rawValue)
    member("text", item.text)
    member("line", coverage.line(of: item))
    member("in", item.owner.map { coverage.items[$0].text })
    object("outcomes") { writer in
      for outcome in item.outcomes { writer.member(outcome.kind.rawValue, outcome.times) }
    }
  }
}
