import BantamStore
import BantamSystem
import Foundation
import Testing

@testable import bantam

/// A firm at its daily work: a folder with rules and a contact database, gone after the test.
final class Firm {
  let folder: String
  var database: String { folder + "/contacts.db" }
  var rulesPath: String { folder + "/rules.bant" }

  struct Result: Sendable {
    var status: CommandStatus
    var output: String
    var errors: String
    var all: String { output + errors }
  }

  init(_ rules: FirmRules = FirmRules()) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("bantam-\(UUID().uuidString)").path
    try makeDirectory(folder)
    try setRules(rules)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func setRules(_ rules: FirmRules) throws {
    try write("rules.bant", rules.text)
    try write("rivals.csv", rules.rivals.joined(separator: "\n") + "\n")
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try writeFile(path: "\(folder)/\(name)", bytes: Array(text.utf8))
    return "\(folder)/\(name)"
  }

  // MARK: Contacts

  /// A few companies, imported as the first run of the journal.
  static func small(_ rules: FirmRules = FirmRules(), companies: Int = 12) throws -> Firm {
    let firm = try Firm(rules)
    var rows = ["id,name,email,city,employees,budget"]
    for id in 1...companies {
      let city = ["Kiel", "Lübeck", "Husum"][id % 3]
      rows.append("\(id),Firm \(id),f\(id)@firm.example,\(city),\(id * 7 % 50 + 1),\(id * 3700 % 21_000)")
    }
    try firm.write("companies.csv", rows.joined(separator: "\n") + "\n")
    firm.must("import \(firm.folder)/companies.csv --companies --key id")
    return firm
  }

  /// Many companies, of which about a third become leads.
  static func large(_ rules: FirmRules = FirmRules(), companies: Int) throws -> Firm {
    let firm = try small(rules)
    try firm.sql(
      """
      WITH RECURSIVE n(i) AS (SELECT 101 UNION ALL SELECT i + 1 FROM n WHERE i < \(companies + 100))
      INSERT INTO contact(id, kind, name, email, city, employees, budget, created_at, notes)
        SELECT i, 'company', 'Firm ' || i, 'f' || i || '@firm.example', CASE i % 3 WHEN 0 THEN 'Kiel' ELSE 'Lübeck' END,
          i * 7 % 50 + 1, i * 3700 % 21000, '2026-01-01T00:00:00Z', 'Met at the fair in hall ' || i % 12 FROM n
      """)
    return firm
  }

  // MARK: Commands

  /// The words of a command with rules and database; `"` keeps blanks together, `%` stands for the folder.
  /// `more` are words that follow those of the line.
  func words(_ line: String, _ more: [String] = []) -> [String] {
    var words: [String] = []
    for (index, part) in line.replacing("%", with: folder).split(separator: "\"", omittingEmptySubsequences: false)
      .enumerated()
    {
      if index % 2 == 1 {
        words.append(String(part))
      } else {
        words += part.split(separator: " ").map(String.init)
      }
    }
    words += more
    let takesPath = ["run", "plan", "report", "log", "export", "undo", "replay", "retention", "leads", "suggestions"]
    let command = words.first ?? ""
    if takesPath.contains(command) || command == "assign" {
      words.append(rulesPath)
    } else if command != "apply" {
      words += ["--rules", rulesPath]
    }
    return words + (command == "apply" ? [] : ["--db", database])
  }

  /// Runs a command in this process.
  @discardableResult
  func bantam(_ line: String) -> Result { bantam(words: words(line)) }

  /// The same with words that are passed as they are.
  @discardableResult
  func bantam(words: [String]) -> Result {
    let output = TextSink()
    let errors = TextSink()
    let console = Console(environment: ["BANTAM_USER": "ann", "TMPDIR": folder], output: output, errors: errors)
    let status = console.finish(runProgram(words, console: console))
    return Result(status: status, output: output.text, errors: errors.text)
  }

  /// A command that has to end well.
  @discardableResult
  func must(_ line: String) -> Result {
    let result = bantam(line)
    #expect(result.status == .clean, "\(line): \(result.all)")
    return result
  }

  /// A process of its own, started.
  func start(_ line: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.program, "`swift build` makes the program"))
    process.arguments = words(line)
    process.environment = ["BANTAM_USER": "ann", "TMPDIR": folder]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: errorsURL(line))
    try process.run()
    return process
  }

  /// What a process that was started with the line wrote to its standard error.
  func errors(of line: String) throws -> String {
    String(decoding: try Data(contentsOf: errorsURL(line, isNew: false)), as: UTF8.self)
  }

  private func errorsURL(_ line: String, isNew: Bool = true) throws -> URL {
    let url = URL(fileURLWithPath: "\(folder)/\(line.prefix(8).filter(\.isLetter))\(line.hashValue).errors")
    if isNew { try Data().write(to: url) }
    return url
  }

  /// Beside the running tests, else in the folder of the debug build.
  private static let program: String? = {
    let beside = (CommandLine.arguments[0] as NSString).deletingLastPathComponent + "/bantam"
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return [beside, "/\(root)/.build/debug/bantam"].first(where: fileExists)
  }()

  // MARK: The database

  /// By another program, as far as the journal knows.
  func sql(_ sql: String) throws { try Database(path: database, mode: .create).execute(sql) }

  /// All rows of a query, cells as text parted by `|`, null as `-`.
  func rows(_ sql: String) throws -> [String] {
    let statement = try Database(path: database, mode: .readOnly).prepare(sql)
    var rows: [String] = []
    while try statement.step() {
      rows.append((0..<Int32(statement.columnCount)).map { statement.stringOrNil($0) ?? "-" }.joined(separator: "|"))
    }
    return rows
  }

  var latestRun: Int64 {
    get throws { try Database(path: database, mode: .readOnly).integer("SELECT max(id) FROM bantam_run") ?? 0 }
  }

  func bytes() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: database)) }
}
