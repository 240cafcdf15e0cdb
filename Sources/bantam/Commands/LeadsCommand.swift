import BantamDiagnostics
import BantamReport
import BantamSession
import BantamStore

/// `bantam leads [PATH]`: who is to be worked on.
enum LeadsCommand {
  static let command = Command(
    name: "leads",
    summary: "list the leads with grade, stage and owner",
    description: """
      Shows the leads as of the last run, the best first. Who went through the funnel to a final stage is converted, and \
      no lead any more.
      """,
    arguments: [.rules],
    options: [
      .database, .campaign, SuggestionsCommand.grade,
      Option("owner", Value("NAME", .text), help: "only leads of this person"),
      Option("stage", Value("NAME", .text), help: "only leads at this stage"),
      Option("top", short: "t", Value("N", .count), help: "how many are shown", standard: "50"), .json, .csv,
    ],
    groups: [OptionGroup(names: ["json", "csv"])],
    examples: [
      Example("the best leads of a campaign", "bantam leads demo --campaign spring --grade A"),
      Example("somebody's list", "bantam leads demo --owner anna@example.com"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    console.atDesk(invocation, rules: invocation.rulesPath, isWriting: false) { desk throws(RunFailure) in
      var filter = SQLiteContactStore.LeadFilter()
      filter.campaign = invocation.value("campaign")
      filter.grade = invocation.value("grade")
      filter.owner = invocation.value("owner")
      filter.stage = invocation.value("stage")
      let isWhole = invocation.has("json") || invocation.has("csv")
      let limit = invocation.count("top") ?? (isWhole ? Int(Int32.max) : 50)
      let leads = try desk.leads(filter, limit: limit)
      let names = try desk.names(of: leads.map(\.contact))
      if invocation.has("json") {
        for lead in leads { console.write(json(lead, names[lead.contact])) }
      } else if leads.isEmpty {
        console.write("No leads. `bantam run` makes them.\n")
      } else {
        let table = table(leads, names, desk)
        console.write(
          invocation.has("csv") ? table.csv() : table.text(width: console.outputWidth, isColoured: console.colorsOutput)
        )
        if !isWhole, leads.count == limit { console.remark("the first \(grouped(limit)); --top shows more") }
      }
      return .clean
    }
  }

  private static func table(
    _ leads: [SQLiteContactStore.Lead], _ names: [SQLValue: String], _ desk: Desk
  ) -> Table {
    var table = Table([
      .init("campaign"), .init("contact", .right), .init("name"), .init("grade"), .init("total", .right),
      .init("stage"),
      .init("owner"), .init("status"), .init("since"), .init("responded"),
    ])
    for lead in leads {
      let grade = (lead.grade ?? "") + (lead.veto.map { " (\($0))" } ?? "")
      table.rows.append([
        lead.campaign, lead.contact.text, names[lead.contact] ?? "", grade,
        lead.total.map { tenths(Int64(($0 * 10_000).rounded()), 10_000) } ?? "", lead.stage ?? "", lead.owner ?? "",
        lead.status ?? "", String(desk.local(lead.joinedAt).prefix(10)),
        lead.respondedAt.map { String(desk.local($0).prefix(10)) } ?? "",
      ])
    }
    return table
  }

  private static func json(_ lead: SQLiteContactStore.Lead, _ name: String?) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("campaign", lead.campaign)
      writer.member("contact", lead.contact)
      writer.member("name", name)
      writer.member("grade", lead.grade)
      writer.member("total", decimal: lead.total.map { Int64(($0 * 10_000).rounded()) }, places: 4)
      writer.member("veto", lead.veto)
      writer.member("stage", lead.stage)
      writer.member("owner", lead.owner)
      writer.member("team", lead.team)
      writer.member("status", lead.status)
      writer.member("origin", lead.origin)
      writer.member("joined_at", lead.joinedAt)
      writer.member("responded_at", lead.respondedAt)
    }
    writer.endLine()
    return writer.text
  }
}
