import BantamDiagnostics
import BantamProgram

/// Conditions that contradict themselves, also across the segments they name.
enum NeverTrue: LintRule {
  static let manual = LintManual(
    "BT1201", "never-true", "a condition that nobody can meet",
    text: """
      Two tests of the condition exclude each other, so that no contact ever meets it: the segment stays empty, the \
      exclusion excludes nobody. The tests may stand in different segments: naming a segment asks for all its lines. \
      The marks show what excludes what. Often `any { }` was meant, or an end of a range is wrong.
      """,
    wrong: """
      segment small { employees < 50 }
      segment large_and_small {
          employees >= 50
          small
      }
      """,
    right: """
      segment small { employees < 50 }
      segment large_or_small {
          any {
              employees >= 50
              small
          }
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for placed in context.conditions {
      // What is wrong with a line of points is told by its own rule.
      if case .line = placed.place { continue }
      guard let culprit = smallestNever(placed.condition, context) else { continue }
      let conflicts = context.logic.conflicts([(culprit, true)])
      let (place, notes) = marks(conflicts, culprit)
      findings.report(
        "nobody can meet this condition", at: place, notes: notes,
        help: emptyTextHelp(culprit) ?? help(culprit, hasNotes: !notes.isEmpty))
    }
  }

  /// `email = ""` and `email != ""`: what other tools ask for emptiness.
  static func emptyTextHelp(_ condition: Condition) -> String? {
    switch condition.kind {
    case .text(_, let test) where test.relation == .equals([""]): "write `is missing` for what is empty"
    case .not(let inner) where emptyTextHelp(inner) != nil: "write `is known` for what is not empty"
    case .constant, .all, .any, .not, .atLeast, .segment, .isMissing, .isYes, .text, .sameText, .isShared, .number,
      .compare, .time, .compareTimes, .within, .persons, .ofCompany, .sample, .did, .edge, .sequence, .aggregate,
      .didInEach, .member, .memberOfOther, .stage, .stageEver, .reachable:
      nil
    }
  }

  private static func help(_ condition: Condition, hasNotes: Bool) -> String {
    if case .all = condition.kind, hasNotes {
      return "remove one of the two, or put them into `any { }` if either is enough"
    }
    if case .not = condition.kind { return "what is left out here is everybody; correct one of the conditions" }
    return "no value meets this; correct it"
  }

  /// Where the contradiction is marked: at what comes last of the condition's own text, with what it contradicts.
  static func marks(
    _ conflicts: [(first: Span, second: Span)], _ culprit: Condition
  ) -> (place: Span, notes: [Note]) {
    func isInside(_ span: Span) -> Bool {
      span.file == culprit.span.file && span.start >= culprit.span.start && span.end <= culprit.span.end
    }
    guard let first = conflicts.first else { return (culprit.span, []) }
    let place = isInside(first.second) ? first.second : isInside(first.first) ? first.first : culprit.span
    var notes: [Note] = []
    for conflict in conflicts.prefix(3) {
      for span in [conflict.first, conflict.second] where span != place && !notes.contains(where: { $0.span == span }) {
        notes.append(Note("contradicts the marked part", at: span))
      }
    }
    return (place, notes)
  }

  /// The innermost part that makes the whole one impossible.
  private static func smallestNever(_ condition: Condition, _ context: LintContext) -> Condition? {
    guard context.logic.isNever(condition) else { return nil }
    if case .constant = condition.kind { return nil }
    switch condition.kind {
    case .all(let parts): return parts.lazy.compactMap { smallestNever($0, context) }.first ?? condition
    case .persons(_, _, let inner), .ofCompany(let inner): return smallestNever(inner, context) ?? condition
    // Told where the segment is declared.
    case .segment(let id) where context.logic.isNever(context.program.segments[id].condition): return nil
    case .constant, .any, .not, .atLeast, .segment, .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare,
      .time, .compareTimes, .within, .sample, .did, .edge, .sequence, .aggregate, .didInEach, .member, .memberOfOther,
      .stage, .stageEver, .reachable:
      return condition
    }
  }
}
