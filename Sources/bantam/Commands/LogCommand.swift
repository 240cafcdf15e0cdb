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
      let found: [(run: SQLiteContactStore.LoggedRun, sentences: [String])]
      if let run = invocation.count("run") {
        found = [try desk.run(Int64(run), limit: limit)]
      } else {
        found = try desk.log(about: invocation.value("contact"), limit: limit)
      }
      if invocation.has("json") {
        console.write(json(found))
      } else if found.isEmpty {
        console.write("Nothing was changed yet.\n")
      } else {
        console.write(text(found, desk.zone, console))
      }
      return .clean
    }
  }

  private static func text(
    _ found: [(run: SQLiteContactStore.LoggedRun, sentences: [String])], _ zone: ZoneRules, _ console: Console
  ) -> String {
    func local(_ time: String) -> String {
      guard let instant = Timestamp(time)?.instant(in: .utc) else { return time }
      return String(Timestamp.text(ofInstant: instant, in: zone).prefix(16)).replacing("T", with: " ")
    }
    var table = Table([.init("run", .right), .init("as of"), .init("who"), .init("what"), .init("rows", .right)])
    if found.contains(where: { !state($0.run).isEmpty }) { table.columns.append(.init("state")) }
    var text = ""
    for (run, sentences) in found {
      table.rows.append([
        String(run.id), local(run.asOf), run.actor, run.detail.isEmpty ? run.command : run.detail,
        grouped(run.inserted + run.updated + run.deleted), state(run),
      ])
      if !sentences.isEmpty {
        text +=
          (text.isEmpty ? "" : "\n")
          + "Run \(run.id), \(local(run.asOf))\(run.actor.isEmpty ? "" : ", " + run.actor): \(run.detail)\n"
        text += sentences.map { "  \($0)\n" }.joined()
      }
    }
    if text.isEmpty { return table.text(width: console.outputWidth, isColoured: console.colorsOutput) }
    return printable(text, keepsLineEnds: true)
  }

  private static func state(_ run: SQLiteContactStore.LoggedRun) -> String {
    if let by = run.undoneBy { return "taken back by \(by)" }
    if let other = run.undoes { return "takes back \(other)" }
    return run.canBeUndone ? "" : "cannot be taken back"
  }

  private static func json(_ found: [(run: SQLiteContactStore.LoggedRun, sentences: [String])]) -> String {
    var writer = JSONWriter()
    writer.array { writer in
      for (run, sentences) in found {
        writer.object { writer in
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
          writer.member("changes", strings: sentences)
        }
      }
    }
    writer.endLine()
    return writer.text
  }
}
