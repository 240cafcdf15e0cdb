import BantamDiagnostics
import BantamProgram

/// Ranges of one field that leave out a single value between them.
enum BoundaryGap: LintRule {
  static let manual = LintManual(
    "BT1211", "boundary-gap", "a threshold that neither side covers",
    text: """
      Two ranges of the same field meet but for the value between them: `< 50` and `> 50` leave out 50, `in 10..49` and \
      `in 51..250` too. Amounts and decimals have values between 49 and 50, so that `..49` and `50..` leave out 49.50. \
      Contacts right at the threshold fall through.
      """,
    wrong: """
      score fit {
          size weight 1 {
              100 when employees > 250
               60 when employees < 250
                0 otherwise
          }
      }
      """,
    right: """
      score fit {
          size weight 1 {
              100 when employees > 250
               60 when employees <= 250
                0 otherwise
          }
      }
      """)

  private struct Range {
    var condition: Condition
    var piece: NumberRange.Piece
  }

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for score in context.program.scores {
      for discipline in score.disciplines where discipline.sumTo == nil {
        let conditions = discipline.lines.compactMap { line in
          if case .when(let condition) = line.rule { condition } else { nil }
        }
        check(conditions, context, &findings)
      }
    }
    for placed in context.conditions {
      placed.condition.forEach { condition in
        if case .any(let parts) = condition.kind { check(parts, context, &findings) }
      }
    }
  }

  private static func check(_ conditions: [Condition], _ context: LintContext, _ findings: inout LintFindings) {
    var ranges: [NumberExpression: [Range]] = [:]
    for condition in conditions {
      guard case .number(let value, let range) = plain(condition).kind, range.pieces.count == 1 else { continue }
      ranges[value, default: []].append(Range(condition: condition, piece: range.pieces[0]))
    }
    for (value, ranges) in ranges.sorted(by: {
      ($0.value.first?.condition.span.start ?? 0) < ($1.value.first?.condition.span.start ?? 0)
    })
    where ranges.count > 1 && ranges.count <= 100 {
      check(value, ranges, among: conditions, context, &findings)
    }
  }

  private static func plain(_ condition: Condition) -> Condition {
    if case .all(let parts) = condition.kind, parts.count == 1 { return plain(parts[0]) }
    return condition
  }

  private static func check(
    _ value: NumberExpression, _ ranges: [Range], among all: [Condition], _ context: LintContext,
    _ findings: inout LintFindings
  ) {
    let isWhole = isWhole(value, context.program)
    for below in ranges {
      for above in ranges {
        guard let gap = gap(below.piece, above.piece, isWhole: isWhole) else { continue }
        let left = Condition(.number(value, NumberRange([gap])), above.condition.span)
        // A line of another kind may cover it.
        let wanted = [(left, true)] + all.map { ($0, false) }
        guard context.logic.arePossible(wanted) else { continue }
        let (first, second) =
          below.condition.span.start < above.condition.span.start
          ? (below.condition, above.condition) : (above.condition, below.condition)
        findings.report(
          "\(words(gap, isWhole: isWhole)) is covered neither here nor there", at: second.span,
          notes: [Note("the other range", at: first.span)],
          help: "let one of the two include the threshold, with `<=` or `>=`",
          example: context.examples.contact(wanted, shows: "falls through", isNeeded: true))
      }
    }
  }

  private static func isWhole(_ value: NumberExpression, _ program: Program) -> Bool {
    switch value {
    case .field(let field), .companyField(let field): program.fields[field.field].type == .integer
    case .elapsed: true
    case .constant, .binary: false
    }
  }

  /// What lies between two ranges, if it is at most one unit wide; nil: they touch, or are far from each other.
  private static func gap(
    _ below: NumberRange.Piece, _ above: NumberRange.Piece, isWhole: Bool
  ) -> NumberRange.Piece? {
    guard let high = below.high, let low = above.low, high <= low else { return nil }
    let distance = low.tenThousandths - high.tenThousandths
    if distance == 0 {
      return below.includesHigh || above.includesLow ? nil : .init(low: low, high: low)
    }
    if isWhole {
      let first = high.tenThousandths / Number.scale + (below.includesHigh ? 1 : 0)
      let last = low.tenThousandths / Number.scale - (above.includesLow ? 1 : 0)
      return first == last ? .init(low: Number(first), high: Number(first)) : nil
    }
    // A whole step apart: people who write so think of whole numbers.
    guard distance <= Number.scale else { return nil }
    return .init(low: high, includesLow: !below.includesHigh, high: low, includesHigh: !above.includesLow)
  }

  private static func words(_ gap: NumberRange.Piece, isWhole: Bool) -> String {
    let low = decimalText(gap.low?.tenThousandths ?? 0, places: 4)
    let high = decimalText(gap.high?.tenThousandths ?? 0, places: 4)
    return low == high ? low : "what lies between \(low) and \(high)"
  }
}
