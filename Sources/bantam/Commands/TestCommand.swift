import BantamDiagnostics
import BantamReport
import BantamSession
import BantamSystem
import BantamTestRunner

/// `bantam test [PATH]`: the `test` blocks of a rule set.
enum TestCommand {
  static let command = Command(
    name: "test",
    summary: "run the tests that stand in the rules",
    description: """
      Runs each `test` block with its own clock on nothing but the contacts it gives. No database is read or written.
      """,
    arguments: [.rules],
    options: [
      Option("filter", Value("TEXT", .text), help: "only tests whose name holds the text, case aside"), .junit, .json,
    ],
    examples: [
      Example("the tests below the current folder", "bantam test"),
      Example("for a program", "bantam test demo --json"),
      Example("for a CI server", "bantam test demo --junit tests.xml"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    let files: [SourceFile]
    do throws(UsageError) { files = try readRuleFiles(invocation.rulesPath) } catch { return console.report(error) }
    let rules = checkRules(files)
    guard !rules.hasErrors, let zone = ZoneRules(name: rules.program.settings.zone) else {
      return console.report(RunFailure.rules(rules))
    }
    let results = runTests(rules.program, asOf: Clock.now(), zone: zone, filter: invocation.value("filter"))
    if results.isEmpty, let filter = invocation.value("filter") {
      console.remark("no test has `\(filter)` in its name")
      return .findings
    }
    if let path = invocation.value("junit") {
      do throws(UsageError) {
        try writeJUnit(results, files: rules.files, to: path, console)
      } catch {
        return console.report(error)
      }
    }
    if invocation.has("json") {
      console.writeJSON(results) { result, writer in
        let (file, start) = (rules.files[result.span.file], result.span.start)
        writer.member("test", result.name)
        writer.member("file", file.path)
        writer.member("line", file.position(of: start).line)
        writer.member("passed", result.hasPassed)
        writer.key("findings")
        writer.diagnostics(result.failures, files: rules.files, limit: 100)
      }
    } else {
      console.writeFindings(results.flatMap(named), files: rules.files, hasSummary: false)
      let failed = results.count { !$0.hasPassed }
      console.write("\(counted(results.count - failed, "test")) passed, \(failed) failed\n")
    }
    return results.allSatisfy(\.hasPassed) ? .clean : .findings
  }

  /// The failures of a test, each with a note that shows the test.
  private static func named(_ result: TestResult) -> [Diagnostic] {
    result.failures.map { failure in
      var failure = failure
      failure.notes.insert(Note("in this test", at: result.span), at: 0)
      return failure
    }
  }
}
