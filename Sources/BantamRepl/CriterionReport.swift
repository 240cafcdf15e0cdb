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
  private let words: ValueWords

  public init(_ needs: [ColumnNeed], _ columns: [Column], keys: Keys, _ program: Program, zone: ZoneRules) {
    self.needs = needs
    self.columns = columns
    self.keys = keys
    words = ValueWords(program: program, zone: zone)
  }

  /// `–` stands for a missing value; as data it is empty, and numbers are plain. `names`: what people call the contacts,
  /// parallel to `rows`.
  public func table(_ rows: some Collection<Int32>, names: [String], isData: Bool = false) -> Table {
    var table = Table([.init("contact", .right), .init("name")])
    for need in needs { table.columns.append(.init(need.name, Self.isNumber(need) ? .right : .left)) }
    for (row, name) in zip(rows, names) {
      let cells = zip(columns, needs).map { (isData ? datum($0, $1, Int(row)) : cell($0, $1, Int(row)) ?? "–") }
      table.rows.append([SQLValue(keyOf: Int(row), keys).text, name] + cells)
    }
    return table
  }

  /// Texts without quotes: the table shows where they end.
  private func cell(_ column: Column, _ need: ColumnNeed, _ row: Int) -> String? {
    need.storage == .text ? column.text(at: row) : words.words(column, need, row)
  }

  private func datum(_ column: Column, _ need: ColumnNeed, _ row: Int) -> String {
    switch need.storage {
    case .text: return column.text(at: row) ?? ""
    case .integer, .yesNo: return column.integer(at: row).map { String($0) } ?? ""
    case .tenThousandths: return column.integer(at: row).map { decimalText($0, places: 4) } ?? ""
    case .day, .instant: return words.words(column, need, row) ?? ""
    case .degrees, .latitude: return column.degrees(at: row).map { "\($0)" } ?? ""
    }
  }

  private static func isNumber(_ need: ColumnNeed) -> Bool {
    switch need.storage {
    case .integer, .tenThousandths, .degrees, .latitude: true
    case .text, .yesNo, .day, .instant: false
    }
  }
}
