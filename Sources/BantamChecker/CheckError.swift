import BantamDiagnostics

/// What can be wrong with the meaning of rules, by subject. Each subject's file in `Errors` holds its cases and their words.
public enum CheckError: Error, Sendable {
  case name(NameError)
  case setting(SettingError)
  case value(ValueError)
  case test(TestError)
  case context(ContextError)
  case score(ScoreError)
  case process(ProcessError)
  case lead(LeadError)

  /// The error in words.
  public var diagnostic: Diagnostic {
    switch self {
    case .name(let error): error.diagnostic
    case .setting(let error): error.diagnostic
    case .value(let error): error.diagnostic
    case .test(let error): error.diagnostic
    case .context(let error): error.diagnostic
    case .score(let error): error.diagnostic
    case .process(let error): error.diagnostic
    case .lead(let error): error.diagnostic
    }
  }
}

/// `known: \`a\`, \`b\``, for a name that is near none of them.
func knownHelp(_ known: [String], as word: String = "known") -> String {
  if known.isEmpty { return "none is declared" }
  let shown = known.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
  return "\(word): \(shown)\(known.count > 12 ? " and \(known.count - 12) more" : "")"
}

/// The type with its article, for sentences.
func withArticle(_ type: String) -> String {
  switch type {
  case "tags": "a set of tags"
  case "integer", "decimal": "a number (\(type))"
  case "money": "an amount of money"
  case "yes_no": "a yes_no field"
  default: "a \(type)"
  }
}
