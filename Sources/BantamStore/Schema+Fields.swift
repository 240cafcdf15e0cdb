import BantamProgram

extension Schema {
  /// A column that a declared field needs and an own table does not have.
  private struct Lack {
    var table: String
    var column: String
    var field: Field
  }

  /// Columns for the fields a rule set declares and Bantam's own tables do not have yet; inside a transaction of the
  /// caller. Columns are never dropped or changed.
  static func addColumns(for program: Program, to database: Database) throws(StoreError) {
    precondition(database.isInTransaction, "the schema changes in a transaction")
    let lacks = try lackingColumns(for: program, in: database)
    for lack in lacks {
      let type = lack.field.type.declaredColumnType
      try database.execute("ALTER TABLE \(lack.table) ADD COLUMN \(quoted(lack.column)) \(type)")
      try register(lack, in: database)
    }
    if !lacks.isEmpty { try remakeViews(database) }
  }

  static func lacksColumns(for program: Program, in database: Database) throws(StoreError) -> Bool {
    try !lackingColumns(for: program, in: database).isEmpty
  }

  private static func lackingColumns(for program: Program, in database: Database) throws(StoreError) -> [Lack] {
    guard try state(of: database).hasContacts else { return [] }
    var lacks: [Lack] = []
    for table in ["contact", "activity"] {
      let isForeign = table == "contact" ? program.settings.contacts != nil : program.settings.activities != nil
      if isForeign { continue }
      var known = Set(try database.columns(of: table).map { $0.name.lowercased() })
      for field in program.fields where (field.context == .activity) == (table == "activity") {
        for column in field.storedColumns where known.insert(column.lowercased()).inserted {
          lacks.append(Lack(table: table, column: column, field: field))
        }
      }
    }
    return lacks
  }

  private static func register(_ lack: Lack, in database: Database) throws(StoreError) {
    let field = lack.field
    try database.run(
      "INSERT OR REPLACE INTO bantam_field VALUES (?, ?, ?, ?, ?, ?)", .text(lack.table), .text(lack.column),
      .text(field.name), .text(field.type.name), .text(field.context.rawValue),
      field.label.map { .text($0) } ?? .null)
  }
}

extension Field {
  /// The columns of a table that hold the field; none where it is computed.
  public var storedColumns: [String] {
    switch source {
    case .column(let name): [name]
    case .columns(let latitude, let longitude): [latitude, longitude]
    case .computed: []
    }
  }
}

extension ValueType {
  /// The type of the column as `CREATE TABLE` writes it.
  var declaredColumnType: String {
    switch self {
    case .text, .choice, .tags, .date, .datetime: "TEXT"
    case .integer, .yesNo: "INTEGER"
    case .decimal, .money: "NUMERIC"
    case .location: "REAL"
    }
  }
}
