import BantamDiagnostics
import Testing

/// Diagnostics as text: each case is a source, what is found in it, and the exact lines that come out.
struct RenderTextTests {
  @Test(arguments: cases)
  func rendersAsExpected(_ example: RenderCase) {
    let rendered = render(example.diagnostics, files: example.files, style: example.style)
    #expect(rendered == example.expected, "\(example)\n\(rendered)")
  }

  @Test func nothingFoundIsNothingWritten() {
    #expect(render([], files: [], style: RenderStyle(.plain)).isEmpty)
  }

  @Test func colourOnlyAddsEscapeSequences() {
    let example = cases[1]
    let coloured = render(example.diagnostics, files: example.files, style: RenderStyle(.terminal))
    #expect(coloured.contains("\u{1B}[1;31merror[BT0102]\u{1B}[0m\u{1B}[1m: "))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == example.expected)
  }

  @Test func errorsAreKeptBeforeWarningsAndTheRestIsCounted() {
    let file = SourceFile(path: "a.bant", text: String(repeating: "x\n", count: 300))
    let found = (0..<150).map { index in
      Diagnostic(
        "BT0001", "finding \(index)", at: Span(file: 0, start: index * 2, end: index * 2 + 1),
        severity: index < 60 ? .warning : .error)
    }
    let rendered = render(found, files: [file], style: RenderStyle(.plain, limit: 100))
    #expect(rendered.hasSuffix("90 errors, 60 warnings in 1 file (50 not shown)\n"))
    #expect(rendered.contains("finding 9\n"))
    #expect(!rendered.contains("finding 10\n"))
    #expect(rendered.contains("finding 149\n"))
  }

  @Test func aMarkDeepInAMegabyteLongLineIsShown() {
    let text = String(repeating: "é", count: 500_000) + "here" + String(repeating: "é", count: 500_000)
    let start = 1_000_000
    let found = Diagnostic("BT0001", "long", at: Span(file: 0, start: start, end: start + 4))
    let rendered = render([found], files: [SourceFile(path: "a", text: text)], style: RenderStyle(.plain, width: 60))
    let lines = rendered.split(separator: "\n")
    #expect(lines[1] == " --> a:1:500001")
    #expect(lines[3].count <= 60)
    #expect(lines[3].contains("éhereé"))
    #expect(lines[4].trimmingPrefix { $0 == " " || $0 == "|" } == "^^^^")
    #expect(
      lines[4].firstIndex(of: "^") == lines[4].index(lines[4].startIndex, offsetBy: lines[3].distance(of: "here")))
  }

  @Test func invalidUTF8IsMarkedWhereItStands() {
    let file = SourceFile(path: "a.bant", bytes: Array("ab ".utf8) + [0xFF, 0xC3] + Array(" cd".utf8))
    let found = Diagnostic("BT0001", "not UTF-8", at: Span(file: 0, start: 3, end: 5))
    let rendered = render([found], files: [file], style: RenderStyle(.plain, hasSummary: false))
    #expect(
      rendered == """
        error[BT0001]: not UTF-8
         --> a.bant:1:4
          |
        1 | ab \u{FFFD}\u{FFFD} cd
          |    ^^

        """)
  }
}

extension StringProtocol {
  /// How many characters stand before a part; -1 where it is not there.
  fileprivate func distance(of part: String) -> Int {
    firstRange(of: part).map { distance(from: startIndex, to: $0.lowerBound) } ?? -1
  }
}

struct RenderCase: CustomTestStringConvertible {
  var name: String
  var files: [SourceFile]
  var diagnostics: [Diagnostic]
  var style = RenderStyle(.plain)
  var expected: String
  var testDescription: String { name }
}

/// The span of the n-th place of a text in a file.
private func span(_ text: String, in files: [SourceFile], file: Int = 0, occurrence: Int = 0) -> Span {
  let all = files[file].text(Span(file: file, start: 0, end: files[file].bytes.count))
  let ranges = all.ranges(of: text)
  let start = all.utf8.distance(from: all.startIndex, to: ranges[occurrence].lowerBound)
  return Span(file: file, start: start, end: start + text.utf8.count)
}

private let towns = [
  SourceFile(
    path: "rules/towns.bant",
    text: """
      edition 1

      segment north {
          industri = "Retail"
      \tcity = "Köln"
          name = "日本" and naïve
      }

      segment south {
          postcode in "8".."9"
      }

      """),
  SourceFile(path: "rules/fields.bant", text: "fields {\n    industry : text\n}\n"),
]

