import BantamChecker
import BantamPlan
import BantamProgram
import BantamSyntax
import BantamDiagnostics
import BantamSystem
import Testing

/// The plan of rules as text, at an instant; the rules have to be right.
func planned(
  _ rules: String, asOf: String = "2026-03-01", zone: ZoneRules = .utc, scope: PlanScope = PlanScope()
) throws -> Plan {
  let program = try checkedProgram(rules)
  let instant = try #require(Timestamp(asOf)).instant(in: zone)
  let (plan, errors) = makePlan(program, asOf: instant, zone: zone, scope: scope)
  #expect(errors.isEmpty)
  return plan
}

func checkedProgram(_ rules: String) throws -> Program {
  let (tree, syntaxErrors) = parse(SourceFile(path: "rules.bant", text: rules), file: 0)
  let (program, errors) = check([tree]) { _, _, _, _ in ListFile(columns: [], values: [], parents: nil) }
  #expect(syntaxErrors.map(\.diagnostic.message) == [])
  #expect(errors.map(\.diagnostic.message) == [])
  return program
}

extension Plan {
  /// The node of a segment.
  func node(of name: String) throws -> Node {
    let segment = try #require(segments.first { $0.name == name })
    return nodes[segment.node]
  }

  func id(of name: String) throws -> NodeID { try #require(segments.first { $0.name == name }).node }
}
