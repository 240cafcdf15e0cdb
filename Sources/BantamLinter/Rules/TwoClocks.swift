import BantamDiagnostics
import BantamSyntax

/// Blocks that bound the same thing by a fixed date and by a window that moves.
enum TwoClocks: LintRule {
  static let manual = LintManual(
    "BT1228", "two-clocks", "a fixed date and a moving window in one block",
    text: """
      One line of a block bounds a field or activity by a fixed date, another one the same by a window that is counted \
      from the run. The two move apart with every day: the segment means something else each week, and is empty or \
      boundless some day.
      """,
    wrong: """
      segment came_back {
          did "order" in 2024-01-01..2025-12-31
          never did "order" in last 90 days
      }
      """,
    right: """
      segment came_back {
          did "order" in last 2 years
          never did "order" in last 90 days
      }
      """)

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for pair in pairs(context) {
      findings.report(
        "`\(pair.fixed.subject)` is bounded by a fixed date here and by the day of the run beside it: the two move apart "
          + "with every day",
        at: pair.fixed.span, notes: [Note("counted from the run", at: pair.relative.span)],
        help: "use one clock: let both windows move, or fix both")
    }
  }

  /// The fixed windows that are found.
  static func spans(_ context: LintContext) -> Set<Span> { Set(pairs(context).map(\.fixed.span)) }

  private static func pairs(_ context: LintContext) -> [(fixed: WrittenWindow, relative: WrittenWindow)] {
    var found: [(fixed: WrittenWindow, relative: WrittenWindow)] = []
    for kind in [NodeKind.block, .conjunction, .disjunction] {
      for block in context.nodes(kind) {
        let windows = block.nodes.compactMap { WrittenWindow($0.kind == .negation ? $0.nodes.first ?? $0 : $0) }
        guard windows.count > 1 else { continue }
        let relative = Dictionary(
          windows.filter { $0.clock == .relative }.map { ($0.subject, $0) }, uniquingKeysWith: { first, _ in first })
        for window in windows where window.clock != .relative {
          if let other = relative[window.subject] { found.append((window, other)) }
        }
      }
    }
    return found
  }
}
