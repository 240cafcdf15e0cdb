import BantamProgram
import BantamSystem

/// What a condition asks for. Of two that ask for nothing in common neither implies the other.
struct ConditionReads {
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
      reads.formUnion(part.testedFields.map { .field($0.field) })
      switch part.kind {
      case .text(_, let test): add(test)
      case .number(_, let range):
        values.formUnion(range.pieces.flatMap { [$0.low, $0.high] }.compactMap { $0.map { "\($0.tenThousandths)" } })
      case .segment(let id): reads.insert(.segment(id))
      case .sample, .member, .memberOfOther, .stage, .stageEver, .reachable: reads.insert(.database)
      case .constant, .all, .any, .not, .atLeast, .isMissing, .isYes, .sameText, .isShared, .compare, .time,
        .compareTimes, .within, .persons, .ofCompany, .did, .edge, .sequence, .aggregate, .didInEach:
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

  /// Whether it names a segment, which may ask for anything.
  var namesSegments: Bool {
    reads.contains { read in
      if case .segment = read { true } else { false }
    }
  }
}
