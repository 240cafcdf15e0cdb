import BantamProgram

/// From conditions to clauses: what is one line and what becomes a list, in every language alike.
extension Wording {
  /// A sentence about a condition: `head` begins it, told of which group of clauses it speaks.
  func sentence(_ condition: Condition, _ subject: Context, prefersLine: Bool, head: (Group?) -> Words) -> Phrase {
    switch clauses(condition, subject, isNegated: false, prefersLine: prefersLine) {
    case .one(let clause): Phrase("\(head(nil)): \(clause.words)", clause.parts)
    case .several(let group, let parts): Phrase("\(head(group)):", parts)
    }
  }

  /// A condition as an item of a list.
  func item(_ condition: Condition, _ subject: Context, isNegated: Bool = false) -> Phrase {
    switch clauses(condition, subject, isNegated: isNegated, prefersLine: true) {
    case .one(let clause): clause
    case .several(let group, let parts): Phrase("\(said(of: group)):", parts)
    }
  }

  func clauses(_ condition: Condition, _ subject: Context, isNegated: Bool, prefersLine: Bool) -> Clauses {
    switch condition.kind {
    case .not(let inner): return clauses(inner, subject, isNegated: !isNegated, prefersLine: prefersLine)
    case .all(let parts):
      return several(isNegated ? .notAll : .all, flattened(parts), condition, subject, isNegated, prefersLine)
    case .any(let parts):
      return several(isNegated ? .none : .any, parts, condition, subject, isNegated, prefersLine)
    case .atLeast(let count, let parts):
      let group: Group = !isNegated ? .atLeast(count) : count == 1 ? .none : .atMost(count - 1)
      return several(group, parts, condition, subject, isNegated, prefersLine)
    case .persons(let low, let high, let inner):
      return .one(related(Relation(low, high, isNegated: isNegated), inner, subject, .person))
    case .ofCompany(let inner):
      return .one(related(isNegated ? .notCompany : .company, inner.negated(isNegated), subject, .company))
    case .constant, .segment, .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare, .time, .compareTimes,
      .within, .sample, .did, .edge, .sequence, .aggregate, .didInEach, .member, .memberOfOther, .stage, .stageEver,
      .reachable:
      return .one(Phrase(leaf(condition.kind, subject, isNegated: isNegated)))
    }
  }

  private func several(
    _ group: Group, _ parts: [Condition], _ condition: Condition, _ subject: Context, _ isNegated: Bool,
    _ prefersLine: Bool
  ) -> Clauses {
    if parts.count == 1, group != .atMost(0) {
      return clauses(parts[0], subject, isNegated: isNegated, prefersLine: prefersLine)
    }
    if parts.allSatisfy({ $0.span == condition.span }) {
      return .one(Phrase(inline(condition, subject, isNegated: isNegated)))
    }
    if prefersLine, parts.count <= 3, parts.allSatisfy(isLeaf) {
      let line = inline(condition, subject, isNegated: isNegated)
      if line.plain.count <= 130 { return .one(Phrase(line)) }
    }
    return .several(group, parts.map { item($0, subject) })
  }

  private func related(_ relation: Relation, _ inner: Condition, _ subject: Context, _ about: Context) -> Phrase {
    sentence(inner, about, prefersLine: true) { related(relation, subject, $0) }
  }

  /// A block in a block that both ask for everything is one block.
  private func flattened(_ parts: [Condition]) -> [Condition] {
    parts.flatMap { part -> [Condition] in
      if case .all(let inner) = part.kind { return flattened(inner) }
      return [part]
    }
  }

  private func isLeaf(_ condition: Condition) -> Bool {
    switch condition.kind {
    case .not(let inner): isLeaf(inner)
    case .all, .any, .atLeast, .persons, .ofCompany: false
    case .constant, .segment, .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare, .time, .compareTimes,
      .within, .sample, .did, .edge, .sequence, .aggregate, .didInEach, .member, .memberOfOther, .stage, .stageEver,
      .reachable:
      true
    }
  }

