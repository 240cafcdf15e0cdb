import BantamDiagnostics
import BantamReport
import BantamSession
import BantamStore

/// `bantam members ACTION CAMPAIGN [CONTACT…]`: a campaign's list, edited by hand.
enum MembersCommand {
  static let command = Command(
    name: "members",
    summary: "edit a campaign's list by hand",
    description: """
      `add` takes contacts in whatever the audience says, `remove` takes them out; both stay until `reset`, whatever runs \
      do, each with who, when and why. Consent, objections and suppression stand above: nobody is written to who may not \
      be. `status` sets a member's status, `list` shows the entries by hand, with --all every member. The next run brings the \
      leads up to date.
      """,
    arguments: [
      Argument(
        value: Value("ACTION", .choice(["list", "add", "remove", "reset", "status"])), help: "what to do",
        isRequired: true),
      Argument(value: Value("CAMPAIGN", .text), help: "the campaign", isRequired: true),
      Argument(value: Value("CONTACT", .text), help: "contacts, by key or e-mail address", isRepeated: true),
    ],
    options: [
      .rules, .database, .asOf, .actor,
      Option("because", Value("TEXT", .text), help: "why; needed for `add` and `remove`"),
      Option("status", Value("TEXT", .text), help: "the new status; needed for `status`"),
      Option("all", short: "a", help: "with `list`: all members with status and dates"), .json,
    ],
    examples: [
      Example("somebody the criteria do not find", "bantam members add spring 42 --because \"met at the fair\""),
      Example("somebody who is talked to already", "bantam members remove spring 17 --because \"has an offer\""),
      Example("an answer", "bantam members status spring 42 --status Responded"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    let action = invocation.arguments[0]
    let campaign = invocation.arguments[1]
    let contacts = Array(invocation.arguments.dropFirst(2))
    if action != "list", contacts.isEmpty {
      return console.report(UsageError.missingArgument("CONTACT", command: "members"))
    }
    if ["add", "remove"].contains(action), invocation.value("because") == nil {
      return console.report(UsageError.missingOption(["--because"], command: "members"))
    }
    if action == "status", invocation.value("status") == nil {
      return console.report(UsageError.missingOption(["--status"], command: "members"))
    }
    if action != "list", invocation.has("all") {
      return console.report(UsageError.excluded(["--all", action]))
    }
    let path = invocation.value("rules") ?? "."
    return console.atDesk(invocation, rules: path, isWriting: action != "list") { desk throws(RunFailure) in
      switch action {
      case "add", "remove":
        let edit: Desk.Edit = action == "add" ? .add : .remove
        let done = try desk.edit(edit, contacts, in: campaign, because: invocation.value("because") ?? "")
        for fate in done.fates { console.writeWords(words(fate, edit, campaign)) }
        console.writeRun(done.runID)
      case "reset":
        let done = try desk.resetEdits(contacts, in: campaign)
        console.write("\(counted(done.count, "entry", "entries")) by hand removed; the rules decide again.\n")
        console.writeRun(done.runID)
      case "status":
        let run = try desk.setStatus(invocation.value("status") ?? "", contacts, in: campaign)
        console.write("Status set for \(counted(contacts.count, "member")).\n")
        console.writeRun(run)
      default:
        if invocation.has("all") {
          try listAll(desk, campaign, invocation, console)
        } else {
          try list(desk, campaign, invocation, console)
        }
      }
      return .clean
    }
  }

  private static func words(_ fate: Desk.Fate, _ edit: Desk.Edit, _ campaign: String) -> String {
    let who = called(fate.contact, [fate.contact: fate.name])
    switch (edit, fate.obstacle) {
    case (.remove, _): return "\(who): out of \(campaign) from the next run on.\n"
    case (.add, nil): return "\(who): in \(campaign) from the next run on.\n"
    case (.add, let obstacle?): return "\(who): added to \(campaign), but left out by every run for now: \(obstacle).\n"
    }
  }

  private static func listAll(
    _ desk: Desk, _ campaign: String, _ invocation: Invocation, _ console: Console
  ) throws(RunFailure) {
    let members = try desk.members(campaign)
    if invocation.has("json") {
      return console.writeJSON(members) { found, writer in
        writer.member("contact", found.member.contact.text)
        writer.member("name", found.name)
        writer.member("status", found.member.status)
        writer.member("origin", found.member.origin)
        writer.member("joined_at", found.member.joinedAt)
        writer.member("responded_at", found.member.respondedAt)
      }
    }
    if members.isEmpty { return console.write("\(campaign) has no members. `bantam run` makes them.\n") }
    var table = Table([
      .init("contact", .right), .init("name"), .init("status"), .init("joined"), .init("responded"), .init("by"),
    ])
    for (member, name) in members {
      table.rows.append([
        member.contact.text, name, member.status ?? "", String(desk.local(member.joinedAt).prefix(10)),
        member.respondedAt.map { String(desk.local($0).prefix(10)) } ?? "", member.origin,
      ])
    }
    console.write(table.text(width: console.outputWidth, isColoured: console.colorsOutput))
  }

  private static func list(
    _ desk: Desk, _ campaign: String, _ invocation: Invocation, _ console: Console
  ) throws(RunFailure) {
    let edits = try desk.handEdits(campaign)
    if invocation.has("json") {
      return console.writeJSON(edits) { found, writer in
        writer.member("contact", found.edit.contact)
        writer.member("name", found.name)
        writer.member("edit", found.edit.isAdded ? "add" : "remove")
        writer.member("actor", found.edit.actor)
        writer.member("at", found.edit.at)
        writer.member("because", found.edit.reason)
      }
    }
    if edits.isEmpty { return console.write("Nobody was added to \(campaign) or removed from it by hand.\n") }
    var table = Table([
      .init("contact", .right), .init("name"), .init("edit"), .init("who"), .init("when"), .init("why"),
    ])
    for (edit, name) in edits {
      table.rows.append([
        edit.contact.text, name, edit.isAdded ? "added" : "removed", edit.actor, desk.local(edit.at),
        edit.reason ?? "",
      ])
    }
    console.write(table.text(width: console.outputWidth, isColoured: console.colorsOutput))
  }
}

/// A contact as the sentences of commands call it: `42 Nordwind GmbH`.
func called(_ contact: SQLValue, _ names: [SQLValue: String]) -> String {
  let name = names[contact] ?? ""
  return contact.text + (name.isEmpty ? "" : " \(name)")
}

extension Console {
  /// The line that ends every command that changed something.
  func writeRun(_ run: Int64?) {
    write(run.map { "Run \($0); `bantam undo \($0)` takes it back.\n" } ?? "Nothing changed; nothing was written.\n")
  }
}
