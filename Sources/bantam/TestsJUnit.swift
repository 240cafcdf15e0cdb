import BantamDiagnostics
import BantamSystem
import BantamTestRunner

extension Option {
  static let junit = Option(
    "junit", Value("FILE", .file), help: "also write the results to a file as a CI server reads them")
}

/// The results of `test` blocks as a JUnit report: a suite for each file, a case for each block.
func junitReport(_ tested: [TestedRules], paths: PathBase) -> JUnitReport {
  JUnitReport(
    name: "bantam test", suites: tested.flatMap { suites($0.results, files: $0.rules.files, paths: paths) })
}

private func suites(_ results: [TestResult], files: [SourceFile], paths: PathBase) -> [JUnitReport.Suite] {
  var suites: [JUnitReport.Suite] = []
  for (index, file) in files.enumerated() {
    let path = paths.relative(file.path) ?? file.path
    let cases = results.filter { $0.span.file == index }.map { result in
      JUnitReport.Case(
        result.name, group: path, file: path, line: file.position(of: result.span.start).line,
        failures: result.failures.map { failure($0, files) })
    }
    if !cases.isEmpty { suites.append(JUnitReport.Suite(path, cases)) }
  }
  return suites
}

private func failure(_ failed: FailedExpectation, _ files: [SourceFile]) -> JUnitReport.Failure {
  let text = render([failed.diagnostic], files: files, style: RenderStyle(.plain, hasSummary: false))
  let why = failed.explanation.map { "\n" + $0.text(width: nil, isColoured: false) } ?? ""
  return JUnitReport.Failure(type: failed.diagnostic.code, message: failed.diagnostic.message, text: text + why)
}
