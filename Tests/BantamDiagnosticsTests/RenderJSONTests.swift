import BantamDiagnostics
import Testing

/// Diagnostics as JSON, and the writer below it.
struct RenderJSONTests {
  @Test func aDiagnosticWithEverything() {
    let files = [
      SourceFile(path: "a.bant", text: "segment a {\n  é = 1\n}\n"),
      SourceFile(path: "b.bant", text: "fields { e : text }"),
    ]
    let mark = Span(file: 0, start: 14, end: 16)
    let found = Diagnostic(
      "BT0102", "unknown field `é`", at: mark, label: "here",
      notes: [Note("see", at: Span(file: 1, start: 9, end: 10))],
      help: "write `e`", fixes: [Fix("replace", [Edit(mark, "e")])])
    let start = #"{"line":2,"column":3,"offset":14}"#
    let end = #"{"line":2,"column":4,"offset":16}"#
    let note =
      #"{"message":"see","file":"b.bant","start":{"line":1,"column":10,"offset":9},"end":{"line":1,"column":11,"offset":10}}"#
    let expected =
      #"{"errors":1,"warnings":0,"files_with_findings":1,"not_shown":0,"diagnostics":[{"code":"BT0102","severity":"error","#
      + #""message":"unknown field `é`","file":"a.bant","start":\#(start),"end":\#(end),"label":"here","notes":[\#(note)],"#
      + #""help":"write `e`","fixes":[{"title":"replace","edits":[{"file":"a.bant","start":\#(start),"end":\#(end),"text":"e"}]}]}]}"#
    #expect(render([found], files: files, style: RenderStyle(.json)) == expected + "\n")
  }

  @Test func noPlaceAndNothingFound() {
    let found = Diagnostic("BT0801", "no database", at: nil, severity: .warning)
    let rendered = render([found], files: [], style: RenderStyle(.json))
    #expect(rendered.contains(#""message":"no database","file":null,"label":null,"notes":[],"help":null,"fixes":[]"#))
    #expect(
      render([], files: [], style: RenderStyle(.json))
        == #"{"errors":0,"warnings":0,"files_with_findings":0,"not_shown":0,"diagnostics":[]}"# + "\n")
  }

  @Test(arguments: [
    ("plain é 日", #""plain é 日""#), ("a\"b\\c", #""a\"b\\c""#), ("\n\r\t", #""\n\r\t""#),
    ("\u{0}\u{1F}\u{7F}", #""\u0000\u001f\u007f""#), ("\u{85}\u{A0}", "\"\\u0085\u{A0}\""), ("", "\"\""),
  ])
  func escapesStrings(_ text: String, _ expected: String) {
    var writer = JSONWriter()
    writer.string(text)
    #expect(writer.text == expected)
  }

  @Test func loneBytesBecomeReplacementCharacters() {
    var writer = JSONWriter()
    writer.string(bytes: [0x61, 0xFF, 0x62])
    #expect(writer.text == "\"a\u{FFFD}b\"")
  }

  @Test(arguments: [
    (15_000, 4, "1.5"), (0, 4, "0"), (-1, 4, "-0.0001"), (10_000, 4, "1"), (925, 1, "92.5"), (7, 0, "7"),
    (Int64.min, 4, "-922337203685477.5808"), (-20_000, 4, "-2"),
  ])
  func writesExactDecimals(_ value: Int64, _ places: Int, _ expected: String) {
    var writer = JSONWriter()
    writer.decimal(value, places: places)
    #expect(writer.text == expected)
  }

  @Test func setsCommas() {
    var writer = JSONWriter()
    writer.object { object in
      object.member("a", 1)
      object.array("b") { list in
        list.integer(1)
        list.null()
        list.object { _ in }
        list.array { $0.bool(true) }
      }
      object.member("c", nil as String?)
      object.member("d", strings: ["x", "y"])
      object.member("e", decimal: 25, places: 1)
    }
    writer.endLine()
    writer.double(.infinity)
    #expect(writer.text == #"{"a":1,"b":[1,null,{},[true]],"c":null,"d":["x","y"],"e":2.5}"# + "\nnull")
  }

  @Test(arguments: [("abc", 3), ("日本", 4), ("e\u{301}", 1), ("👩‍💻", 2), ("ﬁ–…", 3), ("한국", 4), ("", 0)])
  func measuresWidth(_ text: String, _ columns: Int) {
    #expect(displayWidth(text) == columns)
  }
}
