import BantamProgram

let blanks = "' ' || char(9, 10, 11, 12, 13)"

/// Texts: case and outer blanks count only where the test is exact; blank text is missing.
extension Translator {
  /// As it is compared without `exactly`; null where it is missing.
  func folded(_ field: TestField, _ row: Row) -> String {
    if field == .domain { return domain(row, isExact: false) }
    return "nullif(lower(trim(\(row.column(field.rawValue)), \(blanks))), '')"
  }

  /// What follows the last `@`, lower case.
  private func domain(_ row: Row, isExact: Bool) -> String {
    let email = "trim(\(row.column("email")), \(blanks))"
    // Everything but `@` trimmed off the end leaves the text through its last `@`.
    let start = "length(rtrim(\(email), replace(\(email), '@', '')))"
    return
      "CASE WHEN instr(\(email), '@') > 0 THEN nullif(lower(trim(substr(\(email), \(start) + 1), \(blanks))), '') END"
  }

  func text(_ field: TestField, _ test: TextTest, _ row: Row) -> String {
    if field == .kind, case .equals(let values) = test.relation {
      return "lower(\(row.column("kind"))) IN (\(values.map { quoted(fold($0)) }.joined(separator: ", ")))"
    }
    if field == .labels { return tags(test, row) }
    if !test.isExact { return relation(test.relation, folded(field, row), isExact: false) }
    if field == .domain { return relation(test.relation, domain(row, isExact: true), isExact: true) }
    let cell = row.column(field.rawValue)
    return "trim(\(cell), \(blanks)) <> '' AND (\(relation(test.relation, cell, isExact: true)))"
  }

  /// A test of whole tags: they stand between `;`.
  private func tags(_ test: TextTest, _ row: Row) -> String {
    let list = "json_each('[\"' || replace(\(row.column("labels")), ';', '\",\"') || '\"]')"
    func has(_ values: [String]) -> String {
      let tag = test.isExact ? "trim(value, \(blanks))" : "lower(trim(value, \(blanks)))"
      let wanted = values.map { quoted(test.isExact ? $0 : fold($0)) }.joined(separator: ", ")
      return "EXISTS (SELECT 1 FROM \(list) WHERE \(tag) IN (\(wanted)))"
    }
    switch test.relation {
    case .equals(let values), .containsAny(let values): return has(values)
    case .inList(let list), .containsListEntry(let list): return has(program.lists[list].values)
    case .containsAll(let values): return values.map { has([$0]) }.joined(separator: " AND ")
    case .startsWith, .endsWith, .like, .matches, .range, .under: preconditionFailure("no test of tags")
    }
  }

  /// `value` is a text as it is compared, null where missing.
  private func relation(_ relation: TextRelation, _ value: String, isExact: Bool) -> String {
    func written(_ text: String) -> String { quoted(isExact ? text : fold(text)) }
    func any(_ values: [String], _ test: (String) -> String) -> String {
      "(\(values.map { test(written($0)) }.joined(separator: " OR ")))"
    }
    switch relation {
    case .equals(let values): return any(values) { "\(value) = \($0)" }
    case .inList(let list): return any(program.lists[list].values) { "\(value) = \($0)" }
    case .containsAny(let values): return any(values) { "instr(\(value), \($0)) > 0" }
    case .containsListEntry(let list): return any(program.lists[list].values) { "instr(\(value), \($0)) > 0" }
    case .containsAll(let values):
      return values.map { "instr(\(value), \(written($0))) > 0" }.joined(separator: " AND ")
    case .startsWith(let values): return any(values) { "substr(\(value), 1, length(\($0))) = \($0)" }
    case .endsWith(let values): return any(values) { "substr(\(value), -length(\($0))) = \($0)" }
    case .like(let glob): return "\(value) GLOB \(quoted(sqlGlob(isExact ? glob : fold(glob))))"
    case .matches(let pattern): return "\(value) GLOB \(quoted(globOf(pattern: isExact ? pattern : fold(pattern))))"
    case .range(let low, let high):
      return [low.map { "\(value) >= \(written($0))" }, high.map { "\(value) <= \(written($0))" }]
        .compactMap { $0 }.joined(separator: " AND ")
    case .under(let top, let list): return any(below(top, program.lists[list], isExact: isExact)) { "\(value) = \($0)" }
    }
  }

  private func below(_ top: String, _ list: List, isExact: Bool) -> [String] {
    var found = [top]
    for _ in list.values {
      for (child, parent) in zip(list.values, list.parents)
      where found.contains(where: { isExact ? $0 == parent : fold($0) == fold(parent) }) && !found.contains(child) {
        found.append(child)
      }
    }
    return found
  }

  /// In SQLite `[` opens a set.
  private func sqlGlob(_ glob: String) -> String { glob.map { $0 == "[" ? "[[]" : String($0) }.joined() }

  /// Letters, `.`, `.*`, `^` at the start and `$` at the end.
  private func globOf(pattern: String) -> String {
    var text = Substring(pattern)
    let isFromStart = text.first == "^"
    if isFromStart { text.removeFirst() }
    let isToEnd = text.last == "$"
    if isToEnd { text.removeLast() }
    let inner = text.replacing(".*", with: "*").replacing(".", with: "?")
    return (isFromStart ? "" : "*") + inner + (isToEnd ? "" : "*")
  }

  func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }

  /// The way `lower` and `trim` do it in SQLite.
  private func fold(_ text: String) -> String {
    let start = text.drop { $0.isWhitespace }
    let end = start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? ""
    return String(end.map { $0.isASCII ? Character($0.lowercased()) : $0 })
  }
}
