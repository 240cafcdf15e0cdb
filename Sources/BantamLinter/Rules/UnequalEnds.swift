import BantamDiagnostics
import BantamSyntax

/// Ranges of digits as texts whose ends differ in length.
enum UnequalEnds: LintRule {
  static let manual = LintManual(
    "BT1230", "unequal-ends", "a range of digits whose ends differ in length",
    text: """
      Texts are compared sign by sign, so `"1000".."22999"` holds `"2"` and `"15"` too, and of five digits those from \
      10000 on, not 01000. Where both ends have the same length, that is the order of the numbers.
      """,
    wrong: """
      segment east { postcode in "1000".."22999" }
      """,
    right: """
      segment east { postcode in "01000".."22999" }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for range in context.nodes(.range) {
      let ends = range.tokens(.string)
      guard ends.count == 2 else { continue }
      let texts = ends.map { range.unquoted($0) }
      guard texts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 &- 0x30 < 10 } }),
        texts[0].utf8.count != texts[1].utf8.count
      else { continue }
      let shorter = texts[0].utf8.count < texts[1].utf8.count ? 0 : 1
      let length = texts[1 - shorter].utf8.count
      let filled = String(repeating: "0", count: length - texts[shorter].utf8.count) + texts[shorter]
      findings.report(
        "the ends of this range differ in length; texts are compared sign by sign, so it holds others than you expect",
        at: range.span, help: "write both ends with \(length) digits",
        fixes: shorter == 0
          ? [Fix("fill with zeros", [Edit(range.span(ends[0]), "\"\(filled)\"")], isSafe: false)] : [])
    }
  }
}
