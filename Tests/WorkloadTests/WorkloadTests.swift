import BantamColumns
import BantamDiagnostics
import BantamEngine
import BantamPlan
import BantamSession
import BantamStore
import BantamSystem
import BantamWorkload
import Foundation
import Testing

/// The workload at 10,000 contacts: Bantam's answers are those of SQLite's own SQL.
@Suite struct WorkloadTests {
  /// The plan with the outcome for all contacts, whose keys are 1 and up.
  private func evaluated() throws -> (plan: Plan, outcome: Outcome) {
    let rules = checkRules([SourceFile(path: "workload.bant", bytes: Array(workloadRules.utf8))])
    try #require(rules.diagnostics.isEmpty, "\(rules.diagnostics)")
    let zone = try #require(ZoneRules(name: "UTC"))
    let asOf = zone.startOfDay(ContactGenerator.today)
    let (plan, errors) = makePlan(rules.program, asOf: asOf, zone: zone)
    #expect(errors.isEmpty)
    let path = try Scratch.tenThousand.get().database
    let store = try SQLiteContactStore(path: path, program: rules.program, access: .read)
    let (contacts, report) = try store.load(plan, rules.program, zone: zone, threads: 2)
    #expect(report.misfits.isEmpty)
    let request = EvaluationRequest(threads: 2, rows: plan.segments.map(\.node), scoresForAll: [0])
    return (plan, evaluate(plan, lists: rules.program.lists, over: contacts, request: request))
  }

  @Test func segments() throws {
    let (plan, outcome) = try evaluated()
    #expect(plan.segments.map(\.name) == WorkloadSQL.segments.map(\.name))
    for (index, (name, condition)) in WorkloadSQL.segments.enumerated() {
      let expected = try Scratch.tenThousand.get().rows("SELECT id FROM contact WHERE \(condition) ORDER BY id")
      #expect(outcome.rows[index].map { [.integer(Int64($0) + 1)] } == expected, "\(name)")
      #expect(outcome.segments[index] == expected.count, "\(name)")
    }
    #expect(outcome.campaigns.first?.audience == outcome.segments.last)
  }

  @Test func pointsTotalsAndGradesOfEachContact() throws {
    let (plan, outcome) = try evaluated()
    let everybody = WorkloadSQL.leads.replacing(" WHERE \(WorkloadSQL.audience)", with: "")
    let expected = try Scratch.tenThousand.get().rows(everybody + " ORDER BY id")
    let score = try #require(outcome.scores.first ?? nil)
    let grades = plan.scores[0].grades.map(\.name)
    let found = score.rows.indices.map { place -> [SQLValue] in
      let points = score.points.map { SQLValue.integer(Int64($0[place])) }
      // Totals are exact fractions: numerator / denominator, hundredfold a whole number here.
      let hundredfold = score.totals[place] * 100 / plan.scores[0].denominator
      return [.integer(Int64(score.rows[place]) + 1)] + points
        + [.integer(hundredfold), .text(grades[Int(score.grades[place])])]
    }
    #expect(found == expected)
  }

  @Test func wholeRun() throws {
    let scratch = try Scratch()
    let result = try run(RunRequest(rules: scratch.rules, database: scratch.database))
    let expected = try scratch.rows(
      """
      SELECT id, grade, hundredfold / 100.0, json_array(budget, authority, need, time)
      FROM (\(WorkloadSQL.leads)) ORDER BY id
      """)
    let written = try scratch.rows(
      "SELECT contact_id, grade, total + 0.0, points FROM bantam_lead ORDER BY contact_id")
    #expect(expected.count > 500)
    #expect(written == expected)
    #expect(result.written?.campaigns.first?.leads.inserted == expected.count)
    #expect(try scratch.integer("SELECT count(*) FROM bantam_member") == Int64(expected.count))
  }

  @Test func runAgainWritesNothing() throws {
    let scratch = try Scratch()
    _ = try run(RunRequest(rules: scratch.rules, database: scratch.database))
    let before = try scratch.bytes()
    let again = try run(RunRequest(rules: scratch.rules, database: scratch.database))
    #expect(again.written?.runID == nil)
    #expect(try scratch.bytes() == before)
  }

  @Test func runAfterAChangeWritesTheDifference() throws {
    let scratch = try Scratch()
    _ = try run(RunRequest(rules: scratch.rules, database: scratch.database))
    try Database(path: scratch.database, mode: .readWrite).execute(
      "UPDATE contact SET need_score = (need_score + 37) % 101, opt_in = 1 - opt_in WHERE id % 100 = 7")
    let again = try run(RunRequest(rules: scratch.rules, database: scratch.database))
    let change = try #require(again.written?.campaigns.first?.leads)
    #expect(change.inserted > 0 && change.updated > 0 && change.deleted > 0)
    #expect(change.total <= 100)
    let expected = try scratch.rows("SELECT id, hundredfold / 100.0, grade FROM (\(WorkloadSQL.leads)) ORDER BY id")
    let written = try scratch.rows("SELECT contact_id, total + 0.0, grade FROM bantam_lead ORDER BY contact_id")
    #expect(written == expected)
  }

  @Test func importedContactsGiveTheSameLeads() throws {
    let scratch = try Scratch()
    _ = try run(RunRequest(rules: scratch.rules, database: scratch.database))
    let file = scratch.folder + "/contacts.csv"
    let imported = scratch.folder + "/imported.db"
    let rules = scratch.folder + "/imported.bant"
    try ContactGenerator().writeCSV(path: file, rows: 10_000)
    try writeFile(path: rules, bytes: importedWorkloadRules.utf8)
    let report = try importContacts(ImportRequest(files: [file], database: imported, now: 0), rules: rules)
    #expect(report.rejected == 0)
    _ = try run(RunRequest(rules: rules, database: imported))
    let sql = "SELECT contact_id, grade, total, points FROM bantam_lead ORDER BY contact_id"
    let expected = try scratch.rows(sql)
    #expect(expected.count > 500)
    #expect(try scratch.rows(sql, in: imported) == expected)
  }

  /// A replay works on a copy of the contacts; nothing of it stays.
  @Test func replayLeavesNothing() throws {
    let scratch = try Scratch()
    let written = try run(RunRequest(rules: scratch.rules, database: scratch.database)).written
    let id = try #require(written?.runID)
    let desk = try Desk(DeskRequest(rules: scratch.rules, database: scratch.database), isWriting: false)
    let folder = scratch.folder + "/temporary"
    try makeDirectory(folder)
    #expect(try desk.replay(id, temporaryFolder: folder).isIdentical)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
  }
}
