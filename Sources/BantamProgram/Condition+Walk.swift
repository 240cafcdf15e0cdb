extension Condition {
  /// The conditions it is directly made of: about the same contact, about related ones, and those of `where`.
  public var parts: [Condition] {
    switch kind {
    case .all(let parts), .any(let parts), .atLeast(_, let parts): parts
    case .not(let inner), .persons(_, _, let inner), .ofCompany(let inner): [inner]
    case .did, .edge, .sequence, .aggregate, .didInEach: filters.compactMap(\.condition)
    case .constant, .segment, .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare, .time, .compareTimes,
      .within, .sample, .member, .memberOfOther, .stage, .stageEver, .reachable:
      []
    }
  }

  /// The activities it directly asks for.
  public var filters: [ActivityFilter] {
    switch kind {
    case .did(let filter, _), .edge(_, let filter, _), .aggregate(_, _, let filter, _), .didInEach(let filter, _, _):
      [filter]
    case .sequence(let filter, _, let after): [filter, after]
    case .constant, .all, .any, .not, .atLeast, .segment, .isMissing, .isYes, .text, .sameText, .isShared, .number,
      .compare, .time, .compareTimes, .within, .persons, .ofCompany, .sample, .member, .memberOfOther, .stage,
      .stageEver, .reachable:
      []
    }
  }

  /// The fields that it tests itself, and not by its parts.
  public var testedFields: [TestedField] {
    switch kind {
    case .isMissing(let field), .isYes(let field), .text(let field, _), .isShared(let field), .time(let field, _),
      .within(let field, _, _):
      [TestedField(field: field.field, isOfCompany: false)]
    case .sameText(let first, let second), .compareTimes(let first, _, let second):
      [first, second].map { TestedField(field: $0.field, isOfCompany: false) }
    case .number(let expression, _): expression.testedFields
    case .compare(let first, _, let second): first.testedFields + second.testedFields
    case .constant, .all, .any, .not, .atLeast, .segment, .sample, .persons, .ofCompany, .did, .edge, .sequence,
      .aggregate, .didInEach, .member, .memberOfOther, .stage, .stageEver, .reachable:
      []
    }
  }

  /// Itself and everything it is made of, outer ones first; segments that it names are not entered.
  public func forEach(_ body: (Condition) -> Void) {
    body(self)
    for part in parts { part.forEach(body) }
  }

  /// The segments and defines it names, those inside `any person { }` and `company { }` included.
  public var segments: [SegmentID] {
    var found: [SegmentID] = []
    forEach { if case .segment(let id) = $0.kind { found.append(id) } }
    return found
  }
}

/// A field that a condition tests: of the contact asked, or of a person's company.
public struct TestedField: Sendable, Hashable {
  public var field: FieldID
  public var isOfCompany: Bool
}

extension NumberExpression {
  /// The fields it is calculated from, in the order in which they stand.
  public var testedFields: [TestedField] {
    switch self {
    case .constant: []
    case .field(let field), .elapsed(_, let field): [TestedField(field: field.field, isOfCompany: false)]
    case .companyField(let field): [TestedField(field: field.field, isOfCompany: true)]
    case .binary(_, let left, let right): left.testedFields + right.testedFields
    }
  }
}
