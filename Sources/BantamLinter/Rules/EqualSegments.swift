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

  /// Of segments that ask for the same, so many are compared with each other.
  private static let mostAlike = 40

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    var alike: [Set<Read>: [SegmentID]] = [:]
    for id in context.program.segments.indices where !isTrivial(id, context) {
      alike[reads(context.program.segments[id].condition), default: []].append(id)
    }
    var pairs: [(SegmentID, SegmentID)] = []
    for ids in alike.values where ids.count > 1 && ids.count <= mostAlike {
      for (index, second) in ids.enumerated().dropFirst() {
        if let first = ids[..<index].first(where: { areEqual($0, second, context) }) { pairs.append((first, second)) }
      }
    }
    for (first, second) in pairs.sorted(by: { $0.1 < $1.1 }) { report(first, second, context, &findings) }
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

  /// Something a condition asks for; equal conditions ask for the same.
  private enum Read: Hashable {
    case field(FieldID)
    case segment(SegmentID)
    case activity(String?)
    case other(String)
  }

  private static func reads(_ condition: Condition) -> Set<Read> {
    var found: Set<Read> = []
    condition.forEach { part in
      for filter in part.filters { found.insert(.activity(filter.kind)) }
      switch part.kind {
      case .isMissing(let field), .isYes(let field), .text(let field, _), .isShared(let field), .time(let field, _),
        .within(let field, _, _):
        found.insert(.field(field.field))
      case .sameText(let first, let second), .compareTimes(let first, _, let second):
        found.formUnion([.field(first.field), .field(second.field)])
      case .number(let expression, _): found.formUnion(fields(expression).map { .field($0) })
      case .compare(let first, _, let second):
        found.formUnion((fields(first) + fields(second)).map { .field($0) })
      case .segment(let id): found.insert(.segment(id))
      case .sample, .member, .memberOfOther, .stage, .stageEver, .reachable: found.insert(.other("database"))
      case .constant, .all, .any, .not, .atLeast, .persons, .ofCompany, .did, .edge, .sequence, .aggregate, .didInEach:
        break
      }
    }
    return found
  }

  private static func fields(_ expression: NumberExpression) -> [FieldID] {
    switch expression {
    case .constant: []
    case .field(let field), .companyField(let field), .elapsed(_, let field): [field.field]
    case .binary(_, let left, let right): fields(left) + fields(right)
    }
  }
}
