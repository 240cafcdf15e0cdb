import BantamColumns
import BantamEngine
import BantamPlan
import BantamProgram
import Testing

/// Patterns: what they find, and what is none.
@Suite struct PatternTests {
  static let finds: [(pattern: String, found: [String], notFound: [String])] = [
    ("leiter", ["Leiter", "Bereichsleiterin"], ["leite r"]),
    ("^head of", ["Head of Sales"], ["the head of"]),
    ("of$", ["head of"], ["head of sales"]),
    ("^$|x", ["x"], ["a"]),
    ("colou?r", ["color", "COLOUR"], ["colouur"]),
    ("a.c", ["abc", "a-c", "aöc"], ["ac", "a\nc"]),
    ("[a-cx]{2}", ["ax", "CB"], ["ad"]),
    ("[^0-9]", ["1a"], ["123"]),
    ("(ab|cd)+e", ["ababe", "cde"], ["abd"]),
    ("(?:ab){2,3}$", ["abab", "xababab"], ["ab"]),
    ("^a{2,}$", ["aa", "aaaaa"], ["a", "aab"]),
    ("\\d{5}", ["20095 Hamburg"], ["2009"]),
    ("^\\w+\\s\\w+$", ["ab c_1"], ["ab", "a-b c"]),
    ("\\.", ["a.b"], ["ab"]),
    ("[]x]", ["]"], ["y"]),
    ("[a-]", ["-"], ["b"]),
    ("straße", ["STRASSE STRAẞE"], ["STRASSE"]),
    ("Ö", ["köln"], ["koln"]),
    ("(a*)*b", ["b", "aab"], ["aaa"]),
  ]

  @Test(arguments: finds) func isFound(pattern: String, found: [String], notFound: [String]) {
    var plan = Plan()
    plan.columns = [ColumnNeed(name: "text", storage: .text, field: 0)]
    plan.textTests = [TextPredicate(.matches(pattern))]
    plan.nodes = [.text(0, 0)]
    let texts = found + notFound
    let columns = ContactColumns(
      count: texts.count, keys: .integers(Cells(texts.indices.map(Int64.init))), kinds: Cells(texts.map { _ in 0 }),
      columns: [.texts(texts)])
    let outcome = evaluate(plan, lists: [], over: columns, request: EvaluationRequest(masks: [0]))
    #expect(outcome.masks == [found.map { _ in 1 } + notFound.map { _ in 0 }], "\(pattern)")
  }

  static let wrong: [(pattern: String, message: String)] = [
    ("(ab", "expected `)` for this group"), ("ab)", "`)` closes no group"), ("[ab", "expected `]` for this class"),
    ("*a", "`*` repeats nothing"), ("a**", "expected what follows the repetition, found another one"),
    ("a{3,2}", "expected the smaller number first"), ("a{2000}", "expected at most 1000 repetitions"),
    ("(a)\\1", "`\\1` refers back to a group, which is not supported"), ("\\bword", "`\\b` is not supported"),
    ("(?=a)", "`(?` is not supported"), ("[z-a]", "expected the smaller sign of the range first"),
    ("a\\", "expected a sign after `\\`"), ("((a{1000}){1000}){1000}", "this pattern is too large"),
    (String(repeating: "(", count: 200), "groups are nested too deeply"), ("a{", "expected a number after `{`"),
  ]

  @Test(arguments: wrong) func isNone(pattern: String, message: String) {
    #expect { try Pattern(parsing: pattern) } throws: { ($0 as? PatternError)?.message == message }
  }

  /// Ways through this pattern double with each letter; going back over them would take years.
  @Test func takesOnePass() {
    let text = String(repeating: "a", count: 5_000)
    var plan = Plan()
    plan.columns = [ColumnNeed(name: "text", storage: .text, field: 0)]
    plan.textTests = [TextPredicate(.matches("^(a|a)*(a|aa)*b$"))]
    plan.nodes = [.text(0, 0)]
    let columns = ContactColumns(count: 1, keys: .integers([1]), kinds: [0], columns: [.texts([text])])
    #expect(evaluate(plan, lists: [], over: columns, request: EvaluationRequest(masks: [0])).masks == [[0]])
  }
}
