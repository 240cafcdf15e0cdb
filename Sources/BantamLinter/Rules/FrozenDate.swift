import BantamDiagnostics
import BantamProgram
import BantamSyntax
import BantamSystem

/// Windows from a fixed day up to the present, which grow with every day.
enum FrozenDate: LintRule {
  static let manual = LintManual(
    "BT1227", "frozen-date", "a window that begins on a fixed day",
    text: """
      A window such as `after 2026-01-01` was a `last 60 days` on the day it was written, and grows with every day \
      since: whoever did something once stays in the segment for ever, and leads get older and colder. Dates more than \
      three years back are taken for a beginning that is meant.
      """,
    wrong: """
      settings { as of 2026-03-01 }
      segment asked { did "demo_request" after 2026-01-01 }
      """,
    right: """
      settings { as of 2026-03-01 }
      segment asked { did "demo_request" in last 60 days }
      """)

  private static let mostDays = 3 * 366

  /// Fields that are also asked for a fixed last day somewhere: a window may well be written as its two ends.
  private static func fieldsWithAnEnd(_ context: LintContext) -> Set<String> {
    let windows = context.nodes(.comparison).compactMap { WrittenWindow($0) }
    return Set(windows.filter { $0.clock == .fixed && !$0.isActivity }.map(\.subject))
  }

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    let text = Timestamp.text(ofInstant: context.asOf, in: context.zone)
    guard let today = CivilDate(String(text.prefix(10)))?.dayNumber else { return }
    let doubled = TwoClocks.spans(context)
    let ended = fieldsWithAnEnd(context)
    let instants = Set(context.program.fields.filter { $0.type == .datetime }.map(\.name))
    for kind in [NodeKind.did, .edge, .aggregate, .points, .member, .comparison] {
      for node in context.nodes(kind) {
        guard let window = WrittenWindow(node), case .since(let day) = window.clock, !doubled.contains(window.span),
          window.isActivity || !ended.contains(window.subject)
        else {
          continue
        }
        let days = today - day.dayNumber
        guard days > 0, days <= mostDays else { continue }
        // Behind a plain date there may be coming days, which `in last` would leave out.
        let isPast = window.isActivity || instants.contains(String(window.subject.split(separator: ".").last ?? ""))
        findings.report(
          "this window begins on a fixed day and grows with every run: today it holds \(days) days", at: window.span,
          help: "if a number of days is meant, write `in last \(days) days`; a window with two ends, such as "
            + "`in \(day)..\(CivilDate(dayNumber: today))`, stays as it is",
          fixes: isPast
            ? [Fix("count the days from the run", [Edit(window.span, "in last \(days) days")], isSafe: false)] : [])
      }
    }
  }
}
