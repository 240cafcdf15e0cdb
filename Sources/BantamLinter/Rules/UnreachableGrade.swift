import BantamDiagnostics
import BantamProgram

/// A grade that no total can reach.
enum UnreachableGrade: LintRule {
  static let manual = LintManual(
    "BT1209", "unreachable-grade", "a grade that nobody can get",
    text: """
      With the points that the disciplines can give, no total falls into the grade's band: its threshold is higher than \
      the highest total, or all totals that are possible lie above or below the band. What the grade does never happens. \
      The message says how the highest and the lowest total come about. A discipline of `0 otherwise` alone is left to \
      people, who give its points with `bantam assess`: there every total is possible.
      """,
    wrong: """
      score fit {
          size weight 1 { 60 when employees >= 50, 0 otherwise }
      }
      grades of fit { A from 70, B otherwise }
      """,
    right: """
      score fit {
          size weight 1 { 60 when employees >= 50, 0 otherwise }
      }
      grades of fit { A from 50, B otherwise }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for score in context.program.scores where !score.grades.isEmpty {
      let totals = PossibleTotals(score, context.logic)
      for (index, grade) in score.grades.enumerated() {
        let isLast = index == score.grades.count - 1
        if isLast, !score.vetoes.isEmpty { continue }
        let upper = index == 0 ? nil : score.grades[index - 1].from
        guard !totals.canLie(from: grade.from, below: upper) else { continue }
        findings.report(
          "by the rules no total falls into grade `\(grade.name)`", at: grade.span,
          notes: [Note("the score", at: score.span)],
          help: totals.words + "; correct the threshold or the points")
      }
    }
  }
}
