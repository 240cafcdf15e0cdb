import BantamDiagnostics
import BantamSyntax
import BantamSystem

/// A window in time as it stands in the rules, with what it is about.
struct WrittenWindow {
  enum Clock: Hashable {
    /// Counted from the run's instant.
    case relative
    /// A fixed day up to the present and beyond: `after 2026-01-01`.
    case since(CivilDate)
    /// Other fixed dates.
    case fixed
  }

  /// The name of the field, or the activity between quotes.
  var subject: String
  var isActivity: Bool
  /// From the word that opens it: `in`, `after`, `>=`.
  var span: Span
  var clock: Clock

  /// nil: a condition that asks for no time.
  init?(_ node: SyntaxNode) {
    switch node.kind {
    case .did, .edge, .aggregate, .points:
      guard let activity = node.first(.activity), let token = activity.tokens.first else { return nil }
      subject = token.kind == .string ? "\"\(foldCase(activity.unquoted(token)))\"" : activity.text(token)
      isActivity = true
      if let window = node.first(.window) {
        span = window.span
        clock = Self.clock(window)
      } else if let each = node.first(.each) {
        span = each.span
        clock = .relative
      } else {
        return nil
      }
    case .member:
      guard let window = node.first(.window) else { return nil }
      subject = "member of " + (node.name(after: "of").map { node.text($0) } ?? "any other campaign")
      // Who joined, joined in the past.
      isActivity = true
      span = window.span
      clock = Self.clock(window)
    case .comparison:
      let parts = node.nodes
      guard parts.count == 2, parts[0].kind == .path, let clock = Self.clock(ofTest: parts[1]) else { return nil }
      subject = node.tree.source.text(parts[0].span)
      isActivity = false
      span = parts[1].span
      self.clock = clock
    default: return nil
    }
  }

  private static func clock(ofTest test: SyntaxNode) -> Clock? {
    switch test.kind {
    case .windowTest: return test.first(.window).map(clock)
    case .compareTest:
      guard let moment = test.first(.moment) else { return nil }
      if moment.has("today") { return .relative }
      let isOpen = test.token(.greater) != nil || test.token(.greaterOrEqual) != nil
      return isOpen ? day(moment).map { .since($0) } ?? .fixed : .fixed
    default: return nil
    }
  }

  private static func clock(_ window: SyntaxNode) -> Clock {
    if let moment = window.first(.moment) {
      if moment.has("today") { return .relative }
      return window.has("after") ? day(moment).map { .since($0) } ?? .fixed : .fixed
    }
    guard let range = window.first(.range) else { return .relative }
    let isOpen = range.tokens.last?.kind == .dotDot
    return isOpen ? day(range).map { .since($0) } ?? .fixed : .fixed
  }

  private static func day(_ node: SyntaxNode) -> CivilDate? {
    (node.token(.date) ?? node.token(.datetime)).flatMap { CivilDate(String(node.text($0).prefix(10))) }
  }
}
