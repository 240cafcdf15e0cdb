import BantamPlan
import BantamProgram

/// Some activities more, or none of a kind.
extension CandidateFinder {
  private static let mostAdded: Int64 = 5

  mutating func addActivities(_ counter: CounterID, low: Int64, high: Int64, _ row: Int) {
    let now = facts.counter(counter, row) ?? 0
    switch facts.plan.counters[counter] {
    case .count(let scan):
      // A score counts each of them; a condition asks for so many.
      let isOpen = low <= 0 && high == .max
      for count in isOpen ? Array(1...Self.mostAdded) : [low - now] where count >= 1 && count <= Self.mostAdded {
        add(scan, row, count: Int(count))
      }
      if now > 0 { addNone(scan, row) }
    case .edge(_, let scan):
      for instant in [min(high, facts.plan.asOf - 1000), low] { add(scan, row, at: instant) }
      addNone(scan, row)
    case .aggregate(_, let column, let scan):
      for edge in [low, high] where edge != .max && edge > .min + 1 {
        add(scan, row, cells: [column: .number(edge - now)])
        add(scan, row, cells: [column: .number(edge)])
      }
      addNone(scan, row)
    case .sequence(let scan, _, let after):
      add(scan, row)
      addNone(scan, row)
      addNone(after, row)
    case .agedLatest(_, _, let scan), .agedEach(_, _, let scan): add(scan, row)
    }
  }

  private mutating func add(
    _ scan: ActivityScan, _ row: Int, count: Int = 1, at wanted: Int64? = nil, cells: [ColumnID: CellValue] = [:]
  ) {
    let latest = facts.plan.asOf - 1000
    var instant = wanted ?? min(scan.through, latest)
    instant = min(max(instant, scan.from), scan.through)
    guard instant > .min + 1, instant < .max else { return }
    var all = scan.condition.map { self.cells(for: $0) } ?? [:]
    all.merge(cells) { _, own in own }
    let kind = scan.kind ?? "note"
    var what = count == 1 ? "one more \"\(kind)\"" : "\(count) more \"\(kind)\""
    let details = all.sorted { $0.key < $1.key }.compactMap { column, value -> String? in
      let need = facts.plan.activityColumns[column]
      let name = facts.program.fields[need.field].name
      switch value {
      case .number(let number): return "\(name) \(words.number(number, need))"
      case .text(let text): return "\(name) \(words.quoted(text))"
      case .missing, .degrees: return nil
      }
    }
    if !details.isEmpty { what += " with " + details.joined(separator: ", ") }
    add(
      .activities(row: row, Change.Addition(kind: kind, instant: instant, cells: all), count: count),
      "\(what) on \(words.day(instant))\(whose(row))",
      Change.Rank(sort: .activity, distance: Double(count), isRelative: row != facts.row))
  }

  private mutating func addNone(_ scan: ActivityScan, _ row: Int) {
    add(
      .noActivities(row: row, kind: scan.kind),
      (scan.kind.map { "no \"\($0)\" at all" } ?? "no activity at all") + whose(row),
      Change.Rank(sort: .missing, distance: 1, isRelative: row != facts.row))
  }

  /// Values with which an activity meets a condition, for the plain ones.
  private func cells(for node: NodeID) -> [ColumnID: CellValue] {
    var cells: [ColumnID: CellValue] = [:]
    var open = [node]
    while let next = open.popLast() {
      switch facts.plan.activityNodes[next] {
      case .all(let parts): open += parts
      case .any(let parts), .atLeast(_, let parts): open += parts.prefix(1)
      case .range(let column, let low, let high):
        cells[column] = .number(low > .min + 1 ? low : high < .max ? high : 0)
      case .text(let column, let test):
        if let text = passing(facts.plan.textTests[test]).first { cells[column] = .text(text) }
      case .constant, .not, .kind, .isMissing, .sameText, .isShared, .arithmetic, .compare, .compareColumns,
        .anniversary, .radius, .sample, .set, .persons, .ofCompany, .counter:
        break
      }
    }
    return cells
  }
}
