/// How diagnostics are written.
public struct RenderStyle: Sendable {
  public enum Form: Sendable {
    /// For eyes: source lines with marks, with colour.
    case terminal
    /// The same without colour.
    case plain
    /// One line for each finding, for `grep` and for programs that follow `path:line:column`.
    case line
    /// For programs: one JSON object for the whole list.
    case json
  }

  public var form: Form
  /// Terminal columns; source lines are cut to it around the mark.
  public var width: Int
  /// How many diagnostics are shown; the rest is counted.
  public var limit: Int
  /// Whether a closing line counts errors and warnings (not in lines, and JSON always counts).
  public var hasSummary: Bool

  public init(_ form: Form, width: Int = 120, limit: Int = 100, hasSummary: Bool = true) {
    self.form = form
    self.width = max(40, width)
    self.limit = max(1, limit)
    self.hasSummary = hasSummary
  }
}

/// The roles of colour in a rendered diagnostic.
enum Ink: String {
  case error = "1;31"
  case warning = "1;33"
  case note = "1;36"
  case help = "1;32"
  case gutter = "34"
  case strong = "1"

  init(_ severity: Severity) {
    switch severity {
    case .error: self = .error
    case .warning: self = .warning
    }
  }
}

/// Colours text, or leaves it as it is.
struct Painter {
  let isColoured: Bool

  func paint(_ text: String, _ ink: Ink) -> String {
    isColoured && !text.isEmpty ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
  }
}
