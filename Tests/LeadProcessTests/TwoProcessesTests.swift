import BantamSystem
import Foundation
import Testing

@testable import BantamSession
@testable import BantamStore

/// Two processes at the same time: one wins, the other says so, and nothing is mixed.
@Suite(.serialized) struct TwoProcessesTests {
  struct Race: CustomTestStringConvertible, Sendable {
    var commands: [String]
    var before: [String] = []
    /// Whether both may come to their end where one begins after the other.
    var bothMayPass = false
    var testDescription: String { commands.joined(separator: " against ") }
  }

  /// With two plans that were made on the same state: the second one with other rules.
  static let races = [
    Race(
      commands: ["apply %/a.plan", "apply %/b.plan"],
      before: ["plan -o %/a.plan", "plan --campaign spring -o %/b.plan"]),
    Race(commands: ["run", "run --campaign spring"], bothMayPass: true),
    Race(commands: ["run", "run"], bothMayPass: true),
    Race(
      commands: ["apply %/a.plan", "accept --grade A"],
      before: ["run", "members remove spring 141 --because \"has an offer\"", "plan -o %/a.plan"], bothMayPass: true),
    Race(commands: ["accept --grade A", "undo 2"], before: ["run"], bothMayPass: true),
    Race(commands: ["accept --grade A", "accept --grade B"], before: ["run"], bothMayPass: true),
    Race(commands: ["import %/companies.csv --companies --key name", "run"], bothMayPass: true),
  ]

  static let refusals = ["BT0840", "BT1021", "BT0805", "BT0844"]

  @Test(arguments: races)
  func oneWins(_ race: Race) throws {
    let firm = try Firm.large(companies: 2_000)
    try firm.write("companies.csv", "id,name,employees,created_at,updated_at\n5,Firm 5,49,2026-02-01,2026-02-02\n")
    for line in race.before { firm.must(line) }
    let fresh = try firm.bytes()
    func reset() throws { try fresh.write(to: URL(fileURLWithPath: firm.database)) }
    let orders = [[0], [1], [0, 1], [1, 0]].map { $0.map { race.commands[$0] } }
    var ends: [Dump] = []
    for order in orders where order.count == 1 || race.bothMayPass {
      try reset()
      for line in order { firm.bantam(line) }
      ends.append(try Dump(firm.database))
    }
    var refused = 0
    let attempts = KilledCommandTests.kills == nil ? 4 : 20
    for attempt in 0..<attempts {
      try reset()
      let first = try firm.start(race.commands[0] + (attempt % 2 == 0 ? "" : " --color never"))
      usleep(UInt32(attempt * 36_000 / attempts))
      let second = try firm.start(race.commands[1] + " --color auto")
      first.waitUntilExit()
      second.waitUntilExit()
      let found = try Dump(firm.database)
      #expect(ends.contains(found), "\(found.difference(from: ends[0]).prefix(2_000))")
      #expect(try damages(firm.database) == [])
      let errors =
        try firm.errors(of: race.commands[0] + (attempt % 2 == 0 ? "" : " --color never"))
        + firm.errors(of: race.commands[1] + " --color auto")
      let statuses = [first.terminationStatus, second.terminationStatus].sorted()
      #expect(statuses == [0, 2] || (race.bothMayPass && statuses == [0, 0]), "\(errors)")
      if statuses == [0, 2] {
        refused += 1
        #expect(Self.refusals.contains { errors.contains("error[\($0)]") } && errors.contains("= help:"), "\(errors)")
      }
    }
    if KilledCommandTests.kills != nil { print("\(race): of \(attempts) races one was refused in \(refused)") }
  }

  /// The other one comes between the two looks of a run at the database, and before it writes.
  @Test(arguments: [RunStage.loading, .evaluating, .writing])
  func whoLookedBeforeAnotherWroteWritesNothing(_ stage: RunStage) throws {
    let firm = try Firm.small()
    firm.must("run")
    try firm.setRules(FirmRules(gradeA: 60))
    let run = "members remove spring 5 --because \"has an offer\""
    var alone = try Dump(firm.database)
    var request = RunRequest(rules: firm.rulesPath, database: firm.database)
    request.actor = "ben"
    var code = ""
    do {
      _ = try BantamSession.run(request) { reached in
        guard reached == stage else { return }
        firm.must(run)
        alone = (try? Dump(firm.database)) ?? alone
      }
    } catch { code = error.diagnostics.first?.code ?? "" }
    // Before the first look at the database nothing was missed.
    #expect(code == (stage == .loading ? "" : "BT0840"))
    let found = try Dump(firm.database)
    if stage == .loading {
      #expect(try firm.rows("SELECT * FROM bantam_member WHERE campaign_id = 1 AND contact_id = 5") == [])
    } else {
      #expect(found == alone)
    }
  }
}
