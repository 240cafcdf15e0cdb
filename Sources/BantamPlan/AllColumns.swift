import BantamProgram

extension ColumnNeed {
  /// The columns that a field of contacts is stored in: one, two of a place, none where it is worked out.
  public static func all(of field: FieldID, in program: Program) -> [ColumnNeed] {
    all(of: program, activities: false).filter { $0.field == field }
  }

  /// The columns of all fields of contacts, or of activities, that a rule set declares or that there are anyway: what any
  /// condition of it may ask for.
  public static func all(of program: Program, activities: Bool) -> [ColumnNeed] {
    var needs: [ColumnNeed] = []
    for (id, field) in program.fields.enumerated() where (field.context == .activity) == activities {
      switch field.source {
      case .column(let name): needs.append(ColumnNeed(name: name, storage: Storage(field.type), field: id))
      case .columns(let latitude, let longitude):
        needs.append(ColumnNeed(name: latitude, storage: .latitude, field: id))
        needs.append(ColumnNeed(name: longitude, storage: .degrees, field: id))
      case .computed: break
      }
    }
    return needs
  }
}
