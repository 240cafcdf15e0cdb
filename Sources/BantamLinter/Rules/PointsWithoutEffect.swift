import BantamDiagnostics
import BantamProgram

/// Weights and points that never change a total.
enum PointsWithoutEffect: LintRule {
  static let manual = LintManual(
    "BT1208", "points-without-effect", "a weight or points that change no total",
    text: """
      A discipline of weight 0 never counts. One whose lines all give the same tells nobody apart. A line of 0 points adds \
      nothing to a sum, and one right above an `otherwise` of the same points gives what they would get anyway.
      """,
    wrong: """
      score fit {
          size weight 3 { 100 when employees >= 50, 0 otherwise }
          city weight 0 { 100 when city = "Hamburg", 0 otherwise }
      }
      """,
    right: """
      score fit {
          size weight 3 { 100 when employees >= 50, 0 otherwise }
          city weight 1 { 100 when city = "Hamburg", 0 otherwise }
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for score in context.program.scores {
      for discipline in score.disciplines {
        if discipline.weight == 0 {
          findings.report(
            "`\(discipline.name)` has the weight 0 and never counts", at: discipline.span,
            help: "give it a weight, or remove the discipline")
        } else if discipline.sumTo == nil {
          checkFirst(discipline, &findings)
        } else {
          checkSum(discipline, &findings)
        }
      }
    }
  }

  private static func checkFirst(_ discipline: Discipline, _ findings: inout LintFindings) {
    let lines = discipline.lines
    guard lines.allSatisfy({ $0.halvingDays == nil }), !discipline.isLeftToPeople else { return }
    let points = Set(lines.map(\.points) + (endsWithOtherwise(lines) ? [] : [0]))
    if points.count == 1, let only = points.first {
      findings.report(
        "every contact gets \(only) points for `\(discipline.name)`", at: discipline.span,
        help: "let the lines give different points, or remove the discipline")
      return
    }
    guard lines.count > 1, endsWithOtherwise(lines) else { return }
    let (line, last) = (lines[lines.count - 2], lines[lines.count - 1])
    if line.points == last.points {
      findings.report(
        "without this line the same contacts get \(line.points) points all the same", at: line.span,
        notes: [Note("by this one", at: last.span)], help: "remove it, or correct its points")
    }
  }

  private static func endsWithOtherwise(_ lines: [PointLine]) -> Bool {
    if case .otherwise? = lines.last?.rule { return true }
    return false
  }

  private static func checkSum(_ discipline: Discipline, _ findings: inout LintFindings) {
    for line in discipline.lines where line.points == 0 {
      findings.report("0 points add nothing to the sum", at: line.span, help: "remove the line, or give it points")
    }
  }
}
