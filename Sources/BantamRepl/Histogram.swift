import BantamColumns
import BantamEngine
import BantamExplain
import BantamPlan
import BantamProgram
import BantamReport
import BantamSession
import BantamSystem

/// How values spread, as bars.
extension Repl {
  private static let mostBars = 15

  func histogram(of field: FieldID) throws(RunFailure) -> String {
    let own = workbench.program.fields[field]
    guard let need = ColumnNeed.all(of: field, in: workbench.program).first,
      need.storage != .latitude, let column = workbench.tables.column(need)
    else { throw .criterion(.noValues(own.name)) }
    let rows = last?.rows ?? everybody(of: own.context)
    let words = ValueWords(program: workbench.program, zone: workbench.zone)
    let missing = rows.count { column.isMissing(at: Int($0)) }
    var bars: [(String, Int)] = []
    switch need.storage {
    case .text: bars = frequencies(rows.compactMap { column.text(at: Int($0)) })
    case .yesNo:
      let yes = rows.count { column.integer(at: Int($0)) == 1 }
      bars = [("yes", yes), ("no", rows.count - missing - yes)]
    case .integer, .tenThousandths, .day, .instant:
      let unit: Int64 =
        switch need.storage {
        case .tenThousandths: 10_000
        case .instant: millisecondsPerDay
        default: 1
        }
      bars = buckets(
        rows.compactMap { column.integer(at: Int($0)) }, unit: unit, isWhole: need.storage != .tenThousandths,
        mayGrow: need.storage == .integer || need.storage == .tenThousandths
      ) { words.number($0, need) }
    case .degrees, .latitude:
      let degrees = rows.compactMap { column.degrees(at: Int($0)).map { Int64(($0 * 10_000).rounded()) } }
      bars = buckets(degrees, unit: 1000, isWhole: false, mayGrow: false) { tenths($0, 10_000) }
    }
    if missing > 0 { bars.append(("missing", missing)) }
    return title(own.name) + chart(bars, of: rows.count)
  }

  private func title(_ name: String) -> String {
    "\(name) of \(last == nil ? "all contacts" : "the contacts of `it`"):\n"
  }

  /// All contacts that may have a field.
  private func everybody(of context: Context) -> [Int32] {
    let kinds = workbench.tables.kinds
    return (0..<Int32(workbench.tables.count)).filter { row in
      switch context {
      case .company: kinds[Int(row)] == 0
      case .person: kinds[Int(row)] == 1
      case .contact, .activity: true
      }
    }
  }

  /// The most frequent ones first; the others together.
  private func frequencies(_ values: [String]) -> [(String, Int)] {
    var counts: [String: Int] = [:]
    for value in values { counts[value, default: 0] += 1 }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let others = sorted.dropFirst(Self.mostBars)
    let bars = sorted.prefix(Self.mostBars).map { ($0.key, $0.value) }
    return others.isEmpty
      ? bars : bars + [("\(grouped(others.count)) others", others.reduce(0) { $0 + $1.value })]
  }

  /// Equally wide, with round bounds; few values that differ are a bar each.
  ///
  /// - Parameters:
  ///   - unit: bounds are round multiples of it where the values spread far enough.
  ///   - isWhole: nothing lies between two bounds that follow each other.
  ///   - mayGrow: whether the bars may become wider where few values are much larger than all others.
  private func buckets(
    _ values: [Int64], unit: Int64, isWhole: Bool, mayGrow: Bool, _ words: (Int64) -> String
  ) -> [(String, Int)] {
    guard let low = values.min(), let high = values.max() else { return [] }
    let distinct = values.count < 1 << 20 ? Set(values) : []
    if distinct.count <= Self.mostBars, !distinct.isEmpty {
      return distinct.sorted().map { value in (words(value), values.count { $0 == value }) }
    }
    // Bounds beyond the values have to be numbers, too.
    let room = Int64.max / 8
    guard low > -room, high < room,
      let width = Self.roundWidth((high - low) / Int64(Self.mostBars - 1) + 1, unit: unit)
    else { return [("\(words(low)) … \(words(high))", values.count)] }
    let first = floorDivide(low, width)
    var counts = [Int](repeating: 0, count: Int(floorDivide(high, width) - first) + 1)
    for value in values { counts[Int(floorDivide(value, width) - first)] += 1 }
    // Few large values would leave all others in one bar.
    if mayGrow, low >= 0, counts.count > 3, (counts.max() ?? 0) > values.count / 5 * 4 {
      return growingBuckets(values, high: high, isWhole: isWhole, words)
    }
    return counts.enumerated().map { index, count in
      let start = (first + Int64(index)) * width
      return ("\(words(start)) … \(isWhole ? words(start + width - 1) : "< " + words(start + width))", count)
    }
  }

