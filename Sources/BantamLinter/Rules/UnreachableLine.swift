import BantamDiagnostics
import BantamProgram

/// A line of points that never counts, as the lines above it take everybody who meets it.
enum UnreachableLine: LintRule {
  static let manual = LintManual(
    "BT1207", "unreachable-line", "points that nobody gets",
    text: """
      In a discipline the first line that holds counts. Whoever meets this line meets one above it too, so that nobody \
      ever gets its points: mostly the lines stand in the wrong order, the lower threshold first. A line whose condition \
      contradicts itself is never reached either, also in a discipline that adds its lines.
      """,
    wrong: """
      score fit {
          size weight 1 {
               60 when employees >= 50
              100 when employees >= 250
                0 otherwise
          }
      }
      """,
    right: """
      score fit {
          size weight 1 {
              100 when employees >= 250
               60 when employees >= 50
                0 otherwise
          }
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for score in context.program.scores {
      for discipline in score.disciplines { check(discipline, context, &findings) }
    }
  }

  private static func check(_ discipline: Discipline, _ context: LintContext, _ findings: inout LintFindings) {
    var above: [(line: PointLine, condition: Condition)] = []
    for line in discipline.lines {
      switch line.rule {
      case .when(let condition):
        if context.logic.isNever(condition) {
          reportNever(line, condition, context, &findings)
        } else if discipline.sumTo == nil {
          reportCovered(line, condition, above, context, &findings)
        }
        above.append((line, condition))
      case .otherwise:
        guard discipline.sumTo == nil, !above.isEmpty,
          !context.logic.arePossible(above.map { ($0.condition, false) })
        else { continue }
        findings.report(
          "nobody is left for `otherwise`", at: line.span, help: "the lines above cover everybody; remove this one")
      case .per: break
      }
    }
  }

  private static func reportNever(
    _ line: PointLine, _ condition: Condition, _ context: LintContext, _ findings: inout LintFindings
  ) {
    let (_, notes) = NeverTrue.marks(context.logic.conflicts([(condition, true)]), condition)
    findings.report(
      "nobody gets these \(line.points) points: the condition contradicts itself", at: line.span, notes: notes,
      help: "correct the condition, or remove the line")
  }

  private static func reportCovered(
    _ line: PointLine, _ condition: Condition, _ above: [(line: PointLine, condition: Condition)],
    _ context: LintContext, _ findings: inout LintFindings
  ) {
    guard !above.isEmpty,
      !context.logic.arePossible([(condition, true)] + above.map { ($0.condition, false) })
    else { return }
    let cover = above.first { context.logic.implies(condition, $0.condition) }
    let notes = cover.map { [Note("everybody gets the \($0.line.points) of this line", at: $0.line.span)] } ?? []
    findings.report(
      "nobody gets these \(line.points) points: the lines above take everybody who meets this one", at: line.span,
      notes: notes, help: "put the narrower condition first, or remove the line",
      example: context.examples.contact(
        [(condition, true)], shows: cover.map { "gets \($0.line.points)" } ?? "meets a line above"))
  }
}
