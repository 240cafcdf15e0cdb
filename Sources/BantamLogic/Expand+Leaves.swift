import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamSystem

// Tests of one value as statements about it.
extension Expansion {
  func leaf(_ condition: Condition, _ isYes: Bool, _ whose: Whose) -> [[Literal]] {
    guard let literals = statements(condition, whose) else { return [[flag(condition, isYes, whose)]] }
    // All of them hold, or one of them does not.
    return isYes ? [literals] : literals.map { [$0.negated] }
  }

  /// What holds together where the condition is yes; nil: nothing is known of it.
  private func statements(_ condition: Condition, _ whose: Whose) -> [Literal]? {
    func literal(_ subject: Subject, _ aspect: Aspect, _ values: ValueSet, allowsMissing: Bool = false) -> Literal {
      Literal(subject: subject, aspect: aspect, values: values, allowsMissing: allowsMissing, span: condition.span)
    }
    func known(_ field: FieldReference) -> Literal { literal(.field(whose, field.field), .number, .everything) }
    switch condition.kind {
    case .isMissing(let field):
      return [literal(.field(whose, field.field), .number, .nothing, allowsMissing: true)]
    case .isYes(let field): return [literal(.field(whose, field.field), .number, .numbers(Intervals(1, 1)))]
    case .text(let field, let test):
      return text(field.field, test, whose, condition)
    case .isShared(let field): return [known(field), flag(condition, true, whose)]
    case .sameText(let first, let second): return [known(first), known(second), flag(condition, true, whose)]
    case .number(let expression, let range):
      return [literal(subject(of: expression, whose), .number, .numbers(intervals(range, of: expression)))]
    case .compare(let first, let comparison, let second):
      return [literal(.order(whose, first, second), .number, .numbers(orders(comparison)))]
    case .compareTimes(let first, let comparison, let second):
      return [
        literal(.timeOrder(whose, first.field, second.field), .number, .numbers(orders(comparison))), known(first),
        known(second),
      ]
    case .time(let field, let test):
      let isDate = program.fields[field.field].type == .date
      return knowledge.timeSet(test, isDate: isDate).map {
        [literal(.field(whose, field.field), $0.0, .numbers($0.1))]
      }
    case .within(let field, let kilometres, let place):
      return [
        literal(
          .field(whose, field.field), .distance(place), .numbers(Intervals(0, kilometres.tenThousandths)))
      ]
    case .sample(let buckets, let count, let seed):
      let set = Intervals(Int64(buckets.lowerBound), Int64(buckets.upperBound))
      return [literal(.sample(whose, count, seed), .number, .numbers(set))]
    case .persons(let least, let most, let inner):
      guard whose == .contact else { return nil }
      let set = Intervals(Int64(least), most.map { Int64($0) } ?? .max)
      return [literal(.persons(inner), .number, .numbers(set)), kindLiteral(.company, whose, condition.span)]
    case .did(let filter, let range):
      let set = Intervals(Int64(range.low), range.high.map { Int64($0) } ?? .max)
      return [literal(.count(whose, filter), .number, .numbers(set))]
    case .edge(let edge, let filter, let test): return self.edge(edge, filter, test, whose, condition)
    case .sequence(let filter, _, let after):
      return [atLeastOne(filter, whose, condition), atLeastOne(after, whose, condition), flag(condition, true, whose)]
    case .didInEach(let filter, _, _):
      return [atLeastOne(filter, whose, condition), flag(condition, true, whose)]
    case .aggregate(let function, let field, let filter, let range):
      let scale = program.fields[field].type == .integer ? Number.scale : 1
      let value = literal(
        .aggregate(whose, function, field, filter), .number, .numbers(intervals(range, scale: scale)))
      return function == .sum ? [value] : [value, atLeastOne(filter, whose, condition)]
    case .member(let campaign, let status, let joined):
      if status == nil, joined == nil { return nil }
      let general = Condition(.member(campaign, status: nil, joined: nil), condition.span)
      return [flag(condition, true, whose), flag(general, true, whose)]
    case .stage(let test): return stage(test, whose, condition)
    case .memberOfOther, .stageEver, .reachable: return nil
    case .constant, .all, .any, .not, .atLeast, .segment, .ofCompany: return nil
    }
  }

  // MARK: Numbers

  private func subject(of expression: NumberExpression, _ whose: Whose) -> Subject {
    switch expression {
    case .field(let field): .field(whose, field.field)
    case .companyField(let field) where whose == .contact: .expression(whose, .companyField(field))
    case .constant, .companyField, .elapsed, .binary: .expression(whose, expression)
    }
  }

  private func intervals(_ range: NumberRange, of expression: NumberExpression) -> Intervals {
    let isWhole: Bool =
      switch expression {
      case .field(let field):
        program.fields[field.field].type == .integer && !isComputed(field.field)
      case .elapsed: true
      case .constant, .companyField, .binary: false
      }
    return intervals(range, scale: isWhole ? Number.scale : 1)
  }

  private func isComputed(_ field: FieldID) -> Bool {
    if case .computed = program.fields[field].source { return true }
    return false
  }

