import BantamDiagnostics
import BantamProgram
import BantamSystem

/// "Did not unsubscribe" that guards one branch of an `or` and leaves the others open.
enum SuppressionInOr: LintRule {
  static let manual = LintManual(
    "BT1203", "suppression-in-or", "a suppression that holds for one branch only",
    text: """
      A test that keeps out who unsubscribed, objected or bounced stands in one branch of `any` or `or`. Whoever comes in \
      through another branch is written to all the same. Suppressions belong on a line of their own beside the `any`, \
      where they hold for everybody; what the campaign's `purpose` removes is safe in any case, as it is checked last.
      """,
    wrong: """
      segment warm {
          any {
              did "webinar" in last 30 days
              did "demo_request" in last 90 days and never did "unsubscribe"
          }
      }
      """,
    right: """
      segment warm {
          any {
              did "webinar" in last 30 days
              did "demo_request" in last 90 days
          }
          never did "unsubscribe"
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for placed in context.conditions { visit(placed.condition, in: placed.condition, context, &findings) }
  }

  /// Only where the condition is asked as it is: under a negation an `or` means the opposite.
  private static func visit(
    _ condition: Condition, in whole: Condition, _ context: LintContext, _ findings: inout LintFindings
  ) {
    switch condition.kind {
    case .all(let parts): for part in parts { visit(part, in: whole, context, &findings) }
    case .persons(_, nil, let inner), .ofCompany(let inner): visit(inner, in: inner, context, &findings)
    case .any(let parts):
      let guards = parts.map { suppressions($0, context.program) }
      for (index, own) in guards.enumerated() {
        for suppression in own where isMissingElsewhere(suppression.test, parts, guards, except: index) {
          report(suppression, condition, in: whole, context, &findings)
        }
      }
      for part in parts { visit(part, in: whole, context, &findings) }
    case .constant, .not, .atLeast, .segment, .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare, .time,
      .compareTimes, .within, .sample, .persons, .did, .edge, .sequence, .aggregate, .didInEach, .member,
      .memberOfOther, .stage, .stageEver, .reachable:
      break
    }
  }

  /// A test that keeps people out, and where it is written, or the name of it.
  private struct Suppression {
    var test: Condition
    var place: Span
  }

  /// A branch that only says that nothing is known belongs to the test.
  private static func isMissingElsewhere(
    _ suppression: Condition, _ parts: [Condition], _ guards: [[Suppression]], except own: Int
  ) -> Bool {
    parts.indices.contains { index in
      if case .isMissing = parts[index].kind { return false }
      return index != own && !guards[index].contains { $0.test == suppression }
    }
  }

  private static func report(
    _ suppression: Suppression, _ choice: Condition, in whole: Condition, _ context: LintContext,
    _ findings: inout LintFindings
  ) {
    // It may stand beside the `or` too, or in the other branches in other words.
    guard context.logic.arePossible([(whole, true), (suppression.test, false)]) else { return }
    findings.report(
      "this keeps nobody out who comes in through another branch", at: suppression.place,
      notes: [Note("of this `or`", at: choice.span)],
      help: "put it on a line of its own beside the `or`, so that it holds for all",
      example: context.examples.contact([(whole, true), (suppression.test, false)], shows: "still in"))
  }

  /// The tests of a branch that keep people out who do not want to be written to.
  private static func suppressions(_ condition: Condition, _ program: Program, depth: Int = 0) -> [Suppression] {
    let own = [Suppression(test: condition, place: condition.span)]
    switch condition.kind {
    case .all(let parts): return parts.flatMap { suppressions($0, program, depth: depth) }
    case .reachable: return own
    case .did(let filter, let count): return count.high == 0 && filter.kind.map(isRefusal) == true ? own : []
    case .isYes(let field): return isAgreement(program.fields[field.field].name) ? own : []
    case .not(let inner): return isRefusal(inner, program) ? own : []
    // By its name it is as well hidden as inside.
    case .segment(let id) where depth < 8:
      return suppressions(program.segments[id].condition, program, depth: depth + 1)
        .map { Suppression(test: $0.test, place: condition.span) }
    case .constant, .any, .atLeast, .segment, .isMissing, .text, .sameText, .isShared, .number, .compare, .time,
      .compareTimes, .within, .sample, .persons, .ofCompany, .edge, .sequence, .aggregate, .didInEach, .member,
      .memberOfOther, .stage, .stageEver:
      return []
    }
  }

  /// A condition that holds for who does not want to be written to.
  private static func isRefusal(_ condition: Condition, _ program: Program) -> Bool {
    switch condition.kind {
    case .did(let filter, _): return filter.kind.map(isRefusal) ?? false
    case .isYes(let field): return isRefusal(program.fields[field.field].name)
    case .segment(let id): return isRefusal(program.segments[id].name)
    case .text(_, let test):
      switch test.relation {
      case .equals(let values), .containsAny(let values), .containsAll(let values):
        return values.contains(where: isRefusal)
      case .inList(let list), .containsListEntry(let list): return isRefusal(program.lists[list].name)
      case .startsWith, .endsWith, .like, .matches, .range, .under: return false
      }
    case .any(let parts), .all(let parts): return parts.contains { isRefusal($0, program) }
    case .constant, .not, .atLeast, .isMissing, .sameText, .isShared, .number, .compare, .time, .compareTimes, .within,
      .sample, .persons, .ofCompany, .edge, .sequence, .aggregate, .didInEach, .member, .memberOfOther, .stage,
      .stageEver, .reachable:
      return false
    }
  }

  private static let refusals = [
    "unsubscri", "optout", "optedout", "bounce", "complain", "spam", "objection", "objected", "donotcontact",
    "donotmail",
    "donotcall", "donotemail", "nomail", "nocontact", "suppress", "blocklist", "blacklist", "abgemeldet", "abmeldung",
    "widerspruch", "widersprochen", "werbesperre", "sperrliste", "robinson",
  ]
  private static let agreements = ["optin", "optedin", "consent", "einwilligung", "doubleoptin", "subscribed"]

  private static func isRefusal(_ word: String) -> Bool { contains(word, refusals) }

  private static func isAgreement(_ word: String) -> Bool { contains(word, agreements) && !isRefusal(word) }

  private static func contains(_ word: String, _ parts: [String]) -> Bool {
    let plain = foldCase(word).filter { $0.isLetter }
    return parts.contains { plain.contains($0) }
  }
}
