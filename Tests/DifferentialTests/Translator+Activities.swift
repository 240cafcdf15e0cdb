import BantamProgram

/// Activities as subqueries over the contact's rows.
extension Translator {
  /// `activity … WHERE …` of those a filter counts.
  func scan(_ filter: ActivityFilter, _ row: Row, _ extra: String = "1") -> String {
    let activity = row.below("a")
    var terms = ["\(activity.column("contact_id")) = \(row.column("id"))", extra]
    if let kind = filter.kind { terms.append("lower(\(activity.column("kind"))) = lower(\(quoted(kind)))") }
    if let window = filter.window { terms.append("(\(instant(activity.column("at"), window)))") }
    if let condition = filter.condition { terms.append(self.condition(condition, activity)) }
    return "activity \(activity.alias) WHERE \(terms.joined(separator: " AND "))"
  }

  func edge(_ edge: ActivityEdge, _ filter: ActivityFilter, _ test: TimeTest, _ row: Row) -> String {
    let at = "datetime(\(row.below("a").column("at")))"
    return instant("(SELECT \(edge == .first ? "min" : "max")(\(at)) FROM \(scan(filter, row)))", test)
  }

  func sequence(_ later: ActivityFilter, _ within: Duration, _ earlier: ActivityFilter, _ row: Row) -> String {
    let seconds =
      switch within.unit {
      case .hour: within.count * 3600
      case .day: within.count * 86_400
      case .week: within.count * 7 * 86_400
      case .minute, .month, .year: preconditionFailure("not asked")
      }
    let inner = row.below("a")
    func epoch(_ alias: String) -> String { "CAST(strftime('%s', \(alias).at) AS INTEGER)" }
    let gap = "\(epoch("l")) - \(epoch(inner.alias))"
    // The earlier ones of each later one, which is `l`.
    let exists = "EXISTS (SELECT 1 FROM \(scan(earlier, row, "\(gap) > 0 AND \(gap) <= \(seconds)")))"
    let outer = scan(later, row).replacing(inner.alias + ".", with: "l.").replacing(" \(inner.alias) ", with: " l ")
    return "EXISTS (SELECT 1 FROM \(outer) AND \(exists))"
  }

  func aggregate(
    _ function: Aggregate, _ field: TestField, _ filter: ActivityFilter, _ range: NumberRange, _ row: Row
  ) -> String {
    let value = tenThousandths(.field(field.reference), row.below("a"))
    func select(_ expression: String) -> String { "(SELECT \(expression) FROM \(scan(filter, row)))" }
    return switch function {
    case .sum: self.range(range, select("coalesce(sum(\(value)), 0)"))
    case .minimum: self.range(range, select("min(\(value))"))
    case .maximum: self.range(range, select("max(\(value))"))
    case .average:
      // In the field's own unit: whole for an integer field.
      self.range(
        range,
        field == .quantity
          ? select("\(quotient("sum(\(value)) / 10000", "count(\(value))")) * 10000")
          : select(quotient("sum(\(value))", "count(\(value))")))
    }
  }

  func didInEach(_ filter: ActivityFilter, _ count: Int, _ unit: CalendarUnit, _ row: Row) -> String {
    let name = Duration.Unit(rawValue: unit.rawValue) ?? .day
    let windows = (1...count).map { index in
      let at = "datetime(\(row.below("a").column("at")))"
      let from = "datetime(\(Self.asOf), \(moved(Duration(index, name), -1)))"
      let until = index == 1 ? Self.asOf : "datetime(\(Self.asOf), \(moved(Duration(index - 1, name), -1)))"
      return "EXISTS (SELECT 1 FROM \(scan(filter, row, "\(at) >= \(from) AND \(at) < \(until)")))"
    }
    return windows.joined(separator: " AND ")
  }
}
