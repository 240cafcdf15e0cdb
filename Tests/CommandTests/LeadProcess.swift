import BantamStore
import BantamSystem
import Foundation

@testable import bantam

/// A small rule set with its contacts in a folder of its own, gone after the test; commands run on it.
final class LeadProcess {
  let folder: String
  var database: String { folder + "/contacts.db" }
  var rules: String { folder + "/rules.bant" }

  /// `contacts` is CSV with a header.
  init(_ rules: String = LeadProcess.twoProjects, contacts: String = LeadProcess.sixCompanies) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("bantam-\(UUID().uuidString)").path
    try makeDirectory(folder)
    try writeFile(path: self.rules, bytes: rules.utf8)
    try write("companies.csv", contacts)
    let done = bantam("import \(folder)/companies.csv --companies")
    if done.status != .clean { throw Failure(words: done.errors) }
  }

  struct Failure: Error {
    var words: String
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try writeFile(path: "\(folder)/\(name)", bytes: text.utf8)
    return "\(folder)/\(name)"
  }

  /// Runs a command; those that take the rules as an argument get them there.
  @discardableResult
  func bantam(_ line: String) -> (status: ExitStatus, output: String, errors: String) {
    var parts = words(line)
    let takesPath = ["run", "plan", "report", "log", "export", "undo", "suggestions", "leads"].contains(parts[0])
    parts += takesPath ? [rules] : ["--rules", rules]
    return runKept(parts + ["--db", database], environment: ["BANTAM_USER": "ann"])
  }

  /// All rows of a query, cells as text parted by blanks, null as `-`.
  func rows(_ sql: String) throws -> [String] {
    let statement = try Database(path: database, mode: .readOnly).prepare(sql)
    var rows: [String] = []
    while try statement.step() {
      rows.append((0..<Int32(statement.columnCount)).map { statement.stringOrNil($0) ?? "-" }.joined(separator: " "))
    }
    return rows
  }

  /// The tables of the lead process, row by row.
  func dump() throws -> [String] {
    try [
      "bantam_event", "bantam_stage", "bantam_stage_change", "bantam_assignment", "bantam_ledger", "bantam_campaign",
      "bantam_member",
    ].flatMap { table in [table] + (try rows("SELECT * FROM \(table) ORDER BY 1, 2, 3")) }
  }

  static let sixCompanies = """
    id,name,email,city,employees,budget
    1,Ahorn,info@ahorn.example,Kiel,50,10000
    2,Birke,info@birke.example,Kiel,5,20000
    3,Cedar,info@cedar.example,Lübeck,80,
    4,Distel,info@distel.example,Kiel,20,500
    5,Erle,info@erle.example,Lübeck,30,900
    6,Farn,INFO@farn.example ,Kiel,12,1200

    """

  static let twoProjects = """
    edition 1

    settings { currency EUR, zone "Europe/Berlin", as of 2026-03-01 }

    fields { budget : money }

    team marketing ["ann@example.com", "bob@example.com"]
    team sales {
        "cem@example.com" when city = "Kiel"
        "dora@example.com" at most 2
    }

    funnel way per project {
        stage contact
        stage lead     handled by marketing    within 30 days else suggest demote to contact
        stage prospect handled by sales        requires budget
        stage customer
        stage lost     final

        contact  to lead     when campaign_joined or opportunity_opened
        lead     to prospect when offer_made
        prospect to customer when offer_accepted and employees >= 10
        lead     to contact  when demoted
        prospect to lost     when opportunity_lost
    }

    segment everybody of company { name is known }

    campaign spring {
        project  desks uses way
        audience everybody
        internal
        assign   marketing round robin
    }

    campaign autumn {
        project  boxes uses way
        audience everybody
        exclude  employees < 1_000
        internal
    }
    """
}
