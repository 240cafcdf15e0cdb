import BantamDiagnostics

/// A text made to be slow, of any size.
struct WorstCase: Sendable {
  var name: String
  /// The text of about so many bytes.
  var text: @Sendable (_ bytes: Int) -> String

  init(_ name: String, _ text: @escaping @Sendable (_ bytes: Int) -> String) {
    self.name = name
    self.text = text
  }

  /// A row again and again between a head and a foot, with its number in place of `#` and the next one's of `@`.
  init(_ name: String, _ head: String = "", row: String, _ foot: String = "") {
    self.init(name) { head + rows(row, bytes: $0 - head.utf8.count - foot.utf8.count) + foot }
  }
}

private func rows(_ row: String, bytes: Int) -> String {
  var text = ""
  var index = 0
  while text.utf8.count < bytes {
    text += row.contains { "#@".contains($0) } ? numbered(row, index) : row
    index += 1
  }
  return text
}

private func numbered(_ row: String, _ index: Int) -> String {
  row.map { $0 == "#" ? "\(index)" : $0 == "@" ? "\(index + 1)" : String($0) }.joined()
}

/// Two kinds of rows, each half of the text.
private func halves(_ first: String, _ second: String) -> @Sendable (Int) -> String {
  { rows(first, bytes: $0 / 2) + rows(second, bytes: $0 / 2) }
}

let worstCases: [WorstCase] = lexicalCases + structureCases + nameCases + declarationCases

private let lexicalCases = [
  WorstCase("blanks", row: " "), WorstCase("line ends", row: "\n"), WorstCase("carriage returns", row: "\r"),
  WorstCase("zeros", row: "\0"), WorstCase("braces that close", row: "}"), WorstCase("braces that open", row: "{"),
  WorstCase("mixed brackets", row: "([{"), WorstCase("crossed brackets", row: "([)]{(})"),
  WorstCase("brackets on lines", row: "([{\n"), WorstCase("brackets never closed", row: "segment a { (x\n"),
  WorstCase("quotes never closed", row: "\"x\n"), WorstCase("curly quotes", row: "„x“ "),
  WorstCase("odd characters", row: "§ä€😀 "), WorstCase("comments", row: "// x\n"),
  WorstCase("documentation", row: "## x\n"),
  WorstCase("long documentation", row: "## x\n", "segment a { everyone }\n"),
  WorstCase("one long name", "segment a { ", row: "x", " }\n"),
  WorstCase("one long text", "segment a { name = \"", row: "é", "\" }\n"),
  WorstCase("one long number", "segment a { employees > ", row: "1_", "1 }\n"),
  WorstCase("escapes", "segment a { name = \"", row: "\\\"", "\" }\n"),
  WorstCase("patterns", row: "segment a# { name matches /(a|b)*(a|b)*c#/ }\n"),
  WorstCase("one long pattern", "segment a { name matches /", row: "(a|b)*", "/ }\n"),
  WorstCase("nested pattern", "segment a { name matches /", row: "(", "a/ }\n"),
  WorstCase("counted pattern", row: "segment a# { name matches /(((a{1,99}){1,99}){1,99}){1,99}/ }\n"),
  WorstCase("pattern of nothing, repeated", row: "segment a# { name matches /((((){999}){999}){999}){999}/ }\n"),
  WorstCase("classes", row: "segment a# { name matches /[^a-z][\\w\\d][éß-ü]*/ }\n"),
  WorstCase("likes", row: "segment a# { name like \"*a*b*c*#*\" }\n"),
]

