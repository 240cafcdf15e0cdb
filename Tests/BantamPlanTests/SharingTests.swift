import BantamPlan
import BantamProgram
import Testing

/// Equal conditions are one node, however they are written.
struct SharingTests {
  static let equalConditions: [(String, String)] = [
    ("city = \"Kiel\"", "city = \"Kiel\""),
    ("city = \"Kiel\" and employees > 5", "employees > 5 and city = \"Kiel\""),
    ("city = \"Kiel\" and (employees > 5 and founded > 1990)", "founded > 1990, employees > 5, city = \"Kiel\""),
    ("city = \"Kiel\" or (employees > 5 or founded > 1990)", "any { founded > 1990, employees > 5, city = \"Kiel\" }"),
    ("not not city = \"Kiel\"", "city = \"Kiel\""),
    ("city != \"Kiel\"", "not city = \"Kiel\""),
    ("none { city = \"Kiel\", employees > 5 }", "not (employees > 5 or city = \"Kiel\")"),
    ("employees > 5", "employees >= 6"),
    ("employees > 5.5", "employees >= 6"),
    ("revenue > 5 EUR", "revenue > 5"),
    ("updated_at in last 1 day", "updated_at in last 1 days"),
    ("updated_at in last 2 weeks", "updated_at in last 14 days"),
    ("updated_at in this month", "updated_at in 2026-03-01..2026-03-31"),
    ("birth_date before 2026-01-01", "birth_date < 2026-01-01"),
    ("did \"Visit\" at least 1 times", "did \"visit\""),
    ("never did \"visit\"", "did \"visit\" exactly 0 times"),
    ("everyone and city = \"Kiel\"", "city = \"Kiel\""),
    ("seg", "city = \"Ulm\""),
    ("def and everyone", "city = \"Bonn\""),
  ]

  @Test(arguments: equalConditions)
  func equalConditionsAreOneNode(_ first: String, _ second: String) throws {
    let plan = try planned(
      """
      segment seg { city = "Ulm" }
      define def = city = "Bonn"
      segment a { \(first) }
      segment b { \(second) }
      """)
    #expect(try plan.id(of: "a") == plan.id(of: "b"))
  }

  @Test func aSegmentNamedOftenIsMadeOnce() throws {
    let plan = try planned(
      """
      segment base { city = "Kiel", employees > 5, did "visit" in last 30 days }
      segment a { base }
      segment b { base, founded > 1990 }
      segment c { not base }
      score fit { size weight 1 { 100 when base } }
      campaign spring { internal, audience base or a, exclude not base }
      """)
    #expect(plan.counters.count == 1)
    #expect(plan.textTests.count == 1)
    #expect(plan.columns.map(\.name).sorted() == ["city", "employees", "founded"])
    #expect(plan.nodes.filter { if case .counter = $0 { true } else { false } }.count == 1)
    #expect(try plan.id(of: "base") == plan.id(of: "a"))
    #expect(plan.campaigns[0].audience == (try plan.id(of: "base")))
    #expect(plan.campaigns[0].removals[0].node == (try plan.id(of: "c")))
  }

  @Test func inputsComeBeforeTheirNode() throws {
    let plan = try planned(
      """
      segment a { not b, at least 2 of { b, city = "Kiel", any person { c } } }
      segment b { city = "Kiel" or employees > 5 }
      segment c of person { company { b }, age > 5 }
      """)
    for (id, node) in plan.nodes.enumerated() { #expect(node.inputs.allSatisfy { $0 < id }) }
  }

  @Test func segmentsOfOneKindAskForIt() throws {
    let plan = try planned(
      "segment a of company { city = \"Kiel\" }\nsegment b { employees > 5 }\nsegment c { city = \"Kiel\" }")
    let isCompany = try #require(plan.nodes.firstIndex(of: .kind(.company)))
    for name in ["a", "b"] {
      guard case .all(let parts) = try plan.node(of: name) else {
        Issue.record("\(name) is no conjunction")
        continue
      }
      #expect(parts.contains(isCompany))
    }
    guard case .text = try plan.node(of: "c") else {
      Issue.record("c asks for more than its text")
      return
    }
  }

  @Test func onlyWhatIsAskedForIsPlanned() throws {
    let rules =
      "segment a { city = \"Kiel\" }\nsegment b { employees > 5 }\nscore fit { x weight 1 { 100 when founded > 5 } }"
    let plan = try planned(rules, scope: PlanScope(segments: [1], campaigns: [], scores: []))
    #expect(plan.columns.map(\.name) == ["employees"])
    #expect(plan.segments.map(\.name) == ["b"])
    #expect(plan.scores.isEmpty)
  }

  /// Each member of a chain is its own condition and the one before, not a copy of all.
  @Test func chainsAreNotCopied() throws {
    var rules = "segment s0 { founded > 0 }\n"
    for index in 1..<200 { rules += "segment s\(index) { s\(index - 1), employees > \(index) }\n" }
    let plan = try planned(rules)
    #expect(plan.nodes.allSatisfy { $0.inputs.count <= 3 })
  }

  /// A chain far longer than a thread's stack would bear.
  @Test func longChainsOfSegments() throws {
    let count = 5_000
    var rules = "segment s0 { city = \"Kiel\" }\n"
    for index in 1..<count { rules += "segment s\(index) { not s\(index - 1) }\n" }
    let plan = try planned(rules)
    #expect(plan.nodes.count == 2)
    #expect(try plan.id(of: "s\(count - 2)") == plan.id(of: "s0"))
  }
}
