import BantamPlan
import BantamProgram
import BantamSystem
import Foundation

/// A plan worked out row by row in the plainest way: what the engine is held against.
final class ReferenceEngine {
  /// The outcome, and strong Kleene logic: 0 no, 1 unknown, 2 yes.
  struct Answer: Equatable {
    var holds: Bool
    var kleene: Int

    init(_ holds: Bool, _ kleene: Int) {
      self.holds = holds
      self.kleene = kleene
    }

    /// nil: the value is missing.
    init(test holds: Bool?) { self.init(holds ?? false, holds.map { $0 ? 2 : 0 } ?? 1) }
  }

  let plan: Plan
  let lists: [List]
  let contacts: [ReferenceContact]
  private var answers: [[Answer?]]

  init(plan: Plan, lists: [List], contacts: [ReferenceContact]) {
    self.plan = plan
    self.lists = lists
    self.contacts = contacts
    answers = Array(repeating: Array(repeating: nil, count: contacts.count), count: plan.nodes.count)
  }

  func answer(_ node: NodeID, _ row: Int) -> Answer {
    if let answer = answers[node][row] { return answer }
    let answer = work(out: plan.nodes[node], row)
    answers[node][row] = answer
    return answer
  }

  private func work(out node: Node, _ row: Int) -> Answer {
    let cells = contacts[row].cells
    switch node {
    case .all, .any, .not, .atLeast, .constant: return combine(node) { answer($0, row) }
    case .kind(let kind): return Answer(test: contacts[row].kind == kind)
    case .set(let set): return Answer(test: contacts[row].isInSet[set])
    case .sample(let low, let high, let buckets, let seed):
      let bucket = stableBucket(key: UInt64(bitPattern: contacts[row].key), seed: seed, count: buckets)
      return Answer(test: bucket >= low && bucket <= high)
    case .isShared(let column): return isShared(column, row)
    case .persons(let least, let most, let asked): return persons(least, most, asked, row)
    case .ofCompany(let asked):
      guard let company = contacts[row].company else { return Answer(test: nil) }
      return answer(asked, company)
    case .counter(let counter, let low, let high):
      return Answer(test: value(of: plan.counters[counter], row).map { $0 >= low && $0 <= high })
    case .arithmetic(let expression, let low, let high):
      return Answer(test: number(expression, row).map { $0 >= low && $0 <= high })
    case .compare(let first, let comparison, let second):
      guard let left = number(first, row), let right = number(second, row) else { return Answer(test: nil) }
      return Answer(test: compare(left, comparison, right))
    case .isMissing, .range, .text, .sameText, .compareColumns, .anniversary, .radius:
      return testCells(node, cells)
    }
  }

  /// Conditions on the cells of one row alone, a contact's or an activity's.
  private func testCells(_ node: Node, _ cells: [Cell]) -> Answer {
    switch node {
    case .isMissing(let column): return Answer(test: cells[column] == .missing)
    case .range(let column, let low, let high):
      return Answer(test: cells[column].number.map { $0 >= low && $0 <= high })
    case .text(let column, let test): return ReferenceText(plan.textTests[test], lists).test(cells[column].text)
    case .sameText(let first, let second):
      guard let left = cells[first].text, let right = cells[second].text else { return Answer(test: nil) }
      return Answer(test: foldCase(left) == foldCase(right))
    case .compareColumns(let first, let comparison, let second):
      guard let left = cells[first].number, let right = cells[second].number else { return Answer(test: nil) }
      return Answer(test: compare(left, comparison, right))
    case .anniversary(let column, let first, let last):
      return Answer(test: cells[column].number.map { isAnniversary(Int($0), first, last) })
    case .radius(let latitude, let longitude, let circle):
      guard let north = cells[latitude].degrees, let east = cells[longitude].degrees else { return Answer(test: nil) }
      return Answer(test: kilometres(north, east, circle) <= circle.kilometres)
    default: preconditionFailure("\(node) is no test of cells")
    }
  }

