import BantamReport
import BantamSession
import BantamSystem

/// `bantam plan [PATH]`: what a run would change, and why; nothing is written to the database.
enum PlanCommand {
  static let command = Command(
    name: "plan",
    summary: "show what a run would change, and save it for `apply`",
    description: """
      Works the run out as `run` does and writes nothing: who enters, leaves or changes grade, who was removed from the \
      audience and why, stages, opportunities, owners. With -o the plan goes to a file, a line per change with its \
      reason, which `bantam apply` carries out as long as rules and database are the same.
      """,
    arguments: [.rules],
    options: [
      .database, .asOf, .campaign,
      Option("output", short: "o", Value("FILE", .file), help: "write the plan to a file"),
      Option("top", short: "t", Value("N", .count), help: "how many of the best leads are shown", standard: "10"),
      Option("lines", help: "print each change as a JSON object in place of the summary"),
      Option("detailed-exit-code", help: "end with 2 where there is something to do, with 0 where there is not"),
      .json,
    ],
    groups: [OptionGroup(names: ["lines", "json"])],
    examples: [
      Example("look first", "bantam plan demo"),
      Example("a plan to be shown around and applied later", "bantam plan demo -o spring.plan"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    do throws(UsageError) {
      let inputs = try readRuleFiles(invocation.rulesPath).map(\.path)
      if let output = invocation.value("output"), inputs.contains(where: { isSameFile($0, output) }) {
        throw .wouldOverwrite(output)
      }
    } catch {
      return console.report(error)
    }
    var request = invocation.runRequest(console.environment)
    if let output = invocation.value("output"), isSameFile(request.database, output) {
      return console.report(UsageError.wouldOverwrite(output))
    }
    request.isDryRun = true
    Interrupt.install()
    do throws(RunFailure) {
      let result = try BantamSession.run(request)
      console.report(LoadWords(result.load))
      console.reportLeftovers(result)
      let file = try PlanFile(result, request)
      if let output = invocation.value("output") {
        do throws(SystemError) { try writeFile(path: output, bytes: file.text.utf8) } catch {
          return console.report(UsageError.file(error))
        }
      }
      show(result, file, invocation, console)
      return invocation.has("detailed-exit-code") && !result.changes.isEmpty ? .failed : .clean
    } catch {
      return console.report(error)
    }
  }

  private static func show(
    _ result: RunResult, _ file: PlanFile, _ invocation: Invocation, _ console: Console
  ) {
    if invocation.has("lines") {
      for line in file.lines { console.write(line + "\n") }
      return
    }
    let report = RunReport(result, top: invocation.count("top") ?? 10)
    if invocation.has("json") { return console.write(String(decoding: report.json(), as: UTF8.self)) }
    console.write(
      report.text(width: console.outputWidth, isColoured: console.colorsOutput, showsSegments: false, isPlan: true))
    if let output = invocation.value("output") {
      let way = file.lines.isEmpty ? "" : " `bantam apply` carries it out."
      console.write("\nThe plan is in \(output): \(counted(file.lines.count, "change")).\(way)\n")
    }
  }
}
