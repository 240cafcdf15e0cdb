import BantamSystem
import Foundation
import SpecSupport
import Testing

/// Commands killed (SIGKILL) at moments all over their work: each time the database is as before or as after, sound, and
/// the next command works.
///
/// `BANTAM_KILLS=300` in the environment: so many kills in place of a few.
@Suite(.serialized) struct KilledCommandTests {
  static let kills = ProcessInfo.processInfo.environment["BANTAM_KILLS"].flatMap(Int.init)

  struct Work: CustomTestStringConvertible, Sendable {
    var command: String
    /// What is done before, from a database with many contacts on.
    var before: [String] = []
    /// Of 100 kills.
    var share = 10
    var testDescription: String { command }
  }

  static let works = [
    Work(command: "apply %/spring.plan", before: ["plan -o %/spring.plan"], share: 24),
    Work(command: "undo 2", before: ["run"], share: 14),
    Work(command: "accept --grade A", before: ["run"], share: 14),
    Work(command: "import %/more.csv --companies --key id", share: 14),
    Work(command: "event --import %/events.csv --campaign spring", before: ["run"]),
    Work(command: "assess 134 budget 7 --campaign spring", before: ["run"], share: 6),
    Work(command: "members add spring 101 102 103 104 --because \"met at the fair\"", before: ["run"], share: 6),
    Work(command: "erase 134", before: ["run"], share: 12),
  ]

  @Test(arguments: works)
  func beforeOrAfter(_ work: Work) throws {
    let kills = max(3, (Self.kills ?? 40) * work.share / 100)
    let scene = try Scene(work, companies: Self.kills == nil ? 4_000 : 10_000)
    var random = SplitMix(seed: UInt64(work.command.utf8.count))
    var counts = (before: 0, after: 0, inTheMiddle: 0, torn: 0)
    for attempt in 0..<kills {
      try scene.reset()
      try scene.kill(attempt, of: kills, &random)
      if scene.hasJournal { counts.inTheMiddle += 1 }
      if try scene.isTorn { counts.torn += 1 }
      let found = try scene.dump()
      let isBefore = found == scene.before
      let isAfter = scene.isAfter(found)
      #expect(isBefore || isAfter, "attempt \(attempt): \(found.difference(from: scene.before).prefix(2_000))")
      if isBefore { counts.before += 1 } else { counts.after += 1 }
      #expect(try damages(scene.firm.database) == [])
      try scene.proceed(isBefore: isBefore, isThorough: Self.kills != nil)
    }
    if Self.kills != nil {
      print(
        "\(work.command): \(kills) kills; before \(counts.before), after \(counts.after); \(counts.inTheMiddle) left a journal, \(counts.torn) a torn file"
      )
    }
    #expect(counts.before > 0)
  }

  /// One command on one database, again and again.
  final class Scene {
    let work: Work
    let firm: Firm
    private(set) var before = Dump.none
    private var after = Dump.none
    private var fresh = Data()
    /// Nanoseconds from the start of the process to its end, and to the first and last sight of the rollback journal.
    private var whole = UInt64(0)
    private var writing = UInt64(0)...UInt64(0)

    init(_ work: Work, companies: Int) throws {
      self.work = work
      firm = try Firm.large(companies: companies)
      try Self.writeFiles(firm, companies)
      for line in work.before { firm.must(line) }
      fresh = try firm.bytes()
      before = try dump()
      try measure()
      after = try dump()
      #expect(before != after)
    }

    private static func writeFiles(_ firm: Firm, _ companies: Int) throws {
      var rows = ["id,name,email,employees,created_at,updated_at"]
      for id in 0..<(companies / 3) {
        let number = id % 2 == 0 ? 101 + id : 100_000 + id
        rows.append("\(number),New \(id),n\(id)@new.example,\(id % 90),2026-02-01T00:00:00Z,2026-02-02T00:00:00Z")
      }
      try firm.write("more.csv", rows.joined(separator: "\n") + "\n")
      let leads = (101..<(companies + 100)).filter { $0 * 7 % 50 + 1 >= 35 && $0 * 3700 % 21_000 > 0 }.prefix(
        companies / 8)
      try firm.write("events.csv", "contact,event,amount\n" + leads.map { "\($0),offer_made,\($0)\n" }.joined())
    }

    /// `reset` and a whole run, watched.
    private func measure() throws {
      try reset()
      let start = Clock.monotonicNanoseconds()
      let process = try firm.start(work.command)
      var first = UInt64(0)
      var last = UInt64(0)
      while process.isRunning {
        if hasJournal {
          last = UInt64(Clock.monotonicNanoseconds() - start)
          if first == 0 { first = last }
        }
        usleep(200)
      }
      process.waitUntilExit()
      whole = UInt64(Clock.monotonicNanoseconds() - start)
      writing = first...max(first, last)
      let errors = try firm.errors(of: work.command)
      #expect(process.terminationStatus == 0, "\(errors)")
    }

    func reset() throws {
      try fresh.write(to: URL(fileURLWithPath: firm.database))
      try removeFile(firm.database + "-journal")
    }

    /// Some pages of the file are new, and others are not.
    var isTorn: Bool { get throws { try hasJournal && firm.bytes() != fresh } }

    var hasJournal: Bool { fileExists(firm.database + "-journal") }

    /// A third of the kills somewhere in the whole of the work, one between the first change and a little after the last
    /// one, as counted from the journal's appearance, and one around the commit.
    func kill(_ attempt: Int, of kills: Int, _ random: inout SplitMix) throws {
      let process = try firm.start(work.command)
      if attempt % 3 == 0 {
        usleep(UInt32(whole * UInt64(attempt) / UInt64(kills) / 1_000))
      } else {
        while process.isRunning, !hasJournal { usleep(100) }
        let width = (writing.upperBound - writing.lowerBound) / 1_000
        let least = attempt % 3 == 1 ? 0 : width * 8 / 10
        usleep(UInt32(UInt64.random(in: least...(width * 12 / 10 + 300), using: &random)))
      }
      Foundation.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }

    func dump() throws -> Dump { try Dump(firm.database, withJournal: true) }

    /// An erasure has two steps: the second writes the file anew, and notes that.
    func isAfter(_ found: Dump) -> Bool {
      if found == after { return true }
      guard work.command.hasPrefix("erase") else { return false }
      return found.replacing(Self.notCompacted, with: "").withoutSalt == after.withoutSalt
    }

    private static let notCompacted = " (the file is still to be written anew: erase again)"

    /// The next command works: the same one where nothing was done yet, else another one.
    func proceed(isBefore: Bool, isThorough: Bool) throws {
      if isBefore, isThorough {
        firm.must(work.command)
        let found = try dump()
        #expect(isAfter(found), "\(found.difference(from: after).prefix(1_000))")
      } else {
        firm.must("members remove spring 5 --because \"has an offer\"")
        let edit = try firm.rows("SELECT edit FROM bantam_member_edit WHERE contact_id = 5")
        #expect(edit == ["remove"])
      }
    }
  }
}

extension Dump {
  static let none = Dump()

  init() {}

  func replacing(_ text: String, with other: String) -> Dump {
    var dump = self
    dump.tables = tables.mapValues { $0.replacing(text, with: other) }
    return dump
  }

  /// Each erasure of a fresh database draws a salt of its own.
  var withoutSalt: Dump {
    var dump = self
    dump.tables["bantam_salt"] = nil
    dump.tables["bantam_erased"] = nil
    return dump
  }
}