  func combine(_ node: Node, _ answer: (NodeID) -> Answer) -> Answer {
    switch node {
    case .constant(let holds): return Answer(test: holds)
    case .all(let inputs):
      return Answer(inputs.allSatisfy { answer($0).holds }, inputs.map { answer($0).kleene }.min() ?? 2)
    case .any(let inputs):
      return Answer(inputs.contains { answer($0).holds }, inputs.map { answer($0).kleene }.max() ?? 0)
    case .not(let input): return Answer(!answer(input).holds, 2 - answer(input).kleene)
    case .atLeast(let least, let inputs):
      let (sure, possible) = (inputs.count { answer($0).kleene == 2 }, inputs.count { answer($0).kleene > 0 })
      return Answer(
        inputs.count { answer($0).holds } >= least, sure >= least ? 2 : possible >= least ? 1 : 0)
    default: preconditionFailure("\(node) has no inputs")
    }
  }

  private func isShared(_ column: ColumnID, _ row: Int) -> Answer {
    guard let text = contacts[row].cells[column].text else { return Answer(test: nil) }
    let others = contacts.indices.filter { $0 != row }
    return Answer(test: others.contains { contacts[$0].cells[column].text.map(foldCase) == foldCase(text) })
  }

  private func persons(_ least: Int, _ most: Int?, _ asked: NodeID, _ row: Int) -> Answer {
    if contacts[row].kind == .person { return Answer(test: false) }
    let persons = contacts.indices.filter { contacts[$0].kind == .person && contacts[$0].company == row }
    let given = persons.map { answer(asked, $0) }
    let holding = given.count { $0.holds }
    let (sure, possible) = (given.count { $0.kleene == 2 }, given.count { $0.kleene > 0 })
    let greatest = most ?? Int.max
    let can = possible >= least && sure <= greatest
    let must = sure >= least && possible <= greatest
    return Answer(holding >= least && holding <= greatest, must ? 2 : can ? 1 : 0)
  }

