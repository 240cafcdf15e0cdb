import BantamLeads
import BantamSession
import BantamStore
import Testing

/// The figures in the README of each rule set are those that come out. They were computed by other programs first.
@Suite struct FigureTests {
  @Test(arguments: RuleSet.withData)
  func figures(_ ruleSet: RuleSet) throws {
    let tables = try ruleSet.figures
    for subject in ["file", "segment", "campaign"] {
      #expect(tables.contains { $0.subject == subject }, "the README has no table of each \(subject)")
    }
    let database = try ScratchDatabase()
    let imported = try ruleSet.importData(into: database.path)
    let request = RunRequest(rules: ruleSet.folder, database: database.path)
    let result = try run(request)
    for table in tables {
      if let sql = table.sql {
        let found = try database.rows(sql).map { $0.map(plainNumber) }
        #expect(found == table.rows.map { $0.map(plainNumber) }, "the SQL above `\(table.subject)`")
      } else {
        #expect(table.filled == found(table.subject, imported, result, as: table.filled))
      }
    }
    #expect(try run(request).written?.runID == nil, "a second run has nothing to write")
  }

  @Test(arguments: RuleSet.withData)
  func everyRowIsImported(_ ruleSet: RuleSet) throws {
    let database = try ScratchDatabase()
    let report = try ruleSet.importData(into: database.path)
    #expect(report.rejected == 0)
    #expect(report.files.allSatisfy { $0.withoutCompany == 0 && $0.repeated == 0 })
  }

  /// What was found, in the order of the table.
  private func found(
    _ subject: String, _ imported: ImportReport, _ result: RunResult, as expected: [[String]]
  ) -> [[String]] {
    let rows: [[String]]
    switch subject {
    case "file": rows = files(imported)
    case "segment": rows = segments(result)
    case "campaign": return campaigns(result)
    case let other: return [["no figures are known of `\(other)`"]]
    }
    let places = Dictionary(expected.enumerated().map { ($1[0], $0) }, uniquingKeysWith: { first, _ in first })
    return rows.sorted { places[$0[0], default: .max] < places[$1[0], default: .max] }
  }

  private func files(_ report: ImportReport) -> [[String]] {
    report.files.map { file in
      let name = file.plan.path.split(separator: "/").last.map(String.init) ?? ""
      return [name, String(file.rows), String(file.inserted), String(file.updated)]
    }
  }

  private func segments(_ result: RunResult) -> [[String]] {
    zip(result.plan.segments, result.outcome.segments).compactMap { segment, found in
      let isDefine = result.rules.program.segments[segment.segment].isDefine
      return isDefine ? nil : [segment.name, String(found)]
    }
  }

  private func campaigns(_ result: RunResult) -> [[String]] {
    result.campaigns.flatMap { campaign -> [[String]] in
      var steps = [("audience", campaign.audience)]
      steps += campaign.removed.filter { $0.count > 0 }.map { ($0.reason, $0.count) }
      steps.append(("leads", campaign.rows.count))
      if let score = campaign.score {
        steps += zip(result.plan.scores[score].grades.map(\.name), campaign.gradeCounts)
      }
      return steps.map { [campaign.name, $0.0, String($0.1)] }
    }
  }
}
