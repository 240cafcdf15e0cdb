import Testing

@testable import BantamSystem

@Suite struct CivilDateTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2000-03-01", 11_017), ("2026-03-01", 20_513),
    ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
  ])
  func dayNumbers(text: String, number: Int) throws {
    let date = try #require(CivilDate(text))
    #expect(date.dayNumber == number)
    #expect(CivilDate(dayNumber: number) == date)
    #expect(date.description == text)
  }

  @Test func everyDayOfFourCenturiesFollowsTheOneBefore() {
    var date = CivilDate(dayNumber: -25_568)
    for number in -25_567..<(-25_567 + 146_097) {
      let next = CivilDate(dayNumber: number)
      let isNextDay =
        next.day == date.day + 1 && next.month == date.month
        || next.day == 1 && date.day == CivilDate.dayCount(year: date.year, month: date.month)
      if !isNextDay || next.dayNumber != number { Issue.record("\(date) \(next)") }
      date = next
    }
  }

  @Test(arguments: [
    "2026-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-1-1", "0000-01-01", "2026-01-01 ", "2026/01/01", "",
  ])
  func impossible(text: String) { #expect(CivilDate(text) == nil) }

  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-03-31", -1, "2026-02-28"),
    ("2026-12-15", 1, "2027-01-15"), ("2026-01-15", -1, "2025-12-15"), ("2024-02-29", 12, "2025-02-28"),
    ("2026-05-31", 0, "2026-05-31"), ("2026-05-31", -27, "2024-02-29"),
  ])
  func addingMonths(from: String, months: Int, to: String) throws {
    #expect(try #require(CivilDate(from)).adding(months: months).description == to)
  }

  @Test(arguments: [("2026-03-01", 6), ("2026-03-02", 0), ("1970-01-01", 3), ("1969-12-29", 0)])
  func weekdays(text: String, weekday: Int) throws { #expect(try #require(CivilDate(text)).weekday == weekday) }
}

@Suite struct TimestampTests {
  @Test(
    arguments: [
      ("1970-01-01", 0, nil), ("1970-01-01T00:00:01", 1000, nil), ("1970-01-02 01:30", 91_800_000, nil),
      ("1970-01-01T00:00:00.25Z", 250, 0), ("1970-01-01T00:00:00,5+01:00", 500, 3600),
      ("1969-12-31T23:59:59.999Z", -1, 0),
      ("2026-03-01T12:00:00-0530", 1_772_366_400_000, -19_800), ("2026-03-01 12:00 +01", 1_772_366_400_000, 3600),
      ("1970-01-01T00:00:00.123456789Z", 123, 0),
    ] as [(String, Int64, Int?)])
  func reads(text: String, local: Int64, offset: Int?) throws {
    let timestamp = try #require(Timestamp(text))
    #expect(timestamp.localMilliseconds == local)
    #expect(timestamp.offsetSeconds == offset)
  }

  @Test(arguments: [
    "2026-03-01T", "2026-03-01T24:00", "2026-03-01T12", "2026-03-01T12:60", "2026-03-01T12:00:60", "2026-02-30T12:00",
    "2026-03-01T12:00X", "2026-03-01T12:00Zx", "2026-03-01T12:00+1", "2026-03-01T12:00+01:60", "2026-03-01T12:00:00.",
  ])
  func refuses(text: String) { #expect(Timestamp(text) == nil) }

  @Test func writes() throws {
    let berlin = try #require(ZoneRules(name: "Europe/Berlin"))
    #expect(Timestamp.text(ofInstant: 0) == "1970-01-01T00:00:00Z")
    #expect(Timestamp.text(ofInstant: -1) == "1969-12-31T23:59:59.999Z")
    #expect(Timestamp.text(ofInstant: 1_782_900_000_250, in: berlin) == "2026-07-01T12:00:00.250+02:00")
  }
}
