import BantamDiagnostics

/// Why a text is no criterion, or no declaration that can be typed.
public enum CriterionError: Error, Sendable {
  case tooLong
  /// The condition is closed before the text ends.
  case endsEarly(Span?)
  case severalDeclarations(Span?)
  /// `fields`, `settings` and the like.
  case notTypable(Span?)

  public var diagnostic: Diagnostic {
    switch self {
    case .tooLong: Diagnostic("BT0704", "the condition is longer than 1 MiB", at: nil, help: "put it into a file")
    case .endsEarly(let span):
      Diagnostic(
        "BT0704", "the condition ends before this", at: span, help: "type a declaration on a line of its own")
    case .severalDeclarations(let span):
      Diagnostic("BT0704", "this is more than one declaration", at: span, help: "type one at a time")
    case .notTypable(let span):
      Diagnostic(
        "BT0704", "this cannot be typed here", at: span,
        help: "write `fields`, `settings` and `test` into a rule file; `:reload` reads it")
    }
  }
}
