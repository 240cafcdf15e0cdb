import BantamDiagnostics

/// What can be wrong with scores and grades.
public enum ScoreError: Error, Sendable {
  case noDisciplines(String, Span)
  case zeroWeights(String, Span)
  case otherwiseNotLast(Span)
  case perOutsideSum(Span)
  case otherwiseInSum(Span)
  case halvingWithoutActivity(Span)
  case upToWithoutPer(Span)
  case gradesOrder(String, Span, above: Span)
  case gradesWithoutOtherwise(String, Span)

  var diagnostic: Diagnostic {
    switch self {
    case .noDisciplines(let name, let span):
      return Diagnostic(
        "BT0401", "the score `\(name)` has no discipline", at: span,
        help: "add a block such as `budget weight 30 { … }`")
    case .zeroWeights(let name, let span):
      return Diagnostic(
        "BT0402", "all weights of `\(name)` are 0, so there is no total", at: span,
        help: "give one discipline a weight above 0")
    case .otherwiseNotLast(let span):
      return Diagnostic(
        "BT0403", "`otherwise` stands before other lines, which can never be reached", at: span,
        help: "move it to the end")
    case .perOutsideSum(let span):
      return Diagnostic(
        "BT0404", "`per` counts, so it needs a discipline that adds up", at: span,
        help: "write `sum to 100` behind the weight")
    case .otherwiseInSum(let span):
      return Diagnostic(
        "BT0405", "lines of a `sum` are added, so nothing is `otherwise`", at: span, help: "remove this line")
    case .halvingWithoutActivity(let span):
      return Diagnostic(
        "BT0406", "only points for an activity can age", at: span,
        help: "write `50 when did \"…\" halving every 30 days`, or use `per`")
    case .upToWithoutPer(let span):
      return Diagnostic(
        "BT0407", "`up to` limits points that are counted with `per`", at: span, help: "remove it, or use `per`")
    case .gradesOrder(let name, let span, let above):
      return Diagnostic(
        "BT0408", "the grade `\(name)` does not lie below the one above it", at: span,
        notes: [Note("the grade above", at: above)], help: "order the grades by falling totals")
    case .gradesWithoutOtherwise(let name, let span):
      return Diagnostic(
        "BT0409", "the grades of `\(name)` leave low totals without a grade", at: span,
        help: "end with a line such as `C otherwise`")
    }
  }
}