  /// Bounds of 1, 2, 5, 10 … up to the largest value; what is less than all of them is one bar.
  private func growingBuckets(
    _ values: [Int64], high: Int64, isWhole: Bool, _ words: (Int64) -> String
  ) -> [(String, Int)] {
    var bounds: [Int64] = [1]
    while let last = bounds.last, last <= high {
      guard let next = Self.roundWidth(last + 1, unit: 1) else { break }
      bounds.append(next)
    }
    bounds = [0] + bounds.suffix(Self.mostBars)
    var counts = [Int](repeating: 0, count: bounds.count - 1)
    for value in values {
      // The largest bound is beyond all values.
      let above = bounds.firstIndex { $0 > value } ?? bounds.count - 1
      counts[above - 1] += 1
    }
    return counts.indices.map { index in
      let end = bounds[index + 1]
      return ("\(words(bounds[index])) … \(isWhole ? words(end - 1) : "< " + words(end))", counts[index])
    }
  }

  /// The least of 1, 2, 5, 10 … units, or parts of one, that is no less; nil where there is none.
  private static func roundWidth(_ least: Int64, unit: Int64) -> Int64? {
    var step = least < unit ? 1 : unit
    while true {
      for factor in [1, 2, 5] as [Int64] {
        let (width, isTooLarge) = step.multipliedReportingOverflow(by: factor)
        if isTooLarge { return nil }
        if width >= least { return width }
      }
      let (next, isTooLarge) = step.multipliedReportingOverflow(by: 10)
      if isTooLarge { return nil }
      step = next
    }
  }

  private func chart(_ bars: [(String, Int)], of total: Int) -> String {
    var table = Table([.init("value"), .init("contacts", .right), .init("share", .right)])
    for (label, count) in bars { table.rows.append([label, grouped(count), percentage(count, of: total)]) }
    addBars(bars.map(\.1), to: &table, most: 30)
    return table.text(width: width, isColoured: isColoured)
  }

  /// A column of bars behind the others, as wide as there is room.
  func addBars(_ counts: [Int], to table: inout Table, most: Int) {
    let room = width.map { min(most, $0 - table.naturalWidth - 2) } ?? most
    if room < 3 { return }
    table.columns.append(.init(""))
    let largest = counts.max() ?? 0
    for (index, count) in counts.enumerated() { table.rows[index].append(bar(count, of: largest, width: room)) }
  }

  /// Totals by tens, and the grades.
  func totals(of score: ScoreID) throws(RunFailure) -> String {
    let (plan, outcome) = try workbench.scored(score)
    guard let own = outcome.scores.first ?? nil, let made = plan.scores.first else { return "" }
    let wanted = last.map { Set($0.rows) }
    var counts = [Int](repeating: 0, count: 10)
    var grades = [Int](repeating: 0, count: made.grades.count)
    var total = 0
    for (place, row) in own.rows.enumerated() where wanted?.contains(row) ?? true {
      total += 1
      counts[max(0, min(9, Int(own.totals[place] / max(1, made.denominator) / 10)))] += 1
      if !grades.isEmpty { grades[Int(own.grades[place])] += 1 }
    }
    var text =
      title(made.name)
      + chart(counts.enumerated().map { ("\($0 * 10) … \($0 == 9 ? 100 : $0 * 10 + 9)", $1) }, of: total)
    if !grades.isEmpty { text += "\n" + chart(zip(made.grades, grades).map { ($0.name, $1) }, of: total) }
    return text
  }
}
