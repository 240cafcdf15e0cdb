import BantamProgram

extension Condition {
  /// The fields it reads with its own words; those of segments aside.
  var fieldsRead: [FieldID] {
    var found: [FieldID] = []
    forEach { part in
      switch part.kind {
      case .isMissing(let field), .isYes(let field), .text(let field, _), .isShared(let field), .time(let field, _),
        .within(let field, _, _):
        found.append(field.field)
      case .sameText(let first, let second), .compareTimes(let first, _, let second):
        found += [first.field, second.field]
      case .number(let expression, _): found += expression.fieldsRead
      case .compare(let left, _, let right): found += left.fieldsRead + right.fieldsRead
      case .aggregate(_, let field, _, _): found.append(field)
      case .constant, .all, .any, .not, .atLeast, .segment, .sample, .persons, .ofCompany, .did, .edge, .sequence,
        .didInEach, .member, .memberOfOther, .stage, .stageEver, .reachable:
        break
      }
    }
    return found
  }
}

extension NumberExpression {
  fileprivate var fieldsRead: [FieldID] {
    switch self {
    case .constant: []
    case .field(let field), .companyField(let field), .elapsed(_, let field): [field.field]
    case .binary(_, let left, let right): left.fieldsRead + right.fieldsRead
    }
  }
}
