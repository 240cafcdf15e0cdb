import BantamProgram
import BantamSystem

/// Conditions to nodes.
extension PlanBuilder {
  mutating func enter(_ condition: Condition, _ space: Space) -> NodeID {
    switch condition.kind {
    case .constant(let value): return constant(value, space)
    case .all(let parts): return all(parts.map { self.condition($0, space) }, space)
    case .any(let parts): return any(parts.map { self.condition($0, space) }, space)
    case .not(let inner): return not(self.condition(inner, space), space)
    case .atLeast(let count, let parts):
      let nodes = parts.map { self.condition($0, space) }
      if count > nodes.count { return constant(false, space) }
      return node(.atLeast(count, nodes), space)
    case .segment(let id): return segment(id)
    case .isMissing(let field): return isMissing(field, space)
    case .isYes(let field): return range(field, 1, 1, space)
    case .text(let field, let test): return text(field, test, space)
    case .sameText(let first, let second):
      return node(.sameText(textColumn(first, space).0, textColumn(second, space).0), space)
    case .isShared(let field): return node(.isShared(textColumn(field, space).0), space)
    case .number(let expression, let range): return number(expression, range, space)
    case .compare(let first, let comparison, let second):
      let (left, right) = (self.expression(first, space), self.expression(second, space))
      return node(.compare(left, comparison, right), space)
    case .time(let field, let test): return time(field, test, space)
    case .compareTimes(let first, let comparison, let second):
      return node(.compareColumns(column(first, space), comparison, column(second, space)), space)
    case .within(let field, let kilometres, let place): return within(field, kilometres, program.places[place], space)
    case .sample(let buckets, let of, let seed):
      return node(.sample(low: buckets.lowerBound, high: buckets.upperBound, of: of, seed: stableHash(seed.utf8)))
    case .persons(let atLeast, let atMost, let inner):
      return node(.persons(atLeast: atLeast, atMost: atMost, self.condition(inner, .contact)))
    case .ofCompany(let inner): return node(.ofCompany(self.condition(inner, .contact)))
    case .did(let filter, let count):
      if count.low <= 0, count.high == nil { return constant(true, space) }
      return node(
        .counter(counter(.count(scan(filter))), low: Int64(count.low), high: count.high.map { Int64($0) } ?? Int64.max))
    case .edge(let edge, let filter, let test): return self.edge(edge, filter, test)
    case .sequence(let filter, let within, let after):
      let length = within.milliseconds
      return node(
        .counter(counter(.sequence(scan(filter), withinMilliseconds: length, after: scan(after))), low: 1, high: .max))
    case .aggregate(let function, let field, let filter, let range): return aggregate(function, field, filter, range)
    case .didInEach(let filter, let count, let unit): return didInEach(filter, count, unit)
    case .member(let campaign, let status, let joined):
      let window = bounds(of: joined)
      return set(
        .member(
          campaign: program.campaigns[campaign].name, status: status, from: window.from, through: window.through))
    case .memberOfOther(let campaign, let joined):
      let window = bounds(of: joined)
      return set(
        .memberOfOther(than: program.campaigns[campaign].name, from: window.from, through: window.through))
    case .stage(let test): return stage(test)
    case .stageEver(let project, let id, let stage):
      let funnel = program.funnels[id]
      return set(.stageEver(funnel: funnel.name, project: project, stages: [funnel.stages[stage].name]))
    case .reachable(let purpose):
      let obstacles = obstacles(purpose)
      return not(any(obstacles.map(\.node), .contact), .contact)
    }
  }

  // MARK: Columns

  private func need(_ id: FieldID, _ name: String) -> ColumnNeed {
    ColumnNeed(name: name, storage: ColumnNeed.Storage(program.fields[id].type), field: id)
  }

  /// A field's column; for a computed field the column of what it is computed from.
  mutating func column(_ field: FieldReference, _ space: Space) -> ColumnID {
    switch program.fields[field.field].source {
    case .column(let name): return column(need(field.field, name), space)
    case .columns(let latitude, _):
      return column(ColumnNeed(name: latitude, storage: .latitude, field: field.field), space)
    case .computed(.domain(let source)): return column(FieldReference(source), space)
    case .computed(.elapsed(_, let source)): return column(FieldReference(source), space)
    case .computed(.number):
      return column(
        ColumnNeed(name: program.fields[field.field].name, storage: .tenThousandths, field: field.field), space)
    }
  }

  private mutating func textColumn(_ field: FieldReference, _ space: Space) -> (ColumnID, TextPredicate.Transform) {
    let id = column(field, space)
    if case .computed(.domain) = program.fields[field.field].source { return (id, .domain) }
    return (id, program.fields[field.field].type == .tags ? .tags : .none)
  }

