import BantamProgram

/// Scores and grades to the plan.
extension PlanBuilder {
  /// Returns the score's index in the plan; nil where it is too fine. `campaign`: the campaign whose leads are assessed.
  @discardableResult
  mutating func addScore(_ id: ScoreID, of campaign: CampaignID? = nil) -> Int? {
    let score = program.scores[id]
    let units = score.disciplines.map { unit(of: $0, isAssessed: campaign != nil) }
    let fullMarks = zip(score.disciplines, units).map { Int64($0.sumTo ?? 100) * $1 }
    guard let measure = measure(score, fullMarks) else {
      errors.append(.scoreTooFine(score.name, score.span))
      return nil
    }
    let disciplines = score.disciplines.indices.map { index in
      let discipline = score.disciplines[index]
      return DisciplinePlan(
        name: discipline.name, weight: Int64(discipline.weight), multiplier: measure.multipliers[index],
        fullMarks: fullMarks[index], isSum: discipline.sumTo != nil,
        lines: discipline.lines.enumerated().map { number, line in
          self.line(line, units[index], at: .line(id, discipline: index, line: number))
        })
    }
    let vetoes = score.vetoes.enumerated().map { index, veto in
      VetoPlan(node: condition(veto.condition, at: .veto(id, index)), reason: veto.reason)
    }
    let grades = score.grades.map { grade in
      GradePlan(name: grade.name, from: grade.from.map { least($0, measure.denominator) })
    }
    plan.scores.append(
      ScorePlan(
        score: id, campaign: campaign, name: score.name, disciplines: disciplines, denominator: measure.denominator,
        vetoes: vetoes, grades: grades, questions: questions(disciplines)))
    return plan.scores.count - 1
  }

  /// Raw points to one point of a line: thousandths where points age, hundredths where a person's whole points on
  /// 0...100 would otherwise be a broken number of raw ones.
  private func unit(of discipline: Discipline, isAssessed: Bool) -> Int64 {
    if discipline.lines.contains(where: { $0.halvingDays != nil }) { return 1000 }
    return isAssessed && (discipline.sumTo ?? 100) % 100 != 0 ? 100 : 1
  }

  /// numerator ≥ this ⇔ total ≥ threshold.
  private func least(_ threshold: Number, _ denominator: Int64) -> Int64 {
    let product = Int128(threshold.tenThousandths) * Int128(denominator)
    return Int64((product + Int128(Number.scale - 1)) / Int128(Number.scale))
  }

  /// A denominator common to all disciplines: total = Σ weight · raw · 100 / fullMarks / Σ weight.
  private func measure(_ score: Score, _ fullMarks: [Int64]) -> (denominator: Int64, multipliers: [Int64])? {
    var common = Int128(1)
    var fractions: [(Int128, Int128)] = []
    for (discipline, full) in zip(score.disciplines, fullMarks) {
      let top = Int128(discipline.weight) * 100
      let divisor = greatestCommonDivisor(top, Int128(full))
      fractions.append((top / divisor, Int128(full) / divisor))
      common = common / greatestCommonDivisor(common, Int128(full) / divisor) * (Int128(full) / divisor)
      guard common < Int128(1) << 62 else { return nil }
    }
    let multipliers = fractions.map { $0.0 * (common / $0.1) }
    let weights = Int128(score.disciplines.reduce(0) { $0 + $1.weight })
    let highest = zip(multipliers, fullMarks).reduce(Int128(0)) { $0 + $1.0 * Int128($1.1) }
    guard weights > 0, weights * common < Int128(1) << 62, highest < Int128(1) << 62 else { return nil }
    return (Int64(weights * common), multipliers.map { Int64($0) })
  }

  private func greatestCommonDivisor(_ first: Int128, _ second: Int128) -> Int128 {
    var (larger, smaller) = (first, second)
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    return max(larger, 1)
  }

