import BantamDiagnostics

/// Why a text is no criterion, or no declaration that can be typed.
public enum CriterionError: Error, Sendable {
  case tooLong
  /// The condition is closed before the text ends.
  case endsEarly(Span?)
  /// Nothing was asked yet that `it` could name.
  case noneYet
  /// A command of the dialogue that is told too little or something else; how it is called.
  case usage(String)
  /// What would be written under a name, and why it is not.
  case notSaved(String, reason: String)
  /// Two declarations of one name in one text.
  case typedTwice(String, Span)
  /// `fields`, `settings` and the like.
  case notTypable(Span?)

  public var diagnostic: Diagnostic {
    switch self {
    case .usage(let call):
      Diagnostic("BT0705", "this command is called `\(call)`", at: nil, help: "`:help` shows an example")
    case .noneYet:
      Diagnostic("BT0705", "there is no criterion yet that `it` names", at: nil, help: "type a condition first")
    case .notSaved(let name, let reason):
      Diagnostic("BT0705", "`\(name)` is not saved: \(reason)", at: nil, help: "choose another name")
    case .tooLong: Diagnostic("BT0704", "the condition is longer than 1 MiB", at: nil, help: "put it into a file")
    case .endsEarly(let span):
      Diagnostic(
        "BT0704", "the condition ends before this", at: span, help: "type a declaration on a line of its own")
    case .typedTwice(let name, let span):
      Diagnostic("BT0704", "`\(name)` is declared twice", at: span, help: "give one of them another name")
    case .notTypable(let span):
      Diagnostic(
        "BT0704", "this cannot be typed here", at: span,
        help: "write `fields`, `settings` and `test` into a rule file; `:reload` reads it")
    }
  }
}
