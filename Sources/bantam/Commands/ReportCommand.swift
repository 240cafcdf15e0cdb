import BantamReport
import BantamSession
import BantamSystem

/// `bantam report [PATH]`: the whole way from the segment to the payment.
enum ReportCommand {
  static let command = Command(
    name: "report",
    summary: "show the way from the audience to the payment in figures",
    description: """
      For each project and for all of them: how many contacts the audience has now, with those \
      added by hand, how many became members, responded, \
      became leads of each grade, and what followed: opportunities, offers, orders, invoices, payments, with numbers and \
      amounts. A share may be above 100 % where contacts came another way. Of each stage how many contacts ever reached it, are there now, how long they stayed (who is there now \
      counts up to the instant of the report) and for how many the time that the stage allows is over.
      """,
    arguments: [.rules],
    options: [
      .database, Option("project", Value("NAME", .text), help: "only this project"),
      Option("campaign", Value("NAME", .text), help: "only the members of this campaign"),
      Option(
        "from", Value("DATE", .moment), help: "only who joined, what happened and who entered a stage from then on"),
      Option("to", Value("DATE", .moment), help: "the same up to then, that day included"), .asOf, .json, .csv,
    ],
    groups: [OptionGroup(names: ["json", "csv"])],
    examples: [
      Example("all projects", "bantam report demo"),
      Example("the first quarter, for a spreadsheet", "bantam report demo --from 2026-01-01 --to 2026-03-31 --csv"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    var request = Desk.ReportRequest()
    request.project = invocation.value("project")
    request.campaign = invocation.value("campaign")
    request.from = invocation.value("from")
    request.to = invocation.value("to")
    return console.atDesk(invocation, rules: invocation.rulesPath, isWriting: false) { desk throws(RunFailure) in
      let report = WayReport(try desk.report(request))
      if invocation.has("json") {
        console.write(report.json())
      } else if invocation.has("csv") {
        console.write(report.csv())
      } else {
        console.write(report.text(width: console.outputWidth, isColoured: console.colorsOutput))
      }
      return .clean
    }
  }
}
