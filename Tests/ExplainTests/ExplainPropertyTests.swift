import BantamColumns
import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamSession
import BantamStore
import Foundation
import SpecSupport
import Testing

@testable import BantamExplain

/// What is printed adds up, and what is proposed works.
struct ExplainPropertyTests {
  static let rules = """
    settings { as of 2026-03-01 }
    fields { budget : money }
    segment large of company { employees in 20..60, any { city = "Kiel", postcode in "20000".."22999" } }
    segment rich of company { revenue / employees > 50_000 EUR, not large }
    segment young of company { founded >= 2010 and tags contains "fair" }
    segment busy of company { did "visit" at least 2 times in last 60 days, employees >= 30 or budget is known }
    segment staffed of company { any person { seniority = "Owner" }, industry starts with "Manu" }
    score fit {
        a weight 3 { 100 when employees >= 50, 35 when employees >= 20 }
        b weight 7 sum to 9 { 2 per "visit" in last 1 year up to 6, 3 when revenue >= 1_000_000 EUR, -1 when city = "Kiel" }
        c weight 11 sum to 70 { 70 when budget >= 30_000 EUR, 33 when large, 9 when tags contains "fair" }
    }
    grades of fit { A from 66.6, B from 33.3, C otherwise }
    """

  /// Companies with random values, a third of them missing.
  static func folder(seed: UInt64) throws -> ExplainFolder {
    var random = SplitMix(seed: seed)
    func some(_ values: [String]) -> String { random.below(3) == 0 ? "" : values[random.below(values.count)] }
    var companies = "id,name,industry,employees,revenue,founded,city,postcode,tags,budget\n"
    var persons = "id,company_id,first_name,seniority\n"
    var activities = "contact_id,kind,at\n100,visit,2020-01-01\n"
    for id in 1...24 {
      let cells = [
        some(["Manufacturing", "Trade"]), some((0..<90).map(String.init)),
        some((0..<40).map { String($0 * 100_000) }), some(["1999", "2012"]), some(["Kiel", "Bremen"]),
        some(["20095", "24103"]), some(["fair", "vip"]), some(["1000", "45000.55"]),
      ]
      companies += "\(id),Company \(id),\(cells.joined(separator: ","))\n"
      for number in 0..<random.below(3) {
        persons += "\(100 + id * 5 + number),\(id),P\(number),\(some(["Owner", "Staff"]))\n"
      }
      for _ in 0..<random.below(4) { activities += "\(id),visit,2026-0\(1 + random.below(2))-1\(random.below(10))\n" }
    }
    persons += "100,1,Zoe,Staff\n"
    return try ExplainFolder(
      rules: [("rules.bant", rules)],
      contacts: [("companies.csv", companies), ("persons.csv", persons), ("activities.csv", activities)])
  }

  @Test(arguments: 1...UInt64(4)) func ledgersAddUp(seed: UInt64) throws {
    let folder = try Self.folder(seed: seed)
    for key in 1...24 {
      guard case .score(let score)? = try folder.explanation("\(key)", "fit").sections.first else {
        Issue.record("no score")
        continue
      }
      let printed = score.disciplines.map { decimalText($0.share, places: 4) }
      let total = decimalText(score.total, places: 4)
      let sum = printed.compactMap { Decimal(string: $0) }.reduce(0, +)
      #expect(sum == Decimal(string: total), "contact \(key): \(printed) is not \(total)")
      for discipline in score.disciplines where discipline.lines.count == 1 && discipline.name == "a" {
        #expect(discipline.points == discipline.lines[0].points)
      }
    }
  }

  @Test func sharesAddUpExactly() {
    var random = SplitMix(seed: 7)
    for _ in 0..<2000 {
      let denominator = Int64(1 + random.below(1_000_000))
      let numerators = (0..<1 + random.below(7)).map { _ in Int64(random.below(Int(denominator) * 20)) }
      let shares = Shares(numerators, denominator)
      #expect(shares.parts.reduce(0, +) == shares.total)
      for (part, numerator) in zip(shares.parts, numerators) {
        #expect(abs(Double(part) - Double(numerator) * 10_000 / Double(denominator)) < 1.0001)
      }
    }
  }