  private mutating func range(_ field: FieldReference, _ low: Int64, _ high: Int64, _ space: Space) -> NodeID {
    guard low <= high else { return constant(false, space) }
    return node(.range(column(field, space), low: low, high: high), space)
  }

  private mutating func isMissing(_ field: FieldReference, _ space: Space) -> NodeID {
    switch program.fields[field.field].source {
    case .column: return node(.isMissing(column(field, space)), space)
    case .columns(let latitude, let longitude):
      let parts = [(latitude, ColumnNeed.Storage.latitude), (longitude, .degrees)].map { name, storage in
        node(.isMissing(column(ColumnNeed(name: name, storage: storage, field: field.field), space)), space)
      }
      return any(parts, space)
    case .computed(.elapsed(_, let source)): return isMissing(FieldReference(source), space)
    case .computed(.domain):
      let (column, transform) = textColumn(field, space)
      return not(node(.text(column, textTest(TextPredicate(.known, transform: transform))), space), space)
    case .computed(.number(let inner)):
      if case .elapsed(_, let source) = inner { return isMissing(source, space) }
      let known = node(.arithmetic(expression(inner, space), low: RunClock.earliest, high: RunClock.latest), space)
      return not(known, space)
    }
  }

  // MARK: Texts

  private mutating func text(_ field: FieldReference, _ test: TextTest, _ space: Space) -> NodeID {
    if let kinds = kinds(field, test) { return any(kinds.map { isKind($0) }, .contact) }
    let (column, transform) = textColumn(field, space)
    let predicate = TextPredicate(TextPredicate.Relation(test.relation), transform: transform, isExact: test.isExact)
    return node(.text(column, textTest(predicate)), space)
  }

  /// The kinds that an equality test on the built-in field `kind` names.
  private func kinds(_ field: FieldReference, _ test: TextTest) -> [ContactKind]? {
    let declared = program.fields[field.field]
    guard declared.isBuiltIn, declared.name == "kind", case .equals(let values) = test.relation, !test.isExact else {
      return nil
    }
    return values.compactMap { ContactKind(rawValue: foldCase($0)) }
  }

  // MARK: Numbers

  private mutating func number(_ value: NumberExpression, _ range: NumberRange, _ space: Space) -> NodeID {
    let parts = range.pieces.map { piece in
      switch value {
      case .field(let field): return fieldInRange(field, piece, space)
      case .elapsed(let unit, let field): return elapsed(unit, field, piece, space)
      case .constant, .companyField, .binary:
        let bounds = piece.bounds(scale: 1)
        return node(.arithmetic(expression(value, space), low: bounds.low, high: bounds.high), space)
      }
    }
    return any(parts, space)
  }

  private mutating func fieldInRange(_ field: FieldReference, _ piece: NumberRange.Piece, _ space: Space) -> NodeID {
    switch program.fields[field.field].source {
    case .computed(.number(let inner)): return number(inner, NumberRange([piece]), space)
    case .computed(.elapsed(let unit, let source)): return elapsed(unit, FieldReference(source), piece, space)
    case .column, .columns, .computed(.domain):
      let bounds = piece.bounds(scale: program.fields[field.field].type == .integer ? Number.scale : 1)
      return range(field, bounds.low, bounds.high, space)
    }
  }

  /// Completed units fall as the day rises, so a range of units is a range of days.
  private mutating func elapsed(
    _ unit: CalendarUnit, _ field: FieldReference, _ piece: NumberRange.Piece, _ space: Space
  ) -> NodeID {
    let bounds = piece.bounds(scale: Number.scale)
    guard bounds.low <= bounds.high else { return constant(false, space) }
    let latest = bounds.low == RunClock.earliest ? RunClock.latest : Int64(clock.day(Int(clamping: bounds.low), unit))
    let earliest =
      bounds.high == RunClock.latest ? RunClock.earliest : Int64(clock.day(Int(clamping: bounds.high) + 1, unit)) + 1
    return range(field, earliest, latest, space)
  }

  mutating func expression(_ value: NumberExpression, _ space: Space) -> ExpressionID {
    switch value {
    case .constant(let number): return expression(.constant(number.tenThousandths))
    case .field(let field):
      switch program.fields[field.field].source {
      case .computed(.number(let inner)): return computed(field.field, inner, space)
      case .computed(.elapsed(let unit, let source)):
        return expression(.elapsed(unit, column(FieldReference(source), space)))
      case .column, .columns, .computed(.domain): return expression(.column(column(field, space)))
      }
    case .companyField(let field): return expression(.companyColumn(column(field, space)))
    case .elapsed(let unit, let field): return expression(.elapsed(unit, column(field, space)))
    case .binary(let operation, let left, let right):
      let (first, second) = (expression(left, space), expression(right, space))
      return expression(.binary(operation, first, second))
    }
  }

