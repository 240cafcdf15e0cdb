import BantamStore
import BantamWorkload
import Testing

/// What the generator promises of its contacts.
@Suite struct GeneratorTests {
  private static func block(_ number: Int, seed: UInt64? = nil) -> [[SQLValue]] {
    var rows: [[SQLValue]] = []
    let generator = seed.map { ContactGenerator(seed: $0) } ?? ContactGenerator()
    generator.contacts(ofBlock: number) { cells, _ in rows.append(cells) }
    return rows
  }

  private static let firstBlock = block(0)

  @Test func seedAndBlockMakeTheContacts() {
    let rows = Self.firstBlock
    #expect(rows.count == ContactGenerator.blockRows)
    let others = Self.block(0, seed: 2)
    #expect(rows[0][0] == others[0][0])
    #expect(rows != others)
    let seconds = Self.block(1)
    #expect(seconds[0][0] == .integer(10_001))
    #expect(zip(rows, seconds).allSatisfy { $0[1...] != $1[1...] })
  }

  /// How many in a hundred are missing, at least and at most.
  @Test(arguments: [
    ("email", 10.0, 14.0), ("postcode", 4, 6), ("lat", 5, 7), ("opt_in", 4, 6), ("customer_status", 4, 6),
    ("need_score", 23, 27), ("decision_role", 28, 32), ("requested_demo", 4, 6), ("industry_fit", 8, 12),
    ("industry", 20, 30), ("employees", 22, 32), ("last_activity_at", 20, 32), ("blocked", 0, 0),
  ])
  func missing(_ column: String, _ least: Double, _ most: Double) throws {
    let index = try #require(ContactGenerator.contactColumns.firstIndex { $0.name == column })
    let rows = Self.firstBlock
    let share = 100 * Double(rows.count { $0[index] == .null }) / Double(rows.count)
    #expect((least...most).contains(share), "\(column): \(share) %")
  }

  @Test func databaseHoldsTheBlocks() throws {
    let database = try Scratch.tenThousand.get()
    #expect(try database.rows("SELECT * FROM contact") == Self.firstBlock)
    let activities = try database.integer("SELECT count(*) FROM activity") ?? 0
    #expect((40_000...70_000).contains(activities))
    let latest = "SELECT max(at) FROM activity WHERE contact_id = contact.id"
    #expect(try database.integer("SELECT count(*) FROM contact WHERE last_activity_at IS NOT (\(latest))") == 0)
  }

  @Test func eachSegmentHasSomeContactsAndLacksMany() throws {
    for (name, condition) in WorkloadSQL.segments {
      let count = try Scratch.tenThousand.get().integer("SELECT count(*) FROM contact WHERE \(condition)") ?? 0
      #expect((10...7000).contains(count), "\(name): \(count)")
    }
  }
}