  /// Each change that is proposed, made in the database, turns the answer round.
  @Test(arguments: 1...UInt64(3)) func changesFlip(seed: UInt64) throws {
    let folder = try Self.folder(seed: seed)
    var made = 0
    for name in ["large", "rich", "young", "busy", "staffed"] {
      for key in stride(from: 1, through: 24, by: 2) {
        let facts = Facts(ExplainedContact(try folder.contact("\(key)", name)))
        let node = facts.plan.segments[0].node
        let before = facts.answer(node, facts.row).holds
        for change in ChangeSearch(facts).smallest(.node(node)).found {
          let undo = try folder.make(change, facts)
          let after = Facts(ExplainedContact(try folder.contact("\(key)", name)))
          #expect(
            after.answer(after.plan.segments[0].node, after.row).holds != before,
            "contact \(key), \(name): \(change.map(\.words))")
          try folder.run(undo)
          made += 1
        }
      }
    }
    #expect(made > 60)
  }

  @Test func gradesRise() throws {
    let folder = try Self.folder(seed: 9)
    for key in 1...24 {
      let facts = Facts(ExplainedContact(try folder.contact("\(key)", "fit")))
      guard let grade = facts.outcome.scores[0]?.grades.first(where: { _ in true }), grade > 0 else { continue }
      for change in ChangeSearch(facts).smallest(.grade(score: 0, atMost: Int(grade) - 1)).found {
        let undo = try folder.make(change, facts)
        let after = Facts(ExplainedContact(try folder.contact("\(key)", "fit")))
        #expect((after.outcome.scores[0]?.grades[after.row]).map { $0 < grade } == true, "\(change.map(\.words))")
        try folder.run(undo)
      }
    }
  }
}

extension ExplainFolder {
  func contact(_ key: String, _ name: String? = nil) throws -> OneContact {
    var request = OneContactRequest(rules: path, database: database, contact: key)
    request.name = name
    return try loadOneContact(request)
  }

  func explanation(_ key: String, _ name: String? = nil) throws -> ContactExplanation {
    explain(try contact(key, name))
  }

  func run(_ statements: [String]) throws {
    let database = try Database(path: database, mode: .readWrite)
    for sql in statements { try database.execute(sql) }
  }

  /// Makes changes in the database and returns what takes them back.
  func make(_ changes: [Change], _ facts: Facts) throws -> [String] {
    let database = try Database(path: database, mode: .readWrite)
    var undo: [String] = []
    for change in changes {
      switch change.kind {
      case .cells(let cells):
        for (cell, value) in cells {
          let need = facts.plan.columns[cell.column]
          let row = "id = \(facts.key(cell.row))"
          let old = try database.text("SELECT quote(\"\(need.name)\") FROM contact WHERE \(row)") ?? "NULL"
          undo.append("UPDATE contact SET \"\(need.name)\" = \(old) WHERE \(row)")
          try database.execute("UPDATE contact SET \"\(need.name)\" = \(sql(value, need)) WHERE \(row)")
        }
      case .activities(let row, let addition, let count):
        let instant = Double(addition.instant) / 1000
        for _ in 0..<count {
          try database.execute(
            """
            INSERT INTO activity(contact_id, kind, at, detail)
            VALUES (\(facts.key(row)), '\(addition.kind)', strftime('%Y-%m-%dT%H:%M:%SZ', \(instant), 'unixepoch'), 'test')
            """)
        }
        undo.insert("DELETE FROM activity WHERE detail = 'test'", at: 0)
      case .noActivities(let row, let kind):
        let filter = "contact_id = \(facts.key(row))" + (kind.map { " AND kind = '\($0)' COLLATE NOCASE" } ?? "")
        try database.execute("UPDATE activity SET contact_id = 100, detail = contact_id WHERE \(filter)")
        undo.append("UPDATE activity SET contact_id = detail, detail = NULL WHERE detail IS NOT NULL")
      case .set: break
      }
    }
    return undo
  }

  private func sql(_ value: CellValue, _ need: ColumnNeed) -> String {
    switch value {
    case .missing: "NULL"
    case .number(let number): need.storage == .tenThousandths ? decimalText(number, places: 4) : String(number)
    case .text(let text): "'\(text)'"
    case .degrees(let degrees): String(degrees)
    }
  }
}
