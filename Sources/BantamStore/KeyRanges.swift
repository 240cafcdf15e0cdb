/// How a table's keys are written, and where to cut it so that several threads read a piece each.
struct KeyRanges: Sendable {
  enum Form: Sendable {
    case integers
    case texts
    /// Integers and texts, or reals: all are read as text.
    case mixed
  }

  /// Keys from `lower` on, up to but without `upper`; nil is open.
  struct Range: Sendable {
    var lower: SQLValue?
    var upper: SQLValue?
    /// How many rows to make room for; the range holds no more of them, or it grows.
    var mostRows = 1 << 14
  }

  var form: Form
  var ranges: [Range]

  /// At most `count` ranges; one where the table has to be sorted first.
  init(of table: TableLayout, in database: Database, count: Int) throws(StoreError) {
    let name = quoted(table.name)
    let key = quoted(table.key)
    let first = try database.prepare("SELECT min(\(key)) FROM \(name)")
    let last = try database.prepare("SELECT max(\(key)) FROM \(name)")
    guard try first.step(), try last.step() else {
      self.init(form: .integers, ranges: [Range()])
      return
    }
    let isIndexed = try database.isIndexed(table.key, of: table.name)
    switch (first.value(0), last.value(0)) {
    case (.integer(let low), .integer(let high)):
      self.init(form: .integers, ranges: isIndexed ? Self.even(low, high, count: count) : [Range()])
    case (.text, .text):
      self.init(form: .texts, ranges: isIndexed ? try Self.counted(name, key, in: database, count: count) : [Range()])
    case (.null, _):
      self.init(form: .integers, ranges: [Range()])
    case (.integer, _), (.text, _), (.real, _):
      self.init(form: .mixed, ranges: [Range()])
    }
  }

  private init(form: Form, ranges: [Range]) {
    self.form = form
    self.ranges = ranges
  }

  /// Equal distances between the least and the largest key.
  static func even(_ low: Int64, _ high: Int64, count: Int) -> [Range] {
    let width = UInt64(bitPattern: high &- low)
    let cuts = (1..<max(1, count)).map { part in
      let (product, overflow) = width.multipliedReportingOverflow(by: UInt64(part))
      let offset = overflow ? width / UInt64(count) * UInt64(part) : product / UInt64(count)
      return SQLValue.integer(low &+ Int64(bitPattern: offset))
    }
    let most = 1 << 22
    let rows = Int(min(width / UInt64(max(1, count)), UInt64(most))) + 2
    return pieces(cutAt: cuts).map { Range(lower: $0.lower, upper: $0.upper, mostRows: rows) }
  }

  /// Equal numbers of keys, counted along the index.
  private static func counted(
    _ table: String, _ key: String, in database: Database, count: Int
  ) throws(StoreError) -> [Range] {
    if count < 2 { return [Range()] }
    let rows = try database.integer("SELECT count(\(key)) FROM \(table)") ?? 0
    var cuts: [SQLValue] = []
    for part in 1..<max(1, Int64(count)) {
      let sql = """
        SELECT \(key) FROM \(table) WHERE \(key) IS NOT NULL ORDER BY \(key) COLLATE BINARY LIMIT 1 OFFSET \(rows * part / Int64(count))
        """
      if let cut = try database.text(sql) { cuts.append(.text(cut)) }
    }
    return pieces(cutAt: cuts)
  }

  private static func pieces(cutAt cuts: [SQLValue]) -> [Range] {
    var ranges: [Range] = []
    var lower: SQLValue?
    for cut in cuts where cut != lower {
      ranges.append(Range(lower: lower, upper: cut))
      lower = cut
    }
    return ranges + [Range(lower: lower, upper: nil)]
  }
}
