import BantamDiagnostics
import BantamReport
import BantamSession
import BantamStore
import BantamSystem

/// `bantam log [PATH]`: the journal.
enum LogCommand {
  static let command = Command(
    name: "log",
    summary: "show who changed what and when",
    description: """
      Lists the runs, the latest first: commands that changed something. With --run one of them with all its changes, \
      with --contact what happened to one contact.
      """,
    arguments: [.rules],
    options: [
      .database, Option("run", Value("N", .count), help: "one run with what it changed"),
      Option("contact", Value("CONTACT", .text), help: "only what concerns a contact, by its key or e-mail address"),
      Option("limit", Value("N", .count), help: "how many runs, or changes of one", standard: "20"), .json,
    ],
    groups: [OptionGroup(names: ["run", "contact"])],
    examples: [
      Example("the last runs", "bantam log demo"),
      Example("what happened to a contact", "bantam log demo --contact info@nordwind.example"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    let limit = invocation.count("limit") ?? 20
    return console.atDesk(invocation, rules: invocation.rulesPath, isWriting: false) { desk throws(RunFailure) in
      var (found, hasMore): ([Desk.Logged], Bool) = ([], false)
      if let run = invocation.count("run") {
        found = [try desk.run(Int64(run), limit: limit)]
      } else {
        (found, hasMore) = try desk.log(about: invocation.value("contact"), limit: limit)
      }
      if invocation.has("json") {
        writeJSON(found, console)
      } else if found.isEmpty {
        console.write(invocation.has("contact") ? "No run changed anything about it.\n" : "Nothing was changed yet.\n")
      } else if found.contains(where: { !$0.sentences.isEmpty }) {
        console.writeWords(sentences(found, desk))
      } else {
        console.write(table(found, desk).text(width: console.outputWidth, isColoured: console.colorsOutput))
      }
      if hasMore { console.remark("the latest \(counted(limit, "run")); --limit shows more") }
      return .clean
    }
  }

  private static func table(_ found: [Desk.Logged], _ desk: Desk) -> Table {
    var table = Table([.init("run", .right), .init("as of"), .init("who"), .init("what"), .init("rows", .right)])
    if found.contains(where: { !state($0.run).isEmpty }) { table.columns.append(.init("state")) }
    for run in found.map(\.run) {
      table.rows.append([
        String(run.id), desk.local(run.asOf), run.actor, run.detail.isEmpty ? run.command : run.detail,
        grouped(run.inserted + run.updated + run.deleted), state(run),
      ])
    }
    return table
  }

  private static func sentences(_ found: [Desk.Logged], _ desk: Desk) -> String {
    found.map { logged in
      let run = logged.run
      let head = "Run \(run.id), \(desk.local(run.asOf))\(run.actor.isEmpty ? "" : ", " + run.actor): \(run.detail)\n"
      let more = logged.hasMore ? ["and more; --limit shows them"] : []
      return head + (logged.sentences + more).map { "  \($0)\n" }.joined()
    }.joined(separator: "\n")
  }

  private static func state(_ run: SQLiteContactStore.LoggedRun) -> String {
    if let by = run.undoneBy { return "taken back by \(by)" }
    if let other = run.undoes { return "takes back \(other)" }
    return run.canBeUndone ? "" : "cannot be taken back"
  }

  private static func writeJSON(_ found: [Desk.Logged], _ console: Console) {
    console.writeJSON(found) { logged, writer in
      let run = logged.run
      writer.member("run", run.id)
      writer.member("command", run.command)
      writer.member("detail", run.detail)
      writer.member("actor", run.actor)
      writer.member("started_at", run.startedAt)
      writer.member("as_of", run.asOf)
      writer.member("rules_hash", run.rulesHash)
      writer.member("inserted", run.inserted)
      writer.member("updated", run.updated)
      writer.member("deleted", run.deleted)
      writer.member("undoes", run.undoes)
      writer.member("undone_by", run.undoneBy)
      writer.member("can_be_undone", run.canBeUndone && run.undoneBy == nil)
      writer.member("changes", strings: logged.sentences)
    }
  }
}
