import BantamDiagnostics
import BantamRepl
import BantamSession
import BantamSystem
import BantamTerminal

/// `bantam repl [PATH]`: criteria tried on the contacts.
enum ReplCommand {
  static let command = Command(
    name: "repl",
    summary: "try conditions on the contacts, in a dialogue",
    description: """
      Type a condition as in a segment: the answer is how many contacts meet it, how many more could if a missing value \
      became known, and the first of them. `it` names the last condition; segments, defines and lists can be typed, \
      too, and saved. `:help` shows the commands. Without a terminal each line of standard input is answered in turn. \
      The database is never written.
      """,
    arguments: [.rules],
    options: [
      .database, .asOf, Option("no-live", help: "answer line by line, without counting while typing"),
    ],
    examples: [
      Example("on the demo", "bantam repl demo"),
      Example("line by line", "bantam repl demo --no-live"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    let path = invocation.rulesPath
    do throws(UsageError) { _ = try readRuleFiles(path) } catch { return console.report(error) }
    let database = invocation.databasePath(rules: path, environment: console.environment)
    do throws(RunFailure) {
      // Without the copy by column reading them takes a while.
      if console.progressWidth != nil { console.showProgress("Reading the contacts …") }
      let workbench = try Workbench(rules: path, database: database, asOf: invocation.value("as-of"))
      if console.progressWidth != nil { console.showProgress("\r\u{1B}[K") }
      console.report(LoadWords(workbench.tables.report))
      defer { workbench.finishSnapshot() }
      let repl = Repl(workbench)
      repl.width = console.outputWidth
      repl.isColoured = console.colorsOutput
      let isDumb = console.environment["TERM"] == "dumb"
      if !invocation.has("no-live"), !isDumb, let terminal = RawTerminal() {
        console.flush()
        let live = LiveRepl(
          repl, terminal, historyPath: historyPath(console.environment), isColoured: console.colorsOutput)
        live.run()
        return .clean
      }
      return answerLines(repl, console)
    } catch {
      return console.report(error)
    }
  }

  /// `$BANTAM_HISTORY`, else a file in the home folder; empty: none.
  private static func historyPath(_ environment: [String: String]) -> String? {
    if let path = environment["BANTAM_HISTORY"] { return path.isEmpty ? nil : path }
    return environment["HOME"].map { $0 + "/.bantam_history" }
  }

  /// Line by line, a text with an open bracket as far as that closes.
  private static func answerLines(_ repl: Repl, _ console: Console) -> ExitStatus {
    let isTerminal = Terminal.isTerminal(0)
    if isTerminal { console.write(repl.greeting) }
    var status = ExitStatus.clean
    var open = ""
    var depth = 0
    while true {
      if isTerminal {
        console.write(open.isEmpty ? "> " : "… ")
        console.flush()
      }
      guard let line = readLine() else { break }
      open += (open.isEmpty ? "" : "\n") + line
      depth = max(0, depth + bracketBalance(ofLine: line))
      if depth > 0, open.utf8.count < Criterion.mostBytes { continue }
      let reply = repl.reply(to: open)
      open = ""
      depth = 0
      if !show(reply, console) { status = .findings }
      if reply.isEnd { return status }
    }
    if !open.isEmpty, !show(repl.reply(to: open), console) { status = .findings }
    return status
  }

  /// False where something was wrong.
  private static func show(_ reply: Repl.Reply, _ console: Console) -> Bool {
    console.write(reply.text)
    console.flush()
    console.report(reply.diagnostics, files: reply.files)
    return !reply.diagnostics.contains { $0.severity == .error }
  }
}