  /// A condition in one line, however large it is; groups within groups stand in parentheses.
  func inline(_ condition: Condition, _ subject: Context, isNegated: Bool = false, isNested: Bool = false) -> Words {
    func group(_ group: Group, _ parts: [Condition]) -> Words {
      if parts.count == 1 { return inline(parts[0], subject, isNegated: isNegated, isNested: isNested) }
      let line = inLine(group, parts.map { inline($0, subject, isNested: true) })
      return isNested ? "(\(line))" : line
    }
    switch condition.kind {
    case .not(let inner): return inline(inner, subject, isNegated: !isNegated, isNested: isNested)
    case .all(let parts): return group(isNegated ? .notAll : .all, flattened(parts))
    case .any(let parts):
      if let statuses = statuses(parts) { return statuses(isNegated, subject) }
      return group(isNegated ? .none : .any, parts)
    case .atLeast(let count, let parts):
      return group(!isNegated ? .atLeast(count) : count == 1 ? .none : .atMost(count - 1), parts)
    case .persons(let low, let high, let inner):
      return
        "\(related(Relation(low, high, isNegated: isNegated), subject, nil)): \(inline(inner, .person, isNested: true))"
    case .ofCompany(let inner):
      let head = related(isNegated ? .notCompany : .company, subject, nil)
      return "\(head): \(inline(inner, .company, isNegated: isNegated, isNested: true))"
    case .constant, .segment, .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare, .time, .compareTimes,
      .within, .sample, .did, .edge, .sequence, .aggregate, .didInEach, .member, .memberOfOther, .stage, .stageEver,
      .reachable:
      return leaf(condition.kind, subject, isNegated: isNegated)
    }
  }

  /// `member of spring who responded` is a choice of statuses of one campaign: one clause, not one for each.
  private func statuses(_ parts: [Condition]) -> ((Bool, Context) -> Words)? {
    var campaign: CampaignID?
    var names: [String] = []
    for part in parts {
      guard case .member(let id, let status?, nil) = part.kind, campaign == nil || campaign == id else { return nil }
      campaign = id
      names.append(status)
    }
    guard let campaign else { return nil }
    return { member(campaign, statuses: names, joined: nil, $1, isNegated: $0) }
  }
}

extension Relation {
  /// Of so many persons, or of any other number.
  fileprivate init(_ low: Int, _ high: Int?, isNegated: Bool) {
    switch (isNegated, low, high) {
    case (false, _, _): self = .persons(atLeast: low, atMost: high)
    case (true, _, nil): self = .persons(atLeast: 0, atMost: max(0, low - 1))
    case (true, 0, let high?): self = .persons(atLeast: high + 1, atMost: nil)
    case (true, _, _): self = .personsOtherThan(low)
    }
  }
}

extension Condition {
  fileprivate func negated(_ isNegated: Bool) -> Condition { isNegated ? Condition(.not(self), span) : self }

  /// Whom it is about, as far as its own words say: a field of companies, the persons of one.
  func subject(_ program: Program) -> Context {
    switch kind {
    case .all(let parts), .any(let parts), .atLeast(_, let parts):
      return parts.lazy.map { $0.subject(program) }.first { $0 != .contact } ?? .contact
    case .not(let inner): return inner.subject(program)
    case .segment(let id): return program.segments[id].context
    case .persons: return .company
    case .ofCompany: return .person
    case .isMissing(let field), .isYes(let field), .text(let field, _), .isShared(let field), .time(let field, _),
      .within(let field, _, _):
      return program.fields[field.field].context
    case .sameText(let first, let second), .compareTimes(let first, _, let second):
      return [first, second].map { program.fields[$0.field].context }.first { $0 != .contact } ?? .contact
    case .number(let expression, _): return expression.subject(program)
    case .compare(let left, _, let right):
      return [left, right].map { $0.subject(program) }.first { $0 != .contact } ?? .contact
    case .constant, .sample, .did, .edge, .sequence, .aggregate, .didInEach, .member, .memberOfOther, .stage,
      .stageEver, .reachable:
      return .contact
    }
  }
}

extension NumberExpression {
  func subject(_ program: Program) -> Context {
    switch self {
    case .constant: return .contact
    case .field(let reference), .elapsed(_, let reference): return program.fields[reference.field].context
    case .companyField: return .person
    case .binary(_, let left, let right):
      return [left, right].map { $0.subject(program) }.first { $0 != .contact } ?? .contact
    }
  }
}
