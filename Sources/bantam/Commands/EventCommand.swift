import BantamDiagnostics
import BantamLeads
import BantamReport
import BantamSession
import BantamStore
import BantamSystem

/// `bantam event CONTACT EVENT`: what happened between us and a contact.
enum EventCommand {
  static let command = Command(
    name: "event",
    summary: "note an offer, an order, a payment, and move the contact on",
    description: """
      Notes what happened and moves the contact to the stage that the funnel says; where the stage belongs to another \
      team, its leads go to a member of that team. Where the funnel does not allow it, nothing is noted and the message \
      says why. An event that is noted already (the same contact, event, project, time, amount and reference) is not \
      noted again, unless --again says so. `bantam help events` lists the usual events. With --import many events come from a file, CSV with a \
      header or JSON lines: contact, event and as you like project, campaign, at, amount, reference, note. They are \
      taken in the order in which they happened, all or none; those that are noted already (contact, event, project, \
      at, amount and reference are the same) are passed over.
      """,
    arguments: [
      Argument(value: Value("CONTACT", .text), help: "a contact by its key or e-mail address"),
      Argument(value: Value("EVENT", .text), help: "what happened, such as offer_made"),
    ],
    options: [
      Option("import", Value("FILE", .file), help: "take the events of a file, also gzip'd"),
      Option(
        "project", Value("NAME", .text), help: "the project it belongs to",
        standard: "the only one there is, where the stages are kept per project"),
      Option("campaign", Value("NAME", .text), help: "the campaign it came from; stands for its project too"),
      Option("amount", Value("N", .text), help: "in the currency of the rules"),
      Option("reference", Value("R", .text), help: "such as the number of the invoice"),
      Option("note", Value("TEXT", .text), help: "some words"),
      Option("at", Value("DATE", .moment), help: "when it happened", standard: "the instant of the command"),
      Option("again", help: "note it also where the same is noted already"),
      .rules, .database, .actor, .json,
    ],
    examples: [
      Example("an offer went out", "bantam event info@nordwind.example offer_made --amount 12_000 --rules demo"),
      Example("what another program noted", "bantam event --import events.csv --rules demo"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    let arguments = invocation.arguments
    if invocation.has("import") {
      if let surplus = arguments.first {
        return console.report(UsageError.surplusArgument(surplus, command: command.name))
      }
      let single = ["amount", "reference", "note", "at", "again"].first(where: invocation.has)
      if let single { return console.report(UsageError.excluded(["import", single])) }
    } else if arguments.count < 2 {
      return console.report(UsageError.missingArgument(arguments.isEmpty ? "CONTACT" : "EVENT", command: command.name))
    }
    let rules = invocation.value("rules") ?? "."
    return console.atDesk(invocation, rules: rules, isWriting: true) { desk throws(RunFailure) in
      let noted: Desk.NotedEvents
      if let file = invocation.value("import") {
        noted = try desk.noteEvents(
          of: file, project: invocation.value("project"), campaign: invocation.value("campaign"))
      } else {
        noted = try desk.note(request(invocation))
      }
      if invocation.has("json") {
        console.write(json(noted))
      } else if invocation.has("import") {
        console.write(summary(noted))
      } else {
        console.writeWords(try sentences(noted, desk))
      }
      return .clean
    }
  }

  private static func request(_ invocation: Invocation) -> EventRequest {
    var request = EventRequest(contact: invocation.arguments[0], event: invocation.arguments[1])
    request.project = invocation.value("project")
    request.campaign = invocation.value("campaign")
    request.amount = invocation.value("amount")
    request.reference = invocation.value("reference")
    request.note = invocation.value("note")
    request.at = invocation.value("at")
    request.isAgain = invocation.has("again")
    return request
  }

  // MARK: Words

  private static func sentences(_ noted: Desk.NotedEvents, _ desk: Desk) throws(RunFailure) -> String {
    var text = ""
    let names = try desk.names(of: noted.events.map(\.contact) + (noted.known.map { [$0.contact] } ?? []))
    if let known = noted.known {
      let run = known.run.map { ", by run \($0)" } ?? ""
      let at = known.notedAt.map { " since \($0)" } ?? ""
      return "\(called(known.contact, names)): \(known.kind) of \(known.at) is noted already\(at)\(run). "
        + "Nothing changed; --again notes it once more.\n"
    }
    for event in noted.events {
      let place = event.project.isEmpty ? "" : " in \(event.project)"
      let amount = event.amount.map { ", \(moneyText($0)) \(desk.program.settings.currency)" } ?? ""
      text += "\(called(event.contact, names)): \(event.kind)\(place)\(amount) is noted"
      text += noted.run.map { ", run \($0).\n" } ?? ".\n"
    }
    for move in noted.moves {
      let from = move.from.map { "from \($0) " } ?? ""
      let way = move.from == move.to ? "stays at \(move.to)" : "moves \(from)to \(move.to)"
      text += "It \(way)\(move.rule.map { ", by \($0)" } ?? "").\n"
    }
    for (_, campaigns) in noted.demoted where !campaigns.isEmpty {
      text += "It is no lead of \(listed(campaigns)) any more.\n"
    }
    var told: Set<OwnerChange> = []
    for (_, change) in noted.handOver.changes where told.insert(change).inserted {
      let before = change.from.map { " in place of \($0)" } ?? ""
      let team = change.team.map { " (\($0))" } ?? ""
      text += "\(change.owner ?? "Nobody")\(team) takes care of the lead\(before).\n"
    }
    for none in noted.handOver.unassigned { text += "Its lead keeps its owner: \(none.obstacle.words).\n" }
    return text
  }

  private static func summary(_ noted: Desk.NotedEvents) -> String {
    var text = "\(counted(noted.events.count, "event")) noted" + (noted.run.map { ", run \($0)" } ?? "")
    if noted.skipped > 0 { text += "; \(grouped(noted.skipped)) noted before" }
    text += ".\n"
    if !noted.moves.isEmpty { text += "\(counted(noted.moves.count, "move")) from stage to stage.\n" }
    if !noted.demoted.isEmpty { text += "\(counted(noted.demoted.count, "contact")) demoted: no lead any more.\n" }
    if !noted.handOver.changes.isEmpty {
      text += "\(counted(noted.handOver.changes.count, "lead")) got another owner.\n"
    }
    let unassigned = noted.handOver.unassigned.count
    if unassigned > 0 {
      text += "\(counted(unassigned, "lead")) kept the owner, as nobody of the other team has room.\n"
    }
    return text
  }

  private static func json(_ noted: Desk.NotedEvents) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("run", noted.run)
      writer.member("events", noted.events.count)
      writer.member("skipped", noted.skipped)
      writer.array("moves") { writer in
        for move in noted.moves {
          writer.object { writer in
            writer.member("contact", move.contact)
            writer.member("funnel", move.funnel)
            writer.member("project", move.project)
            writer.member("from", move.from)
            writer.member("to", move.to)
            writer.member("event", move.event)
            writer.member("rule", move.rule)
          }
        }
      }
      writer.array("demoted") { writer in
        for (contact, campaigns) in noted.demoted {
          writer.object { writer in
            writer.member("contact", contact.text)
            writer.member("campaigns", strings: campaigns)
          }
        }
      }
      writer.array("owners") { writer in
        for (_, change) in noted.handOver.changes {
          writer.object { writer in
            writer.member("contact", change.contact)
            writer.member("owner", change.owner)
            writer.member("team", change.team)
            writer.member("from", change.from)
          }
        }
      }
    }
    writer.endLine()
    return writer.text
  }

  /// The page `bantam help events`.
  static var page: String {
    let width = LeadEvent.usual.map(\.name.count).max() ?? 0
    var text = "Events that mean the same in every rule set; the transitions of a funnel may name others.\n\n"
    for event in LeadEvent.usual {
      text += "  \(event.name)" + String(repeating: " ", count: width - event.name.count + 2) + event.words + "\n"
    }
    return text + "\n`\(StageGate.joined)` is noted by runs, for each new member of a campaign.\n"
  }
}
