import BantamDiagnostics
import BantamProgram
import BantamSession
import BantamSystem
import Foundation
import Testing

@testable import BantamTestRunner

/// Contacts of Hamburg as tests: each passes beside the rules, and nobody is told by name.
struct FromDatabaseTests {
  static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    .joined(separator: "/")

  /// The rules and a database of their contacts.
  static let office = Result { try Office() }

  final class Office: Sendable {
    let rules: String
    let database: String
    /// Names and addresses that stand in the data.
    let secrets: Set<String>
    private let folder: RuleFolderPath

    init() throws {
      rules = root + "/rules/hamburg"
      folder = RuleFolderPath()
      try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
      database = folder.path + "/contacts.db"
      let data = rules + "/data"
      let files = try FileManager.default.contentsOfDirectory(atPath: data).filter { $0.hasSuffix(".csv") }.sorted()
      let done = runKept(["import"] + files.map { data + "/" + $0 } + ["--rules", rules, "--db", database])
      try #require(done.status == 0, "\(done.errors)")
      var secrets: Set<String> = []
      for name in ["companies.csv", "persons.csv"] {
        let text = String(decoding: try readFile(path: data + "/" + name, maximumBytes: 1 << 24), as: UTF8.self)
        for line in text.split(separator: "\n").dropFirst() {
          let cells = line.split(whereSeparator: { $0 == "," || $0 == ";" }).map(String.init)
          secrets.formUnion(cells.filter { $0.contains("@") || $0.contains("GmbH") || $0.hasPrefix("+49") })
        }
      }
      self.secrets = secrets
    }
  }

  struct RuleFolderPath: Sendable {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("bantam-\(UUID().uuidString)").path
  }

  @Test func everyTenthContactPasses() throws {
    let office = try Self.office.get()
    let files = try readRules(under: office.rules)
    #expect(office.secrets.count > 500)
    var kinds: [String: Int] = [:]
    for key in stride(from: 1, through: 1250, by: 10) {
      var request = OneContactRequest(rules: office.rules, database: office.database, contact: "\(key)")
      request.asksRulesAlone = true
      let written = writeTest(from: try loadOneContact(request))
      #expect(written.remarks == [], "\(key)")
      for secret in office.secrets { #expect(!written.text.contains(secret), "\(key)\n\(written.text)") }
      let rules = checkRules(files + [SourceFile(path: "added.bant", text: written.text)])
      #expect(rules.diagnostics.map(\.message) == [], "\(key)\n\(written.text)")
      let test = try #require(rules.program.tests.last)
      #expect(test.expectations.count >= 3)
      let zone = try #require(ZoneRules(name: rules.program.settings.zone))
      let result = TestRun(rules.program, test, asOf: 0, zone: zone).result(explains: false)
      #expect(result.failures.map(\.diagnostic.message) == [], "\(key)\n\(written.text)")
      kinds[test.contacts[test.expectations[0].contact].kind.rawValue, default: 0] += 1
    }
    #expect(kinds["company", default: 0] > 20 && kinds["person", default: 0] > 40)
  }

  /// As the command writes it; the competitor stays one, with another's address.
  @Test func commandWritesABlock() throws {
    let office = try Self.office.get()
    let done = runKept(["test", office.rules, "--from-db", "225", "--db", office.database])
    #expect(done.status == 0)
    #expect(done.errors == "")
    #expect(done.output.hasPrefix("test \"a company as it was on 2026-03-01: a lead of spring"))
    #expect(done.output.contains("expect acme bant = 90, grade A\n"))
    let unknown = runKept(["test", office.rules, "--from-db", "nobody@nowhere.example", "--db", office.database])
    #expect(unknown.status == 2)
    #expect(unknown.output == "")
  }
}
