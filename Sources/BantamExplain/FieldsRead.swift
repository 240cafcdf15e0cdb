import BantamProgram

/// The stored fields that a condition on one value reads.
public struct FieldsRead {
  public private(set) var own: [FieldID] = []
  public private(set) var ofCompany: [FieldID] = []
  public private(set) var asksCompany = false
  private let program: Program

  public init(_ condition: Condition, _ program: Program) {
    self.program = program
    add(condition)
  }

  private mutating func add(_ condition: Condition) {
    switch condition.kind {
    case .isMissing(let field), .isYes(let field), .text(let field, _), .isShared(let field), .time(let field, _),
      .within(let field, _, _):
      add(field.field)
    case .sameText(let first, let second), .compareTimes(let first, _, let second):
      add(first.field)
      add(second.field)
    case .number(let number, _): add(number)
    case .compare(let first, _, let second):
      add(first)
      add(second)
    case .not(let inner): add(inner)
    case .ofCompany: asksCompany = true
    case .constant, .all, .any, .atLeast, .segment, .sample, .persons, .did, .edge, .sequence, .aggregate, .didInEach,
      .member, .memberOfOther, .stage, .stageEver, .reachable:
      break
    }
  }

  private mutating func add(_ field: FieldID) {
    switch program.fields[field].source {
    case .column, .columns: if !own.contains(field) { own.append(field) }
    case .computed(.domain(let source)), .computed(.elapsed(_, let source)): add(source)
    case .computed(.number(let number)): add(number)
    }
  }

  private mutating func add(_ number: NumberExpression) {
    switch number {
    case .constant: break
    case .field(let field), .elapsed(_, let field): add(field.field)
    case .companyField(let field): if !ofCompany.contains(field.field) { ofCompany.append(field.field) }
    case .binary(_, let first, let second):
      add(first)
      add(second)
    }
  }
}