private let structureCases = [
  WorstCase("nested parentheses", "segment a { ", row: "(", "everyone }\n"),
  WorstCase("nested blocks", "segment a { ", row: "any { ", "everyone }\n"),
  WorstCase("nots", "segment a { ", row: "not ", "everyone }\n"),
  WorstCase("sixty levels again and again") { bytes in
    let level = String(repeating: "(", count: 60) + "everyone" + String(repeating: ")", count: 60)
    return rows("segment a# { \(level) }\n", bytes: bytes)
  },
  WorstCase("conjunction", "segment a { everyone", row: " and city = \"Kiel\"", " }\n"),
  WorstCase("disjunction", "segment a { everyone", row: " or unknown#", " }\n"),
  WorstCase("and beside or", "segment a { everyone", row: " and x or y", " }\n"),
  WorstCase("a sum", "segment a { employees", row: " + employees", " > 5 }\n"),
  WorstCase("sums", row: "segment a# { employees + revenue / employees * 3 > unknown# }\n"),
  WorstCase("conditions", "segment a {\n", row: "  city = \"Kiel\"\n", "}\n"),
  WorstCase("broken conditions", "segment a {\n", row: "  city = = \"Kiel\"\n", "}\n"),
  WorstCase("broken lines", row: "city = = \"Kiel\" and\n"),
  WorstCase("broken heads", row: "segment segment segment\n"), WorstCase("capitals", row: "SEGMENT A { NAME = x }\n"),
  WorstCase("foreign words", row: "if x then y else z;\n"),
  WorstCase("one line of errors", row: "segment a { x == } "),
]

private let nameCases = [
  WorstCase("the same name", row: "segment a { everyone }\n"),
  WorstCase("the same field", "fields {\n", row: "  a : text\n", "}\n"),
  WorstCase("unknown names", row: "segment a# { unknown# }\n"),
  WorstCase("unknown names beside known ones", halves("segment known# { everyone }\n", "segment a# { knwon# }\n")),
  WorstCase("unknown stages", halves("funnel f# { stage a# }\n", "segment b# { stage in p >= a# }\n")),
  WorstCase("unknown teams", halves("team known# [\"a@b.example\"]\n", "campaign c# { assign knwon# }\n")),
  WorstCase("unknown choices") { bytes in
    "fields { a : choice [" + rows("\"known#\", ", bytes: bytes / 2) + "\"x\"] }\n"
      + rows("segment a# { a = \"knwon#\" }\n", bytes: bytes / 2)
  },
  WorstCase("unknown choices in one list") { bytes in
    "fields { a : choice [" + rows("\"known#\", ", bytes: bytes / 2) + "\"x\"] }\nsegment a { a in ["
      + rows("\"knwon#\", ", bytes: bytes / 2) + "\"x\"] }\n"
  },
  WorstCase("unknown statuses") { bytes in
    "campaign c {\n audience everyone\n internal\n" + rows(" status \"known#\"\n", bytes: bytes / 2) + "}\n"
      + rows("segment a# { member of c with status \"knwon#\" }\n", bytes: bytes / 2)
  },
  WorstCase("known statuses") { bytes in
    "campaign c {\n audience everyone\n internal\n" + rows(" status \"known#\"\n", bytes: bytes / 2)
      + " status \"x\" responded\n}\n" + rows("segment a# { member of c with status \"x\" }\n", bytes: bytes / 2)
  },
  WorstCase("who responded") { bytes in
    "campaign c {\n audience everyone\n internal\n" + rows(" status \"s#\" responded\n", bytes: bytes / 2) + "}\n"
      + rows("segment a# { member of c who responded }\n", bytes: bytes / 2)
  },
  WorstCase("stages of conditions") { bytes in
    "funnel f per project {\n" + rows("  stage a#\n", bytes: bytes / 2) + "}\n"
      + rows("segment b# { stage in any project >= zz }\n", bytes: bytes / 2)
  },
  WorstCase("funnels and conditions") { bytes in
    rows("funnel f# { stage a# }\n", bytes: bytes / 2)
      + rows("segment b# { stage in any project >= a0 }\n", bytes: bytes / 2)
  },
  WorstCase("suggested stages") { bytes in
    "funnel f {\n" + rows("  stage a#\n", bytes: bytes / 3) + "}\nscore s { d weight 1 { 1 otherwise } }\n"
      + "grades of s {\n" + rows("  A from # { suggest convert to z# }\n", bytes: bytes / 2) + "}\n"
  },
  WorstCase("campaigns of a project") { bytes in
    rows("campaign c# {\n project p# uses f\n audience everyone\n internal\n}\n", bytes: bytes)
  },
  WorstCase("campaigns that exclude members of others") { bytes in
    rows("campaign c# {\n audience everyone\n exclude member of c@\n internal\n}\n", bytes: bytes)
  },
  WorstCase("campaigns that exclude members of any other") { bytes in
    rows(
      "campaign c# {\n audience everyone\n exclude member of any other campaign\n internal\n}\n", bytes: bytes)
  },
  WorstCase("yields to many") { bytes in
    let count = max(2, Int(Double(bytes / 14).squareRoot()))
    return (0..<count).map { index in
      let others = (0..<count).filter { $0 != index }.map { " yields to c\($0)\n" }.joined()
      return "campaign c\(index) {\n audience everyone\n internal\n\(others)}\n"
    }.joined()
  },
  WorstCase("a chain of defines", row: "define a# = a@\n"),
  WorstCase("a ring of defines") { rows("define a# = a@ and b0\n", bytes: $0) + "define b0 = a0\n" },
  WorstCase("ways back to the first", row: "define a# = a@ and a0\n"),
  WorstCase("ways back to each before") { bytes in
    let count = max(2, Int(Double(bytes / 4).squareRoot()))
    return (0..<count).map { index in
      "define a\(index) = " + (0...index + 1).map { "a\($0)" }.joined(separator: " or ") + "\n"
    }.joined()
  },
  WorstCase("a doubling chain", "define a0 = everyone\n", row: "define a@ = a# and not a#\n"),
  WorstCase("a doubling chain, last first") { bytes in
    let count = bytes / 32
    return (0..<count).map { "define a\(count - $0) = a\(count - $0 - 1) and a\(count - $0 - 1)\n" }.joined()
  },
  WorstCase("everybody names everybody") { bytes in
    let count = max(2, Int(Double(bytes / 8).squareRoot()))
    let all = (0..<count).map { "a\($0)" }.joined(separator: " or ")
    return (0..<count).map { "define a\($0) = \(all)\n" }.joined()
  },
  WorstCase("everybody names those before") { bytes in
    let count = max(2, Int(Double(bytes / 4).squareRoot()))
    return (0..<count).map { index in
      "define a\(index) = everyone" + (0..<index).map { " or a\($0)" }.joined() + "\n"
    }.joined()
  },
  WorstCase("a chain of fields", "fields {\n", row: "  a# : integer = a@ + 1\n", "}\n"),
  WorstCase("a doubling chain of fields", "fields {\n", row: "  a# : integer = a@ + a@\n", "}\n"),
  WorstCase(
    "a doubling chain of fields, first first", "fields {\n  a0 : integer\n", row: "  a@ : integer = a# + a#\n", "}\n"),
]