  /// A computed field's calculation, entered once however many name it.
  private mutating func computed(_ field: FieldID, _ value: NumberExpression, _ space: Space) -> ExpressionID {
    if let known = computedFields[field] { return known }
    let made = expression(value, space)
    computedFields[field] = made
    return made
  }

  // MARK: Times and places

  private mutating func time(_ field: FieldReference, _ test: TimeTest, _ space: Space) -> NodeID {
    let start = program.settings.fiscalYearStart
    if case .anniversaryInNext(let duration) = test {
      let last = max(clock.today, clock.day(duration, 1) - 1)
      if last - clock.today >= 365 { return not(isMissing(field, space), space) }
      return node(.anniversary(column(field, space), from: clock.today, through: last), space)
    }
    let isDate = program.fields[field.field].type == .date
    guard let window = isDate ? clock.days(test, fiscalYearStart: start) : clock.instants(test, fiscalYearStart: start)
    else {
      return constant(false, space)
    }
    return range(field, window.low, window.high, space)
  }

  private mutating func within(_ field: FieldReference, _ kilometres: Number, _ place: Place, _ space: Space) -> NodeID
  {
    guard case .columns(let latitude, let longitude) = program.fields[field.field].source else {
      return constant(false, space)
    }
    let circle = Circle(
      latitude: place.latitude, longitude: place.longitude,
      kilometres: Double(kilometres.tenThousandths) / Double(Number.scale))
    return node(
      .radius(
        latitude: column(ColumnNeed(name: latitude, storage: .latitude, field: field.field), space),
        longitude: column(ColumnNeed(name: longitude, storage: .degrees, field: field.field), space), circle), space)
  }

  // MARK: Activities and the database

  mutating func scan(_ filter: ActivityFilter) -> ActivityScan {
    let window = filter.window.flatMap { clock.instants($0, fiscalYearStart: program.settings.fiscalYearStart) }
    let inner = filter.condition.map { condition($0, .activity) }
    return ActivityScan(
      kind: filter.kind.map { foldCase($0) }, from: window?.low ?? RunClock.earliest,
      through: window?.high ?? RunClock.latest,
      condition: inner)
  }

  /// Who did nothing of the kind is out for sure: no value is missing there.
  private mutating func edge(_ edge: ActivityEdge, _ filter: ActivityFilter, _ test: TimeTest) -> NodeID {
    let window =
      clock.instants(test, fiscalYearStart: program.settings.fiscalYearStart) ?? ClosedInterval(1, 0)
    let scan = scan(filter)
    let inside = node(.counter(counter(.edge(edge, scan)), low: window.low, high: window.high))
    return all([did(scan), inside], .contact)
  }

  private mutating func did(_ scan: ActivityScan) -> NodeID {
    node(.counter(counter(.count(scan)), low: 1, high: .max))
  }

  private mutating func aggregate(
    _ function: Aggregate, _ field: FieldID, _ filter: ActivityFilter, _ range: NumberRange
  ) -> NodeID {
    let column = column(FieldReference(field), .activity)
    let scan = scan(filter)
    let counter = counter(.aggregate(function, column, scan))
    let scale = program.fields[field].type == .integer ? Number.scale : 1
    let parts = range.pieces.map { piece in
      let bounds = piece.bounds(scale: scale)
      return node(.counter(counter, low: bounds.low, high: bounds.high))
    }
    let inside = any(parts, .contact)
    return function == .sum ? inside : all([did(scan), inside], .contact)
  }

  private mutating func didInEach(_ filter: ActivityFilter, _ count: Int, _ unit: CalendarUnit) -> NodeID {
    var scan = scan(filter)
    let parts = (1...max(1, count)).map { index in
      scan.from = clock.instant(ago(index, unit), -1)
      scan.through = (index == 1 ? clock.asOf : clock.instant(ago(index - 1, unit), -1)) - 1
      return node(.counter(counter(.count(scan)), low: 1, high: .max))
    }
    return all(parts, .contact)
  }

  private func ago(_ count: Int, _ unit: CalendarUnit) -> Duration {
    switch unit {
    case .day: Duration(count, .day)
    case .week: Duration(count, .week)
    case .month: Duration(count, .month)
    case .quarter: Duration(3 * count, .month)
    case .year, .fiscalYear: Duration(count, .year)
    }
  }

