import BantamDiagnostics
import BantamReport
import BantamSession
import BantamStore
import BantamSystem

/// `bantam export [PATH]`: a segment, the members of a campaign or the leads as rows.
enum ExportCommand {
  static let command = Command(
    name: "export",
    summary: "write a segment, a campaign or the leads as CSV or JSON lines",
    description: """
      Rows go to standard output or to a file, which is written whole or not at all. CSV unless --json asks for one \
      JSON object per line.
      """,
    arguments: [.rules],
    options: [
      .database,
      Option("segment", Value("NAME", .text), help: "the contacts of a segment, evaluated now"),
      Option("campaign", Value("NAME", .text), help: "the members of a campaign as of its last run"),
      Option("leads", help: "the leads of all campaigns with points and grades"),
      Option("as-of", Value("DATE", .moment), help: "the instant a segment is evaluated at", standard: "as for run"),
      Option("fields", short: "f", Value("A,B,C", .names), help: "the fields to write, in this order"),
      Option("output", short: "o", Value("FILE", .file), help: "write to a file in place of standard output"),
      .csv, Option("json", help: "print one JSON object per line"),
    ],
    groups: [
      OptionGroup(names: ["segment", "campaign", "leads"], isRequired: true), OptionGroup(names: ["csv", "json"]),
    ],
    examples: [
      Example("a segment for a mailing", "bantam export demo --segment target --fields name,email -o target.csv"),
      Example("all leads for a program", "bantam export demo --leads --json"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    let path = invocation.rulesPath
    let database = invocation.databasePath(rules: path, environment: console.environment)
    do throws(UsageError) {
      let inputs = try readRuleFiles(path).map(\.path) + [database]
      if let output = invocation.value("output"), inputs.contains(where: { isSameFile($0, output) }) {
        throw .wouldOverwrite(output)
      }
    } catch {
      return console.report(error)
    }
    var request = ExportRequest(rules: path, database: database, subject: subject(invocation))
    request.asOf = invocation.value("as-of")
    request.fields = invocation.value("fields").map { $0.split(separator: ",").map(trimmedName) }
    let rows = RowWriter(isJSON: invocation.has("json")) { console.write($0) }
    let file = invocation.value("output").map { FileRows(path: $0, isJSON: invocation.has("json")) }
    do throws(RunFailure) {
      try export(request, titles: { (file?.rows ?? rows).write(titles: $0) }, row: { (file?.rows ?? rows).write($0) })
    } catch {
      return console.report(error)
    }
    do throws(SystemError) { try file?.finish() } catch { return console.report(UsageError.file(error)) }
    return .clean
  }

  private static func subject(_ invocation: Invocation) -> ExportRequest.Subject {
    if let name = invocation.value("segment") { return .segment(name) }
    return invocation.value("campaign").map { .campaign($0) } ?? .leads
  }

  private static func trimmedName(_ name: Substring) -> String {
    String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

/// Rows as CSV, or as one JSON object per line.
final class RowWriter {
  private let isJSON: Bool
  private let write: (String) -> Void
  private var titles: [String] = []
  private var line = JSONWriter()

  init(isJSON: Bool, _ write: @escaping (String) -> Void) {
    self.isJSON = isJSON
    self.write = write
  }

  func write(titles: [String]) {
    self.titles = titles
    if !isJSON { write(csvLine(titles)) }
  }

  func write(_ values: [SQLValue]) {
    guard isJSON else { return write(csvLine(values.map(\.text))) }
    line.removeAll()
    line.object { writer in
      for (title, value) in zip(titles, values) { writer.member(title, value) }
    }
    line.endLine()
    write(line.text)
  }
}

/// Rows collected for a file, which is written whole or not at all.
final class FileRows {
  private let path: String
  private var bytes: [UInt8] = []
  private(set) lazy var rows = RowWriter(isJSON: isJSON) { [unowned self] in bytes.append(contentsOf: $0.utf8) }
  private let isJSON: Bool

  init(path: String, isJSON: Bool) {
    self.path = path
    self.isJSON = isJSON
  }

  func finish() throws(SystemError) { try writeFile(path: path, bytes: bytes) }
}
