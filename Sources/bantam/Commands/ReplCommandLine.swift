import BantamDiagnostics
import BantamRepl
import BantamSession
import BantamSystem

/// `bantam repl [PATH]`: criteria tried on the contacts.
enum ReplProgram {
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
    options: [.database, .asOf],
    examples: [
      Example("on the demo", "bantam repl demo"),
      Example("without a terminal", "printf 'country = \"DE\"\\n:hist city\\n' | bantam repl demo"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    let path = invocation.rulesPath
    do throws(UsageError) { _ = try readRuleFiles(path) } catch { return console.report(error) }
    let database = invocation.databasePath(rules: path, environment: console.environment)
    do throws(RunFailure) {
      let workbench = try Workbench(rules: path, database: database, asOf: invocation.value("as-of"))
      console.report(LoadWords(workbench.tables.report))
      workbench.finishSnapshot()
      let repl = Repl(workbench)
      repl.width = console.outputWidth
      repl.isColoured = console.colorsOutput
      return answerLines(repl, console)
    } catch {
      return console.report(error)
    }
  }

  /// Line by line, a text with an open bracket as far as that closes.
  private static func answerLines(_ repl: Repl, _ console: Console) -> ExitStatus {
    let isTerminal = Terminal.isTerminal(0)
    if isTerminal { console.write(repl.greeting) }
    var status = ExitStatus.clean
    var open = ""
    while true {
      if isTerminal {
        console.write(open.isEmpty ? "> " : "… ")
        console.flush()
      }
      guard let line = readLine() else { break }
      open += (open.isEmpty ? "" : "\n") + line
      if Repl.isOpen(open), open.utf8.count < Criterion.mostBytes { continue }
      let reply = repl.reply(to: open)
      open = ""
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
