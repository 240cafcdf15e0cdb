import Testing

@testable import BantamStore

/// Change sets as SQLite makes them, of random work on three contacts; contact 2 leaves all of them.
@Suite struct ChangeSetFilterRandomTests {
  private static let tables = ["event", "member"]
  private static let places: [String: ChangeSetFilter.Place] = [
    "event": .init(contact: 1), "member": .init(contact: 1),
  ]

  @Test(arguments: 0..<40) func exactlyTheContactsChangesGo(seed: Int) throws {
    var random = RandomWork(state: UInt64(seed) + 1)
    let scratch = try Scratch(
      sql: """
        CREATE TABLE event(id INTEGER PRIMARY KEY, contact_id NOT NULL, note TEXT, amount NUMERIC);
        CREATE TABLE member(campaign_id, contact_id, grade TEXT, PRIMARY KEY (campaign_id, contact_id)) WITHOUT ROWID
        """)
    let database = try Database(path: scratch.path, mode: .readWrite)
    var runs: [(changes: ChangeSet, expected: [String])] = []
    for _ in 0..<12 {
      let before = try owners(database)
      let recorder = try ChangeRecorder(database, tables: Self.tables)
      for _ in 0..<(1 + random.below(6)) { try database.execute(random.statement()) }
      let changes = try recorder.changes()
      let after = try owners(database)
      var expected: [String] = []
      changes.each { change in
        let isAbout =
          change.table == "member"
          ? change.key[1] == .integer(2)
          : before[change.key[0]] == .integer(2) || after[change.key[0]] == .integer(2)
        if !isAbout { expected.append(words(change)) }
      }
      runs.append((changes, expected))
    }
    var filter = ChangeSetFilter(contact: .integer(2), places: Self.places)
    for (id, contact) in try owners(database) where contact == .integer(2) { filter.add(rowOf: "event", key: [id]) }
    for run in runs.reversed() {
      let found = filter.filter(run.changes.bytes)
      let filtered = try #require(found)
      var left: [String] = []
      ChangeSet(bytes: filtered.bytes).each { left.append(words($0)) }
      #expect(left == run.expected)
      #expect(filtered.dropped == run.changes.rowCount - run.expected.count)
      if filtered.dropped == 0 { #expect(filtered.bytes == run.changes.bytes) }
    }
  }

  /// Whose each event is.
  private func owners(_ database: Database) throws -> [SQLValue: SQLValue] {
    let statement = try database.prepare("SELECT id, contact_id FROM event")
    var owners: [SQLValue: SQLValue] = [:]
    while try statement.step() { owners[statement.value(0)] = statement.value(1) }
    return owners
  }

  private func words(_ change: ChangeSet.Change) -> String {
    "\(change.table) \(change.operation) \(change.key) \(change.before) \(change.after)"
  }
}

/// Statements of a small world: five events and three campaigns at most.
private struct RandomWork {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }

  mutating func statement() -> String {
    let (event, contact, campaign) = (1 + below(5), 1 + below(3), 1 + below(3))
    let note = "'\(String(repeating: "x", count: below(200)))'"
    switch below(7) {
    case 0, 1: return "INSERT OR IGNORE INTO event VALUES (\(event), \(contact), \(note), \(below(9)).5)"
    case 2: return "UPDATE event SET note = \(note) WHERE id = \(event)"
    case 3: return "UPDATE event SET contact_id = \(contact), amount = NULL WHERE id = \(event)"
    case 4: return "DELETE FROM event WHERE id = \(event)"
    case 5: return "INSERT OR REPLACE INTO member VALUES (\(campaign), \(contact), \(note))"
    default: return "DELETE FROM member WHERE contact_id = \(contact)"
    }
  }
}