  private func compare(_ left: Int64, _ comparison: Comparison, _ right: Int64) -> Bool {
    switch comparison {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }

  private func isAnniversary(_ day: Int, _ first: Int, _ last: Int) -> Bool {
    let born = CivilDate(dayNumber: day)
    for candidate in first...max(first, last) where candidate <= last {
      let date = CivilDate(dayNumber: candidate)
      if date.month == born.month, date.day == born.day { return true }
      if born.month == 2, born.day == 29, date.month == 3, date.day == 1, !CivilDate.isLeap(date.year) { return true }
    }
    return false
  }

  private func kilometres(_ latitude: Double, _ longitude: Double, _ circle: Circle) -> Double {
    func radians(_ degrees: Double) -> Double { degrees * (Double.pi / 180) }
    let north = sin(radians(latitude - circle.latitude) / 2)
    let east = sin(radians(longitude - circle.longitude) / 2)
    let term = north * north + cos(radians(circle.latitude)) * cos(radians(latitude)) * (east * east)
    return 2 * 6371 * asin(min(1, term).squareRoot())
  }

  // Numbers

  func number(_ expression: ExpressionID, _ row: Int) -> Int64? {
    let cells = contacts[row].cells
    switch plan.expressions[expression] {
    case .constant(let number): return number
    case .column(let column): return scaled(cells[column].number, column)
    case .companyColumn(let column):
      return contacts[row].company.flatMap { scaled(contacts[$0].cells[column].number, column) }
    case .elapsed(let unit, let column):
      guard let day = cells[column].number else { return nil }
      return Int64(elapsed(unit, Int(day), plan.today)) * 10_000
    case .binary(let operation, let first, let second):
      guard let left = number(first, row), let right = number(second, row) else { return nil }
      return calculate(operation, left, right)
    }
  }

  private func scaled(_ value: Int64?, _ column: ColumnID) -> Int64? {
    guard let value else { return nil }
    if plan.columns[column].storage == .tenThousandths { return value }
    let product = value.multipliedReportingOverflow(by: 10_000)
    return product.overflow ? nil : product.partialValue
  }

  private func calculate(_ operation: Arithmetic, _ left: Int64, _ right: Int64) -> Int64? {
    let (left, right) = (Int128(left), Int128(right))
    func rounded(_ dividend: Int128, _ divisor: Int128) -> Int128 {
      let doubled = 2 * dividend.magnitude + divisor.magnitude
      let size = Int128(doubled / (2 * divisor.magnitude))
      return (dividend < 0) == (divisor < 0) ? size : -size
    }
    let result: Int128
    switch operation {
    case .add: result = left + right
    case .subtract: result = left - right
    case .multiply: result = rounded(left * right, 10_000)
    case .divide:
      if right == 0 { return nil }
      result = rounded(left * 10_000, right)
    }
    return Int64(exactly: result).flatMap { $0 == .min ? nil : $0 }
  }

  /// Counts on or back, unit by unit.
  private func elapsed(_ unit: CalendarUnit, _ from: Int, _ through: Int) -> Int {
    switch unit {
    case .day: return through - from
    case .week: return floorDivide(through - from, 7)
    case .month, .quarter, .year, .fiscalYear:
      let start = CivilDate(dayNumber: from)
      var months = 0
      while dayAfter(months + 1, start) <= through { months += 1 }
      while dayAfter(months, start) > through { months -= 1 }
      return floorDivide(months, unit == .month ? 1 : unit == .quarter ? 3 : 12)
    }
  }

  /// The day so many months later; the first of the month after where there is no such day.
  private func dayAfter(_ months: Int, _ start: CivilDate) -> Int {
    let index = start.year * 12 + start.month - 1 + months
    let (year, month) = (index / 12, index % 12 + 1)
    if let date = CivilDate(year: year, month: month, day: start.day) { return date.dayNumber }
    return CivilDate(year: year + month / 12, month: month % 12 + 1, day: 1)?.dayNumber ?? 0
  }

  // Activities

  func value(of counter: Counter, _ row: Int) -> Int64? {
    switch counter {
    case .count(let scan): return Int64(matching(scan, row).count)
    case .edge(let edge, let scan):
      let instants = matching(scan, row).map(\.instant)
      return edge == .first ? instants.first : instants.last
    case .aggregate(let aggregate, let column, let scan):
      return total(aggregate, matching(scan, row).compactMap { $0.cells[column].number })
    case .sequence(let scan, let limit, let earlierScan):
      let earlier = matching(earlierScan, row)
      let follows = matching(scan, row).contains { later in
        earlier.contains { later.instant > $0.instant && later.instant - $0.instant <= limit }
      }
      return follows ? 1 : 0
    case .agedLatest(let points, let halvingDays, let scan):
      return matching(scan, row).last.map { aged(points, halvingDays, $0.instant) } ?? 0
    case .agedEach(let points, let halvingDays, let scan):
      return matching(scan, row).reduce(0) { $0 + aged(points, halvingDays, $1.instant) }
    }
  }

  private func matching(_ scan: ActivityScan, _ row: Int) -> [ReferenceActivity] {
    contacts[row].activities.filter { activity in
      if let kind = scan.kind, foldCase(kind) != foldCase(activity.kind) { return false }
      if activity.instant < scan.from || activity.instant > scan.through { return false }
      return scan.condition.map { activityAnswer($0, activity).holds } ?? true
    }
  }

  private func activityAnswer(_ node: NodeID, _ activity: ReferenceActivity) -> Answer {
    switch plan.activityNodes[node] {
    case .all, .any, .not, .atLeast, .constant:
      combine(plan.activityNodes[node]) { activityAnswer($0, activity) }
    default: testCells(plan.activityNodes[node], activity.cells)
    }
  }

  private func total(_ aggregate: Aggregate, _ values: [Int64]) -> Int64? {
    switch aggregate {
    case .sum: return values.reduce(0, +)
    case .minimum: return values.min()
    case .maximum: return values.max()
    case .average:
      if values.isEmpty { return nil }
      let sum = values.reduce(0, +)
      let size = (2 * abs(sum) + Int64(values.count)) / (2 * Int64(values.count))
      return sum < 0 ? -size : size
    }
  }

  private func aged(_ points: Int64, _ halvingDays: Int64, _ instant: Int64) -> Int64 {
    let days = max(0, plan.asOf - instant) / 86_400_000
    let (halvings, rest) = (days / halvingDays, days % halvingDays)
    if halvings >= 40 { return 0 }
    // Halves of a thousandth, so that rounding is a division by two.
    let dividend = Int128(abs(points)) * 2000 * Int128(2 * halvingDays - rest)
    let halves = dividend / (Int128(2 * halvingDays) << Int128(halvings))
    let size = Int64((halves + 1) / 2)
    return points < 0 ? -size : size
  }
}
