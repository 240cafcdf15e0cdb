import BantamDiagnostics
import BantamSystem
import BantamTestRunner

extension Option {
  static let junit = Option(
    "junit", Value("FILE", .file), help: "also write the results to a file as a CI server reads them")
}

/// Writes the results of `test` blocks as a JUnit report: a suite for each file, a case for each block.
func writeJUnit(
  _ results: [TestResult], files: [SourceFile], to path: String, _ console: Console
) throws(UsageError) {
  if files.contains(where: { !$0.isBuiltIn && isSameFile($0.path, path) }) { throw .wouldOverwrite(path) }
  let report = junitReport(results, files: files, paths: findingsContext(console.environment).paths)
  do throws(SystemError) { try writeFile(path: path, bytes: report.xml.utf8) } catch { throw .file(error) }
}

private func junitReport(_ results: [TestResult], files: [SourceFile], paths: PathBase) -> JUnitReport {
  var suites: [JUnitReport.Suite] = []
  for (index, file) in files.enumerated() {
    let path = paths.relative(file.path) ?? file.path
    let cases = results.filter { $0.span.file == index }.map { result in
      JUnitReport.Case(
        result.name, group: path, file: path, line: file.position(of: result.span.start).line,
        failures: result.failures.map { failure in
          JUnitReport.Failure(
            type: failure.code, message: failure.message,
            text: render([failure], files: files, style: RenderStyle(.plain, hasSummary: false)))
        })
    }
    if !cases.isEmpty { suites.append(JUnitReport.Suite(path, cases)) }
  }
  return JUnitReport(name: "bantam test", suites: suites)
}
