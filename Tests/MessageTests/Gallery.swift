import BantamChecker
import BantamDiagnostics
import BantamLinter
import BantamPlan
import BantamProgram
import BantamSyntax
import BantamSystem
import BantamTestRunner
import SpecSupport

@testable import bantam

/// All messages as a page: under each stage its codes, with the message that the wrong example of `bantam help CODE`
/// brings, or a sample of the error.
struct Gallery {
  /// 2026-03-01T00:00:00Z.
  private static let asOf: Int64 = 1_772_323_200_000
  private let style = RenderStyle(.plain, width: 100, hasSummary: false)
  private let samples = Dictionary(grouping: errorSamples, by: \.diagnostic.code)

  var page: String {
    var page = """
      # All messages

      Every code with its title and a message that carries it: what the wrong example of `bantam help CODE` brings, or
      a sample where no text of the user's brings it. A test writes this page and compares it.

      """
    for group in codeGroups {
      page += "\n## \(group.title)\n"
      for explanation in group.explanations.sorted(by: { $0.code < $1.code }) {
        page += "\n### \(explanation.code) \(explanation.title)\n\n"
        page += messages(explanation).map { "```text\n\($0)```\n" }.joined(separator: "\n")
      }
    }
    return page
  }

  /// What carries the code, rendered; its help text where nothing does.
  func messages(_ explanation: Explanation) -> [String] {
    if let samples = samples[explanation.code] {
      return samples.map { render([$0.diagnostic], files: $0.files, style: style) }
    }
    if explanation.wrong.hasPrefix("bantam ") {
      return [runKept(words(explanation.wrong)).errors]
    }
    let (diagnostics, files) = findings(explanation.wrong)
    let own = diagnostics.filter { $0.code == explanation.code }
    return own.isEmpty ? [explanation.text + "\n"] : [render(Array(own.prefix(3)), files: files, style: style)]
  }

  private func findings(_ rules: String) -> ([Diagnostic], [SourceFile]) {
    let example = SpecExample(rules: rules, files: ["domains.csv": "domain\nrival.example"])
    let (program, trees, errors) = example.checkedTrees()
    guard errors.isEmpty else { return (errors, program.files) }
    let planned = makePlan(program, asOf: 0, zone: .utc).errors.map(\.diagnostic)
    guard planned.isEmpty else { return (planned, program.files) }
    var options = LintOptions(asOf: Self.asOf)
    options.facts = facts(program)
    let failures = runTests(program, asOf: 0, zone: .utc).flatMap(\.failures).map(\.diagnostic)
    return (lint(program, trees, options) + failures, program.files)
  }

  /// The database that those lint rules speak of that compare with one.
  private func facts(_ program: Program) -> ContactFacts {
    var facts = ContactFacts(contacts: 20, members: [:], values: [:], activityKinds: ["demo_request", "order"])
    for (id, segment) in program.segments.enumerated() { facts.members[id] = segment.name == "huge" ? 0 : 1 }
    if let city = program.fields.lastIndex(where: { $0.name == "city" }) {
      facts.values[city] = [foldCase("München"), foldCase("Hamburg")]
    }
    return facts
  }
}
