import BantamProgram

/// Activities, and the score.
extension RandomProgram {
  mutating func activityCondition() -> ConditionKind {
    switch random.below(6) {
    case 0, 1:
      let least = random.below(4)
      return .did(filter(), CountRange(low: least, high: random.chance(0.5) ? least + random.below(2) : nil))
    case 2:
      return .edge(random.chance(0.5) ? .first : .last, filter(hasWindow: false), instantTest())
    case 3:
      return .sequence(
        filter(hasWindow: false), within: duration([.hour, .day, .week]), after: filter(hasWindow: false))
    case 4:
      let unit: CalendarUnit = random.element([.day, .week, .month, .year])
      return .didInEach(filter(hasWindow: false), count: 1 + random.below(3), unit)
    default:
      let field = random.element([TestField.amount, .quantity])
      let function: Aggregate = random.element([.sum, .average, .minimum, .maximum])
      return .aggregate(function, field.id, filter(), range())
    }
  }

  private mutating func filter(hasWindow: Bool = true) -> ActivityFilter {
    ActivityFilter(
      kind: random.chance(0.2) ? nil : random.element(Pools.activityKinds),
      window: hasWindow && random.chance(0.6) ? instantTest() : nil,
      condition: random.chance(0.4) ? condition(depth: 1, .activity) : nil, span: nowhere)
  }

  mutating func score(_ name: String) -> Score {
    let disciplines = (0...random.below(4)).map { index in discipline("d\(index)") }
    let vetoes = random.chance(0.5) ? [veto("first"), veto("second")] : []
    let thresholds = [20 + random.below(60), random.below(20)].map { Number(Int64($0)) }
    return Score(
      name: name, label: nil, disciplines: disciplines, vetoes: vetoes,
      grades: [
        Grade(name: "A", from: thresholds[0], actions: [], span: nowhere),
        Grade(name: "B", from: thresholds[1], actions: [], span: nowhere),
        Grade(name: "C", from: nil, actions: [], span: nowhere),
      ], documentation: nil, span: nowhere)
  }

  private mutating func veto(_ reason: String) -> Veto {
    let parts = [condition(depth: 0, .contact), condition(depth: 0, .contact)]
    return Veto(reason: reason, condition: Condition(.all(parts), nowhere), span: nowhere)
  }

  private mutating func discipline(_ name: String) -> Discipline {
    let isSum = random.chance(0.5)
    var lines = (0...random.below(4)).map { _ in line(isSum: isSum) }
    if !isSum { lines.append(PointLine(points: random.below(20), rule: .otherwise, halvingDays: nil, span: nowhere)) }
    return Discipline(
      name: name, label: nil, weight: 1 + random.below(50), sumTo: isSum ? random.element([50, 100, 200]) : nil,
      lines: lines, span: nowhere)
  }

  private mutating func line(isSum: Bool) -> PointLine {
    let points = isSum ? random.below(120) - 30 : random.below(101)
    let halvingDays = random.chance(0.5) ? 1 + random.below(60) : nil
    if isSum, random.chance(0.3) {
      let cap = random.chance(0.5) ? 1 + random.below(80) : nil
      return PointLine(points: points, rule: .per(filter(), upTo: cap), halvingDays: halvingDays, span: nowhere)
    }
    if random.chance(0.2) {
      let did = Condition(.did(filter(), CountRange(low: 1 + random.below(2), high: nil)), nowhere)
      return PointLine(points: points, rule: .when(did), halvingDays: halvingDays, span: nowhere)
    }
    return PointLine(
      points: points, rule: .when(condition(depth: random.below(2), .contact)), halvingDays: nil, span: nowhere)
  }
}
