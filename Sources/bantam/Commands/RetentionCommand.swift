import BantamReport
import BantamSession

/// `bantam retention [PATH]`: what was kept long enough.
enum RetentionCommand {
  static let command = Command(
    name: "retention",
    summary: "show, and with --apply remove, what was kept long enough",
    description: """
      Purposes say how long they keep: `keep 2 years`. Due are members of their campaigns who did nothing and to whom \
      nothing happened for so long, and consents that were given before and not renewed. Only --apply removes them, as \
      one run of the journal. Contacts of whom nothing is left are listed; `bantam erase` erases them.
      """,
    arguments: [.rules],
    options: [.database, .asOf, .actor, Option("apply", help: "remove what is due"), .json],
    examples: [
      Example("what is due", "bantam retention demo"),
      Example("remove it", "bantam retention demo --apply"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    let isApplying = invocation.has("apply")
    return console.atDesk(invocation, rules: invocation.rulesPath, isWriting: isApplying) { desk throws(RunFailure) in
      let report = try desk.retention(applying: isApplying)
      console.write(
        invocation.has("json")
          ? report.json(zone: desk.zone)
          : report.text(width: console.outputWidth, isColoured: console.colorsOutput, zone: desk.zone))
      return .clean
    }
  }
}
