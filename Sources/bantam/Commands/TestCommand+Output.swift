import BantamDiagnostics
import BantamExplain
import BantamReport
import BantamSession
import BantamSystem
import BantamTestRunner

/// What `bantam test` shows.
extension TestCommand {
  static func show(_ tested: [TestedRules], _ console: Console) {
    for found in tested { showFailures(found, console) }
    let results = tested.flatMap(\.results)
    let failed = results.count { !$0.hasPassed }
    console.write("\(counted(results.count - failed, "test")) passed, \(failed) failed\n")
    for found in tested {
      let (width, isColoured) = (console.outputWidth, console.colorsOutput)
      if let coverage = found.coverage { console.write("\n" + coverage.text(width: width, isColoured: isColoured)) }
      if let mutation = found.mutation { console.write("\n" + mutation.text(isColoured: isColoured)) }
    }
  }

  private static func showFailures(_ found: TestedRules, _ console: Console) {
    for result in found.results {
      var shown: Set<String> = []
      for failure in result.failures {
        console.writeFindings([named(failure.diagnostic, result)], files: found.rules.files, hasSummary: false)
        console.write("\n")
        guard let explanation = failure.explanation else { continue }
        let width = console.outputWidth.map { $0 - 2 }
        let text = explanation.text(width: width, isColoured: console.colorsOutput)
        let isNew = shown.insert(text).inserted
        console.write(indented(isNew ? text : "\(printable(explanation.name)): as above\n") + "\n")
      }
    }
  }

  /// The failure with a note that shows the test.
  private static func named(_ failure: Diagnostic, _ result: TestResult) -> Diagnostic {
    var failure = failure
    failure.notes.insert(Note("in this test", at: result.span), at: 0)
    return failure
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  " + $0 }
      .joined(separator: "\n")
  }

  // MARK: JSON

  /// A list of the tests; with coverage or changes an object that holds it.
  static func json(_ tested: [TestedRules], _ invocation: Invocation) -> String {
    var writer = JSONWriter()
    guard invocation.asksForCoverage || invocation.asksForChanges else {
      writer.array { writer in for found in tested { write(found, &writer) } }
      writer.endLine()
      return writer.text
    }
    writer.object { writer in
      writer.array("tests") { writer in for found in tested { write(found, &writer) } }
      writer.array("coverage") { writer in
        for coverage in tested.compactMap(\.coverage) { writer.object { $0.members(coverage) } }
      }
      writer.array("mutation") { writer in
        for mutation in tested.compactMap(\.mutation) { writer.object { $0.members(mutation) } }
      }
    }
    writer.endLine()
    return writer.text
  }

  private static func write(_ found: TestedRules, _ writer: inout JSONWriter) {
    for result in found.results {
      let (file, start) = (found.rules.files[result.span.file], result.span.start)
      writer.object { writer in
        writer.member("test", result.name)
        writer.member("file", file.path)
        writer.member("line", file.position(of: start).line)
        writer.member("passed", result.hasPassed)
        writer.key("findings")
        writer.diagnostics(result.failures.map(\.diagnostic), files: found.rules.files, limit: 100)
        writer.array("why") { writer in
          for explanation in result.failures.compactMap(\.explanation) { writer.object { explanation.write(to: &$0) } }
        }
      }
    }
  }
}

/// The files that `bantam test` writes beside its result.
struct TestFiles {
  private let tested: [TestedRules]
  private let paths: PathBase

  init(_ tested: [TestedRules], _ console: Console) {
    self.tested = tested
    paths = findingsContext(console.environment).paths
  }

  func write(_ invocation: Invocation) throws(UsageError) {
    if let path = invocation.value("lcov") {
      try write(path, tested.compactMap(\.coverage).map { $0.lcov() }.joined())
    }
    if let path = invocation.value("junit") { try write(path, junitReport(tested, paths: paths).xml) }
  }

  private func write(_ path: String, _ text: String) throws(UsageError) {
    let files = tested.flatMap(\.rules.files)
    if files.contains(where: { !$0.isBuiltIn && isSameFile($0.path, path) }) { throw .wouldOverwrite(path) }
    do throws(SystemError) { try writeFile(path: path, bytes: text.utf8) } catch { throw .file(error) }
  }
}
