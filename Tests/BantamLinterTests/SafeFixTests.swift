import BantamDiagnostics
import BantamLinter
import BantamProgram
import BantamSystem
import BantamTestRunner
import SpecSupport
import Testing

/// Fixes that are called safe keep the meaning: over random conditions, the engine gives the same answers before and
/// after them, and applying them comes to an end.
struct SafeFixTests {
  /// Some of each kind that is missing, and values on both sides of what the conditions ask for.
  private static let givens = """
    test "contacts" {
        given company { city: "Kiel", employees: 5, vip: yes, name: "Kiel GmbH" }
        given company { city: "Plön", employees: 6, vip: no, name: "Plöner Ag" }
        given company { city: "kiel ", employees: 7 }
        given company { city: "Preetz", vip: yes, name: "gmbh" }
        given company { employees: 5, name: "ag & co" }
        given company { vip: no, name: "Kiel" }
        given company { name: "Kiel AG, Plön" }
        given person { city: "Kiel", vip: no }
    }
    """

  /// Random conditions, many of them longer than they need to be.
  private struct Writer {
    var random: SplitMix

    mutating func condition(depth: Int) -> String {
      if depth == 0 || random.chance(25) { return leaf() }
      switch random.below(12) {
      case 0: return "any { \(condition(depth: depth - 1)) }"
      case 1: return "all { \(condition(depth: depth - 1)) }"
      case 2: return "none { \(condition(depth: depth - 1)) }"
      case 3: return "any {\n\(lines(depth))\n}"
      case 4: return "all {\n\(lines(depth))\n}"
      case 5: return "none { \(condition(depth: depth - 1)), \(condition(depth: depth - 1)) }"
      case 6: return "not \(grouped(depth))"
      case 7: return "not (\(condition(depth: depth - 1)))"
      case 8: return "(\(grouped(depth)) or \(grouped(depth)))"
      case 9: return "(\(grouped(depth)) and \(grouped(depth)) and \(leaf()))"
      case 10: return "(\(leaf()) or \(leaf()) or \(leaf()))"
      default: return "any {   # why\n\(condition(depth: depth - 1))\n}"
      }
    }

    private mutating func lines(_ depth: Int) -> String {
      (0...random.below(3)).map { _ in condition(depth: depth - 1) }.joined(separator: random.chance(50) ? "\n" : ", ")
    }

    private mutating func grouped(_ depth: Int) -> String {
      random.chance(30) ? "not \(leaf())" : random.chance(40) ? "(\(condition(depth: depth - 1)))" : leaf()
    }

    private mutating func leaf() -> String {
      let town = random.pick(["Kiel", "Plön", "Preetz"])
      return random.pick([
        "city = \"\(town)\"", "city = \"\(town)\"", "city != \"\(town)\"", "employees = 5", "employees = 6",
        "employees >= 6", "city is missing", "employees is known", "vip", "name matches /.*gmbh.*/",
        "name matches /^(\(town)|Ag)/", "name matches /\(town)$/", "name exactly matches /^\(town)$/",
        "name like \"\(town)*\"", "name like \"*ag*\"", "city in [\"Kiel\", \"\(town)\", \"kiel\"]",
        "name matches /g.*h/",
      ])
    }
  }

  @Test(arguments: 0..<400)
  func answersStayTheSame(_ seed: Int) throws {
    var writer = Writer(random: SplitMix(seed: UInt64(seed)))
    let lines = (0...writer.random.below(2)).map { _ in writer.condition(depth: 3) }.joined(separator: "\n")
    var text = "fields { vip : yes_no }\nsegment asked {\n\(lines)\n}\n" + Self.givens
    let (written, before) = (text, try Self.answers(text))
    for _ in 0..<20 {
      guard let fixed = try Self.fixed(text) else { return }
      text = fixed
      #expect(try Self.answers(text) == before, "\(written)\n\(text)")
    }
    Issue.record("fixes come to no end: \(text)")
  }

  /// With all safe fixes that can be applied together; nil: there are none.
  private static func fixed(_ text: String) throws -> String? {
    let (program, trees, errors) = SpecExample(rules: text).checkedTrees()
    try #require(errors.isEmpty, "\(specReport(errors, program.files))\n\(text)")
    var options = LintOptions(asOf: LintSpecTests.asOf)
    options.select = ["BT1236", "BT1243", "BT1244", "BT1245", "BT1246"]
    let fixes = lint(program, trees, options).flatMap { $0.fixes.filter(\.isSafe) }
    let edits = compatibleEdits(fixes).edits
    return edits.isEmpty ? nil : String(decoding: applying(edits, to: Array(text.utf8)), as: UTF8.self)
  }

  private static func answers(_ text: String) throws -> [Bool] {
    let (program, _, errors) = SpecExample(rules: text).checkedTrees()
    try #require(errors.isEmpty, "\(specReport(errors, program.files))\n\(text)")
    let zone = try #require(ZoneRules(name: "UTC"))
    let condition = program.segments[0].condition
    let found = BantamTestRunner.answers(
      to: [condition], of: program.tests[0].contacts, activities: [], program, asOf: LintSpecTests.asOf, zone: zone)
    return try #require(found)[0]
  }
}
