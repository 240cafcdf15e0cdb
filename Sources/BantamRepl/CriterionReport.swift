import BantamColumns
import BantamDiagnostics
import BantamExplain
import BantamPlan
import BantamProgram
import BantamReport
import BantamSession
import BantamStore
import BantamSystem

/// `12,345 of 1,000,000 contacts match · 7,655 more if employees were known`.
public func countText(_ count: CriterionCount, _ criterion: Criterion) -> String {
  let noun =
    switch criterion.context {
    case .company: count.total == 1 ? "company" : "companies"
    case .person: count.total == 1 ? "person" : "persons"
    case .contact, .activity: count.total == 1 ? "contact" : "contacts"
    }
  let text =
    "\(grouped(count.matching)) of \(grouped(count.total)) \(noun) \(count.matching == 1 ? "matches" : "match")"
  let resting =
    count.resting == 0 ? "" : " · \(grouped(count.resting)) of them only while \(unknownWords(criterion, "is not"))"
  if count.unknown == 0 { return text + resting }
  return text + resting + " · \(grouped(count.unknown)) more if \(unknownWords(criterion, "was"))"
}

/// ` · ▲ 312 against the last`; empty for no difference.
func differenceText(_ change: Int) -> String {
  change == 0 ? "" : " · \(change > 0 ? "▲" : "▼") \(grouped(abs(change))) against the last"
}

/// Which values could decide.
private func unknownWords(_ criterion: Criterion, _ verb: String) -> String {
  let names = fieldsRead(criterion).map { criterion.program.fields[$0].name }
  switch names.count {
  case 1: return "\(names[0]) \(verb) known"
  case 2: return "\(names[0]) or \(names[1]) \(verb) known"
  default: return "a value \(verb) known"
  }
}

/// The fields of contacts that a criterion reads, in its order.
func fieldsRead(_ criterion: Criterion) -> [FieldID] {
  var fields: [FieldID] = []
  for need in criterion.plan?.columns ?? [] where need.field < criterion.program.fields.count {
    if !fields.contains(need.field) { fields.append(need.field) }
  }
  return fields
}

/// The first contacts of a criterion, with the values it reads.
public struct ContactTable {
  /// Titles and the columns under them.
  public let needs: [ColumnNeed]
  private let columns: [Column]
  private let keys: Keys
  private let program: Program
  private let words: ValueWords

  public init(_ needs: [ColumnNeed], _ columns: [Column], keys: Keys, _ program: Program, zone: ZoneRules) {
    self.needs = needs
    self.columns = columns
    self.keys = keys
    self.program = program
    words = ValueWords(program: program, zone: zone)
  }

  /// What stands in one column of the table, by places among the needs.
  private enum Shown {
    case one(Int)
    case place(latitude: Int, longitude: Int)
  }

  /// `–` stands for a missing value, and a place is one column; as data it is empty, numbers are plain, and degrees stand
  /// apart. `names`: what people call the contacts, parallel to `rows`.
  ///
  /// - Parameter hidesEmpty: whether columns without any value are left out.
  public func table(
    _ rows: some Collection<Int32>, names: [String], isData: Bool = false, hidesEmpty: Bool = false
  ) -> Table {
    var table = Table([.init("contact", .right), .init("name")])
    table.rows = zip(rows, names).map { [SQLValue(keyOf: Int($0), keys).text, $1] }
    for shown in isData ? needs.indices.map({ .one($0) }) : places {
      let cells = rows.map { isData ? datum(shown, Int($0)) : cell(shown, Int($0)) }
      if hidesEmpty, cells.allSatisfy({ $0 == nil }) { continue }
      switch shown {
      case .one(let place):
        table.columns.append(.init(needs[place].name, Self.isNumber(needs[place]) ? .right : .left))
      case .place(let latitude, _):
        table.columns.append(.init(program.fields[needs[latitude].field].name, .right))
      }
      for (index, cell) in cells.enumerated() { table.rows[index].append(cell ?? (isData ? "" : "–")) }
    }
    return table
  }

  /// Latitude and longitude of one field are one.
  private var places: [Shown] {
    needs.indices.compactMap { index in
      func other(_ storage: ColumnNeed.Storage) -> Int? {
        needs.firstIndex { $0.storage == storage && $0.field == needs[index].field }
      }
      switch needs[index].storage {
      case .latitude: return other(.degrees).map { .place(latitude: index, longitude: $0) } ?? .one(index)
      case .degrees: return other(.latitude) == nil ? .one(index) : nil
      case .text, .integer, .tenThousandths, .yesNo, .day, .instant: return .one(index)
      }
    }
  }

  private func cell(_ shown: Shown, _ row: Int) -> String? {
    switch shown {
    case .one(let place): return cell(columns[place], needs[place], row)
    case .place(let latitude, let longitude):
      guard let first = columns[latitude].degrees(at: row), let second = columns[longitude].degrees(at: row) else {
        return nil
      }
      return "\(first), \(second)"
    }
  }

  private func datum(_ shown: Shown, _ row: Int) -> String? {
    guard case .one(let place) = shown else { return nil }
    return datum(columns[place], needs[place], row)
  }

  /// Texts without quotes: the table shows where they end.
  private func cell(_ column: Column, _ need: ColumnNeed, _ row: Int) -> String? {
    need.storage == .text ? column.text(at: row) : words.words(column, need, row)
  }

  /// As data: plain, nil for none.
  func datum(_ column: Column, _ need: ColumnNeed, _ row: Int) -> String? {
    switch need.storage {
    case .text: column.text(at: row)
    case .integer, .yesNo: column.integer(at: row).map { String($0) }
    case .tenThousandths: column.integer(at: row).map { decimalText($0, places: 4) }
    case .day, .instant: words.words(column, need, row)
    case .degrees, .latitude: column.degrees(at: row).map { "\($0)" }
    }
  }

  /// The values of a contact as members of a JSON object; missing ones are `null`.
  public func write(_ row: Int32, to writer: inout JSONWriter) {
    for (column, need) in zip(columns, needs) {
      let row = Int(row)
      switch need.storage {
      case .text, .day, .instant: writer.member(need.name, datum(column, need, row))
      case .integer: writer.member(need.name, column.integer(at: row))
      case .tenThousandths: writer.member(need.name, decimal: column.integer(at: row), places: 4)
      case .yesNo:
        writer.key(need.name)
        if let value = column.integer(at: row) { writer.bool(value == 1) } else { writer.null() }
      case .degrees, .latitude:
        writer.key(need.name)
        if let value = column.degrees(at: row) { writer.double(value) } else { writer.null() }
      }
    }
  }

  private static func isNumber(_ need: ColumnNeed) -> Bool {
    switch need.storage {
    case .integer, .tenThousandths, .degrees, .latitude: true
    case .text, .yesNo, .day, .instant: false
    }
  }
}
