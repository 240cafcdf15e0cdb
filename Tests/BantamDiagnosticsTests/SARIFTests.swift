import BantamDiagnostics
import Foundation
import SpecSupport
import Testing

/// The SARIF log: to the letter, by the schema of the standard, and what GitHub wants beyond it.
struct SARIFTests {
  typealias Sample = SampleFindings

  static func schema() throws -> JSONSchema {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Schema/sarif-schema-2.1.0.json")
    return try JSONSchema(JSONValue(String(contentsOf: file, encoding: .utf8)))
  }

  private static func log(
    _ findings: [Diagnostic] = Sample.findings, files: [SourceFile] = Sample.files
  ) throws -> JSONValue {
    try JSONValue(sarif(findings, files: files, context: Sample.context))
  }

  @Test func theLog() throws { try expectGolden("log.sarif", Self.log().pretty() + "\n") }

  @Test func fitsTheSchema() throws {
    let schema = try Self.schema()
    #expect(schema.problems(try Self.log()) == [])
    #expect(schema.problems(try Self.log([])) == [])
    #expect(schema.problems(try Self.log(files: [])) == [])
    #expect(schema.problems(try Self.log([Sample.findings[2]], files: [])) == [])
  }

  /// The schema finds what is wrong, so that it finds nothing says something.
  @Test(arguments: [
    (#"{"version":"2.1.0"}"#, "/: lacks runs"), (#"{"version":"2.0.0","runs":[]}"#, "/version: none of the choices"),
    (#"{"version":"2.1.0","runs":[{}]}"#, "/runs/0: lacks tool"),
    (#"{"version":"2.1.0","runs":{}}"#, "/runs: no array"),
    (#"{"version":"2.1.0","runs":[],"extra":1}"#, "/: has extra"),
    (run(#""results":[{"message":{}}]"#), "/runs/0/results/0/message: 0 of anyOf"),
    (run(#""results":[{"message":{"text":"a"},"ruleIndex":-2}]"#), "/runs/0/results/0/ruleIndex: below -1.0"),
    (run(#""results":[{"message":{"text":"a"},"guid":"x"}]"#), "/runs/0/results/0/guid: does not match"),
    (
      run(#""artifacts":[{"location":{"uri":"a b"}}]"#), "/runs/0/artifacts/0/location/uri: no uri-reference"
    ), (run(#""columnKind":"bytes""#), "/runs/0/columnKind: none of the choices"),
    (run(#""redactionTokens":["a","a"]"#), "/runs/0/redactionTokens: an item twice"),
  ])
  func theSchemaFindsMistakes(_ text: String, _ problem: String) throws {
    let problems = try Self.schema().problems(JSONValue(text))
    #expect(problems.count == 1)
    #expect(problems.first.map { "/" + $0.drop { $0 == "/" } }?.hasPrefix(problem) == true, "\(problems)")
  }

  private static func run(_ members: String) -> String {
    #"{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"a"}},\#(members)}]}"#
  }

  @Test func anUnknownKeywordIsAMistakeOfTheSchema() throws {
    let schema = try JSONValue(#"{"properties":{"a":{"anyOf":[{"maxLength":3}]}}}"#)
    #expect(throws: JSONSchema.UnknownKeywords(names: ["maxLength"])) { try JSONSchema(schema) }
  }

  @Test func pathsAreOfTheRepository() throws {
    let results = try Self.log()["runs"]?[0]?["results"]?.items ?? []
    let locations = results.map { $0["locations"]?[0]?["physicalLocation"]?["artifactLocation"] }
    let relative = locations.map { ($0?["uri"]?.string ?? "") + " " + ($0?["uriBaseId"]?.string ?? "-") }
    let first = "rules/gr%C3%B6%C3%9Fe%2C%2050%25.bant %SRCROOT%"
    #expect(relative == [first, first, first, "file:///srv/elsewhere.bant -", first])
  }

  @Test func ofTooManyTheWorstAreKept() {
    let file = SourceFile(path: "a.bant", text: String(repeating: "x\n", count: 25_010))
    let found = (0..<25_010).map { index in
      Diagnostic(
        "BT0001", "finding", at: Span(file: 0, start: index * 2, end: index * 2 + 1),
        severity: index < 100 ? .warning : .error)
    }
    let log = sarif(found, files: [file], context: Sample.context)
    #expect(log.ranges(of: #""ruleId":"BT0001","ruleIndex":0,"level":"error""#).count == 24_910)
    #expect(log.ranges(of: #""ruleId":"BT0001","ruleIndex":0,"level":"warning""#).count == 90)
    #expect(log.contains("10 findings more than a log may hold are left out"))
    #expect(log.firstRange(of: #""startLine":101,"#) != nil && log.firstRange(of: #""startLine":91,"#) == nil)
  }

  @Test func fingerprintsStayWhenLinesMove() throws {
    let before = "a\n  b  c\nb c\nd\n"
    let after = "new\n\nb c\n    b c\nother\nd\n"
    func fingerprints(_ text: String, _ lines: [Int], path: String) throws -> [String?] {
      let file = SourceFile(path: path, text: text)
      let found = lines.map {
        Diagnostic("BT0001", "line \($0)", at: Span(file: 0, start: file.lineStarts[$0], end: file.lineStarts[$0] + 1))
      }
      let results = try Self.log(found, files: [file])["runs"]?[0]?["results"]?.items ?? []
      return results.map { $0["partialFingerprints"]?["codeAndLine/v1"]?.string }
    }
    let old = try fingerprints(before, [1, 2, 3], path: "a.bant")
    #expect(try old == fingerprints(after, [2, 3, 5], path: "moved/b.bant"))
    #expect(Set(old).count == 3 && !old.contains(nil))
    #expect(old[0]?.dropLast() == old[1]?.dropLast())
  }

  /// The table counts as the file itself does, also far into lines of many bytes.
  @Test func columnsAreThoseOfTheFile() throws {
    var random = SplitMix(seed: 7)
    let text = (0..<9_000).map { _ in random.pick(["a", "é", "日", "😀", "\u{301}"]) }.joined()
    let file = SourceFile(path: "a", bytes: Array(text.utf8) + [0x0A, 0xFF, 0x80, 0xC3] + Array(text.utf8))
    let spans = (0..<200).map { _ in
      let start = random.below(file.bytes.count)
      return Span(file: 0, start: start, end: min(file.bytes.count, start + random.below(40)))
    }.sorted { $0.start < $1.start }
    let results = try Self.log(spans.map { Diagnostic("BT0001", "a", at: $0) }, files: [file])["runs"]?[0]?["results"]
    for (span, result) in zip(spans, results?.items ?? []) {
      let region = result["locations"]?[0]?["physicalLocation"]?["region"]
      let (start, end) = (file.position(of: span.start), file.position(of: span.end))
      let expected = [start.line, start.column, end.line, end.column].map { JSONValue.number(Double($0)) }
      #expect(["startLine", "startColumn", "endLine", "endColumn"].map { region?[$0] } == expected)
    }
  }

  @Test(arguments: [
    ("a.bant", "a.bant"), ("./x/../a.bant", "a.bant"), ("/w/r/b/a.bant", "b/a.bant"), ("../r/a", "a"), ("../a", nil),
    ("/w/rest/a", nil), ("/w/r", nil), ("b//c/./d", "b/c/d"),
  ])
  func pathsAreToldRelativeToAFolder(_ path: String, _ expected: String?) {
    #expect(PathBase(folder: "/w/r", current: "/w/r/").relative(path) == expected)
    #expect(PathBase(folder: "/w/", current: "/w/r").relative("a") == "r/a")
  }
}
