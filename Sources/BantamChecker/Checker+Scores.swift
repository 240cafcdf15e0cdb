import BantamDiagnostics
import BantamProgram
import BantamSyntax

/// Scores and grades.
extension Checker {
  mutating func checkScore(_ declaration: Declaration) {
    let node = declaration.node
    var names: [String: Span] = [:]
    for item in node.nodes where !item.hasError {
      if item.kind == .veto {
        checkVeto(item, declaration.index)
      } else if let discipline = discipline(item) {
        if let first = names[discipline.name] {
          report(.duplicate(discipline.name, what: "discipline", discipline.span, first: first))
        }
        names[discipline.name] = discipline.span
        program.scores[declaration.index].disciplines.append(discipline)
      }
    }
    let score = program.scores[declaration.index]
    if node.nodes(.discipline).isEmpty { report(.noDisciplines(score.name, score.span)) }
    if !score.disciplines.isEmpty, score.disciplines.allSatisfy({ $0.weight == 0 }) {
      report(.zeroWeights(score.name, score.span))
    }
  }

  private mutating func checkVeto(_ node: SyntaxNode, _ score: ScoreID) {
    guard let token = node.token(.string), let condition = freeCondition(node.nodes.first) else { return }
    program.scores[score].vetoes.append(Veto(reason: node.unquoted(token), condition: condition, span: node.span))
  }

  /// A condition that is asked of whoever comes: its own context, no segment around it.
  mutating func freeCondition(_ node: SyntaxNode?) -> Condition? {
    guard let node else { return nil }
    _ = context(of: node)
    var scope = Scope(context: nil)
    return condition(node, &scope)
  }

  private mutating func discipline(_ node: SyntaxNode) -> Discipline? {
    guard let nameToken = node.token(.name), let weight = integer(node, in: 0...1_000, "a weight") else { return nil }
    var sumTo: Int?
    if node.has("sum") {
      guard let value = integer(node, in: 1...10_000, "the most points", at: 1) else { return nil }
      sumTo = value
    }
    var discipline = Discipline(
      name: node.text(nameToken), label: label(node), weight: weight, sumTo: sumTo, lines: [],
      span: node.span(nameToken))
    let lines = node.nodes(.points)
    for (index, line) in lines.enumerated() {
      guard let points = points(line, isSum: sumTo != nil) else { continue }
      if case .otherwise = points.rule {
        if sumTo != nil { report(.otherwiseInSum(line.span)) }
        if index != lines.count - 1 { report(.otherwiseNotLast(line.span)) }
      }
      discipline.lines.append(points)
    }
    return discipline
  }

  private mutating func points(_ node: SyntaxNode, isSum: Bool) -> PointLine? {
    let bounds = isSum ? 0...10_000 : 0...100
    guard let magnitude = integer(node, in: bounds, "points") else { return nil }
    let isNegative = node.token(.minus) != nil
    if isNegative, !isSum {
      report(.outOfBounds(what: "points of a discipline without `sum to`", low: 0, high: 100, node.span))
      return nil
    }
    guard let rule = rule(node, isSum: isSum) else { return nil }
    var line = PointLine(points: isNegative ? -magnitude : magnitude, rule: rule, halvingDays: nil, span: node.span)
    guard node.has("halving") else { return line }
    guard let durationNode = node.first(.duration), let duration = duration(durationNode) else { return nil }
    switch duration.unit {
    case .day: line.halvingDays = duration.count
    case .week: line.halvingDays = duration.count * 7
    case .minute, .hour, .month, .year:
      report(.badDuration(durationNode.words.last ?? "", allowed: "`days` or `weeks`", durationNode.span))
      return nil
    }
    if case .when(let condition) = rule {
      guard case .did(_, let range) = condition.kind, range == CountRange(low: 1, high: nil) else {
        report(.halvingWithoutActivity(node.span))
        return nil
      }
    } else if case .otherwise = rule {
      report(.halvingWithoutActivity(node.span))
      return nil
    }
    return line
  }

