import BantamSystem
import Testing

@testable import BantamStore

@Suite struct LocalClockTests {
  /// The same as the zone's own rules, each half hour of six years, changes of the clock included.
  @Test(arguments: ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca"])
  func agreesWithTheZone(_ name: String) throws {
    let zone = try #require(ZoneRules(name: name))
    let clock = LocalClock(zone)
    var differences = 0
    for halfHour in stride(from: 18_000 * 48, to: 20_200 * 48, by: 1) {
      let local = Int64(halfHour) * 1_800_000
      if clock.instant(day: halfHour / 48, localMilliseconds: local) != zone.instant(localMilliseconds: local) {
        differences += 1
      }
    }
    #expect(differences == 0)
  }
}
