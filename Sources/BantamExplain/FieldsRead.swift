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
    if case .not(let inner) = condition.kind { return add(inner) }
    if case .ofCompany = condition.kind { asksCompany = true }
    for tested in condition.testedFields { add(tested) }
  }

  private mutating func add(_ tested: TestedField) {
    if tested.isOfCompany {
      if !ofCompany.contains(tested.field) { ofCompany.append(tested.field) }
    } else {
      add(tested.field)
    }
  }

  private mutating func add(_ field: FieldID) {
    switch program.fields[field].source {
    case .column, .columns: if !own.contains(field) { own.append(field) }
    case .computed(.domain(let source)), .computed(.elapsed(_, let source)): add(source)
    case .computed(.number(let number)): for tested in number.testedFields { add(tested) }
    }
  }
}
