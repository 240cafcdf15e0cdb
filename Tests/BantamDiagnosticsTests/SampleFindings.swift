import BantamDiagnostics

/// Findings of each sort for the outputs: with and without a place, over several lines, with notes elsewhere, with a fix,
/// with characters that some form would obey.
enum SampleFindings {
  static let files = [
    SourceFile(
      path: "rules/größe, 50%.bant",
      text: "segment north {\n    industri = \"Retail\"\n    any {\n        city = \"Köln\"\n    }\n}\n"),
    SourceFile(path: "/srv/crm/rules/fields.bant", text: "fields {\n    industry : text\n}\n"),
    SourceFile(path: "../elsewhere.bant", text: "edition 1\n"),
    SourceFile(path: "prelude.bant", text: "fields { city : text }\n", isBuiltIn: true),
  ]

  static let findings = [
    Diagnostic(
      "BT0302", "`Köln` is | no <value>\n::error::of `city`", at: span(0, "\"Köln\""),
      notes: [Note("a built-in field", at: span(3, "city"))], severity: .warning),
    Diagnostic(
      "BT0201", "there is no field `industri`", at: span(0, "industri"), label: "here",
      notes: [Note("`industry` is declared here", at: span(1, "industry"))], help: "did you mean `industry`?",
      fixes: [Fix("write `industry`", [Edit(span(0, "industri"), "industry")])]),
    Diagnostic("BT0801", "the database lacks a table, 100% sure", at: nil),
    Diagnostic(
      "BT0201", "100% odd: \u{1B}[1m, \u{0}", at: span(0, "any {").joined(span(0, "    }")),
      example: "a company in Kiel",
      fixes: [Fix("take it out", [Edit(span(0, "any {").joined(span(0, "    }")), "")], isSafe: false)]),
    Diagnostic("BT0105", "the last place of all", at: Span(file: 2, start: 10, end: 10)),
  ]

  static let context = FindingsContext(
    version: "1.2.3", paths: PathBase(folder: "/srv/crm", current: "/srv/crm")
  ) { code in
    code == "BT0201"
      ? Explanation(
        "BT0201", "unknown name", text: "Names are those of fields and segments.", wrong: "segment a {\n    x\n}\n",
        right: "segment a { city = \"`\" }")
      : nil
  }

  private static func span(_ file: Int, _ text: String) -> Span {
    let source = files[file]
    let all = source.text(Span(file: file, start: 0, end: source.bytes.count))
    let start = all.firstRange(of: text).map { all.utf8.distance(from: all.startIndex, to: $0.lowerBound) } ?? 0
    return Span(file: file, start: start, end: start + text.utf8.count)
  }
}