  private func intervals(_ range: NumberRange, scale: Int64) -> Intervals {
    Intervals(
      unsorted: range.pieces.map { piece in
        let bounds = piece.bounds(scale: scale)
        return Intervals.Piece(low: bounds.low, high: bounds.high)
      })
  }

  /// How the first number stands to the second: -1, 0 or 1.
  private func orders(_ comparison: Comparison) -> Intervals {
    switch comparison {
    case .equal: Intervals(0, 0)
    case .notEqual: Intervals(unsorted: [.init(low: -1, high: -1), .init(low: 1, high: 1)])
    case .less: Intervals(-1, -1)
    case .lessOrEqual: Intervals(-1, 0)
    case .greater: Intervals(1, 1)
    case .greaterOrEqual: Intervals(0, 1)
    }
  }

  // MARK: Texts

  private static let mostListValues = 2_000

  private func text(_ field: FieldID, _ test: TextTest, _ whose: Whose, _ condition: Condition) -> [Literal]? {
    let declared = program.fields[field]
    if declared.isBuiltIn, declared.name == "kind", !test.isExact, case .equals(let values) = test.relation {
      let kinds = values.compactMap { ContactKind(rawValue: foldCase($0)) }
      let codes = kinds.map { $0 == .company ? Int64(0) : 1 }
      return [
        Literal(
          subject: .kind(whose), aspect: .number,
          values: .numbers(Intervals(unsorted: codes.map { .init(low: $0, high: $0) })), allowsMissing: false,
          span: condition.span)
      ]
    }
    if declared.type == .tags { return tags(field, test, whose, condition) }
    let values = ranges(test).map { ValueSet.texts($0) } ?? .passing(test, true)
    return [
      Literal(
        subject: .field(whose, field), aspect: .text, values: values, allowsMissing: false, span: condition.span)
    ]
  }

  /// The test as ranges of folded texts; nil where it is none.
  private func ranges(_ test: TextTest) -> TextRanges? {
    guard !test.isExact else { return nil }
    func folded(_ texts: [String]) -> [[UInt8]] { texts.map(knowledge.folded) }
    switch test.relation {
    case .equals(let values): return TextRanges(values: folded(values))
    case .inList(let list):
      let values = program.lists[list].values
      return values.count <= Self.mostListValues ? TextRanges(values: folded(values)) : nil
    case .startsWith(let prefixes): return TextRanges(prefixes: folded(prefixes))
    case .range(let low, let high):
      return TextRanges(
        from: low.map(knowledge.folded), through: high.map(knowledge.folded))
    case .containsAny, .containsAll, .containsListEntry, .endsWith, .like, .matches, .under: return nil
    }
  }

  /// A set of tags holds each tag or not.
  private func tags(_ field: FieldID, _ test: TextTest, _ whose: Whose, _ condition: Condition) -> [Literal]? {
    guard !test.isExact else { return nil }
    func tag(_ text: String) -> Literal {
      Literal(
        subject: .tag(whose, field, String(decoding: knowledge.folded(text), as: UTF8.self)), aspect: .number,
        values: .numbers(Intervals(1, 1)),
        allowsMissing: false, span: condition.span)
    }
    switch test.relation {
    case .containsAny(let values), .equals(let values): return values.count == 1 ? [tag(values[0])] : nil
    case .containsAll(let values): return values.map(tag)
    case .inList, .containsListEntry, .startsWith, .endsWith, .like, .matches, .range, .under: return nil
    }
  }

  // MARK: Activities and stages

  private func atLeastOne(_ filter: ActivityFilter, _ whose: Whose, _ condition: Condition) -> Literal {
    Literal(
      subject: .count(whose, filter), aspect: .number, values: .numbers(Intervals(1, .max)), allowsMissing: false,
      span: condition.span)
  }

  private func edge(
    _ edge: ActivityEdge, _ filter: ActivityFilter, _ test: TimeTest, _ whose: Whose, _ condition: Condition
  ) -> [Literal]? {
    guard let (aspect, set) = knowledge.timeSet(test, isDate: false) else { return nil }
    return [
      Literal(
        subject: .edge(whose, edge, filter), aspect: aspect, values: .numbers(set), allowsMissing: false,
        span: condition.span), atLeastOne(filter, whose, condition),
    ]
  }

  private func stage(_ test: StageTest, _ whose: Whose, _ condition: Condition) -> [Literal]? {
    let isSingle = test.project != nil || !program.funnels[test.funnel].isPerProject
    guard isSingle, test.comparison != .notEqual else { return nil }
    let (index, last) = (Int64(test.stage), Int64(program.funnels[test.funnel].stages.count - 1))
    let set: Intervals =
      switch test.comparison {
      case .equal, .notEqual: Intervals(index, index)
      case .less: Intervals(0, index - 1)
      case .lessOrEqual: Intervals(0, index)
      case .greater: Intervals(index + 1, last)
      case .greaterOrEqual: Intervals(index, last)
      }
    return [
      Literal(
        subject: .stage(whose, test.funnel, test.project), aspect: .number, values: .numbers(set),
        allowsMissing: false, span: condition.span)
    ]
  }
}
