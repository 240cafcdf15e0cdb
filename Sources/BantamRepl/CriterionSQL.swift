import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamStore
import BantamSystem

/// A criterion as a query for SQLite, made of its plan: for those who go on with other tools.
///
/// What SQLite cannot say in a line (activities, members, samples, arithmetic) has no query. Its `lower` knows the
/// letters A to Z only, and instants without a zone are taken for UTC.
struct CriterionSQL {
  let plan: Plan
  let lists: [List]
  let layout: ContactLayout

  /// Why there is no query: what the criterion asks.
  struct Unsayable: Error {
    var words: String
  }

  func query() throws(Unsayable) -> String {
    guard let node = plan.segments.first?.node else { throw Unsayable(words: "nothing") }
    let table = quotedName(layout.contacts.name)
    let condition = try sql(node, "c", isTotal: false, level: 0)
    return "SELECT \(name(layout.contacts.key, "c"))\nFROM \(table) AS c\nWHERE \(condition)\nORDER BY 1;\n"
  }

  // MARK: Conditions

  /// - Parameter isTotal: whether it has to be 0 or 1, and never null.
  private func sql(_ node: NodeID, _ row: String, isTotal: Bool, level: Int) throws(Unsayable) -> String {
    switch plan.nodes[node] {
    case .constant(let value): return value ? "1" : "0"
    case .all(let parts): return try joined(parts, "AND", row, isTotal: isTotal, level: level)
    case .any(let parts): return try joined(parts, "OR", row, isTotal: isTotal, level: level)
    case .not(let inner): return "NOT \(try bracketed(inner, row, isTotal: true, level: level))"
    case .atLeast(let count, let parts):
      var terms: [String] = []
      for part in parts { terms.append(try bracketed(part, row, isTotal: true, level: level)) }
      return "\(terms.joined(separator: " + ")) >= \(count)"
    case .persons(let least, let most, let inner):
      let person = "p\(level)"
      let count = """
        (SELECT count(*) FROM \(quotedName(layout.contacts.name)) AS \(person) WHERE \(try companyColumn(person)) = \
        \(name(layout.contacts.key, row)) AND \(try kind(.person, person)) AND \
        \(try bracketed(inner, person, isTotal: false, level: level + 1)))
        """
      return "\(try kind(.company, row)) AND \(count) \(most.map { "BETWEEN \(least) AND \($0)" } ?? ">= \(least)")"
    case .ofCompany(let inner):
      let company = "k\(level)"
      return """
        \(try kind(.person, row)) AND EXISTS (SELECT 1 FROM \(quotedName(layout.contacts.name)) AS \(company) \
        WHERE \(name(layout.contacts.key, company)) = \(try companyColumn(row)) AND \(try kind(.company, company)) AND \
        \(try bracketed(inner, company, isTotal: false, level: level + 1)))
        """
    default:
      let atom = try self.atom(plan.nodes[node], row)
      return isTotal ? "coalesce(\(atom), 0)" : atom
    }
  }

  private func joined(
    _ parts: [NodeID], _ word: String, _ row: String, isTotal: Bool, level: Int
  ) throws(Unsayable) -> String {
    var terms: [String] = []
    for part in parts { terms.append(try bracketed(part, row, isTotal: isTotal, level: level)) }
    return terms.joined(separator: row == "c" && level == 0 ? "\n  \(word) " : " \(word) ")
  }

  private func bracketed(_ node: NodeID, _ row: String, isTotal: Bool, level: Int) throws(Unsayable) -> String {
    let inner = try sql(node, row, isTotal: isTotal, level: level)
    switch plan.nodes[node] {
    case .all, .any, .atLeast, .persons, .ofCompany: return "(\(inner.replacing("\n  ", with: " ")))"
    default: return inner
    }
  }

  private func atom(_ node: Node, _ row: String) throws(Unsayable) -> String {
    switch node {
    case .kind(let wanted): return try kind(wanted, row)
    case .isMissing(let column):
      let cell = cell(column, row)
      return plan.columns[column].storage == .text ? "trim(coalesce(\(cell), '')) = ''" : "\(cell) IS NULL"
    case .range(let column, let low, let high): return range(column, low, high, row)
    case .text(let column, let test): return try text(plan.textTests[test], cell(column, row))
    case .sameText(let first, let second): return "\(folded(cell(first, row))) = \(folded(cell(second, row)))"
    case .compareColumns(let first, let comparison, let second):
      return "\(cell(first, row)) \(comparison.rawValue) \(cell(second, row))"
    case .radius(let latitude, let longitude, let circle):
      let (north, east) = (cell(latitude, row), cell(longitude, row))
      return """
        12742.0 * asin(sqrt(power(sin(radians(\(north) - \(circle.latitude)) / 2), 2) + cos(radians(\(circle.latitude))) \
        * cos(radians(\(north))) * power(sin(radians(\(east) - \(circle.longitude)) / 2), 2))) <= \(circle.kilometres)
        """
    case .counter: throw Unsayable(words: "activities")
    case .set: throw Unsayable(words: "members, stages or consents")
    case .sample: throw Unsayable(words: "a sample")
    case .isShared: throw Unsayable(words: "values that others share")
    case .arithmetic, .compare: throw Unsayable(words: "arithmetic")
    case .anniversary: throw Unsayable(words: "anniversaries")
    case .constant, .all, .any, .not, .atLeast, .persons, .ofCompany: throw Unsayable(words: "")
    }
  }

