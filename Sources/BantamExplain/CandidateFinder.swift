import BantamColumns
import BantamPlan
import BantamProgram
import BantamSystem

/// What could be otherwise, out of the conditions below a target: the edges of ranges, the first value of a list, known
/// in the place of missing, one activity more.
struct CandidateFinder {
  let facts: Facts
  let words: ValueWords
  private(set) var candidates: [Change] = []
  private var seen: Set<Place> = []

  private struct Place: Hashable {
    var node: NodeID
    var row: Int
  }

  private static let mostCandidates = 4_000
  private static let mostPersons = 5

  init(_ facts: Facts) {
    self.facts = facts
    words = ValueWords(program: facts.program, zone: facts.contact.zone)
  }

  mutating func visit(_ target: ChangeTarget) {
    switch target {
    case .node(let node): visit(node, facts.row)
    case .campaign(let index):
      visit(facts.plan.campaigns[index].audience, facts.row)
      for removal in facts.plan.campaigns[index].removals { visit(removal.node, facts.row) }
    case .grade(let score, _):
      for veto in facts.plan.scores[score].vetoes { visit(veto.node, facts.row) }
      for line in facts.plan.scores[score].disciplines.flatMap(\.lines) {
        switch line {
        case .otherwise: break
        case .when(let node, _): visit(node, facts.row)
        case .aged(let counter, let node, _):
          visit(node, facts.row)
          addActivities(counter, low: 0, high: .max, facts.row)
        case .per(let counter, _, _): addActivities(counter, low: 0, high: .max, facts.row)
        }
      }
    }
  }

  private mutating func visit(_ node: NodeID, _ row: Int) {
    guard candidates.count < Self.mostCandidates, seen.insert(Place(node: node, row: row)).inserted else { return }
    switch facts.plan.nodes[node] {
    case .all(let parts), .any(let parts), .atLeast(_, let parts): for part in parts { visit(part, row) }
    case .not(let inner): visit(inner, row)
    case .persons(_, _, let inner):
      for person in facts.persons(of: row).prefix(Self.mostPersons) { visit(inner, person) }
    case .ofCompany(let inner): if let company = facts.company(of: row) { visit(inner, company) }
    case .isMissing(let column): addMissing(column, row)
    case .range(let column, let low, let high): addRange(column, low, high, row)
    case .text(let column, let test): addText(column, facts.plan.textTests[test], row)
    case .sameText(let first, let second):
      addCopy(first, of: second, row)
      addCopy(second, of: first, row)
    case .isShared(let column): addText(column, TextPredicate(.known), row)
    case .arithmetic(let expression, let low, let high):
      for edge in [low, high] where edge != .min + 1 && edge != .max && edge != .min {
        addNumber(expression, edge, row)
      }
    case .compare(let first, _, let second):
      for (expression, other) in [(first, second), (second, first)] {
        if let value = NumberSolver(facts).value(other, row) { addNumber(expression, value, row) }
      }
    case .compareColumns(let first, _, let second):
      addNear(first, second, row)
      addNear(second, first, row)
    case .anniversary(let column, let from, _): addAnniversary(column, from, row)
    case .radius(let latitude, let longitude, let circle): addPoint(latitude, longitude, circle, row)
    case .set(let set): addSet(set, row)
    case .counter(let counter, let low, let high): addActivities(counter, low: low, high: high, row)
    case .constant, .kind, .sample: break
    }
  }

  // MARK: Adding

  mutating func add(_ kind: Change.Kind, _ text: String, _ rank: Change.Rank) {
    candidates.append(Change(kind: kind, words: text, rank: rank))
  }

  func value(_ column: ColumnID, _ row: Int) -> CellValue {
    Variants.value(facts.contact.contacts.columns[column], facts.plan.columns[column].storage, row)
  }

  /// `employees = 10 (now 8)`
  mutating func add(
    _ value: CellValue, _ column: ColumnID, _ row: Int, sort: Change.Rank.Sort? = nil, said: String? = nil
  ) {
    let now = self.value(column, row)
    guard value != now else { return }
    let need = facts.plan.columns[column]
    var rank = Change.Rank(sort: sort ?? .value, isRelative: row != facts.row)
    if value == .missing {
      rank.sort = .missing
    } else if now == .missing {
      rank.sort = .unknown
    } else if case .number(let old) = now, case .number(let new) = value {
      rank.distance = abs(Double(new) - Double(old)) / max(1, abs(Double(old)))
    }
    let name = self.name(need.field, row)
    let current = words.words(facts.contact.contacts.columns[column], need, row).map { "now \($0)" } ?? "now missing"
    add(
      .cells([(Change.Cell(row: row, column: column), value)]),
      "\(name) \(said ?? self.said(value, need)) (\(current))", rank)
  }

  private func said(_ value: CellValue, _ need: ColumnNeed) -> String {
    switch value {
    case .missing: "missing"
    case .number(let number): "= \(words.number(number, need))"
    case .text(let text): "= \(words.quoted(text))"
    case .degrees(let degrees): "= \(words.degrees(degrees))"
    }
  }

  /// The field, and whose it is where it is not the contact's own.
  func name(_ field: FieldID, _ row: Int) -> String { facts.program.fields[field].name + whose(row) }

  func whose(_ row: Int) -> String { row == facts.row ? "" : " of \(facts.name(row))" }

  private mutating func addMissing(_ column: ColumnID, _ row: Int) {
    if value(column, row) != .missing { return add(.missing, column, row) }
    switch facts.plan.columns[column].storage {
    case .text: add(.text("something"), column, row, said: "known")
    case .integer, .tenThousandths, .yesNo: add(.number(0), column, row, said: "known")
    case .day: add(.number(Int64(facts.plan.today)), column, row, said: "known")
    case .instant: add(.number(facts.plan.asOf), column, row, said: "known")
    case .degrees, .latitude: add(.degrees(0), column, row, said: "known")
    }
  }

