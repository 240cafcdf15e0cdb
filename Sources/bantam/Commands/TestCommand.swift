import BantamDiagnostics
import BantamReport
import BantamSession
import BantamSystem
import BantamTestRunner

/// `bantam test [PATH]`: the `test` blocks of a rule set, and how much of the rules they hold in place.
enum TestCommand {
  static let command = Command(
    name: "test",
    summary: "run the tests that stand in the rules",
    description: """
      Runs each `test` block with its own clock on nothing but the contacts it gives. No database is written. A failed \
      expectation shows the conditions with the contact's own values, as `why` does. As with `check`, several rule sets \
      below one folder are tested one by one.

      --coverage follows each expectation through what it rests on. Its share is the outcomes seen of all that could \
      be: of each condition yes, no and, where it reads a value, missing; of each line of points and each veto that it \
      gave something; of each grade that it was given; of each segment, score and campaign that a test asks for it. \
      What no test can ask (guards of funnels, `when` of teams and assignments) does not count.

      --mutate changes the rules one piece at a time (an operator, a number by one step, a line, an item of a list) and \
      looks whether a test notices. Its share is the changes noticed; changes that mean the same are not counted. For \
      each one that is not noticed it shows a contact for which it matters, as a test to take over.

      --from-db writes a test from a contact of a database: what the rules read of it, with made-up names and \
      addresses, and what the rules say of it now.
      """,
    arguments: [.rules],
    options: [
      Option("filter", Value("TEXT", .text), help: "only tests whose name holds the text, case aside"),
      Option("coverage", help: "show what the tests see of the rules"),
      Option("coverage-min", Value("PERCENT", .percent), help: "fail below so many percent of coverage"),
      Option("lcov", Value("FILE", .file), help: "write the coverage as a tracefile of lcov"),
      Option("mutate", help: "change the rules piece by piece and show which changes no test notices"),
      Option("mutate-min", Value("PERCENT", .percent), help: "fail below so many percent of changes noticed"),
      .junit,
      Option("from-db", Value("CONTACT", .text), help: "write a test from a contact: its key or e-mail address"),
      .database,
      Option("watch", help: "run again whenever a rule file changes, until Ctrl-C"), .json,
    ],
    groups: [OptionGroup(names: ["from-db", "watch"])],
    examples: [
      Example("the tests below the current folder", "bantam test"),
      Example("for a program", "bantam test demo --json"),
      Example("for a CI server", "bantam test demo --junit tests.xml"),
      Example("what no test has seen yet", "bantam test demo --coverage"),
      Example("which changes of the rules no test would notice", "bantam test demo --mutate"),
      Example("a test out of a real contact", "bantam test demo --from-db 225"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    if let contact = invocation.value("from-db") { return writeTest(from: contact, invocation, console) }
    if invocation.has("watch") { return watch(invocation, console) }
    return runOnce(invocation, console)
  }

  static func runOnce(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    let files: [SourceFile]
    do throws(UsageError) { files = try readRuleFiles(invocation.rulesPath) } catch { return console.report(error) }
    var tested: [TestedRules] = []
    for rules in ruleSets(files, under: invocation.rulesPath).map(checkRules) {
      guard let found = TestedRules(rules, invocation) else { return console.report(RunFailure.rules(rules)) }
      tested.append(found)
    }
    if let filter = invocation.value("filter"), tested.allSatisfy({ $0.results.isEmpty }) {
      console.remark("no test has `\(filter)` in its name")
      return .findings
    }
    do throws(UsageError) { try TestFiles(tested, console).write(invocation) } catch { return console.report(error) }
    if invocation.asksForChanges, tested.contains(where: { $0.mutation == nil }) {
      console.remark("note: changes are tried only where all tests pass")
    }
    if invocation.has("json") {
      console.write(json(tested, invocation))
    } else {
      show(tested, console)
    }
    for words in tested.flatMap({ $0.shortfalls(invocation) }) { console.remark(words) }
    return tested.allSatisfy { $0.isGoodEnough(invocation) } ? .clean : .findings
  }
}

extension Invocation {
  var asksForCoverage: Bool { first(of: ["coverage", "coverage-min", "lcov"]) != nil }
  var asksForChanges: Bool { first(of: ["mutate", "mutate-min"]) != nil }
}

/// A rule set with what its tests say.
struct TestedRules {
  let rules: Rules
  let results: [TestResult]
  private(set) var coverage: Coverage?
  private(set) var mutation: MutationReport?

  /// nil where the rules have errors.
  init?(_ rules: Rules, _ invocation: Invocation) {
    guard !rules.hasErrors, let zone = ZoneRules(name: rules.program.settings.zone) else { return nil }
    let (now, filter) = (Clock.now(), invocation.value("filter"))
    self.rules = rules
    results = runTests(rules.program, asOf: now, zone: zone, filter: filter, explains: true)
    if invocation.asksForCoverage {
      coverage = measureCoverage(rules.program, asOf: now, zone: zone, filter: filter)
    }
    // What tests notice can be asked only where they pass.
    if invocation.asksForChanges, results.allSatisfy(\.hasPassed) {
      mutation = mutate(rules, asOf: now, zone: zone, filter: filter)
    }
  }

  func isGoodEnough(_ invocation: Invocation) -> Bool {
    results.allSatisfy(\.hasPassed) && shortfalls(invocation).isEmpty
  }

  /// What is below the percentage that is asked for, in words.
  func shortfalls(_ invocation: Invocation) -> [String] {
    var words: [String] = []
    if let least = invocation.count("coverage-min"), let coverage, !coverage.reaches(percent: least) {
      words.append("the tests see \(percentage(coverage.seen, of: coverage.possible)), below the \(least) % asked for")
    }
    if let least = invocation.count("mutate-min"), let mutation, !mutation.reaches(percent: least) {
      words.append(
        "the tests notice \(percentage(mutation.killed, of: mutation.mutants)) of the changes, below the \(least) % "
          + "asked for")
    }
    return words
  }
}
