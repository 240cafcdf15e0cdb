import BantamDiff
import BantamSession
import BantamSystem

/// `bantam diff OLD NEW`: what a change of the rules does to the contacts.
enum DiffCommand {
  static let command = Command(
    name: "diff",
    summary: "compare two rule sets on the contacts",
    description: """
      Evaluates both rule sets on the same contacts with the same clock and shows who enters and leaves each campaign, \
      who changes grade, points, suggestion or owner, and which clauses make the difference. Each side is a folder or \
      file of rules, a git revision of the other side's folder, or REVISION:PATH. Nothing is written. The exit status \
      is 0 without a difference, 1 with one, 2 where the comparison could not be done.
      """,
    arguments: [
      Argument(value: Value("OLD", .file), help: "the rules before, or a git revision", isRequired: true),
      Argument(value: Value("NEW", .file), help: "the rules after", isRequired: true),
    ],
    options: [
      .database,
      Option(
        "as-of", Value("DATE", .moment), help: "the instant of both sides", standard: "the new rules' `as of`, else now"
      ),
      .campaign, Option("segments", help: "compare the segments too"),
      Option("top", short: "t", Value("N", .count), help: "how many contacts are shown per change", standard: "5"),
      Option("all", short: "a", help: "with --json or --csv: every contact with a difference"),
      Option("threads", Value("N", .count), help: "how many threads evaluate", standard: "one per core"), .json, .csv,
    ],
    groups: [OptionGroup(names: ["json", "csv"])],
    examples: [
      Example("what the last commit changes", "bantam diff HEAD~1 rules/hamburg"),
      Example("two folders", "bantam diff old new --db contacts.db"),
      Example("every contact concerned, for a spreadsheet", "bantam diff main demo --csv --all > changes.csv"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    Interrupt.install()
    do {
      let sides = try RuleSource.pair(invocation.arguments[0], invocation.arguments[1])
      var request = DiffRequest(
        old: try rules(sides.old), new: try rules(sides.new),
        database: invocation.databasePath(rules: sides.new.path, environment: console.environment))
      request.asOf = invocation.value("as-of")
      request.campaign = invocation.value("campaign")
      request.comparesSegments = invocation.has("segments")
      if let threads = invocation.count("threads") { request.threads = min(threads, 256) }
      let result = try diff(request)
      console.report(LoadWords(result.load))
      show(result, sides, invocation, console)
      return result.isEmpty ? .clean : .findings
    } catch let error as GitError {
      console.report([error.diagnostic])
    } catch let error as UsageError {
      return console.report(error)
    } catch let error as SystemError {
      return console.report(UsageError.file(error))
    } catch let failure as RunFailure {
      console.report(failure.diagnostics, files: failure.files)
    } catch {
      return console.report(UsageError.file(SystemError(.read, path: invocation.words, reason: "\(error)")))
    }
    return .failed
  }

  private static func rules(_ source: RuleSource) throws -> Rules {
    if case .disk(let path) = source { _ = try readRuleFiles(path) }
    return try loadRules(source)
  }

  private static func show(
    _ result: RuleDiff, _ sides: (old: RuleSource, new: RuleSource), _ invocation: Invocation, _ console: Console
  ) {
    let top = invocation.count("top") ?? 5
    let (old, new) = (sides.old.words, sides.new.words)
    func write(_ bytes: [UInt8]) { console.write(String(decoding: bytes, as: UTF8.self)) }
    if invocation.has("json") {
      result.json(top: top, everybody: invocation.has("all"), old: old, new: new, write)
    } else if invocation.has("csv") {
      result.csv(top: top, everybody: invocation.has("all"), write)
    } else {
      console.write(
        result.text(
          old: old, new: new, top: top, width: console.outputWidth, isColoured: console.colorsOutput))
    }
  }
}