  /// A window's first and last millisecond; nil is open.
  private func bounds(of test: TimeTest?) -> (from: Int64?, through: Int64?) {
    guard let test, let window = clock.instants(test, fiscalYearStart: program.settings.fiscalYearStart) else {
      return (nil, nil)
    }
    // Who joined in a run of this very instant joined lately: a run repeated sees what the first one wrote.
    let high = if case .inLast = test { clock.asOf } else { window.high }
    return (window.low == RunClock.earliest ? nil : window.low, high == RunClock.latest ? nil : high)
  }

  private mutating func stage(_ test: StageTest) -> NodeID {
    let funnel = program.funnels[test.funnel]
    let stages = funnel.stages.indices.filter { index in
      switch test.comparison {
      case .equal, .notEqual: index == test.stage
      case .less: index < test.stage
      case .lessOrEqual: index <= test.stage
      case .greater: index > test.stage
      case .greaterOrEqual: index >= test.stage
      }
    }
    let member = set(.stage(funnel: funnel.name, project: test.project, stages: stages.map { funnel.stages[$0].name }))
    return test.comparison == .notEqual ? not(member, .contact) : member
  }

  /// What forbids to write to a contact for a purpose, in the order in which it is told.
  mutating func obstacles(_ id: PurposeID) -> [(node: NodeID, reason: String)] {
    let purpose = program.purposes[id]
    var found: [(node: NodeID, reason: String)] = []
    if purpose.basis != .legitimateInterest {
      var basis = [set(.basis(purpose: purpose.name, basis: purpose.basis))]
      if let condition = purpose.condition { basis.append(self.condition(condition, at: .basis(id))) }
      found.append((not(any(basis, .contact), .contact), "no \(purpose.basis.rawValue) for \(purpose.name)"))
    }
    found.append((set(.objection(purpose: purpose.name)), "objected to \(purpose.name)"))
    found.append((set(.suppressed(channel: purpose.channel)), "suppressed on \(purpose.channel)"))
    let needed = ChannelAddress(of: purpose.channel, program)?.fields ?? []
    if !needed.isEmpty {
      found.append(
        (any(needed.map { isMissing(FieldReference($0), .contact) }, .contact), "no address for \(purpose.channel)"))
    }
    return found
  }
}

extension Duration {
  /// Length of a fixed unit; the checker allows only those where this is asked.
  var milliseconds: Int64 {
    switch unit {
    case .minute: Int64(count) * 60_000
    case .hour: Int64(count) * 3_600_000
    case .day: Int64(count) * millisecondsPerDay
    case .week: Int64(count) * 7 * millisecondsPerDay
    case .month: Int64(count) * 30 * millisecondsPerDay
    case .year: Int64(count) * 365 * millisecondsPerDay
    }
  }
}

extension NumberRange.Piece {
  /// The whole multiples of `scale` ten-thousandths that lie in the piece.
  public func bounds(scale: Int64) -> ClosedInterval {
    var bounds = ClosedInterval(RunClock.earliest, RunClock.latest)
    if let low {
      let floor = floorDivide(low.tenThousandths, scale)
      let isWhole = floor * scale == low.tenThousandths
      bounds.low = isWhole && includesLow ? floor : floor + 1
    }
    if let high {
      let floor = floorDivide(high.tenThousandths, scale)
      let isWhole = floor * scale == high.tenThousandths
      bounds.high = isWhole && !includesHigh ? floor - 1 : floor
    }
    return bounds
  }
}

extension ColumnNeed.Storage {
  init(_ type: ValueType) {
    switch type {
    case .text, .choice, .tags: self = .text
    case .integer: self = .integer
    case .decimal, .money: self = .tenThousandths
    case .yesNo: self = .yesNo
    case .date: self = .day
    case .datetime: self = .instant
    case .location: self = .degrees
    }
  }
}

extension TextPredicate.Relation {
  public init(_ relation: TextRelation) {
    switch relation {
    case .equals(let values): self = .equals(values)
    case .inList(let list): self = .inList(list)
    case .containsAny(let values): self = .containsAny(values)
    case .containsAll(let values): self = .containsAll(values)
    case .containsListEntry(let list): self = .containsListEntry(list)
    case .startsWith(let values): self = .startsWith(values)
    case .endsWith(let values): self = .endsWith(values)
    case .like(let glob): self = .like(glob)
    case .matches(let pattern): self = .matches(pattern)
    case .range(let low, let high): self = .range(low, high)
    case .under(let value, let list): self = .under(value, list)
    }
  }
}
