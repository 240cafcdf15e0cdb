import BantamDiagnostics
import BantamProgram
import BantamSyntax
import BantamSystem

/// Dates, durations and windows.
extension Checker {
  mutating func timeTested(
    _ use: FieldUse, _ field: Field, _ test: SyntaxNode, _ node: SyntaxNode, _ scope: inout Scope
  ) -> Condition? {
    switch test.kind {
    case .windowTest:
      guard let window = test.first(.window), let time = window.hasError ? nil : self.window(window) else { return nil }
      return Condition(.time(use.reference, time), node.span)
    case .anniversaryTest:
      guard field.type == .date else { return wrongTest(use, field, test) }
      guard let duration = test.first(.duration).flatMap({ self.duration($0) }) else { return nil }
      return Condition(.time(use.reference, .anniversaryInNext(duration)), node.span)
    case .compareTest: return timeCompared(use, field, test, node, &scope)
    case .inTest: return timeIn(use, field, test, node)
    default: return wrongTest(use, field, test)
    }
  }

  private mutating func timeIn(_ use: FieldUse, _ field: Field, _ test: SyntaxNode, _ node: SyntaxNode) -> Condition? {
    var condition: Condition?
    if let range = test.first(.range), range.token(.date) != nil, range.nodes.isEmpty, range.token(.string) == nil {
      condition = between(range).map { Condition(.time(use.reference, $0), node.span) }
    } else if let values = test.first(.values), values.nodes.isEmpty, values.token(.string) == nil {
      let days = values.tokens(.date).compactMap { day(values.text($0)) }
      condition = Condition(.any(days.map { Condition(.time(use.reference, .on(.day($0))), node.span) }), node.span)
    } else {
      return wrongTest(use, field, test)
    }
    return test.has("not") ? condition.map { Condition(.not($0), node.span) } : condition
  }

  private mutating func timeCompared(
    _ use: FieldUse, _ field: Field, _ test: SyntaxNode, _ node: SyntaxNode, _ scope: inout Scope
  ) -> Condition? {
    guard let comparison = comparison(in: test),
      let right = test.nodes.first
    else { return nil }
    if right.kind == .path {
      guard let other = fieldUse(right, &scope) else { return nil }
      guard program.fields[other.id].type == field.type, !other.isOfCompany, !use.isOfCompany else {
        return wrongTest(use, field, test)
      }
      if comparison == .notEqual {
        return Condition(
          .not(Condition(.compareTimes(use.reference, .equal, other.reference), node.span)), node.span)
      }
      return Condition(.compareTimes(use.reference, comparison, other.reference), node.span)
    }
    guard right.kind == .moment else { return wrongTest(use, field, test) }
    guard let moment = moment(right, allowsToday: true) else { return nil }
    func made(_ test: TimeTest) -> Condition { Condition(.time(use.reference, test), node.span) }
    switch comparison {
    case .equal: return made(.on(moment))
    case .notEqual: return Condition(.not(made(.on(moment))), node.span)
    case .less: return made(.before(moment))
    case .lessOrEqual: return made(.between(nil, moment))
    case .greater: return made(.after(moment))
    case .greaterOrEqual: return made(.between(moment, nil))
    }
  }

  mutating func window(_ node: SyntaxNode) -> TimeTest? {
    if let range = node.first(.range) { return between(range) }
    if let momentNode = node.first(.moment) {
      guard let moment = moment(momentNode, allowsToday: true) else { return nil }
      return node.has("before") ? .before(moment) : node.has("after") ? .after(moment) : .on(moment)
    }
    if let durationNode = node.first(.duration) {
      guard let duration = duration(durationNode) else { return nil }
      return node.has("older") ? .olderThan(duration) : node.has("next") ? .inNext(duration) : .inLast(duration)
    }
    let offset = node.has("last") ? -1 : node.has("next") ? 1 : 0
    if node.has("fiscal") { return .calendar(.fiscalYear, offset: offset) }
    switch node.words.last {
    case "day", "days": return .calendar(.day, offset: offset)
    case "week", "weeks": return .calendar(.week, offset: offset)
    case "month", "months": return .calendar(.month, offset: offset)
    case "quarter", "quarters": return .calendar(.quarter, offset: offset)
    case "year", "years": return .calendar(.year, offset: offset)
    case let word:
      if let word {
        report(.badDuration(word, allowed: "`day`, `week`, `month`, `quarter`, `year` or `fiscal year`", node.span))
      }
      return nil
    }
  }

  private mutating func between(_ node: SyntaxNode) -> TimeTest? {
    let tokens = node.tokens(.date)
    guard !tokens.isEmpty, node.nodes.isEmpty, node.token(.string) == nil else {
      report(.emptyRange(node.span, example: "2026-01-01..2026-03-31"))
      return nil
    }
    let days = tokens.compactMap { day(node.text($0)) }
    guard days.count == tokens.count else { return nil }
    if days.count == 2 {
      if days[0] > days[1] {
        report(.emptyRange(node.span, example: "2026-01-01..2026-03-31"))
        return nil
      }
      return .between(.day(days[0]), .day(days[1]))
    }
    return node.tokens.first?.kind == .dotDot ? .between(nil, .day(days[0])) : .between(.day(days[0]), nil)
  }

  /// `90 days`; bounded to 400 years.
  mutating func duration(_ node: SyntaxNode) -> Duration? {
    guard let word = node.words.last, let count = integer(node, in: 1...200_000, "a duration") else { return nil }
    let unit: Duration.Unit
    switch word {
    case "minute", "minutes": unit = .minute
    case "hour", "hours": unit = .hour
    case "day", "days": unit = .day
    case "week", "weeks": unit = .week
    case "month", "months": unit = .month
    case "quarter", "quarters": return Duration(count * 3, .month)
    case "year", "years": unit = .year
    default: return nil
    }
    let mostUnits = unit == .year ? 400 : unit == .month ? 4_800 : unit == .week ? 20_000 : 200_000
    guard count <= mostUnits else {
      report(.outOfBounds(what: "a duration in \(word)", low: 1, high: mostUnits, node.span))
      return nil
    }
    return Duration(count, unit)
  }

  func day(_ text: String) -> Int? { CivilDate(text)?.dayNumber }

  /// nil where the parser already said that the date is impossible.
  mutating func moment(_ node: SyntaxNode, allowsToday: Bool) -> Moment? {
    if let token = node.token(.date) { return day(node.text(token)).map { .day($0) } }
    if let token = node.token(.datetime) {
      return Timestamp(node.text(token)).map { .instant($0.instant(in: zone)) }
    }
    guard node.has("today") else { return nil }
    if !allowsToday {
      report(.todayHere(node.span))
      return nil
    }
    return .today
  }
}

extension CalendarUnit {
  /// `day` or `days` and so on; nil for any other word.
  init?(word: String) {
    switch word {
    case "day", "days": self = .day
    case "week", "weeks": self = .week
    case "month", "months": self = .month
    case "quarter", "quarters": self = .quarter
    case "year", "years": self = .year
    default: return nil
    }
  }
}
