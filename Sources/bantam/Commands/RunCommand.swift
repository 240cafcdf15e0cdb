import BantamReport
import BantamSession
import BantamSystem

/// `bantam run [PATH]`: from rules and contacts to graded leads.
enum RunCommand {
  static let command = Command(
    name: "run",
    summary: "evaluate the rules on the contacts and write the leads",
    description: """
      Evaluates all segments, scores and campaigns of a rule set in one pass, brings the leads in the database up to \
      date and prints what became of each audience, with the best leads. Running again without a change writes nothing.
      """,
    arguments: [.rules],
    options: [
      .database,
      Option("as-of", Value("DATE", .moment), help: "the instant of the run", standard: "the rules' `as of`, else now"),
      Option("campaign", Value("NAME", .text), help: "only this campaign"),
      Option("top", short: "t", Value("N", .count), help: "how many of the best leads are shown", standard: "10"),
      Option("segments", help: "also print how many contacts each segment has"),
      Option("dry-run", short: "n", help: "show the result and write nothing"),
      Option("threads", Value("N", .count), help: "how many threads evaluate", standard: "one per core"),
      Option("profile", help: "also print what each condition cost, and for how many contacts it holds"), .actor,
      .json, .csv,
    ],
    groups: [OptionGroup(names: ["json", "csv", "profile"])],
    examples: [
      Example("the rules below the current folder", "bantam run"),
      Example("look at a day without writing", "bantam run demo --as-of 2026-03-01 --dry-run"),
      Example("all leads of a campaign for a spreadsheet", "bantam run demo --campaign spring --csv > leads.csv"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    do throws(UsageError) { _ = try readRuleFiles(invocation.rulesPath) } catch { return console.report(error) }
    var request = invocation.runRequest(console.environment)
    request.isDryRun = invocation.has("dry-run")
    request.actor = invocation.actor(console.environment)
    request.detail = (["run"] + (request.campaign.map { ["--campaign", $0] } ?? [])).joined(separator: " ")
    request.countsMissing = invocation.has("segments")
    request.profiles = invocation.has("profile")
    if let threads = invocation.count("threads") { request.threads = min(threads, 256) }
    Interrupt.install()
    do throws(RunFailure) {
      let result = try BantamSession.run(request)
      console.report(LoadWords(result.load))
      console.reportLeftovers(result)
      show(RunReport(result, top: invocation.count("top") ?? 10), invocation, console)
      if let profile = ProfileReport(result) {
        console.write(profile.text(top: 25, width: console.outputWidth, isColoured: console.colorsOutput))
      }
      return .clean
    } catch {
      return console.report(error)
    }
  }

  private static func show(_ report: RunReport, _ invocation: Invocation, _ console: Console) {
    if invocation.has("json") {
      console.write(String(decoding: report.json(), as: UTF8.self))
    } else if invocation.has("csv") {
      report.csv { console.write(bytes: $0) }
    } else {
      console.write(
        report.text(
          width: console.outputWidth, isColoured: console.colorsOutput, showsSegments: invocation.has("segments")))
    }
  }
}