  private func range(_ column: ColumnID, _ low: Int64, _ high: Int64, _ row: String) -> String {
    let storage = plan.columns[column].storage
    let own = cell(column, row)
    let compared = storage == .instant ? "datetime(\(own))" : own
    let (from, through) = (low <= .min + 1 ? nil : literal(low, storage), high == .max ? nil : literal(high, storage))
    switch (from, through) {
    case (nil, nil): return "\(own) IS NOT NULL"
    case (let from?, nil): return "\(compared) >= \(from)"
    case (nil, let through?): return "\(compared) <= \(through)"
    case (let from?, let through?):
      return from == through ? "\(compared) = \(from)" : "\(compared) BETWEEN \(from) AND \(through)"
    }
  }

  private func literal(_ value: Int64, _ storage: ColumnNeed.Storage) -> String {
    switch storage {
    case .tenThousandths: decimalText(value, places: 4)
    case .day: "'\(CivilDate(dayNumber: Int(value)))'"
    case .instant: "'\(Timestamp.text(ofInstant: value, in: .utc).prefix(19).replacing("T", with: " "))'"
    case .text, .integer, .yesNo, .degrees, .latitude: String(value)
    }
  }

  // MARK: Texts

  private func text(_ test: TextPredicate, _ cell: String) throws(Unsayable) -> String {
    if test.transform != .none { throw Unsayable(words: test.transform == .tags ? "tags" : "the domain of an address") }
    let own = test.isExact ? cell : folded(cell)
    func written(_ text: String) -> String { quotedText(test.isExact ? text : text.lowercased()) }
    func any(_ values: [String], _ word: String, _ term: (String) -> String) -> String {
      let terms = values.map { term(written($0)) }
      return terms.count == 1 ? terms[0] : "(\(terms.joined(separator: " \(word) ")))"
    }
    func entries(_ list: ListID) throws(Unsayable) -> [String] {
      if lists[list].values.count > 1000 { throw Unsayable(words: "a list of more than 1,000 entries") }
      return lists[list].values
    }
    func equals(_ values: [String]) -> String {
      values.count == 1
        ? "\(own) = \(written(values[0]))" : "\(own) IN (\(values.map(written).joined(separator: ", ")))"
    }
    switch test.relation {
    case .known: return "trim(\(cell)) <> ''"
    case .equals(let values): return equals(values)
    case .inList(let list): return equals(try entries(list))
    case .containsAny(let values): return any(values, "OR") { "instr(\(own), \($0)) > 0" }
    case .containsAll(let values): return any(values, "AND") { "instr(\(own), \($0)) > 0" }
    case .containsListEntry(let list): return any(try entries(list), "OR") { "instr(\(own), \($0)) > 0" }
    case .startsWith(let values): return any(values, "OR") { "substr(\(own), 1, length(\($0))) = \($0)" }
    case .endsWith(let values): return any(values, "OR") { "substr(\(own), -length(\($0))) = \($0)" }
    case .range(let low, let high):
      let ends = [low.map { "\(own) >= \(written($0))" }, high.map { "\(own) <= \(written($0))" }].compactMap { $0 }
      return "(\(ends.joined(separator: " AND ")))"
    case .like, .matches: throw Unsayable(words: "a pattern")
    case .under: throw Unsayable(words: "a hierarchy")
    }
  }

  private func folded(_ cell: String) -> String { "lower(trim(\(cell)))" }

  // MARK: Names

  private func cell(_ column: ColumnID, _ row: String) -> String { name(plan.columns[column].name, row) }

  private func name(_ column: String, _ row: String) -> String { "\(row).\(quotedName(column))" }

  /// Plain names stay as they are.
  private func quotedName(_ name: String) -> String {
    let isPlain = !name.isEmpty && name.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 == 0x5F || $0 &- 0x30 < 10 }
    return isPlain ? name : "\"\(name.replacing("\"", with: "\"\""))\""
  }

  private func quotedText(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }

  private func kind(_ kind: ContactKind, _ row: String) throws(Unsayable) -> String {
    guard let column = layout.kindColumn else { return layout.kind == kind ? "1" : "0" }
    return "lower(\(name(column, row))) = '\(kind.rawValue)'"
  }

  private func companyColumn(_ row: String) throws(Unsayable) -> String {
    guard let column = layout.companyColumn else { throw Unsayable(words: "companies") }
    return name(column, row)
  }
}
