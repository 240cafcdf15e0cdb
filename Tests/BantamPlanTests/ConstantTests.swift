import BantamPlan
import BantamProgram
import Testing

/// What does not depend on the contact is decided by the plan.
struct ConstantTests {
  static let conditions: [(String, Bool)] = [
    ("everyone", true),
    ("not everyone", false),
    ("everyone or city = \"Kiel\"", true),
    ("not everyone and city = \"Kiel\"", false),
    ("none { everyone, city = \"Kiel\" }", false),
    ("did \"visit\" at least 0 times", true),
    ("employees > 5 and not everyone", false),
    ("employees in 5.2..5.8", false),
    ("any { not everyone, all { everyone, everyone } }", true),
  ]

  @Test(arguments: conditions)
  func isDecided(_ condition: String, _ expected: Bool) throws {
    let plan = try planned("define d = \(condition)\nsegment a { d }")
    #expect(try plan.node(of: "a") == .constant(expected))
  }

  @Test func constantsAreCalculated() throws {
    let plan = try planned("segment a { founded > 2 * (3 + 4) - 10 / 4 }")
    let column = try #require(plan.columns.firstIndex { $0.name == "founded" })
    #expect(plan.nodes.contains(.range(column, low: 12, high: .max)))
    #expect(plan.expressions.isEmpty)
  }

  @Test func aTableOfOneKindNeedsNoKind() throws {
    let rules = """
      settings { contacts from table "crm" key "id" of person }
      segment people { kind = "person" }
      segment firms { kind = "company" }
      """
    let plan = try planned(rules)
    #expect(try plan.node(of: "people") == .constant(true))
    #expect(try plan.node(of: "firms") == .constant(false))
  }
}
