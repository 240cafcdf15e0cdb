import BantamPlan
import BantamProgram
import BantamSystem
import Testing

/// The windows of a clock.
struct WindowTests {
  @Test func todayIsADayOfTheZone() throws {
    let berlin = try #require(ZoneRules(name: "Europe/Berlin"))
    let instant = try #require(Timestamp("2026-03-01T23:30Z")).instant(in: berlin)
    #expect(CivilDate(dayNumber: RunClock(asOf: instant, zone: berlin).today).description == "2026-03-02")
  }
}
