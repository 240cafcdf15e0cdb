import BantamDiagnostics
import BantamProgram

/// A sum whose lines together stay below its full marks.
enum SumNeverFull: LintRule {
  static let manual = LintManual(
    "BT1210", "sum-never-full", "a sum that never reaches its full marks",
    text: """
      `sum to 100` says that 100 points are full marks. Where all lines together give less, nobody ever has full marks, and \
      the discipline weighs less than its weight says. Write the sum that the lines can reach, or raise their points.
      """,
    wrong: """
      score fit {
          interest weight 1 sum to 100 {
              40 when did "webinar"
              30 when did "demo_request"
          }
      }
      """,
    right: """
      score fit {
          interest weight 1 sum to 70 {
              40 when did "webinar"
              30 when did "demo_request"
          }
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for score in context.program.scores {
      for discipline in score.disciplines {
        guard let full = discipline.sumTo, let most = most(discipline, context), most < full, most > 0 else { continue }
        findings.report(
          "the lines of `\(discipline.name)` add up to \(most) points at most, never to \(full)",
          at: discipline.span, help: "write `sum to \(most)`, or give the lines more points")
      }
    }
  }

  /// nil: as many as one likes.
  private static func most(_ discipline: Discipline, _ context: LintContext) -> Int? {
    var most = 0
    for line in discipline.lines where line.points > 0 {
      switch line.rule {
      case .when(let condition): most += context.logic.isNever(condition) ? 0 : line.points
      case .otherwise: most += line.points
      case .per(_, let cap):
        guard let cap else { return nil }
        most += cap
      }
    }
    return most
  }
}
