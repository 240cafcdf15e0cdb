/// What a message means for the work: an error stops it, a warning does not.
public enum Severity: String, Sendable, Codable {
  case error
  case warning
}

/// A message about the user's text or data, as data: what, where, and the cure.
///
/// Wording follows three rules: the sentence starts in lower case and has no final stop; the user's own text stands in
/// backticks; the cure (`help`) stands on its own line.
public struct Diagnostic: Sendable {
  /// `BT` and four digits; stable for ever, explained by `bantam help CODE`.
  public var code: String
  public var severity: Severity
  public var message: String
  /// Where; nil for a message about no place in a rule file (a database, an option).
  public var span: Span?
  /// What stands under the marked span.
  public var label: String?
  /// Further places, such as `declared here`.
  public var notes: [Note]
  public var help: String?
  /// A contact that shows what the message says, in words.
  public var example: String?
  public var fixes: [Fix]

  public init(
    _ code: String, _ message: String, at span: Span?, label: String? = nil, notes: [Note] = [], help: String? = nil,
    example: String? = nil, fixes: [Fix] = [], severity: Severity = .error
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.span = span
    self.label = label
    self.notes = notes
    self.help = help
    self.example = example
    self.fixes = fixes
  }
}

/// A second place that helps to understand a diagnostic.
public struct Note: Sendable {
  public var span: Span
  public var text: String

  public init(_ text: String, at span: Span) {
    self.text = text
    self.span = span
  }
}

/// A change of the source that a program can apply and that cures the diagnostic.
public struct Fix: Sendable {
  public var title: String
  public var edits: [Edit]
  /// Whether the rules keep their meaning, or can only have had the new one; else a person has to look at it.
  public var isSafe: Bool

  public init(_ title: String, _ edits: [Edit], isSafe: Bool = true) {
    self.title = title
    self.edits = edits
    self.isSafe = isSafe
  }
}

/// Replaces the bytes of a span by a text.
public struct Edit: Sendable {
  public var span: Span
  public var text: String

  public init(_ span: Span, _ text: String) {
    self.span = span
    self.text = text
  }
}
