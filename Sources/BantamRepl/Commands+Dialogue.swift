import BantamReport
import BantamSession
import BantamSystem

/// About the dialogue itself.
extension Repl.Command {
  static let help = Repl.Command(
    "help", "h", argument: "[COMMAND]", summary: "show what can be typed, or more about a command",
    help: "What `bantam help CODE` says of a message stands there.",
    example: Example(":help hist", says: "spread")
  ) { repl, text throws(RunFailure) in
    let name = text.hasPrefix(":") ? String(text.dropFirst()) : text
    if name.isEmpty { return Repl.Reply(overview(width: repl.width)) }
    guard let command = all.first(where: { $0.name == name || $0.shortName == name }) else {
      throw .unknownName("command", name, known: all.map(\.name))
    }
    var words = "\(usage(command))\n\n\(command.summary). \(command.help)\n\nExample:\n"
    for line in command.example.input { words += "    \(line)\n" }
    return Repl.Reply(words)
  }

  static let time = Repl.Command(
    "time", summary: "show from now on how long each answer took, or no more",
    help: "From the text of the condition to the contacts.", example: Example(":time", "country = \"DE\"", says: "s\n")
  ) { repl, _ throws(RunFailure) in
    repl.showsTime.toggle()
    return Repl.Reply(repl.showsTime ? "Answers show their time.\n" : "Answers show no time.\n")
  }

  static let asOf = Repl.Command(
    "as of", argument: "[DATE]", summary: "answer as of another day or moment",
    help: "Windows such as `in last 90 days` count from it. Without a date the rules' own counts again.",
    example: Example(":as of 2026-03-01", says: "2026-03-01")
  ) { repl, text throws(RunFailure) in
    try repl.workbench.setMoment(text.isEmpty ? nil : text)
    let moment = Timestamp.minutes(ofInstant: repl.workbench.asOf, in: repl.workbench.zone)
    return Repl.Reply("Answers are as of \(moment) from now on.\n" + (try repl.countedAgain()))
  }

  static let quit = Repl.Command(
    "quit", "q", summary: "leave", help: "Ctrl-D leaves, too.", example: Example(":quit", says: "")
  ) { _, _ throws(RunFailure) in
    var reply = Repl.Reply()
    reply.isEnd = true
    return reply
  }

  private static func usage(_ command: Repl.Command) -> String {
    ":" + command.name + (command.argument.isEmpty ? "" : " " + command.argument)
  }

  private static func overview(width: Int?) -> String {
    var table = Table([.init("type"), .init("to")])
    table.rows = [
      ["employees > 50 and city = \"Kiel\"", "count the contacts of a condition, and see the first"],
      ["it and opt_in", "go on from the last condition"], ["segment x { … }", "add or replace a declaration"],
    ]
    for command in all { table.rows.append([usage(command), command.summary]) }
    return table.text(width: width) + """

      Tab completes, → takes the grey text, ↑ and ↓ go through what was typed
      before, Ctrl-R searches it. Alt-Enter begins a new line, Ctrl-C empties the
      line, Ctrl-D leaves. `:help sort` shows an example of `:sort`.

      """
  }
}