private let declarationCases = [
  WorstCase("a list", "list a = [", row: "\"x#\", ", "\"y\"]\n"),
  WorstCase("a list of one value", "list a = [", row: "\"x\", ", "\"y\"]\n"),
  WorstCase("values in a test", "segment a { name in [", row: "\"x#\", ", "\"y\"] }\n"),
  WorstCase("numbers in a test", "segment a { employees in [", row: "#, ", "1] }\n"),
  WorstCase("lists of files", row: "list a# from \"a#.csv\" column town under state\n"),
  WorstCase("places", row: "place a# = 53.5, 10.0\n"),
  WorstCase("fields", "fields {\n", row: "  a# : text from \"a#\"\n", "}\n"),
  WorstCase("settings", "settings {\n", row: "  currency EUR\n", "}\n"),
  WorstCase("editions", row: "edition 1\n"),
  WorstCase("lines of a discipline", "score s {\n  d weight 1 {\n", row: "    # when employees > #\n", "  }\n}\n"),
  WorstCase("disciplines", "score s {\n", row: "  d# weight 1 { 1 otherwise }\n", "}\n"),
  WorstCase("grades", "score s { d weight 1 { 1 otherwise } }\ngrades of s {\n", row: "  A from #\n", "}\n"),
  WorstCase("scores", row: "score s# { d weight 1 { 1 otherwise } }\ngrades of s# { A from 0 }\n"),
  WorstCase("stages", "funnel f {\n", row: "  stage a#\n", "}\n"),
  WorstCase("transitions", "funnel f {\n  stage a\n  stage b\n", row: "  a to b when offer_made\n", "}\n"),
  WorstCase("stages and transitions") { bytes in
    "funnel f {\n" + rows("  stage a#\n", bytes: bytes / 3) + rows("  a# to a@ when offer_made\n", bytes: bytes / 2)
      + "}\n"
  },
  WorstCase("a team", "team t {\n", row: "  \"a#@b.example\" at most 2 when city = \"Kiel\"\n", "}\n"),
  WorstCase("campaigns that yield", row: "campaign a# { audience everyone internal yields to a@ }\n"),
  WorstCase("campaigns that yield on lines", row: "campaign a# {\n audience everyone\n internal\n yields to a@\n}\n"),
  WorstCase("purposes", row: "purpose p# { basis consent, channel email, keep # years }\n"),
  WorstCase("tests", row: "test \"t#\" {\n given company a { employees: # }\n expect a in unknown\n}\n"),
  WorstCase("one test", "test \"t\" {\n", row: " given company a# { employees: # }\n expect a# in b\n", "}\n"),
  WorstCase(
    "activities", "segment a {\n", row: "  did \"webinar\" at least # times in last # days where amount > # EUR\n",
    "}\n"),
  WorstCase("members", "segment a {\n", row: "  member of spring# in last # days\n", "}\n"),
]

