import BantamColumns
import BantamEngine
import BantamPlan
import BantamProgram
import BantamSystem
import Testing

/// `age in 30..45` is a range of birth days. Held against completed units counted one by one, and against the engine's
/// own arithmetic.
struct ElapsedTests {
  /// Completed units, counted up or down from the date: someone born on a day that a month lacks completes on the first
  /// of the next.
  static func completed(_ unit: String, since day: Int, on today: Int) -> Int {
    if unit == "days" { return today - day }
    if unit == "weeks" { return floorDivide(today - day, 7) }
    let months = unit == "years" ? 12 : unit == "quarters" ? 3 : 1
    let born = CivilDate(dayNumber: day)
    func anniversary(_ count: Int) -> Int {
      let index = born.year * 12 + born.month - 1 + count * months
      let (year, month) = (floorDivide(index, 12), index - floorDivide(index, 12) * 12 + 1)
      if let same = CivilDate(year: year, month: month, day: born.day) { return same.dayNumber }
      return (CivilDate(year: year + month / 12, month: month % 12 + 1, day: 1) ?? born).dayNumber
    }
    var count = 0
    while anniversary(count + 1) <= today { count += 1 }
    while anniversary(count) > today { count -= 1 }
    return count
  }

  static let todays = [
    "2026-03-01", "2026-02-28", "2024-02-29", "2028-03-01", "2023-12-31", "2025-03-31", "2100-02-28",
  ]

  @Test(arguments: ["years", "quarters", "months", "weeks", "days"], todays)
  func rangeOfDays(_ unit: String, _ today: String) throws {
    var numbers = Numbers(seed: UInt64(today.utf8.reduce(7) { $0 &* 31 &+ Int($1) }))
    let now = try #require(CivilDate(today)).dayNumber
    let days = (0..<250).map { _ in now + Int.random(in: -15_000...400, using: &numbers) } + (now - 400...now + 60)
    let bounds = [-2, -1, 0] + (0..<5).map { _ in Int.random(in: 1...40, using: &numbers) }
    var rules = "fields { born : date }\n"
    for (index, low) in bounds.enumerated() {
      rules += "segment range\(index) { full \(unit) since born in \(low)..\(low + index) }\n"
      rules += "segment sum\(index) { full \(unit) since born + 0 in \(low)..\(low + index) }\n"
    }
    let plan = try planned(rules, asOf: today)
    let inside = try engineAnswers(plan, days)
    let counts = days.map { Self.completed(unit, since: $0, on: now) }
    for (index, low) in bounds.enumerated() {
      for name in ["range\(index)", "sum\(index)"] {
        let answers = try #require(inside[name])
        let wrong = days.indices.filter { answers[$0] != (low...low + index).contains(counts[$0]) }
        let shown = wrong.prefix(5).map { "\(CivilDate(dayNumber: days[$0])): \(counts[$0])" }
        #expect(shown == [], "\(name), \(low)..\(low + index)")
      }
      let node = try plan.node(of: "range\(index)")
      guard case .range = node else {
        Issue.record("\(node) is no range")
        continue
      }
    }
  }

  /// Per segment whether each day of birth is inside.
  private func engineAnswers(_ plan: Plan, _ days: [Int]) throws -> [String: [Bool]] {
    let contacts = ContactColumns(
      count: days.count, keys: .integers(Cells(days.indices.map { Int64($0) })), kinds: Cells(days.map { _ in 1 }),
      columns: plan.columns.map { _ in .integers(days.map { Int64($0) }) })
    let outcome = evaluate(
      plan, lists: [], over: contacts, request: EvaluationRequest(threads: 1, masks: plan.segments.map(\.node)))
    return Dictionary(
      uniqueKeysWithValues: zip(plan.segments, outcome.masks).map { ($0.name, $1.map { $0 & 1 != 0 }) })
  }
}