  private mutating func line(_ line: PointLine, _ unit: Int64, at root: TraceRoot) -> LinePlan {
    let points = Int64(line.points)
    switch line.rule {
    case .otherwise: return .otherwise(raw: points * unit)
    case .when(let condition):
      let node = self.condition(condition, at: root)
      guard let halving = line.halvingDays, case .did(let filter, _) = condition.kind else {
        return .when(node, raw: points * unit)
      }
      let aged = counter(.agedLatest(points: points, halvingDays: Int64(halving), scan(filter)))
      return .aged(aged, node: node, cap: nil)
    case .per(let filter, let cap):
      if trace != nil {
        let activities = traced(filter)
        trace?.scans[root] = activities
      }
      let scan = scan(filter)
      let count = counter(.count(scan))
      guard let halving = line.halvingDays else {
        return .per(count, rawEach: points * unit, cap: cap.map { Int64($0) * unit })
      }
      let aged = counter(.agedEach(points: points, halvingDays: Int64(halving), scan))
      return .aged(aged, node: node(.counter(count, low: 1, high: .max)), cap: cap.map { Int64($0) * unit })
    }
  }

  // MARK: Questions

  /// Per field that the lines read, the nodes that depend on it.
  private mutating func questions(_ disciplines: [DisciplinePlan]) -> [Question] {
    var roots: [NodeID] = []
    for line in disciplines.flatMap(\.lines) {
      switch line {
      case .when(let node, _), .aged(_, let node, _): roots.append(node)
      case .otherwise, .per: break
      }
    }
    var columns: [FieldID: Set<ColumnID>] = [:]
    var dependents: [FieldID: [NodeID]] = [:]
    for id in reached(from: roots) {
      let own = self.columns(of: contacts.nodes.items[id])
      for column in own { columns[contacts.columns.items[column].field, default: []].insert(column) }
      for field in fields(id, own) { dependents[field, default: []].append(id) }
    }
    return columns.keys.sorted().map { field in
      Question(field: field, columns: (columns[field] ?? []).sorted(), nodes: dependents[field] ?? [])
    }
  }

  /// The nodes below some nodes and these themselves, inputs first.
  private func reached(from roots: [NodeID]) -> [NodeID] {
    var seen = Set(roots)
    var open = Array(seen)
    while let id = open.popLast() {
      for input in contacts.nodes.items[id].inputs where seen.insert(input).inserted { open.append(input) }
    }
    return seen.sorted()
  }

  /// Asked in order: the inputs are known.
  private mutating func fields(_ id: NodeID, _ own: Set<ColumnID>) -> Set<FieldID> {
    if let known = fieldsRead[id] { return known }
    var fields = Set(own.map { contacts.columns.items[$0].field })
    for input in contacts.nodes.items[id].inputs { fields.formUnion(fieldsRead[input] ?? []) }
    fieldsRead[id] = fields
    return fields
  }

  private func columns(of node: Node) -> Set<ColumnID> {
    switch node {
    case .isMissing, .constant, .all, .any, .not, .atLeast, .kind, .sample, .set, .persons, .ofCompany, .counter: []
    case .range(let column, _, _), .text(let column, _), .isShared(let column), .anniversary(let column, _, _): [column]
    case .sameText(let first, let second), .compareColumns(let first, _, let second): [first, second]
    case .radius(let latitude, let longitude, _): [latitude, longitude]
    case .arithmetic(let expression, _, _): columns(of: expression)
    case .compare(let first, _, let second): columns(of: first).union(columns(of: second))
    }
  }

  private func columns(of expression: ExpressionID) -> Set<ColumnID> {
    switch expressionItems[expression] {
    case .constant: []
    case .column(let column), .companyColumn(let column), .elapsed(_, let column): [column]
    case .binary(_, let left, let right): columns(of: left).union(columns(of: right))
    }
  }
}

extension Node {
  /// The nodes it is made of.
  public var inputs: [NodeID] {
    switch self {
    case .all(let parts), .any(let parts), .atLeast(_, let parts): parts
    case .not(let inner), .persons(_, _, let inner), .ofCompany(let inner): [inner]
    case .constant, .kind, .isMissing, .range, .text, .sameText, .isShared, .arithmetic, .compare, .compareColumns,
      .anniversary,
      .radius, .sample, .set, .counter:
      []
    }
  }
}
