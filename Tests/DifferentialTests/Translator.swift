import BantamProgram

/// Conditions in SQLite's SQL, read from the language's definition and not from the engine: what the two say about the
/// same contact must be the same.
///
/// Each atom is made total where it stands (`coalesce(…, 0)`), so everything around it is plain 0 and 1.
struct Translator {
  let program: Program
  /// The run's instant as SQLite writes it.
  static let asOf = "'\(RandomContacts.asOf)'"
  static let today = "date(\(asOf))"

  /// The table a condition is asked of: `contact` rows under this alias, or `activity` rows.
  struct Row {
    var alias: String
    var depth = 0
    func column(_ name: String) -> String { "\(alias).\(name)" }
    func below(_ letter: String) -> Row { Row(alias: "\(letter)\(depth + 1)", depth: depth + 1) }
  }

  func rows(of segment: Segment) -> String {
    "SELECT id FROM contact c WHERE \(condition(segment, Row(alias: "c"))) ORDER BY id"
  }

  func condition(_ segment: Segment, _ row: Row) -> String {
    let inner = condition(segment.condition, row)
    return segment.context == .contact ? inner : "(\(row.column("kind")) = '\(segment.context.rawValue)' AND \(inner))"
  }

  func condition(_ condition: Condition, _ row: Row) -> String {
    switch condition.kind {
    case .constant(let value): return value ? "1" : "0"
    case .all(let parts): return joined(parts, " AND ", row)
    case .any(let parts): return joined(parts, " OR ", row)
    case .not(let inner): return "(NOT \(self.condition(inner, row)))"
    case .atLeast(let count, let parts): return "(\(joined(parts, " + ", row)) >= \(count))"
    case .segment(let id): return self.condition(program.segments[id], row)
    case .persons(let least, let most, let inner):
      let person = row.below("p")
      let count = """
        (SELECT count(*) FROM contact \(person.alias) WHERE \(person.column("company_id")) = \(row.column("id"))
          AND \(person.column("kind")) = 'person' AND \(self.condition(inner, person)))
        """
      return "(\(row.column("kind")) = 'company' AND \(between(count, least, most)))"
    case .ofCompany(let inner):
      let company = row.below("k")
      return "EXISTS (SELECT 1 FROM \(ofCompany(company, row)) AND \(self.condition(inner, company)))"
    case .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare, .time, .compareTimes, .within, .sample,
      .did,
      .edge, .sequence, .aggregate, .didInEach, .member, .memberOfOther, .stage, .stageEver, .reachable:
      return "coalesce((\(atom(condition.kind, row))), 0)"
    }
  }

  private func joined(_ parts: [Condition], _ sign: String, _ row: Row) -> String {
    "(\(parts.map { condition($0, row) }.joined(separator: sign)))"
  }

  private func atom(_ kind: ConditionKind, _ row: Row) -> String {
    switch kind {
    case .isMissing(let field): return isMissing(TestField(field), row)
    case .isYes(let field): return "\(row.column(TestField(field).rawValue)) = 1"
    case .text(let field, let test): return text(TestField(field), test, row)
    case .sameText(let first, let second): return "\(folded(TestField(first), row)) = \(folded(TestField(second), row))"
    case .isShared(let field):
      let other = row.below("o")
      let own = folded(TestField(field), row)
      let others = folded(TestField(field), other)
      return "\(own) IN (SELECT \(others) FROM contact \(other.alias) GROUP BY 1 HAVING count(*) > 1)"
    case .number(let value, let range): return self.range(range, tenThousandths(value, row))
    case .compare(let first, let comparison, let second):
      return "\(tenThousandths(first, row)) \(comparison.rawValue) \(tenThousandths(second, row))"
    case .time(let field, let test):
      return program.fields[field.field].type == .date
        ? day(TestField(field), test, row) : instant(column(field, row), test)
    case .compareTimes(let first, let comparison, let second):
      let (left, right) = [first, second].map { dayOrInstant($0, row) }.pair
      return "\(left) \(comparison.rawValue) \(right)"
    case .within(_, let kilometres, let place): return within(kilometres, program.places[place], row)
    case .did(let filter, let range):
      return between("(SELECT count(*) FROM \(scan(filter, row)))", range.low, range.high)
    case .edge(let edge, let filter, let test): return self.edge(edge, filter, test, row)
    case .sequence(let later, let within, let earlier): return sequence(later, within, earlier, row)
    case .aggregate(let function, let field, let filter, let range):
      return aggregate(function, TestField(field), filter, range, row)
    case .didInEach(let filter, let count, let unit): return didInEach(filter, count, unit, row)
    case .sample, .member, .memberOfOther, .stage, .stageEver, .reachable, .constant, .all, .any, .not, .atLeast,
      .segment, .persons, .ofCompany:
      preconditionFailure("not an atom of random rule sets")
    }
  }

  // MARK: Pieces

  func between(_ value: String, _ low: Int, _ high: Int?) -> String {
    "(\(value) >= \(low)\(high.map { " AND \(value) <= \($0)" } ?? ""))"
  }

  /// The person's company, ready for further terms.
  func ofCompany(_ company: Row, _ row: Row) -> String {
    """
    contact \(company.alias) WHERE \(company.column("id")) = \(row.column("company_id"))
      AND \(company.column("kind")) = 'company' AND \(row.column("kind")) = 'person'
    """
  }

  func column(_ field: FieldReference, _ row: Row) -> String { row.column(TestField(field).rawValue) }

  private func dayOrInstant(_ field: FieldReference, _ row: Row) -> String {
    program.fields[field.field].type == .date ? column(field, row) : "datetime(\(column(field, row)))"
  }

  private func isMissing(_ field: TestField, _ row: Row) -> String {
    switch field {
    case .place: "\(row.column("lat")) IS NULL OR \(row.column("lon")) IS NULL"
    case .age: "\(row.column("born")) IS NULL"
    case .ratio: "\(tenThousandths(.field(field.reference), row)) IS NULL"
    case .name, .city, .code, .email, .domain, .level, .detail: "\(folded(field, row)) IS NULL"
    case .labels: "trim(coalesce(\(row.column("labels")), ''), \(blanks)) = ''"
    case .kind, .employees, .score, .revenue, .opted, .blocked, .born, .due, .created, .seen, .amount, .quantity,
      .urgent:
      "\(row.column(field.rawValue)) IS NULL"
    }
  }

  private func within(_ kilometres: Number, _ place: Place, _ row: Row) -> String {
    let (lat, lon) = (row.column("lat"), row.column("lon"))
    return """
      2 * 6371.0 * asin(sqrt(power(sin(radians(\(lat) - \(place.latitude)) / 2), 2)
        + cos(radians(\(place.latitude))) * cos(radians(\(lat))) * power(sin(radians(\(lon) - \(place.longitude)) / 2), 2)))
        <= \(kilometres.tenThousandths) / 10000.0
      """
  }
}

extension [String] {
  var pair: (String, String) { (self[0], self[1]) }
}
