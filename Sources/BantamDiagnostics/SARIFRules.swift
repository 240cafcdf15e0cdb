/// The rules of a SARIF log: the codes that occur in it, by their first finding. All codes there are would be the same
/// hundreds of kilobytes in each log.
struct SARIFRules {
  /// What GitHub takes of a description.
  private static let maximumDescription = 1_024
  private static let maximumName = 255

  private var codes: [String] = []
  private var indices: [String: Int] = [:]
  private var severities: [String: Severity] = [:]
  private let explanation: @Sendable (String) -> Explanation?

  init(_ diagnostics: [Diagnostic], explanation: @escaping @Sendable (String) -> Explanation?) {
    self.explanation = explanation
    for diagnostic in diagnostics {
      if indices[diagnostic.code] == nil {
        indices[diagnostic.code] = codes.count
        codes.append(diagnostic.code)
      }
      if severities[diagnostic.code] != .error { severities[diagnostic.code] = diagnostic.severity }
    }
  }

  func index(of code: String) -> Int? { indices[code] }

  func write(_ list: inout JSONWriter) {
    for code in codes { list.object { write(code, severities[code] ?? .error, &$0) } }
  }

  private func write(_ code: String, _ severity: Severity, _ rule: inout JSONWriter) {
    let explanation = explanation(code) ?? Explanation(code, code, text: code)
    rule.member("id", code)
    rule.member("name", clipped(pascalCase(explanation.title), to: Self.maximumName))
    writeText("shortDescription", capitalised(explanation.title), &rule)
    writeText("fullDescription", explanation.text, &rule)
    rule.object("help") { help in
      help.member("text", explanation.page)
      help.member("markdown", explanation.markdown)
    }
    rule.object("defaultConfiguration") { $0.member("level", severity.rawValue) }
    rule.object("properties") { properties in
      properties.member("tags", strings: [severity == .error ? "correctness" : "maintainability"])
      properties.member("precision", "very-high")
      properties.member("problem.severity", severity.rawValue)
    }
  }

  private func writeText(_ name: String, _ text: String, _ rule: inout JSONWriter) {
    rule.object(name) { $0.member("text", clipped(text, to: Self.maximumDescription)) }
  }
}

/// `UnknownName` for `unknown name`.
private func pascalCase(_ title: String) -> String {
  title.split { !($0.isLetter || $0.isNumber) }.map { capitalised(String($0)) }.joined()
}

private func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
