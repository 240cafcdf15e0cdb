import BantamDiagnostics
import BantamExplain

/// One small change of the rules.
public struct Mutant: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// `>=` for `>`, `=` for `!=`, `+` for `-`.
    case comparison = "operator"
    /// A number, an amount, a duration or a date, one step less or more.
    case number
    /// Points and weights.
    case points
    /// Where a grade begins.
    case threshold
    /// A condition, a line of points, an exclusion, a veto, the purpose, taken out.
    case dropped = "dropped line"
    /// `any` for `all`, `or` for `and`.
    case junction = "and or"
    case negation
    case item = "list item"
    /// `any person` for `no person`.
    case persons
    /// `contains` for `starts with`.
    case text = "text test"
    /// `in next` for `in last`, `first did` for `last did`.
    case window
  }

  /// The declaration that is changed, by its name; what it changes is looked for in those tests that ask for it.
  public enum Target: Sendable, Hashable {
    case segment(String)
    case score(String)
    case campaign(String)
    case purpose(String)
    case list(String)
  }

  public var kind: Kind
  /// None overlaps another one; all in one file.
  public var edits: [Edit]
  /// The condition or line the edits stand in.
  public var shown: Span
  public var target: Target
}

extension Mutant {
  /// The condition or line as it is.
  func original(_ files: [SourceFile]) -> String { oneLine(files[shown.file].text(shown)) }

  /// The condition or line as it becomes; nil where it is taken out.
  func changed(_ files: [SourceFile]) -> String? {
    if isTakenOut { return nil }
    var bytes = Array(files[shown.file].bytes[shown.start..<shown.end])
    for edit in edits.sorted(by: { $0.span.start > $1.span.start }) {
      let (start, end) = (edit.span.start - shown.start, edit.span.end - shown.start)
      guard start >= 0, end <= bytes.count else { continue }
      bytes.replaceSubrange(start..<end, with: Array(edit.text.utf8))
    }
    return oneLine(String(decoding: bytes, as: UTF8.self))
  }

  /// Whether something that always or never holds stands in its place, or nothing at all.
  private var isTakenOut: Bool {
    guard kind == .dropped, let edit = edits.first else { return false }
    return edit.text.isEmpty ? edit.span == shown : ["everyone", "not everyone", "(not everyone)"].contains(edit.text)
  }
}
