import BantamDiagnostics

/// An expectation that does not hold, with its words.
enum TestFailure: Sendable {
  case membership(String, segment: String, expected: Bool, restsOnMissing: Bool, Span)
  case certain(String, segment: String, isYes: Bool, Span)
  case total(String, score: String, expected: String, found: String, parts: String, Span)
  case grade(String, score: String, expected: String, found: String, total: String, veto: String?, Span)
  case points(String, discipline: String, expected: String, found: String, Span)
  case lead(String, campaign: String, expected: Bool, Span)
  case suggestion(String, expected: String, found: [String], Span)

  var diagnostic: Diagnostic {
    switch self {
    case .membership(let contact, let segment, let expected, let restsOnMissing, let span):
      return Diagnostic(
        "BT0601",
        "expected `\(contact)` \(expected ? "in" : "outside") `\(segment)`, found it \(expected ? "outside" : "inside")",
        at: span, help: restsOnMissing ? "this rests on a missing value" : nil)
    case .total(let contact, let score, let expected, let found, let parts, let span):
      return Diagnostic(
        "BT0602", "expected `\(score)` of `\(contact)` to be \(expected), found \(found)", at: span,
        help: "its points are \(parts)")
    case .grade(let contact, let score, let expected, let found, let total, let veto, let span):
      return Diagnostic(
        "BT0603", "expected `\(contact)` to have grade `\(expected)`, found `\(found)`", at: span,
        help: "`\(score)` is \(total)\(veto.map { ", and the veto \"\($0)\" holds" } ?? "")")
    case .points(let contact, let discipline, let expected, let found, let span):
      return Diagnostic(
        "BT0604", "expected `\(discipline)` of `\(contact)` to be \(expected), found \(found)", at: span)
    case .lead(let contact, let campaign, let expected, let span):
      return Diagnostic(
        "BT0605",
        expected
          ? "expected `\(contact)` among the leads of `\(campaign)`, found it removed or outside the audience"
          : "expected `\(contact)` not among the leads of `\(campaign)`, found it there", at: span)
    case .suggestion(let contact, let expected, let found, let span):
      let suggested = found.isEmpty ? "nothing" : found.map { "`\($0)`" }.joined(separator: ", ")
      return Diagnostic(
        "BT0606", "expected the suggestion `\(expected)` for `\(contact)`, found \(suggested)", at: span)
    case .certain(let contact, let segment, let isYes, let span):
      return Diagnostic(
        "BT0607", "expected `\(contact)` outside `\(segment)` for a missing value only", at: span,
        help: isYes ? "it is in `\(segment)`" : "it is outside, whatever its missing values are")
    }
  }
}