  // MARK: Numbers and dates

  private mutating func addRange(_ column: ColumnID, _ low: Int64, _ high: Int64, _ row: Int) {
    let storage = facts.plan.columns[column].storage
    for value in edges(low, high, storage) { add(.number(value), column, row) }
    if value(column, row) != .missing { add(.missing, column, row) }
  }

  /// The first values inside and outside of a range, whole ones where there are some.
  private func edges(_ low: Int64, _ high: Int64, _ storage: ColumnNeed.Storage) -> [Int64] {
    if storage == .yesNo { return [0, 1] }
    let step: Int64 = storage == .tenThousandths ? Number.scale : storage == .instant ? 1000 : 1
    var values: [Int64] = []
    func rounded(_ value: Int64, up: Bool) -> Int64 {
      let floor = value / step * step - (value % step < 0 ? step : 0)
      return up && floor != value ? floor + step : floor
    }
    if low > .min + 1 + 2 * step {
      values += [rounded(low, up: true), low, rounded(low - 1, up: false), low - 1]
    }
    if high < .max - 2 * step {
      values += [rounded(high, up: false), high, rounded(high + 1, up: true), high + 1]
    }
    return storage == .instant ? values.filter { $0 % 1000 == 0 } : values
  }

  private mutating func addNear(_ column: ColumnID, _ other: ColumnID, _ row: Int) {
    guard case .number(let value) = value(other, row) else { return }
    for near in [value, value - 1, value + 1] { add(.number(near), column, row) }
  }

  private mutating func addNumber(_ expression: ExpressionID, _ target: Int64, _ row: Int) {
    for solution in NumberSolver(facts).solutions(expression, target, row) {
      let (value, step) = (solution.value, solution.step)
      let whole = floorDivide(value, step) * step
      for near in [whole, whole + step, whole - step] { add(.number(near), solution.column, solution.row) }
      // Broken numbers only where whole ones are too coarse.
      if abs(value) < 100 * step { add(.number(value), solution.column, solution.row) }
    }
  }

  private mutating func addAnniversary(_ column: ColumnID, _ from: Int, _ row: Int) {
    var year = 1980
    if case .number(let day) = value(column, row) { year = CivilDate(dayNumber: Int(day)).year }
    for day in [from, from - 1] {
      let date = CivilDate(dayNumber: day)
      if let moved = CivilDate(year: year, month: date.month, day: date.day) {
        add(.number(Int64(moved.dayNumber)), column, row)
      }
    }
  }

  // MARK: Places

  private mutating func addPoint(_ latitude: ColumnID, _ longitude: ColumnID, _ circle: Circle, _ row: Int) {
    let place = facts.program.places.first { $0.latitude == circle.latitude && $0.longitude == circle.longitude }
    let name = place?.name ?? "\(words.degrees(circle.latitude)), \(words.degrees(circle.longitude))"
    let field = self.name(facts.plan.columns[latitude].field, row)
    func cells(_ north: Double, _ east: Double) -> Change.Kind {
      .cells([
        (Change.Cell(row: row, column: latitude), .degrees(north)),
        (Change.Cell(row: row, column: longitude), .degrees(east)),
      ])
    }
    guard case .degrees(let north) = value(latitude, row), case .degrees(let east) = value(longitude, row) else {
      add(
        cells(circle.latitude, circle.longitude), "\(field) at \(name) (now missing)",
        Change.Rank(sort: .unknown, isRelative: row != facts.row))
      return
    }
    let distance = kilometres(north, east, circle.latitude, circle.longitude)
    let now = "now \(Int(distance.rounded(.up))) km"
    for share in [0.999, 1.001] where distance > 0 {
      let part = circle.kilometres * share / distance
      add(
        cells(
          circle.latitude + (north - circle.latitude) * part, circle.longitude + (east - circle.longitude) * part),
        "\(field) \(share < 1 ? "within" : "more than") \(Int(circle.kilometres)) km of \(name) (\(now))",
        Change.Rank(sort: .value, distance: abs(1 - part), isRelative: row != facts.row))
    }
  }

  // MARK: Records

  private mutating func addSet(_ set: SetID, _ row: Int) {
    let isIn = facts.contact.contacts.sets[set][row] != 0
    guard let text = setWords(facts.plan.sets[set], isIn: !isIn) else { return }
    add(.set(row: row, set, !isIn), text + whose(row), Change.Rank(sort: .record, isRelative: row != facts.row))
  }

  /// nil: nothing that a change of the contact would be.
  private func setWords(_ need: SetNeed, isIn: Bool) -> String? {
    let no = isIn ? "" : "no "
    if case .basis(let purpose, let basis) = need { return "\(no)\(basis.rawValue) for \(purpose)" }
    if case .objection(let purpose) = need { return "\(no)objection to \(purpose)" }
    if case .suppressed(let channel) = need { return "\(isIn ? "" : "not ")suppressed on \(channel)" }
    if case .member(let campaign, let status, _, _) = need {
      return "\(isIn ? "" : "not ")a member of \(campaign)" + (status.map { " with status \"\($0)\"" } ?? "")
    }
    if case .stage(_, let project, let stages) = need, let stage = stages.first {
      return "\(isIn ? "" : "not ")in stage \(isIn ? stage : stages.joined(separator: " or "))"
        + (project.map { " in \($0)" } ?? "")
    }
    return nil
  }
}
