import Testing

@testable import BantamSystem

@Suite struct ZoneRulesTests {
  @Test(arguments: [
    // name, instant, offset in minutes
    ("Europe/Berlin", "2026-01-15T12:00:00Z", 60), ("Europe/Berlin", "2026-07-15T12:00:00Z", 120),
    ("Europe/Berlin", "2026-03-29T00:59:59Z", 60), ("Europe/Berlin", "2026-03-29T01:00:00Z", 120),
    ("Europe/Berlin", "2026-10-25T00:59:59Z", 120), ("Europe/Berlin", "2026-10-25T01:00:00Z", 60),
    ("Europe/Berlin", "1970-07-01T00:00:00Z", 60), ("Europe/Berlin", "1945-07-01T00:00:00Z", 180),
    ("Europe/Berlin", "2090-07-01T00:00:00Z", 120), ("Europe/Berlin", "3026-07-01T00:00:00Z", 120),
    ("Europe/Berlin", "3026-01-01T00:00:00Z", 60), ("Europe/Berlin", "9999-07-01T00:00:00Z", 120),
    ("America/New_York", "2026-03-08T06:59:59Z", -300), ("America/New_York", "2026-03-08T07:00:00Z", -240),
    ("Asia/Kolkata", "2026-03-08T00:00:00Z", 330), ("Australia/Lord_Howe", "2026-01-01T00:00:00Z", 660),
    ("Australia/Lord_Howe", "2026-07-01T00:00:00Z", 630), ("Europe/Dublin", "2026-07-01T00:00:00Z", 60),
    ("Europe/Dublin", "2026-01-01T00:00:00Z", 0), ("Africa/Casablanca", "2026-01-01T00:00:00Z", 60),
    ("UTC", "2026-07-01T00:00:00Z", 0),
  ])
  func offsets(name: String, text: String, minutes: Int) throws {
    let zone = try #require(ZoneRules(name: name))
    let instant = try #require(Timestamp(text)).instant(in: .utc)
    #expect(zone.offsetSeconds(atInstantMilliseconds: instant) == minutes * 60)
  }

  @Test(arguments: [
    ("Europe/Berlin", "2026-03-01T00:00", "2026-02-28T23:00:00Z"),
    // Jumped over: moved on by the hour.
    ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30:00Z"),
    // Comes twice: the earlier.
    ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30:00Z"),
    ("Europe/Berlin", "2826-10-25T02:30", "2826-10-25T00:30:00Z"),
    // Midnight jumped over: the day begins at one o'clock.
    ("America/Sao_Paulo", "2018-11-04T00:00", "2018-11-04T03:00:00Z"),
    // A day that never was.
    ("Pacific/Apia", "2011-12-30T00:00", "2011-12-30T10:00:00Z"),
  ])
  func localTimes(name: String, local: String, instant: String) throws {
    let zone = try #require(ZoneRules(name: name))
    #expect(Timestamp.text(ofInstant: try #require(Timestamp(local)).instant(in: zone)) == instant)
  }

  @Test func daysBeginAndEndWhereTheyShould() throws {
    for name in ["Europe/Berlin", "America/Sao_Paulo", "Asia/Beirut", "Pacific/Auckland", "UTC"] {
      let zone = try #require(ZoneRules(name: name))
      var cursor = ZoneCursor(zone)
      for day in stride(from: 0, to: 60_000, by: 1) {
        let start = zone.startOfDay(day)
        if zone.localDay(ofInstant: start) != day || zone.localDay(ofInstant: start - 1) >= day {
          Issue.record("\(name) \(day)")
        }
        if cursor.localDay(ofInstant: start) != day { Issue.record("cursor \(name) \(day)") }
      }
    }
  }

  @Test(arguments: [
    "", "Europe/Nowhere", "../etc/passwd", "/etc/passwd", "europe/berlin\0", "Europe", "posixrules/../x",
  ])
  func unknown(name: String) { #expect(ZoneRules(name: name) == nil) }

  @Test(arguments: [
    "Europe/Berlin", "America/New_York", "Africa/Casablanca", "Pacific/Apia", "Asia/Tehran", "Europe/Dublin", "CET",
  ])
  func theCopyInsideTheProgramSaysTheSame(name: String) throws {
    let files = try #require(ZoneRules(name: name))
    let copy = try #require(ZoneRules(name: name, folders: []))
    for instant in stride(from: -2_000_000_000_000, to: 20_000_000_000_000, by: 86_400_000 * 3 + 1) as StrideTo<Int64>
    where files.offsetSeconds(atInstantMilliseconds: instant) != copy.offsetSeconds(atInstantMilliseconds: instant) {
      Issue.record("\(name) \(Timestamp.text(ofInstant: instant))")
      break
    }
  }

  @Test func utcNeedsNoFile() {
    #expect(ZoneRules(name: "UTC", folders: []) != nil)
  }

  @Test(arguments: [
    // rule, local second of the first and second change in 2026 as a date
    ("CET-1CEST,M3.5.0,M10.5.0/3", 3600, 7200, "2026-03-29T02:00:00Z", "2026-10-25T03:00:00Z"),
    ("EST5EDT,M3.2.0,M11.1.0", -18_000, -14_400, "2026-03-08T02:00:00Z", "2026-11-01T02:00:00Z"),
    ("<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", -10_800, -7200, "2026-03-28T22:00:00Z", "2026-10-24T23:00:00Z"),
    ("AAA-1BBB-3:30,J60/0,59/24:30", 3600, 12_600, "2026-03-01T00:00:00Z", "2026-03-02T00:30:00Z"),
  ])
  func footers(rule: String, standard: Int, saving: Int, start: String, end: String) throws {
    let footer = try #require(ZoneFooter(rule))
    let rules = try #require(footer.saving)
    #expect(footer.standardOffset == standard)
    #expect(rules.offset == saving)
    #expect(Timestamp.text(ofInstant: rules.start.second(inYear: 2026) * 1000) == start)
    #expect(Timestamp.text(ofInstant: rules.end.second(inYear: 2026) * 1000) == end)
  }

  @Test(arguments: [
    "", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "1", "CET-1CEST,M3.5.0,M10.5.0/3x",
  ])
  func brokenFooters(rule: String) { #expect(ZoneFooter(rule) == nil) }

  @Test func brokenFilesAreRefused() throws {
    let bytes = try readFile(path: "/usr/share/zoneinfo/Europe/Berlin", maximumBytes: 1 << 20)
    #expect(ZoneFile(bytes) != nil)
    for count in stride(from: 0, to: bytes.count - 30, by: 7) where ZoneFile(Array(bytes[..<count])) != nil {
      Issue.record("cut at \(count)")
    }
  }
}
