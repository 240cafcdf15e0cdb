import BantamColumns
import BantamEngine
import BantamPlan
import BantamProgram
import BantamSystem
import Testing

/// `anniversary in next 14 days` against the return of each day looked up in the calendar.
struct AnniversaryTests {
  static let todays = [
    "2026-02-15", "2026-02-16", "2028-02-16", "2026-12-27", "2027-02-27", "2028-02-28", "2024-02-29",
  ]

  /// 29 February is 1 March where the year has no such day.
  static func returns(_ day: Int, in span: [CivilDate]) -> Bool {
    let date = CivilDate(dayNumber: day)
    return span.contains { now in
      if date.month == 2, date.day == 29, !CivilDate.isLeap(now.year) { return now.month == 3 && now.day == 1 }
      return now.month == date.month && now.day == date.day
    }
  }

  @Test(arguments: todays, ["14 days", "1 day", "2 months", "1 year", "3 weeks"])
  func returningDays(_ today: String, _ span: String) throws {
    let now = try #require(CivilDate(today)).dayNumber
    let leapDays = (1980...2024).compactMap { CivilDate(year: $0, month: 2, day: 29)?.dayNumber }
    let days = Array(now - 800...now - 400) + Array(now - 40...now + 10) + leapDays
    let plan = try planned("fields { born : date }\nsegment soon { born anniversary in next \(span) }", asOf: today)
    let contacts = ContactColumns(
      count: days.count, keys: .integers(Cells(days.indices.map { Int64($0) })), kinds: Cells(days.map { _ in 1 }),
      columns: plan.columns.map { _ in .integers(days.map { Int64($0) }) })
    let outcome = evaluate(
      plan, lists: [], over: contacts, request: EvaluationRequest(threads: 1, masks: plan.segments.map(\.node)))
    let length = ["14 days": 14, "1 day": 1, "3 weeks": 21][span]
    let last = length.map { now + $0 - 1 } ?? WindowTests.moved(now, months: span == "1 year" ? 12 : 2) - 1
    let returning = (now...last).map { CivilDate(dayNumber: $0) }
    let wrong = days.indices.filter {
      outcome.masks[0][$0] & 1 != (Self.returns(days[$0], in: returning) ? 1 : 0)
    }
    #expect(wrong.map { CivilDate(dayNumber: days[$0]).description } == [])
  }
}
