import BantamDiagnostics

/// What can be wrong with purposes, funnels, campaigns and segments as wholes.
public enum ProcessError: Error, Sendable {
  case missingPart(of: String, name: String, part: String, help: String, Span)
  case repeatedPart(String, Span, first: Span)
  case contradiction(String, other: String, Span, first: Span)
  case finalStageLeft(String, Span, declared: Span)
  case emptyBlock(Span)
  case noResponse(campaign: String, Span, declared: Span)
  case unknownStatus(String, campaign: String, known: [String], Span)

  var diagnostic: Diagnostic {
    switch self {
    case .missingPart(let owner, let name, let part, let help, let span):
      return Diagnostic("BT0501", "the \(owner) `\(name)` lacks \(part)", at: span, help: help)
    case .repeatedPart(let name, let span, let first):
      return Diagnostic(
        "BT0502", "`\(name)` stands twice", at: span, notes: [Note("the earlier line", at: first)],
        help: "remove one of them")
    case .contradiction(let name, let other, let span, let first):
      return Diagnostic(
        "BT0503", "`\(name)` contradicts `\(other)`", at: span, notes: [Note("the other line", at: first)],
        help: "remove one of them")
    case .finalStageLeft(let name, let span, let declared):
      return Diagnostic(
        "BT0504", "`\(name)` is final, so nothing leads out of it", at: span,
        notes: [Note("declared `final` here", at: declared)], help: "remove the transition or the word `final`")
    case .emptyBlock(let span):
      return Diagnostic(
        "BT0505", "there is no condition in this block", at: span,
        help: "write one, or `everyone` if all are meant")
    case .noResponse(let campaign, let span, let declared):
      return Diagnostic(
        "BT0506", "no status of `\(campaign)` counts as a response", at: span,
        notes: [Note("declared here", at: declared)],
        help: "add a line such as `status \"Responded\" responded` to the campaign")
    case .unknownStatus(let name, let campaign, let known, let span):
      let nearest = nearestName(to: name, in: known)
      return Diagnostic(
        "BT0507", "`\(campaign)` has no status `\(name)`", at: span,
        help: nearest.map { "did you mean `\($0)`?" } ?? knownHelp(known),
        fixes: nearest.map { [Fix("write `\"\($0)\"`", [Edit(span, "\"\($0)\"")], isSafe: false)] } ?? [])
    }
  }
}
