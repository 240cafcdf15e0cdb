import BantamDiagnostics
import BantamReport
import BantamSession

/// `bantam replay RUN [PATH]`: the same run once more, on a copy.
enum ReplayCommand {
  static let command = Command(
    name: "replay",
    summary: "repeat an earlier run on a copy and compare",
    description: """
      Takes a copy of the database back to before the run, and runs it with the rules and the clock of then. The result \
      must be the same, byte for byte: what was written can be explained at any time. The database is not touched.
      """,
    arguments: [Argument(value: Value("RUN", .count), help: "the number of the run", isRequired: true), .rules],
    options: [.database, .json],
    examples: [Example("was that right?", "bantam replay 12 demo")],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    let path = invocation.arguments.count > 1 ? invocation.arguments[1] : "."
    let id = wholeNumber(invocation.arguments[0]) ?? 0
    let folder = console.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    return console.atDesk(invocation, rules: path, isWriting: false) { desk throws(RunFailure) in
      let result = try desk.replay(Int64(id), temporaryFolder: folder)
      if invocation.has("json") {
        var writer = JSONWriter()
        writer.object { writer in
          writer.member("run", result.run.id)
          writer.member("identical", result.isIdentical)
          writer.member("rows", result.rows)
          writer.member("replayed_rows", result.replayedRows)
          writer.member("differences", strings: result.differences)
        }
        writer.endLine()
        console.write(writer.text)
      } else if result.isIdentical {
        console.write(
          "Run \(id) gives the same again, byte for byte: \(counted(result.rows, "row")), as of \(desk.local(result.run.asOf)).\n"
        )
      } else {
        console.write(
          "Run \(id) changed \(counted(result.rows, "row")); now it would change \(grouped(result.replayedRows)).\n")
        for line in result.differences { console.writeWords("  \(line)\n") }
      }
      return result.isIdentical ? .clean : .findings
    }
  }
}
