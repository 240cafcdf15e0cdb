import BantamDiagnostics
import BantamProgram

/// `not` and `!=` over a field that may be missing: whoever has no value is taken in.
enum NegationOfMissing: LintRule {
  static let manual = LintManual(
    "BT1204", "negation-of-missing", "a negation that takes in who has no value",
    text: """
      `industry != "Retail"` also holds where nobody knows the industry: a test on a missing value is no, and `not` turns \
      that round. That may be meant; then say so, for the next reader. `industry is known` beside it leaves the unknown \
      ones out, `industry is missing or industry != "Retail"` takes them in and says it. A second test of the field that \
      the unknown ones cannot meet is enough, too.
      """,
    wrong: """
      segment others { industry != "Retail" }
      """,
    right: """
      segment others {
          industry is known
          industry != "Retail"
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for placed in context.conditions {
      var seen: Set<FieldID> = []
      for (negation, field) in negations(placed.condition, isYes: true) {
        guard canBeMissing(field, context.program), !saysSo(field, placed.condition), seen.insert(field).inserted,
          takesIn(field, placed.condition, context)
        else { continue }
        let name = context.program.fields[field].name
        findings.report(
          "this also takes in who has no `\(name)`", at: negation.span,
          help: "add `\(name) is known`, or `\(name) is missing or …` if they are meant",
          example: context.examples.contact(
            [(placed.condition, true), (Condition(.isMissing(FieldReference(field)), negation.span), true)],
            shows: "taken in", isNeeded: true))
      }
    }
  }

  /// Whether a contact without the value can meet the whole condition because of the negation.
  private static func takesIn(_ field: FieldID, _ whole: Condition, _ context: LintContext) -> Bool {
    let missing = Condition(.isMissing(FieldReference(field)), whole.span)
    return context.logic.arePossible([(whole, true), (missing, true)])
  }

  /// What the contact is there with is never missing; a computed value of it hardly.
  private static func canBeMissing(_ field: FieldID, _ program: Program) -> Bool {
    let declared = program.fields[field]
    return !(declared.isBuiltIn && declared.name == "kind") && declared.context != .activity && declared.type != .tags
  }

  private static func saysSo(_ field: FieldID, _ condition: Condition) -> Bool {
    var isSaid = false
    condition.forEach { part in
      if case .isMissing(let tested) = part.kind, tested.field == field { isSaid = true }
    }
    return isSaid
  }

  /// Tests of one field that stand under a negation, with the negation's place.
  private static func negations(_ condition: Condition, isYes: Bool) -> [(Condition, FieldID)] {
    switch condition.kind {
    case .all(let parts), .any(let parts), .atLeast(_, let parts):
      return parts.flatMap { negations($0, isYes: isYes) }
    case .not(let inner): return negations(inner, isYes: !isYes).map { (isYes ? condition : $0.0, $0.1) }
    case .isYes(let field), .text(let field, _), .time(let field, _), .within(let field, _, _):
      return isYes ? [] : [(condition, field.field)]
    case .number(.field(let field), _): return isYes ? [] : [(condition, field.field)]
    case .constant, .segment, .isMissing, .sameText, .isShared, .number, .compare, .compareTimes, .sample, .persons,
      .ofCompany, .did, .edge, .sequence, .aggregate, .didInEach, .member, .memberOfOther, .stage, .stageEver,
      .reachable:
      return []
    }
  }
}
