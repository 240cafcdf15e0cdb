import BantamDiagnostics
import BantamProgram

/// Conditions that everybody meets, so that they select nothing.
enum AlwaysTrue: LintRule {
  static let manual = LintManual(
    "BT1202", "always-true", "a condition that everybody meets",
    text: """
      Whatever a contact looks like, it meets the condition: the tests cover all values, the missing ones too. Such a \
      segment is everybody, such an exclusion excludes everybody. If that is meant, `everyone` says it; mostly one of \
      the ends is wrong, or `any { }` stands where all lines should hold.
      """,
    wrong: """
      segment middle {
          any {
              not employees < 50
              employees < 250
          }
      }
      """,
    right: """
      segment middle {
          not employees < 50
          employees < 250
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for placed in context.conditions {
      guard let culprit = smallestAlways(placed.condition, context) else { continue }
      findings.report(
        "everybody meets this condition", at: culprit.span,
        help: NeverTrue.emptyTextHelp(culprit) ?? "write `everyone` if that is meant",
        example: context.examples.contact([(culprit, true)], shows: "even this one meets it"))
    }
  }

  /// The innermost part that makes the whole one hold for everybody; nil: it does not, or says so itself.
  private static func smallestAlways(_ condition: Condition, _ context: LintContext) -> Condition? {
    switch condition.kind {
    case .constant: return nil
    // Told where the segment is declared.
    case .segment(let id) where context.logic.isAlways(context.program.segments[id].condition): return nil
    case .any(let parts):
      guard context.logic.isAlways(condition) else { return nil }
      if let part = parts.first(where: { context.logic.isAlways($0) }) { return smallestAlways(part, context) }
      return condition
    case .all(let parts) where parts.count == 1: return smallestAlways(parts[0], context)
    case .all, .not, .atLeast, .segment, .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare, .time,
      .compareTimes, .within, .sample, .persons, .ofCompany, .did, .edge, .sequence, .aggregate, .didInEach, .member,
      .memberOfOther, .stage, .stageEver, .reachable:
      return context.logic.isAlways(condition) ? condition : nil
    }
  }
}
