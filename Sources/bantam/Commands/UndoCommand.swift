import BantamSession
import BantamSystem

/// `bantam undo RUN [PATH]`: takes a run back.
enum UndoCommand {
  static let command = Command(
    name: "undo",
    summary: "take back what a run or a single command changed",
    description: """
      Every command that changes something is a run with a number; `bantam log` lists them. Taking one back restores \
      every row as it was. It is refused, with the reasons, where later changes build on it. Taking back is a run \
      itself, which can be taken back in turn.
      """,
    arguments: [Argument(value: Value("RUN", .count), help: "the number of the run", isRequired: true), .rules],
    options: [.database, .actor],
    examples: [Example("the run with the number 12", "bantam undo 12 demo")],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    let run = wholeNumber(invocation.arguments[0]) ?? 0
    return console.atDesk(invocation, rules: invocation.rulesPath, isWriting: true) { desk throws(RunFailure) in
      let done = try desk.undo(Int64(run))
      console.write("Run \(run) is taken back, by run \(done.run).\n")
      if done.hasLostContact {
        console.write("It had changed something of a contact that was erased since: that does not come back.\n")
      }
      return .clean
    }
  }
}

extension Console {
  /// Opens rules and database for a command of the daily work.
  func atDesk(
    _ invocation: Invocation, rules path: String, isWriting: Bool,
    _ body: (Desk) throws(RunFailure) -> ExitStatus
  ) -> ExitStatus {
    do throws(UsageError) { _ = try readRuleFiles(path) } catch { return report(error) }
    var request = DeskRequest(rules: path, database: invocation.databasePath(rules: path, environment: environment))
    if invocation.command.option(named: "as-of") != nil { request.asOf = invocation.value("as-of") }
    if invocation.command.option(named: "as") != nil { request.actor = invocation.actor(environment) }
    request.detail = invocation.words
    Interrupt.install()
    do throws(RunFailure) {
      return try body(try Desk(request, isWriting: isWriting))
    } catch {
      return report(error)
    }
  }
}
