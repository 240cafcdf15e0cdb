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
  /// A field that is worked out, or made of two columns, where values of a column are shown.
  case noValues(String)
  /// `it` and its numbers, declared by somebody.
  case ownName(String)
  /// A question that declares something else than whom it asks for.
  case nothingToCount(Span?)

  public var diagnostic: Diagnostic {
    switch self {
    case .usage(let call):
      Diagnostic(
        "BT0705", "this command is called `\(call)`", at: nil,
        help: "`:help \(call.dropFirst().prefix { $0 != " " })` shows an example")
    case .noValues(let name):
      Diagnostic(
        "BT0705", "`\(name)` is worked out for each condition, and has no column of values", at: nil,
        help: "ask it in a condition; `:columns`, `:sort` and `:hist` take fields that are stored")
    case .ownName(let name):
      Diagnostic("BT0704", "`\(name)` names the last condition", at: nil, help: "choose another name")
    case .nothingToCount(let span):
      Diagnostic(
        "BT0704", "this declares nobody who could be counted", at: span,
        help: "end with a `segment` or `define`, or write the condition alone")
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
