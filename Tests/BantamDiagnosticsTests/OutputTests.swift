import BantamDiagnostics
import Foundation
import SpecSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The same findings in each form, to the letter.
struct OutputTests {
  typealias Sample = SampleFindings

  @Test func lines() throws {
    let text = render(Sample.findings, files: Sample.files, style: RenderStyle(.line))
    try expectGolden("lines.txt", text)
    #expect(
      render(Sample.findings, files: Sample.files, style: RenderStyle(.line, limit: 2)).hasSuffix("\n3 not shown\n"))
    #expect(render([], files: [], style: RenderStyle(.line)).isEmpty)
  }

  @Test func annotations() throws {
    try expectGolden(
      "annotations.txt", githubAnnotations(Sample.findings, files: Sample.files, context: Sample.context))
    #expect(githubAnnotations([], files: [], context: Sample.context) == "no findings\n")
  }

  /// GitHub reads commands line by line: nothing in a message or a path begins another one.
  @Test func eachAnnotationIsOneLine() {
    let text = githubAnnotations(Sample.findings, files: Sample.files, context: Sample.context)
    #expect(text.split(separator: "\n").count == Sample.findings.count + 1)
  }

  @Test func tenAnnotationsOfAKindTheFirstOfEach() {
    let file = SourceFile(path: "a.bant", text: String(repeating: "x\n", count: 40))
    let found = (0..<40).map { index in
      Diagnostic(
        "BT0001", "finding \(index)", at: Span(file: 0, start: index * 2, end: index * 2 + 1),
        severity: index < 25 ? .warning : .error)
    }
    let lines = githubAnnotations(found, files: [file], context: Sample.context).split(separator: "\n")
    #expect(lines.count == 21)
    #expect(lines.prefix(10).allSatisfy { $0.hasPrefix("::error ") })
    #expect(lines[0].hasSuffix("::finding 25"))
    #expect(lines[10].hasSuffix("::finding 0"))
    #expect(
      lines[20] == "15 errors, 25 warnings in 1 file; 20 not annotated, as GitHub shows ten of a kind")
  }

  @Test func summary() throws {
    let title = "bantam check `rules`"
    try expectGolden(
      "summary.md", githubSummary(Sample.findings, files: Sample.files, title: title, context: Sample.context))
    #expect(
      githubSummary([], files: Sample.files, title: title, context: Sample.context)
        == "### bantam check <code>rules</code>\n\nNo findings in 3 files.\n\n")
  }

  @Test func aSummaryStaysBelowWhatAStepMayWrite() {
    let file = SourceFile(path: String(repeating: "日<", count: 5_000), text: "x")
    let long = String(repeating: "<日`", count: 5_000)
    let found = (0..<1_000).map { _ in Diagnostic("BT0001", long, at: Span(file: 0, start: 0, end: 1), help: long) }
    let page = githubSummary(found, files: [file], title: "a", context: Sample.context)
    #expect(page.utf8.count < 1 << 20)
    #expect(page.hasSuffix("\n800 not shown.\n\n"))
  }

  @Test func junit() throws {
    let report = junitReport(Sample.findings, files: Sample.files, context: Sample.context)
    try expectGolden("report.xml", report.xml)
    #expect(elements(report.xml) == ["testsuites": 1, "testsuite": 4, "testcase": 6, "failure": 4, "system-out": 1])
  }

  /// A server that finds no test calls the run broken.
  @Test func aCleanRunHasCasesThatPassed() {
    let report = junitReport([], files: Sample.files, context: Sample.context)
    #expect(elements(report.xml) == ["testsuites": 1, "testsuite": 3, "testcase": 3])
  }

  @Test func theReportIsXMLWhateverStandsInIt() {
    let scalars = (0..<0x3000).compactMap(Unicode.Scalar.init) + ["\u{FFFD}", "\u{FFFE}", "\u{FFFF}", "\u{1F600}"]
    let odd = String(String.UnicodeScalarView(scalars)) + "]]><!--"
    let failure = JUnitReport.Failure(type: odd, message: odd, text: odd)
    let item = JUnitReport.Case(odd, group: odd, file: odd, line: 1, seconds: 0.25, failures: [failure], output: odd)
    let other = JUnitReport.Case("b", group: "b", seconds: 1.5)
    let report = JUnitReport(name: odd, suites: [JUnitReport.Suite(odd, [item, other])])
    #expect(
      elements(report.xml) == ["testsuites": 1, "testsuite": 1, "testcase": 2, "failure": 1, "system-out": 1])
    #expect(report.xml.contains(#"tests="2" failures="1" errors="0" skipped="0" time="1.75">"#))
    #expect(elements("<a>\u{1}</a>") == nil)
  }

  /// How often each element stands in a document; nil where it is not well-formed.
  private func elements(_ xml: String) -> [String: Int]? {
    let counter = ElementCounter()
    let parser = XMLParser(data: Data(xml.utf8))
    parser.delegate = counter
    return parser.parse() ? counter.counts : nil
  }
}

private final class ElementCounter: NSObject, XMLParserDelegate {
  var counts: [String: Int] = [:]

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) { counts[name, default: 0] += 1 }
}
