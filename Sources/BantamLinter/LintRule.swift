import BantamDiagnostics

/// A lint rule: one file with its manual, its check and its words, and one spec of the same name.
public protocol LintRule: Sendable {
  static var manual: LintManual { get }

  static func check(_ context: LintContext, _ findings: inout LintFindings)
}

/// What `bantam help CODE` says of a lint rule, and how much its findings matter.
public struct LintManual: Sendable {
  /// `BT12` and two digits, stable for ever.
  public var code: String
  /// A few words with `-` between them; the rule's spec is named so.
  public var name: String
  public var severity: Severity
  public var explanation: Explanation

  /// - Parameters:
  ///   - title: a few words, lower case.
  ///   - text: what is found, and why it matters.
  ///   - wrong: rules in which exactly this is found.
  ///   - right: the same put right.
  public init(
    _ code: String, _ name: String, _ title: String, severity: Severity = .warning, text: String, wrong: String = "",
    right: String = ""
  ) {
    self.code = code
    self.name = name
    self.severity = severity
    explanation = Explanation(code, title, text: text, wrong: wrong, right: right)
  }
}

/// Collects the findings of one rule.
public struct LintFindings: Sendable {
  private let manual: LintManual
  private let severity: Severity
  public private(set) var diagnostics: [Diagnostic] = []
  /// Of one rule; more of the same kind teach nobody anything.
  private static let most = 1_000

  init(_ manual: LintManual, _ severity: Severity) {
    self.manual = manual
    self.severity = severity
  }

  public mutating func report(
    _ message: String, at span: Span?, label: String? = nil, notes: [Note] = [], help: String? = nil,
    example: String? = nil, fixes: [Fix] = []
  ) {
    guard diagnostics.count < Self.most else { return }
    diagnostics.append(
      Diagnostic(
        manual.code, message, at: span, label: label, notes: notes, help: help, example: example, fixes: fixes,
        severity: severity))
  }
}
