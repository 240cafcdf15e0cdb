import BantamDiagnostics
import BantamProgram

/// Two segments that always hold the same contacts.
enum EqualSegments: LintRule {
  static let manual = LintManual(
    "BT1206", "equal-segments", "a segment equal to another",
    text: """
      Both segments hold the same contacts, whatever the data: their conditions mean the same, though they may be written \
      in another way. One of them will be changed one day and the other forgotten. Keep one and name it in the other's \
      place, or correct what should set them apart.
      """,
    wrong: """
      segment large { employees >= 250 }
      segment big { not employees < 250 and employees is known }
      """,
    right: """
      segment large { employees >= 250 }
      segment huge { employees >= 1_000 }
      """)

  /// Of segments that ask for the same, so many are compared with each other; of more only those with the same values.
  private static let mostAlike = 40

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    var alike: [Set<ConditionReads.Read>: [(id: SegmentID, values: Set<String>)]] = [:]
    for id in context.program.segments.indices {
      let reads = ConditionReads(context.program.segments[id].condition)
      alike[reads.reads, default: []].append((id, reads.values))
    }
    var pairs: [(SegmentID, SegmentID)] = []
    for group in alike.values where group.count > 1 {
      if group.count <= mostAlike {
        pairs += equals(group.map(\.id), context)
      } else {
        let byValues = Dictionary(grouping: group, by: \.values)
        for same in byValues.values where same.count > 1 {
          pairs += equals(Array(same.map(\.id).prefix(mostAlike)), context)
        }
      }
    }
    for (first, second) in pairs.sorted(by: { $0.1 < $1.1 }) { report(first, second, context, &findings) }
  }

  /// Each segment with the first of the others before it that is equal to it.
  private static func equals(_ ids: [SegmentID], _ context: LintContext) -> [(SegmentID, SegmentID)] {
    let ids = ids.filter { !isTrivial($0, context) }
    return ids.enumerated().compactMap { index, second in
      ids[..<index].first { areEqual($0, second, context) }.map { ($0, second) }
    }
  }

  private static func report(
    _ first: SegmentID, _ second: SegmentID, _ context: LintContext, _ findings: inout LintFindings
  ) {
    let (old, new) = (context.program.segments[first], context.program.segments[second])
    findings.report(
      "`\(new.name)` holds the same contacts as `\(old.name)`", at: new.span,
      notes: [Note("declared here", at: old.span)],
      help: "keep one of them, and name it where the other stood",
      example: context.examples.contact([(Condition(.segment(second), new.span), true)], shows: "in both"))
  }

  /// What is wrong with those is told by rules of their own; a define may well be another word for a segment.
  private static func isTrivial(_ id: SegmentID, _ context: LintContext) -> Bool {
    let condition = context.program.segments[id].condition
    if case .segment = condition.kind { return true }
    if case .all(let parts) = condition.kind, parts.count == 1, case .segment = parts[0].kind { return true }
    return context.logic.isNever(condition) || context.logic.isAlways(condition)
  }

  private static func areEqual(_ first: SegmentID, _ second: SegmentID, _ context: LintContext) -> Bool {
    let (one, two) = (context.program.segments[first], context.program.segments[second])
    guard one.context == two.context, one.isDefine == two.isDefine else { return false }
    return context.logic.areEqual(one.condition, two.condition)
  }
}
