import BantamColumns
import BantamExplain
import BantamPlan
import BantamProgram
import BantamSystem

/// Changes of a contact, or of those beside it, at the edges of what a plan looks at: activities on the first and last
/// day of a window and on the days beyond, texts with something around what they should hold, each entry of a list,
/// the first and last birthday.
struct EdgeFinder {
  private let program: Program
  private let plan: Plan
  private let contacts: ContactColumns
  private let names: [String]
  private let zone: ZoneRules
  private let own: Int
  private var found: [Change] = []

  private static let mostPersons = 3
  private static let mostEntries = 20
  private static let mostTimes: Int64 = 6

  init(_ contact: ExplainedContact) {
    program = contact.program
    plan = contact.plan
    contacts = contact.contacts
    names = contact.names
    zone = contact.zone
    own = contact.row
    for row in Self.rows(contact) {
      for node in plan.nodes { add(node, row) }
      for counter in plan.counters { add(counter, 1...1, row) }
    }
  }

  static func changes(_ contact: ExplainedContact) -> [Change] { EdgeFinder(contact).found }

  /// The contact, its company, some of its persons.
  private static func rows(_ contact: ExplainedContact) -> [Int] {
    let companies = contact.contacts.companyRows
    let own = contact.row
    let company = companies[own] >= 0 ? [Int(companies[own])] : []
    return [own] + company + companies.indices.filter { companies[$0] == own }.prefix(mostPersons)
  }

  private mutating func add(_ node: Node, _ row: Int) {
    switch node {
    case .text(let column, let test): texts(column, plan.textTests[test], row)
    case .anniversary(let column, let from, let through):
      for day in [from - 1, from, through, through + 1] { birthday(column, day, row) }
    case .counter(let counter, let low, let high):
      if case .aggregate(_, let column, let scan) = plan.counters[counter] {
        for edge in [low, high] where edge > .min + 1 && edge < .max {
          for day in days(scan) { add(scan, [column: .number(edge)], day, 1, row) }
        }
      }
      let times = [low - 1, low, high == .max ? low : high + 1].filter { 1...Self.mostTimes ~= $0 }
      for count in Set(times).sorted() { add(plan.counters[counter], count...count, row) }
    case .constant, .all, .any, .not, .atLeast, .kind, .isMissing, .range, .sameText, .isShared, .arithmetic, .compare,
      .compareColumns, .radius, .sample, .set, .persons, .ofCompany:
      break
    }
  }

  private func whose(_ row: Int) -> String { row == own ? "" : " of \(names[row])" }

  // MARK: Texts

  private mutating func texts(_ column: ColumnID, _ test: TextPredicate, _ row: Int) {
    var texts: [String] = []
    switch test.relation {
    case .equals(let values): texts = values
    case .inList(let list), .containsListEntry(let list):
      texts = Array(program.lists[list].values.prefix(Self.mostEntries))
    case .containsAny(let values), .containsAll(let values), .startsWith(let values), .endsWith(let values):
      texts = values
      if test.transform == .none {
        // As a part at the beginning, in the middle and at the end.
        texts += values.flatMap { ["\($0) zwei", "Erste \($0)", "Erste \($0) zwei"] }
      } else if test.transform == .tags {
        texts += [values.joined(separator: "; ")]
      }
    case .range(let low, let high): texts = [low, high].compactMap { $0 }
    case .under(let value, _): texts = [value]
    case .known, .like, .matches: break
    }
    let need = plan.columns[column]
    guard fits(need.field, row) else { return }
    for text in texts {
      let value = test.transform == .domain ? "info@" + text : text
      found.append(
        Change(
          .cells([(Change.Cell(row: row, column: column), .text(value))]),
          words: "\(program.fields[need.field].name) = \"\(value)\"\(whose(row))"))
    }
  }

  private func fits(_ field: FieldID, _ row: Int) -> Bool {
    switch program.fields[field].context {
    case .company: contacts.kinds[row] == 0
    case .person: contacts.kinds[row] != 0
    case .contact: true
    case .activity: false
    }
  }

  // MARK: Times

  private mutating func birthday(_ column: ColumnID, _ day: Int, _ row: Int) {
    let date = CivilDate(dayNumber: day)
    let need = plan.columns[column]
    guard let born = CivilDate(year: 1980, month: date.month, day: date.day), fits(need.field, row) else { return }
    let storage = need.storage == .day ? Int64(born.dayNumber) : instant(of: born.dayNumber)
    found.append(
      Change(
        .cells([(Change.Cell(row: row, column: column), .number(storage))]),
        words: "\(program.fields[need.field].name) = \(born)\(whose(row))"))
  }

  /// `times`: so many at once.
  private mutating func add(_ counter: Counter, _ times: ClosedRange<Int64>, _ row: Int) {
    let scans: [ActivityScan]
    switch counter {
    case .count(let scan), .edge(_, let scan), .aggregate(_, _, let scan), .agedLatest(_, _, let scan),
      .agedEach(_, _, let scan):
      scans = [scan]
    case .sequence(let scan, _, let after): scans = [scan, after]
    }
    for scan in scans {
      let days = days(scan)
      for (number, cells) in ActivityCells(program, plan).variants(scan.condition).enumerated() {
        // What its values are matters on one day as on the other.
        for day in number == 0 ? days : [days[days.count / 2]] { add(scan, cells, day, times.lowerBound, row) }
      }
    }
  }

  private mutating func add(
    _ scan: ActivityScan, _ cells: [ColumnID: CellValue], _ day: Int, _ times: Int64, _ row: Int
  ) {
    let kind = scan.kind ?? "note"
    let count = times == 1 ? "a" : "\(times)"
    let details = cells.sorted { $0.key < $1.key }.compactMap { column, value -> String? in
      guard case .text(let text) = value else { return nil }
      return "\(program.fields[plan.activityColumns[column].field].name) \"\(text)\""
    }
    let with = details.isEmpty ? "" : " with " + details.joined(separator: ", ")
    // Numbers are not in the words, yet they tell changes apart.
    let numbers = cells.values.contains { if case .number = $0 { true } else { false } }
    let mark = numbers ? " (now \(cells.sorted { $0.key < $1.key }.map { "\($0.value)" }.joined()))" : ""
    found.append(
      Change(
        .activities(
          row: row, Change.Addition(kind: kind, instant: instant(of: day), cells: cells), count: Int(times)),
        words: "\(count) \"\(kind)\"\(with) on \(CivilDate(dayNumber: day))\(whose(row))\(mark)"))
  }

  /// The first and last day of a window, and those beyond.
  private func days(_ scan: ActivityScan) -> [Int] {
    var days: [Int] = []
    for edge in [scan.from, scan.through] where edge > .min + 1 && edge < .max {
      let day = zone.localDay(ofInstant: edge)
      days += [day - 1, day, day + 1]
    }
    // Yesterday lies in most windows.
    return days + [plan.today - 1]
  }

  private func instant(of day: Int) -> Int64 { RunClock(asOf: plan.asOf, zone: zone).instant(of: .day(day)) }
}