private let cases: [RenderCase] = [
  RenderCase(
    name: "a message about no place", files: [],
    diagnostics: [Diagnostic("BT0901", "unknown option `--jso`", at: nil, help: "did you mean `--json`?")],
    style: RenderStyle(.plain, hasSummary: false),
    expected: """
      error[BT0901]: unknown option `--jso`
        = help: did you mean `--json`?

      """),
  RenderCase(
    name: "a mark with label, a note in another file, help", files: towns,
    diagnostics: [
      Diagnostic(
        "BT0102", "unknown field `industri`", at: span("industri", in: towns), label: "no such field",
        notes: [Note("`industry` is declared here", at: span("industry", in: towns, file: 1))],
        help: "write `industry`")
    ],
    expected: """
      error[BT0102]: unknown field `industri`
       --> rules/towns.bant:4:5
        |
      4 |     industri = "Retail"
        |     ^^^^^^^^ no such field
      note: `industry` is declared here
       --> rules/fields.bant:2:5
        |
      2 |     industry : text
        |     --------
        |
        = help: write `industry`

      1 error in 1 file

      """),
  RenderCase(
    name: "notes in the same file, far and near; a fix stands in for help", files: towns,
    diagnostics: [
      Diagnostic(
        "BT0203", "segment `south` refers to itself", at: span("south", in: towns), label: "here",
        notes: [
          Note("through this", at: span("north", in: towns)), Note("and this", at: span("postcode", in: towns)),
        ],
        fixes: [Fix("remove the condition", [])], severity: .warning)
    ],
    expected: """
      warning[BT0203]: segment `south` refers to itself
        --> rules/towns.bant:9:9
         |
       3 | segment north {
         |         ----- through this
      ...
       9 | segment south {
         |         ^^^^^ here
      10 |     postcode in "8".."9"
         |     -------- and this
         |
         = help: remove the condition

      1 warning in 1 file

      """),
  RenderCase(
    name: "a span over several lines is marked at both ends", files: towns,
    diagnostics: [
      Diagnostic(
        "BT0105", "block too large", at: span("{\n    industri", in: towns).joined(span("}", in: towns)),
        label: "ends here")
    ],
    style: RenderStyle(.plain, hasSummary: false),
    expected: """
      error[BT0105]: block too large
       --> rules/towns.bant:3:15
        |
      3 | segment north {
        |               ^
      ...
      7 | }
        | ^ ends here

      """),
  RenderCase(
    name: "tabs, wide characters and a combining mark keep the mark below its text", files: towns,
    diagnostics: [
      Diagnostic("BT0001", "city", at: span("\"Köln\"", in: towns)),
      Diagnostic("BT0002", "name", at: span("\"日本\"", in: towns)),
      Diagnostic("BT0003", "variable", at: span("naïve", in: towns)),
    ],
    expected: """
      error[BT0001]: city
       --> rules/towns.bant:5:9
        |
      5 |     city = "Köln"
        |            ^^^^^^

      error[BT0002]: name
       --> rules/towns.bant:6:12
        |
      6 |     name = "日本" and naïve
        |            ^^^^^^

      error[BT0003]: variable
       --> rules/towns.bant:6:21
        |
      6 |     name = "日本" and naïve
        |                       ^^^^^

      3 errors in 1 file

      """),
  RenderCase(
    name: "the end of the file, behind its last line", files: towns,
    diagnostics: [
      Diagnostic(
        "BT0104", "expected `}`, found the end of the file", at: Span(file: 1, start: 31, end: 31),
        label: "expected `}`")
    ],
    style: RenderStyle(.plain, hasSummary: false),
    expected: """
      error[BT0104]: expected `}`, found the end of the file
       --> rules/fields.bant:4:1
        |
      4 |
        | ^ expected `}`

      """),
  RenderCase(
    name: "a long line is cut around the mark; a second far mark shows the line again",
    files: [SourceFile(path: "a.bant", text: longLine)],
    diagnostics: [
      Diagnostic(
        "BT0106", "twice", at: Span(file: 0, start: 100, end: 105), label: "again",
        notes: [Note("first", at: Span(file: 0, start: 0, end: 5))])
    ],
    style: RenderStyle(.plain, width: 44, hasSummary: false),
    expected: """
      error[BT0106]: twice
       --> a.bant:1:101
        |
      1 | …xxxxxxxxxxxAAAAAyyyyyyyyyyyyyyyyyyyyyy…
        |             ^^^^^ again
      1 | AAAAAxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
        | ----- first

      """),
  RenderCase(
    name: "nothing in a file or a message moves the cursor",
    files: [SourceFile(path: "a", text: "x \u{1B}[2J\u{202E} y")],
    diagnostics: [Diagnostic("BT0107", "odd \u{1B}[1m text", at: Span(file: 0, start: 2, end: 3), help: "one\ntwo")],
    style: RenderStyle(.plain, hasSummary: false),
    expected: """
      error[BT0107]: odd ␛[1m text
       --> a:1:3
        |
      1 | x ␛[2J� y
        |   ^
        |
        = help: one
                two

      """),
]

private let longLine =
  "AAAAA" + String(repeating: "x", count: 95) + "AAAAA" + String(repeating: "y", count: 95)
