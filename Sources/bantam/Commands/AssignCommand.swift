import BantamReport
import BantamSession
import BantamSystem

/// `bantam assign [PATH]`: who takes care of which lead.
enum AssignCommand {
  static let command = Command(
    name: "assign",
    summary: "show who would get which leads, or give one to somebody",
    description: """
      With --dry-run: who would get what with the next run, by the campaigns' `assign` lines, and which leads would land \
      nowhere, and why. With --contact and --to a lead is given to a person, or to a team, whose turn it is by the ledger.
      """,
    arguments: [.rules],
    options: [
      Option("dry-run", short: "n", help: "show what the next run would do"),
      Option("contact", Value("CONTACT", .text), help: "the lead to give, by key or e-mail address"),
      Option("to", Value("NAME", .text), help: "an e-mail address or a team"), .campaign, .database, .asOf, .actor,
    ],
    groups: [OptionGroup(names: ["dry-run", "contact"], isRequired: true)],
    examples: [
      Example("before the run", "bantam assign demo --dry-run"),
      Example("by hand", "bantam assign demo --contact 42 --to ben@example.com --campaign spring"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    guard let contact = invocation.value("contact") else { return dryRun(invocation, console) }
    guard let target = invocation.value("to") else {
      return console.report(UsageError.missingOption(["--to"], command: "assign"))
    }
    return console.atDesk(invocation, rules: invocation.rulesPath, isWriting: true) { desk throws(RunFailure) in
      let done = try desk.assign(contact, to: target, in: invocation.value("campaign"))
      let who = called(done.contact, try desk.names(of: [done.contact]))
      console.writeWords("\(who) in \(done.campaign): \(done.from.map { "\($0) → " } ?? "")\(done.owner)\n")
      console.writeRun(done.runID)
      return .clean
    }
  }

  private static func dryRun(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    do throws(UsageError) { _ = try readRuleFiles(invocation.rulesPath) } catch { return console.report(error) }
    var request = invocation.runRequest(console.environment)
    request.isDryRun = true
    Interrupt.install()
    do throws(RunFailure) {
      let result = try BantamSession.run(request)
      console.write(OwnersReport(result).text(width: console.outputWidth, isColoured: console.colorsOutput))
      return .clean
    } catch {
      return console.report(error)
    }
  }
}
