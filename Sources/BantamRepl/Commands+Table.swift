import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamReport
import BantamSession
import BantamSystem

/// What the table of the first contacts shows.
extension Repl.Command {
  static let columns = Repl.Command(
    "columns", argument: "[FIELD …]", summary: "choose the columns of the table",
    help: "Names the fields that tables show from now on; without a name, those that the criterion reads again.",
    example: Example("country = \"DE\"", ":columns city email", says: "email")
  ) { repl, text throws(RunFailure) in
    let names = listedNames(text)
    for name in names { try repl.checkStored(name) }
    repl.shownFields = names.isEmpty ? nil : names
    return Repl.Reply(try repl.contactsAgain())
  }

  static let sort = Repl.Command(
    "sort", argument: "[-]FIELD", summary: "sort the table by a field; - before it: downwards",
    help: "Missing values come last. Without a field the order is that of the keys again.",
    example: Example("country = \"DE\"", ":sort -country", says: "country")
  ) { repl, text throws(RunFailure) in
    let isDescending = text.hasPrefix("-")
    let name = String(text.drop { $0 == "-" })
    if !name.isEmpty { try repl.checkStored(name) }
    repl.sorting = name.isEmpty ? nil : (name, isDescending)
    return Repl.Reply(try repl.contactsAgain())
  }

  static let limit = Repl.Command(
    "limit", argument: "N", summary: "choose how many contacts the table shows",
    help: "At most 1,000 are shown; `:export` writes all of them into a file.",
    example: Example("country = \"DE\"", ":limit 2", says: "contact")
  ) { repl, text throws(RunFailure) in
    guard let number = Int(text), (0...1000).contains(number) else {
      throw .criterion(.usage(":limit N, a number from 0 to 1000"))
    }
    repl.limit = number
    return Repl.Reply(try repl.contactsAgain())
  }

  static let export = Repl.Command(
    "export", argument: "FILE", summary: "write all contacts of the criterion into a CSV file",
    help: "Writes the same columns as the table, in the same order. A file of the name is replaced.",
    example: Example("country = \"DE\"", ":export found.csv", says: "found.csv")
  ) { repl, text throws(RunFailure) in
    // Nothing else is replaced by a slip.
    guard text.hasSuffix(".csv") else { throw .criterion(.usage(":export FILE.csv")) }
    let (table, count, _) = try repl.table(limit: .max, isData: true)
    do throws(SystemError) {
      try writeFile(path: text, bytes: table.csv().utf8)
    } catch {
      throw .file(error)
    }
    return Repl.Reply("\(counted(count, "contact")) written to `\(printable(text))`.\n")
  }
}

extension Repl {
  /// A field of contacts by its name.
  func field(_ name: String) throws(RunFailure) -> FieldID {
    let fields = workbench.program.fields
    if let id = fields.lastIndex(where: { $0.name == name && $0.context != .activity }) { return id }
    throw .unknownName("field", name, known: Set(fields.filter { $0.context != .activity }.map(\.name)).sorted())
  }

  /// That a field has values in a column.
  fileprivate func checkStored(_ name: String) throws(RunFailure) {
    let field = try field(name)
    if ColumnNeed.all(of: field, in: workbench.program).isEmpty { throw .criterion(.noValues(name)) }
  }

  /// The table as it is shown from now on; empty without a criterion.
  fileprivate func contactsAgain() throws(RunFailure) -> String { last == nil ? "" : try firstContacts() }

  func firstContacts() throws(RunFailure) -> String {
    let (table, shown, hasNames) = try table(limit: limit)
    guard shown > 0 else { return "" }
    let rest = (last?.rows.count ?? 0) - shown
    let (fitting, hidden) = fitted(table)
    var text = fitting.text(width: width, isColoured: isColoured)
    if hidden > 0 { text += "\(counted(hidden, "column")) more; `:columns` chooses\n" }
    if rest > 0 { text += "… and \(grouped(rest)) more\n" }
    if !hasNames { text += "The names could not be read just now; another program may be writing.\n" }
    return text
  }

  /// As many columns as stand side by side, none of them cut below a few letters; and how many do not.
  private func fitted(_ table: Table) -> (table: Table, hidden: Int) {
    guard let width else { return (table, 0) }
    var table = table
    let count = table.columns.count
    while table.columns.count > 3 {
      let widths = table.columns.indices.map { column in
        table.rows.reduce(displayWidth(table.columns[column].title)) { max($0, min(displayWidth($1[column]), 16)) }
      }
      if widths.reduce(2 * (table.columns.count - 1), +) <= width { break }
      table.columns.removeLast()
      for row in table.rows.indices { table.rows[row].removeLast() }
    }
    return (table, count - table.columns.count)
  }

  /// The contacts of the last criterion, as many as fit.
  func table(
    limit: Int, isData: Bool = false
  ) throws(RunFailure) -> (table: Table, count: Int, hasNames: Bool) {
    let (criterion, _, rows) = try needed()
    let program = criterion.program
    var needs = criterion.plan?.columns ?? []
    if let shownFields {
      needs = shownFields.flatMap { name in
        (try? field(name)).map { ColumnNeed.all(of: $0, in: program) } ?? []
      }
    }
    // What the table is sorted by is seen.
    if let sorting, let field = try? field(sorting.field) {
      if !needs.contains(where: { $0.field == field }) { needs += ColumnNeed.all(of: field, in: program) }
    }
    // The name stands in front of all.
    needs = needs.filter { workbench.tables.column($0) != nil && $0.name != "name" }
    let sorted = sorted(rows, limit: limit)
    let shown = Array(sorted.prefix(limit))
    let names = try? workbench.store.names(of: workbench.tables.keys, rows: shown.map { Int($0) }, program)
    let columns = needs.compactMap { workbench.tables.column($0) }
    let table = ContactTable(needs, columns, keys: workbench.tables.keys, program, zone: workbench.zone)
    let made = table.table(
      shown, names: names ?? shown.map { _ in "" }, isData: isData, hidesEmpty: shownFields == nil && !isData)
    return (made, shown.count, names != nil)
  }

  private func sorted(_ rows: [Int32], limit: Int) -> [Int32] {
    guard let sorting, let field = try? field(sorting.field),
      let need = ColumnNeed.all(of: field, in: workbench.program).first,
      let column = workbench.tables.column(need)
    else { return rows }
    let isDescending = sorting.isDescending
    let known = rows.filter { !column.isMissing(at: Int($0)) }
    let missing = rows.filter { column.isMissing(at: Int($0)) }
    let ordered: [Int32]
    switch need.storage {
    case .text:
      ordered = known.map { ($0, column.text(at: Int($0)) ?? "") }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
    case .degrees, .latitude:
      ordered = known.map { ($0, column.degrees(at: Int($0)) ?? 0) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
    case .integer, .tenThousandths, .yesNo, .day, .instant:
      ordered = known.map { ($0, column.integer(at: Int($0)) ?? 0) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
    }
    return (isDescending ? ordered.reversed() : ordered) + missing
  }
}

/// Names with blanks or commas between them.
func listedNames(_ text: String) -> [String] { text.split { $0 == " " || $0 == "," }.map(String.init) }
