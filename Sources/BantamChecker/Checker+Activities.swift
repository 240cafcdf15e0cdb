import BantamDiagnostics
import BantamProgram
import BantamSyntax

/// Conditions over activities.
extension Checker {
  mutating func did(_ node: SyntaxNode) -> Condition? {
    guard var filter = filter(node) else { return nil }
    if let follows = node.first(.follows) {
      guard let durationNode = follows.first(.duration), let duration = duration(durationNode),
        let second = follows.first(.activity)
      else { return nil }
      guard duration.unit != .month, duration.unit != .year else {
        let allowed = "`weeks`, `days`, `hours` or `minutes`"
        report(.badDuration(durationNode.words.last ?? "", allowed: allowed, durationNode.span))
        return nil
      }
      let after = ActivityFilter(kind: kind(second), window: nil, condition: nil, span: second.span)
      return Condition(.sequence(filter, within: duration, after: after), node.span)
    }
    if let each = node.first(.each) {
      guard let durationNode = each.first(.duration), let unit = eachUnit(durationNode),
        let count = integer(durationNode, in: 1...60, "the number of windows")
      else { return nil }
      filter.window = nil
      return Condition(.didInEach(filter, count: count, unit), node.span)
    }
    if node.has("never") { return Condition(.did(filter, CountRange(low: 0, high: 0)), node.span) }
    guard let countNode = node.first(.count) else {
      return Condition(.did(filter, CountRange(low: 1, high: nil)), node.span)
    }
    guard let count = integer(countNode, in: 0...1_000_000, "a count") else { return nil }
    let range =
      countNode.has("least")
      ? CountRange(low: count, high: nil)
      : countNode.has("most") ? CountRange(low: 0, high: count) : CountRange(low: count, high: count)
    return Condition(.did(filter, range), node.span)
  }

  private mutating func eachUnit(_ node: SyntaxNode) -> CalendarUnit? {
    let word = node.words.last ?? ""
    if let unit = CalendarUnit(word: word) { return unit }
    report(.badDuration(word, allowed: "`days`, `weeks`, `months`, `quarters` or `years`", node.span))
    return nil
  }

  mutating func edge(_ node: SyntaxNode) -> Condition? {
    guard let windowNode = node.first(.window), let window = window(windowNode), var filter = filter(node) else {
      return nil
    }
    filter.window = nil
    return Condition(.edge(node.has("first") ? .first : .last, filter, window), node.span)
  }

  mutating func aggregate(_ node: SyntaxNode) -> Condition? {
    guard let token = node.name(after: "of"), let filter = filter(node), let test = node.nodes.last else { return nil }
    let name = node.text(token)
    guard let id = activityFields[name] else {
      report(.unknownName(name, what: "activity field", known: activityFields.keys.sorted(), node.span(token)))
      return nil
    }
    let field = program.fields[id]
    let use = FieldUse(id: id, name: name, span: node.span(token), isOfCompany: false)
    guard [.integer, .decimal, .money].contains(field.type) else {
      report(.badComputation(field: name, type: field.type.name, node.span(token)))
      return nil
    }
    var scope = Scope(context: .activity)
    guard let compared = numberTested(.field(use.reference), use, test, node, &scope) else { return nil }
    let function: Aggregate =
      node.has("sum") ? .sum : node.has("average") ? .average : node.has("smallest") ? .minimum : .maximum
    return aggregated(compared, function, id, filter, node)
  }

  private mutating func aggregated(
    _ compared: Condition, _ function: Aggregate, _ field: FieldID, _ filter: ActivityFilter, _ node: SyntaxNode
  ) -> Condition? {
    if case .number(_, let range) = compared.kind {
      return Condition(.aggregate(function, field, filter, range), node.span)
    }
    if case .not(let inner) = compared.kind {
      return aggregated(inner, function, field, filter, node).map { Condition(.not($0), node.span) }
    }
    report(.constantComparison(node.span))
    return nil
  }

  /// Kind, window and `where` of a node that reads activities.
  mutating func filter(_ node: SyntaxNode) -> ActivityFilter? {
    guard let activity = node.first(.activity) else { return nil }
    var filter = ActivityFilter(kind: kind(activity), window: nil, condition: nil, span: node.span)
    if let windowNode = node.first(.window) {
      guard let window = window(windowNode) else { return nil }
      filter.window = window
    }
    if let whereNode = node.first(.where) {
      var scope = Scope(context: .activity)
      guard let body = whereNode.nodes.first, let condition = condition(body, &scope) else { return nil }
      if let foreign = foreign(in: condition) {
        report(.notOfActivity(program.files[foreign.span.file].text(foreign.span), foreign.span))
        return nil
      }
      filter.condition = condition
    }
    return filter
  }

  func kind(_ node: SyntaxNode) -> String? { node.token(.string).map { node.unquoted($0) } }

  /// The first part that asks for more than the activity's own fields.
  private func foreign(in condition: Condition) -> Condition? {
    switch condition.kind {
    case .constant, .isMissing, .isYes, .text, .sameText, .number, .compare, .time, .compareTimes, .within: return nil
    case .all(let parts), .any(let parts), .atLeast(_, let parts):
      for part in parts { if let found = foreign(in: part) { return found } }
      return nil
    case .not(let inner): return foreign(in: inner)
    case .segment, .isShared, .sample, .persons, .ofCompany, .did, .edge, .sequence, .aggregate, .didInEach, .member,
      .memberOfOther, .stage, .stageEver, .reachable:
      return condition
    }
  }
}