/// Each case at two sizes through the checker, formatted, and what its findings take in the slowest form. A cost that
/// grows faster than the text shows as growth: the time of the large text by that of the small one, a quarter of it.
func measureWorstCases() -> Int32 {
  print("case                                      16 KB ms  64 KB ms  growth  format ms  findings  render ms")
  var status: Int32 = 0
  for item in worstCases {
    let (small, _) = measured(item, .checker, bytes: 16 << 10)
    let (large, problem) = measured(item, .checker, bytes: 64 << 10)
    let (formatted, otherProblem) = measured(item, .formatter, bytes: 64 << 10)
    let (diagnostics, files) = Harness.findings(Array(item.text(64 << 10).utf8))
    let slowest =
      (0..<Harness.formCount).map { form in
        let start = threadSeconds()
        _ = Harness(.checker).rendered(diagnostics, files, form: form).utf8.count
        return threadSeconds() - start
      }.max() ?? 0
    let growth = decimalText(Int64((large / max(small, 1e-6) * 10).rounded()), places: 1)
    let isSlow = max(large, formatted) > Harness.slowSeconds || slowest > Harness.maximumSeconds
    let found = problem ?? otherProblem
    if found != nil || max(large, formatted) > Harness.maximumSeconds { status = 1 }
    print(
      item.name.padded(40), milliseconds(small).padded(-9), milliseconds(large).padded(-9), growth.padded(-7),
      milliseconds(formatted).padded(-10), "\(diagnostics.count)".padded(-9), milliseconds(slowest).padded(-10),
      found ?? (isSlow ? "slow" : ""))
  }
  return status
}

/// The best of some runs, as everything else only adds to it.
private func measured(_ item: WorstCase, _ target: FuzzTarget, bytes: Int) -> (seconds: Double, problem: String?) {
  let input = Array(item.text(bytes).utf8)
  var best = Double.infinity
  var problem: String?
  for _ in 0..<3 {
    var harness = Harness(target)
    problem = harness.problem(input)
    best = min(best, harness.seconds)
    if best > Harness.maximumSeconds { break }
  }
  return (best, problem)
}

extension String {
  /// Filled with blanks to a width: on the right, or, of a negative width, on the left.
  fileprivate func padded(_ width: Int) -> String {
    let blanks = String(repeating: " ", count: max(0, abs(width) - count))
    return width < 0 ? blanks + self : self + blanks
  }
}
