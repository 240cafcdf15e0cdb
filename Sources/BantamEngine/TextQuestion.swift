import BantamPlan
import BantamProgram
import BantamSystem

/// A test of one text, as the engine answers it; for whoever reasons about conditions without contacts.
///
/// For one thread at a time.
public final class TextQuestion {
  private let matcher: TextMatcher

  public init(_ test: TextTest, lists: [List]) {
    matcher = TextMatcher(
      TextPredicate(TextPredicate.Relation(test.relation), isExact: test.isExact), lists: lists)
  }

  /// The answer for a whole text; no for a blank one, as it counts as missing.
  public func holds(_ text: String) -> Bool {
    let folded = Array(foldCase(text).utf8)
    guard !folded.isEmpty else { return false }
    let bytes = matcher.isExact ? Array(text.utf8) : folded
    return bytes.withUnsafeBufferPointer { matcher.holds($0) }
  }
}
