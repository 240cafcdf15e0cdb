/// The findings as a JUnit report: a suite for each file, in it a failed case for each error. A file without errors is
/// a case that passed, so a clean run shows what it looked at; so are warnings, with their text, as they fail nothing.
public func junitReport(_ diagnostics: [Diagnostic], files: [SourceFile], context: FindingsContext) -> JUnitReport {
  let findings = FindingCases(files: files)
  var ofFile: [Int: [Diagnostic]] = [:]
  for diagnostic in selected(diagnostics, limit: FindingCases.maximumCases) {
    ofFile[diagnostic.span?.file ?? -1, default: []].append(diagnostic)
  }
  var suites: [JUnitReport.Suite] = []
  if let loose = ofFile[-1] { suites.append(JUnitReport.Suite("bantam", loose.map { findings.item($0, "bantam") })) }
  for (index, file) in files.enumerated() where !file.isBuiltIn {
    let path = context.paths.relative(file.path) ?? file.path
    let found = ofFile[index] ?? []
    var cases = found.map { findings.item($0, path) }
    if !found.contains(where: { $0.severity == .error }) {
      cases.insert(JUnitReport.Case("no errors", group: path, file: path), at: 0)
    }
    suites.append(JUnitReport.Suite(path, cases))
  }
  return JUnitReport(name: "bantam check", suites: suites)
}

private struct FindingCases {
  static let maximumCases = 25_000

  let files: [SourceFile]
  let positions: PositionTable

  init(files: [SourceFile]) {
    self.files = files
    positions = PositionTable(files)
  }

  func item(_ diagnostic: Diagnostic, _ path: String) -> JUnitReport.Case {
    let message = clipped(onOneLine(diagnostic.message), to: 2_000)
    let start = diagnostic.span.flatMap { positions.position($0.start, in: $0.file) }
    let place = start.map { "\($0.line):\($0.column) " } ?? ""
    let text = render([diagnostic], files: files, style: RenderStyle(.plain, hasSummary: false))
    let isError = diagnostic.severity == .error
    return JUnitReport.Case(
      "\(place)\(diagnostic.code) \(clipped(message, to: 200))", group: path, file: start == nil ? nil : path,
      line: start?.line,
      failures: isError ? [JUnitReport.Failure(type: diagnostic.code, message: message, text: text)] : [],
      output: isError ? nil : text)
  }
}