  private mutating func rule(_ node: SyntaxNode, isSum: Bool) -> PointRule? {
    if node.has("up"), !node.has("per") {
      report(.upToWithoutPer(node.span))
      return nil
    }
    if node.has("when") { return freeCondition(node.nodes.first).map { .when($0) } }
    if node.has("otherwise") { return .otherwise }
    guard isSum else {
      report(.perOutsideSum(node.span))
      return nil
    }
    var cap: Int?
    if node.has("up") {
      guard let value = integer(node, in: 1...10_000, "the most points", at: 1) else { return nil }
      cap = value
    }
    return filter(node).map { .per($0, upTo: cap) }
  }

  // MARK: Grades

  mutating func checkGrades(_ node: SyntaxNode) {
    guard let token = node.name(after: "of"), let score = resolve(scores, token, node, what: "score") else { return }
    if let first = gradeSpans[score] {
      return report(.duplicate(node.text(token), what: "grade table", node.span(token), first: first))
    }
    gradeSpans[score] = node.span(token)
    var grades: [Grade] = []
    for item in node.nodes(.grade) where !item.hasError {
      guard let grade = grade(item) else { continue }
      if let earlier = grades.first(where: { $0.name == grade.name }) {
        report(.duplicate(grade.name, what: "grade", grade.span, first: earlier.span))
      }
      if let above = grades.last {
        if above.from == nil {
          report(.otherwiseNotLast(above.span))
        } else if let threshold = grade.from, let limit = above.from, threshold >= limit {
          report(.gradesOrder(grade.name, grade.span, above: above.span))
        }
      }
      grades.append(grade)
    }
    if !grades.contains(where: { $0.from == nil }), !node.hasError {
      report(.gradesWithoutOtherwise(node.text(token), node.span(token)))
    }
    program.scores[score].grades = grades
    let suggestions = node.nodes(.grade).flatMap { $0.nodes(.action) }.compactMap { $0.first(.suggestion) }
    suggestedStages[score] = suggestions.compactMap { stageToken($0) }
  }

  /// The stage of `convert to` and `demote to`.
  func stageToken(_ suggestion: SyntaxNode) -> (stage: String, span: Span)? {
    guard !suggestion.hasError, suggestion.token(.string) == nil, suggestion.words.first != "keep",
      let token = suggestion.tokens(.name).last
    else { return nil }
    return (suggestion.text(token), suggestion.span(token))
  }

  private mutating func grade(_ node: SyntaxNode) -> Grade? {
    guard let nameToken = node.token(.name) else { return nil }
    var threshold: Number?
    if let token = node.tokens.first(where: { $0.kind == .integer || $0.kind == .decimal }) {
      guard let value = number(node.text(token), isNegative: false, node.span(token)) else { return nil }
      guard value <= Number(100) else {
        report(.outOfBounds(what: "the least total of a grade", low: 0, high: 100, node.span(token)))
        return nil
      }
      threshold = value
    }
    let actions = node.nodes(.action).compactMap { action($0) }
    return Grade(name: node.text(nameToken), from: threshold, actions: actions, span: node.span(nameToken))
  }

  private mutating func action(_ node: SyntaxNode) -> Action? {
    if node.has("open") { return .openOpportunity }
    if node.has("hand") { return resolve(teams, node.name(after: "to"), node, what: "team").map { .handOver($0) } }
    if node.has("notify") { return node.token(.string).map { .notify(node.unquoted($0)) } }
    return node.first(.suggestion).flatMap { suggestion($0) }.map { .suggest($0) }
  }

  mutating func suggestion(_ node: SyntaxNode) -> Suggestion? {
    if let token = node.token(.string) { return .text(node.unquoted(token)) }
    guard let token = node.tokens(.name).last else { return nil }
    let name = node.text(token)
    if node.words.first == "keep" {
      return resolve(teams, token, node, what: "team").map { _ in .keep(in: name) }
    }
    let stages = program.funnels.flatMap { $0.stages.map(\.name) }
    guard stages.contains(name) else {
      report(.unknownName(name, what: "stage", known: stages, node.span(token)))
      return nil
    }
    return node.words.first == "convert" ? .convert(to: name) : .demote(to: name)
  }
}
