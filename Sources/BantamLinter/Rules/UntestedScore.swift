import BantamProgram

/// Scores whose points and grades no test names.
enum UntestedScore: LintRule {
  static let manual = LintManual(
    "BT1223", "untested-score", "a score that no test reaches",
    text: """
      The rule set has tests, but none asks for the points or grades of this score, for what they suggest, or for a \
      campaign that qualifies with it. Nobody notices when a changed weight or threshold grades leads in another way.
      """,
    wrong: """
      segment large { employees >= 50 }
      score fit { size weight 1 { 100 when large, 0 otherwise } }
      grades of fit { A from 50, B otherwise }
      test "50 are large" {
          given company acme { employees: 50 }
          expect acme in large
      }
      """,
    right: """
      segment large { employees >= 50 }
      score fit { size weight 1 { 100 when large, 0 otherwise } }
      grades of fit { A from 50, B otherwise }
      test "50 are an A" {
          given company acme { employees: 50 }
          expect acme in large
          expect acme fit = 100, grade A
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    guard !context.program.tests.isEmpty else { return }
    let tested = Tested(context).scores
    for (id, score) in context.program.scores.enumerated() where !tested.contains(id) {
      let what = score.grades.isEmpty ? "points" : "points and grades"
      let example = score.grades.first.map { ", grade \($0.name)" } ?? ""
      findings.report(
        "no test says which \(what) `\(score.name)` gives", at: score.span,
        help: "write a test with a line such as `expect … \(score.name) = 100\(example)`")
    }
  }
}
