import BantamStore
import BantamSystem
import BantamWorkload
import Foundation

/// A database of random contacts and activities, a third of all cells null, gone after the test.
///
/// Texts come in several spellings, with blanks around them or of nothing but blanks. Letters beyond ASCII have one case
/// only, as SQLite's `lower` knows ASCII.
final class RandomContacts {
  static let contactCount = 500
  /// The instant of all runs; on a day that every month has, so that SQLite moves it by months as Bantam does.
  static let asOf = "2026-05-14 09:30:00"

  let path: String
  let keys: [Int64]

  init(seed: UInt64) throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("bantam-\(UUID().uuidString).db").path
    keys = (0..<Self.contactCount).map { Int64($0 * 3 + 1) }
    var random = SplitMix64(seed: seed)
    let database = try Database(path: path, mode: .create)
    try database.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
    try database.transaction { () throws(StoreError) in
      try database.execute(Self.schema)
      let insert = try database.prepare(
        "INSERT INTO contact VALUES (\(Array(repeating: "?", count: 20).joined(separator: ", ")))")
      for key in keys {
        try insert.bind(contact(key, &random))
        try insert.run()
      }
      let activity = try database.prepare("INSERT INTO activity VALUES (?, ?, ?, ?, ?, ?, ?)")
      for key in keys where random.chance(0.7) {
        for _ in 0..<random.below(9) {
          try activity.bind(Self.activity(key, &random))
          try activity.run()
        }
      }
    }
  }

  deinit {
    for file in [path, path + "-columns"] { try? FileManager.default.removeItem(atPath: file) }
  }

  private static let schema = """
    CREATE TABLE contact(
      id INTEGER PRIMARY KEY, kind TEXT, company_id INTEGER, name TEXT, city TEXT, code TEXT, email TEXT, labels TEXT,
      level TEXT, employees INTEGER, score REAL, revenue NUMERIC, opted INTEGER, blocked INTEGER, born TEXT, due TEXT,
      created TEXT, seen TEXT, lat REAL, lon REAL);
    CREATE TABLE activity(
      contact_id INTEGER, kind TEXT, at TEXT, detail TEXT, amount NUMERIC, quantity INTEGER, urgent INTEGER);
    CREATE INDEX contact_company ON contact(company_id);
    CREATE INDEX activity_contact ON activity(contact_id);
    """

  func contact(_ key: Int64, _ random: inout SplitMix64) -> [SQLValue] {
    let isCompany = random.chance(0.3)
    var cells: [SQLValue] = [.integer(key), .text(isCompany ? "company" : "person")]
    // Some point at nobody or at a person: they have no company.
    cells.append(
      isCompany && random.chance(0.8) ? .null : .integer(random.element(keys) + (random.chance(0.1) ? 1 : 0)))
    for pool in [Pools.names, Pools.cities, Pools.codes, Pools.emails, Pools.labels, Pools.levels] {
      cells.append(random.chance(0.3) ? .null : .text(random.element(pool)))
    }
    cells += [
      .integer(Int64(random.below(60))), .real(Double(random.below(200) - 60) / 100),
      random.chance(0.5) ? .integer(Int64(random.below(20))) : .real(Double(random.below(2000)) / 4),
      .integer(random.chance(0.5) ? 1 : 0), .integer(random.chance(0.2) ? 1 : 0),
      .text(Pools.day(-26_000...(-5_500), &random)), .text(Pools.day(-500...500, &random)),
      .text(Pools.instant(-90_000_000...10_000_000, &random)), .text(Pools.instant(-9_000_000...1_000_000, &random)),
    ].map { random.chance(0.33) ? .null : $0 }
    let isLocated = random.chance(0.7)
    cells.append(isLocated ? .real(53.55 + Double(random.below(2000) - 1000) / 1000) : .null)
    cells.append(isLocated || random.chance(0.1) ? .real(9.99 + Double(random.below(2000) - 1000) / 1000) : .null)
    return cells
  }

  static func activity(_ key: Int64, _ random: inout SplitMix64) -> [SQLValue] {
    let cells: [SQLValue] = [
      .text(random.element(Pools.cities)), .real(Double(random.below(4000)) / 8), .integer(Int64(random.below(9))),
      .integer(random.chance(0.5) ? 1 : 0),
    ]
    return [
      .integer(key), .text(random.element(Pools.activityKinds)),
      .text(Pools.instant(-20_000_000...500_000, &random)),
    ] + cells.map { random.chance(0.33) ? .null : $0 }
  }
}

/// Where cells, and the operands of conditions, are drawn from.
enum Pools {
  static let names = ["Anna", "anna", " Anna ", "Ben", "BEN", "Carla Koch", "carla koch\t", "Dörte", "", "   "]
  static let cities = [
    "Hamburg", "hamburg", " HAMBURG", "Kiel", "kiel ", "Lübeck", "LübECK", "Bad Oldesloe", "bad [x]", "St. Peter*", "",
    " ",
  ]
  static let codes = ["20095", "22767", "24103", " 24103 ", "1010", "8001", "80331", "01067", ""]
  static let emails = [
    "a@example.com", "b@Example.COM", "info@firma.de", " info@FIRMA.de ", "x@y@gmx.de", "nobody", "open@", "@", "",
  ]
  static let labels = ["expo", "Expo; vip", "vip ;EXPO; test", ";", " ; vip", "vipx", "test; ;", ""]
  static let levels = ["junior", "Senior", "OWNER", "vp"]
  static let activityKinds = ["webinar", "Webinar", "demo", "visit", "VISIT", "order"]

  /// Days where windows of random rule sets often begin and end, against the run's day: weeks, months and years.
  private static let edges = [0, 1, 7, 14, 30, 42, 89, 181, 365, 730]

  /// So many days around the run's day, half of them at an edge.
  static func day(_ days: ClosedRange<Int>, _ random: inout SplitMix64) -> String {
    var distance = days.lowerBound + random.below(days.count)
    if days.contains(0), random.chance(0.5) {
      distance = random.element(edges) * (random.chance(0.3) ? 1 : -1) + random.below(3) - 1
    }
    return "\(CivilDate(dayNumber: 20_587 + distance))"
  }

  /// So many seconds around the run's instant, a third of them at an edge, in one of the ways to write it.
  static func instant(_ seconds: ClosedRange<Int>, _ random: inout SplitMix64) -> String {
    var distance = seconds.lowerBound + random.below(seconds.count)
    if random.chance(0.3) {
      distance = random.element(edges) * (random.chance(0.2) ? 86_400 : -86_400) + random.below(3) - 1
    }
    let moment = 20_587 * 86_400 + 34_200 + distance
    let day = CivilDate(dayNumber: moment / 86_400)
    let parts = [moment % 86_400 / 3600, moment / 60 % 60, moment % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    let time = parts.joined(separator: ":")
    return ["\(day) \(time)", "\(day)T\(time)Z", "\(day)T\(time)+02:00"][random.below(3)]
  }
}
