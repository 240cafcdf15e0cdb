import BantamProgram
import BantamSystem

/// What a condition asks for. Of two that ask for nothing in common neither implies the other.
struct ConditionReads: Hashable {
  enum Read: Hashable {
    case field(FieldID)
    case segment(SegmentID)
    case activity
    /// Members, stages, consent, samples.
    case database
  }

  private(set) var reads: Set<Read> = []
  /// The values it compares with.
  private(set) var values: Set<String> = []

  init(_ condition: Condition) {
    condition.forEach { part in
      if !part.filters.isEmpty { reads.insert(.activity) }
      switch part.kind {
      case .isMissing(let field), .isYes(let field), .text(let field, _), .isShared(let field), .time(let field, _),
        .within(let field, _, _):
        reads.insert(.field(field.field))
        if case .text(_, let test) = part.kind { add(test) }
      case .sameText(let first, let second), .compareTimes(let first, _, let second):
        reads.insert(.field(first.field))
        reads.insert(.field(second.field))
      case .number(let expression, let range):
        add(expression)
        for bound in range.pieces.flatMap({ [$0.low, $0.high] }) {
          if let bound { values.insert("\(bound.tenThousandths)") }
        }
      case .compare(let first, _, let second):
        add(first)
        add(second)
      case .segment(let id): reads.insert(.segment(id))
      case .sample, .member, .memberOfOther, .stage, .stageEver, .reachable: reads.insert(.database)
      case .constant, .all, .any, .not, .atLeast, .persons, .ofCompany, .did, .edge, .sequence, .aggregate, .didInEach:
        break
      }
    }
  }

  private mutating func add(_ test: TextTest) {
    switch test.relation {
    case .equals(let texts), .containsAny(let texts), .containsAll(let texts), .startsWith(let texts),
      .endsWith(let texts):
      values.formUnion(texts.map { foldCase($0) })
    case .like(let text), .matches(let text), .under(let text, _): values.insert(text)
    case .range(let low, let high): values.formUnion([low, high].compactMap { $0 })
    case .inList(let list), .containsListEntry(let list): values.insert("list \(list)")
    }
  }

  private mutating func add(_ expression: NumberExpression) {
    switch expression {
    case .constant: break
    case .field(let field), .companyField(let field), .elapsed(_, let field): reads.insert(.field(field.field))
    case .binary(_, let left, let right):
      add(left)
      add(right)
    }
  }

  /// Whether it names a segment, which may ask for anything.
  var namesSegments: Bool {
    reads.contains { read in
      if case .segment = read { true } else { false }
    }
  }
}
