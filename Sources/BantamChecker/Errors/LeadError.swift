import BantamDiagnostics

/// What can be wrong with who gets the contacts of a campaign, and with what is suggested for them.
public enum LeadError: Error, Sendable {
  /// A member of a team, or a person of an `assign` line, without an e-mail address.
  case noAddress(String, Span)
  case unreachableAssignment(Span, after: Span)
  /// `member of any other campaign` outside of a campaign's `audience` and `exclude`.
  case otherThanWhich(Span)
  /// `campaign`: whose funnel it is, where a grade suggests the stage; nil: a stage of the funnel itself suggests it.
  case stageOfOtherFunnel(
    String, funnel: String, stages: [String], Span, declared: Span, campaign: (name: String, span: Span)?)
  case suggestionWithoutFunnel(String, Span, campaign: String, Span)

  var diagnostic: Diagnostic {
    switch self {
    case .noAddress(let text, let span):
      return Diagnostic(
        "BT0508", "`\(text)` is no e-mail address", at: span,
        help: "people are named by their addresses, such as `\"anna@example.com\"`")
    case .unreachableAssignment(let span, let after):
      return Diagnostic(
        "BT0509", "this line is never reached", at: span,
        notes: [Note("this person gets every contact that comes so far", at: after)],
        help: "move that person to the end, or add `when` or `at most` there")
    case .otherThanWhich(let span):
      return Diagnostic(
        "BT0510", "`any other campaign` has no meaning here", at: span,
        help: "ask it in the `exclude` or `audience` of a campaign, or name a campaign: `member of spring`")
    case .stageOfOtherFunnel(let stage, let funnel, let stages, let span, let declared, let campaign):
      let nearest = nearestName(to: stage, in: stages)
      var notes = [Note("the funnel", at: declared)]
      if let (name, place) = campaign {
        notes.insert(Note("the campaign `\(name)` qualifies with this and uses that funnel", at: place), at: 0)
      }
      return Diagnostic(
        "BT0511", "the funnel `\(funnel)` has no stage `\(stage)`", at: span, notes: notes,
        help: nearest.map { "did you mean `\($0)`?" } ?? knownHelp(stages),
        fixes: nearest.map { [Fix("write `\($0)`", [Edit(span, $0)], isSafe: false)] } ?? [])
    case .suggestionWithoutFunnel(let stage, let span, let campaign, let declared):
      return Diagnostic(
        "BT0512", "`\(stage)` is a stage, but the campaign `\(campaign)` has no funnel", at: span,
        notes: [Note("it qualifies with this score", at: declared)],
        help: "add a line such as `project rollout uses three_stage` to the campaign")
    }
  }
}
