import BantamPlan
import BantamProgram
import BantamSystem
import BantamWorkload
import Testing

@testable import BantamStore

/// Random rule sets over the column snapshot of random contacts, which another program changes between the runs: the
/// answers are those of SQLite's own SQL, with triggers that note the changes and without.
@Suite struct SnapshotDifferentialTests {
  private static let rounds = 14

  @Test(arguments: 1...UInt64(6))
  func sameAnswersAfterOthersWrote(seed: UInt64) throws {
    let contacts = try RandomContacts(seed: seed + 500)
    var random = SplitMix64(seed: seed)
    var origins: [LoadReport.Origin] = []
    for round in 0..<Self.rounds {
      let program = RandomProgram.make(seed: seed * 1000 + UInt64(round % 3))
      if round == 4 { try install(program, contacts.path) }
      let own = try Database(path: contacts.path, mode: .readOnly)
      // The second one finds the snapshot of the first.
      for pass in 0..<2 {
        let run = try Run(program, contacts, keepsSnapshot: true)
        if pass == 0 { origins.append(run.origin) } else { #expect(run.origin != .tables, "\(round)") }
        for segment in program.segments.indices {
          let statement = try own.prepare(Translator(program: program).rows(of: program.segments[segment]))
          var expected: [Int64] = []
          while try statement.step() { expected.append(statement.integer(0)) }
          #expect(run.keys[segment] == expected, "seed \(seed), round \(round), pass \(pass), segment \(segment)")
        }
      }
      try write(contacts, &random, isLarge: round == 9)
      if round == 11 { try writeUnseen(contacts) }
    }
    // Without triggers every change means to read all; with them only what changed.
    #expect(!origins[..<5].contains { if case .snapshot(let changed) = $0 { changed > 0 } else { false } })
    let renewed = origins[5...].count { if case .snapshot(let changed) = $0 { changed > 0 } else { false } }
    #expect(renewed >= 4, "\(origins)")
  }

  /// The triggers go, a contact changes, and they come back as they were.
  private func writeUnseen(_ contacts: RandomContacts) throws {
    let database = try Database(path: contacts.path, mode: .readWrite)
    let found = try database.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    var triggers: [(name: String, sql: String)] = []
    while try found.step() { triggers.append((found.string(0), found.string(1))) }
    #expect(triggers.count >= 6)
    for trigger in triggers { try database.execute("DROP TRIGGER \(quoted(trigger.name))") }
    try database.execute("UPDATE contact SET city = 'Unseen', employees = 59 - employees, kind = 'company'")
    for trigger in triggers { try database.execute(trigger.sql) }
  }

  private func install(_ program: Program, _ path: String) throws {
    let store = try SQLiteContactStore(path: path, program: program, access: .write)
    try store.database.transaction { () throws(StoreError) in
      try Schema.bringForward(store.database, withContacts: false)
      try ChangeLog(store.layout).install(in: store.database)
    }
  }

  /// What another program may do, now and then nothing, or under other keys.
  private func write(_ contacts: RandomContacts, _ random: inout SplitMix64, isLarge: Bool) throws {
    let database = try Database(path: contacts.path, mode: .readWrite)
    let places = Array(repeating: "?", count: 20).joined(separator: ", ")
    for _ in 0..<(isLarge ? 300 : random.below(12)) {
      let key = random.chance(0.2) ? Int64(random.below(2000)) : random.element(contacts.keys)
      switch random.below(9) {
      case 0:
        let statement = try database.prepare("INSERT OR REPLACE INTO contact VALUES (\(places))")
        try statement.bind(contacts.contact(key, &random))
        try statement.run()
      case 1: try database.run("DELETE FROM contact WHERE id = ?", .integer(key))
      case 2:
        try database.run("UPDATE OR IGNORE contact SET id = id + 1, employees = 7 WHERE id = ?", .integer(key))
      case 3:
        try database.run(
          "UPDATE contact SET city = ?, score = score * 3.17, employees = employees * 1000 WHERE id % 50 = ?",
          .text("Town \(random.below(900))"), .integer(key % 50))
      case 4:
        try database.run(
          "UPDATE contact SET company_id = ?, kind = 'person' WHERE id = ?", .integer(key), .integer(key + 3))
      case 5: try database.run("DELETE FROM activity WHERE contact_id = ?", .integer(key))
      case 6:
        try database.run(
          "UPDATE activity SET contact_id = ?, amount = 1e6 WHERE contact_id = ?", .integer(key + 3), .integer(key))
      default:
        guard contacts.keys.contains(key) else { continue }
        let statement = try database.prepare("INSERT INTO activity VALUES (?, ?, ?, ?, ?, ?, ?)")
        try statement.bind(RandomContacts.activity(key, &random))
        try statement.run()
      }
    }
  }
}
