import BantamProgram

/// The SQL that writes contacts. Its parameters are the file's columns in order, then what is found out beside them.
final class ContactStatements {
  /// Numbers of the parameters behind the file's columns.
  struct Extras {
    var now: Int32
    var row: Int32
    var company: Int32?
    /// The name made of first and last name, and where these stand among the file's columns.
    var name: (place: Int32, first: Int, last: Int)?
    /// Of the postcode.
    var latitude: Int32?
    var longitude: Int32?
  }

  let insert: Statement
  /// Changes one row, and only where something differs.
  let update: Statement
  let extras: Extras
  private let kindOfID: Statement
  private let checks: [Statement]
  private let levels: [KeyLevel]

  init(
    _ database: Database, _ file: ImportFile, kind: ContactKind, _ identity: ImportIdentity, _ geocoding: Geocoding?,
    hasCompany: Bool, erasesMissing: Bool
  ) throws(StoreError) {
    extras = Self.extras(file, geocoding, kind, hasCompany: hasCompany)
    let settings = Self.settings(file, extras, geocoding, erasesMissing: erasesMissing)
    let columns = settings.map { quoted($0.column) } + ["kind", "id"]
    let given = settings.map(\.inserted) + ["'\(kind.rawValue)'", "?\(extras.row)"]
    insert = try database.prepare(
      "INSERT INTO contact(\(columns.joined(separator: ", "))) VALUES (\(given.joined(separator: ", ")))")
    let changes = settings.compactMap { setting in setting.updated.map { "\(quoted(setting.column)) = \($0)" } }
    let differences = settings.compactMap { setting in
      setting.compared.map { "\($0) IS NOT \(quoted(setting.column))" }
    }
    update = try database.prepare(
      """
      UPDATE contact SET \(changes.joined(separator: ", ")) WHERE id = ?\(extras.row)
      AND (\(differences.isEmpty ? "0" : differences.joined(separator: " OR ")))
      """)
    kindOfID = try database.prepare("SELECT kind FROM contact WHERE id = ?")
    levels = identity.levels
    var checks: [Statement] = []
    for level in levels {
      checks.append(
        try database.prepare("SELECT \(level.selected.joined(separator: ", ")) FROM contact WHERE id = ?"))
    }
    self.checks = checks
  }

  /// nil where there is no such contact.
  func kind(ofID id: Int64) throws(StoreError) -> String? {
    try kindOfID.bind(1, id)
    defer { kindOfID.reset() }
    return try kindOfID.step() ? kindOfID.string(0) : nil
  }

  /// Whether the row has the key of the record, not only its hash.
  func matches(
    _ row: Int64, level: Int, _ values: UnsafeBufferPointer<ImportValue>, _ company: Int64?
  ) throws(StoreError) -> Bool {
    let check = checks[level]
    try check.bind(1, row)
    defer { check.reset() }
    return try check.step() && levels[level].matches(check, values, company: company)
  }

  private static func extras(
    _ file: ImportFile, _ geocoding: Geocoding?, _ kind: ContactKind, hasCompany: Bool
  ) -> Extras {
    var next = Int32(file.columns.count)
    func taken() -> Int32 {
      next += 1
      return next
    }
    var extras = Extras(now: taken(), row: taken())
    if hasCompany { extras.company = taken() }
    if kind == .person, file.column("name") == nil, let first = file.column("first_name"),
      let last = file.column("last_name")
    {
      extras.name = (taken(), first, last)
    }
    if geocoding != nil {
      extras.latitude = taken()
      extras.longitude = taken()
    }
    return extras
  }

  /// A column with the expressions for a new row, for a known one, and for the question whether it differs.
  private struct Setting {
    var column: String
    var inserted: String
    var updated: String?
    var compared: String?

    init(_ column: String, inserted: String, updated: String?, compared: String?) {
      self.column = column
      self.inserted = inserted
      self.updated = updated
      self.compared = compared
    }

    /// What is missing in the file stays as it was known.
    init(_ column: String, _ parameter: Int32, erasesMissing: Bool = false) {
      let new = erasesMissing ? "?\(parameter)" : "coalesce(?\(parameter), \(quoted(column)))"
      self.init(column, inserted: "?\(parameter)", updated: new, compared: new)
    }
  }

  private static func settings(
    _ file: ImportFile, _ extras: Extras, _ geocoding: Geocoding?, erasesMissing: Bool
  ) -> [Setting] {
    var settings: [Setting] = []
    for (index, column) in file.columns.enumerated() {
      let parameter = Int32(index + 1)
      if column.name == geocoding?.latitude || column.name == geocoding?.longitude { continue }
      if column.name == "created_at" || column.name == "updated_at" { continue }
      settings.append(Setting(column.name, parameter, erasesMissing: erasesMissing))
    }
    if let company = extras.company { settings.append(Setting("company_id", company)) }
    if let name = extras.name { settings.append(Setting("name", name.place)) }
    for (column, parameter) in [(geocoding?.latitude, extras.latitude), (geocoding?.longitude, extras.longitude)] {
      guard let geocoding, let column, let parameter else { continue }
      settings.append(coordinate(column, parameter, geocoding, file))
    }
    return settings + moments(file, extras)
  }

  /// The coordinate that the file gives; else, where the postcode is new or the coordinate unknown, that of the postcode.
  private static func coordinate(
    _ column: String, _ parameter: Int32, _ geocoding: Geocoding, _ file: ImportFile
  ) -> Setting {
    let own = file.column(column).map { "?\($0 + 1)" } ?? "NULL"
    let postcode = "?\(geocoding.postcode + 1)"
    let name = quoted(column)
    let known =
      "\(postcode) IS NOT NULL AND (\(name) IS NULL OR \(quoted(geocoding.postcodeColumn)) IS NOT \(postcode))"
    let new = "coalesce(\(own), CASE WHEN \(known) THEN ?\(parameter) ELSE \(name) END)"
    return Setting(column, inserted: "coalesce(\(own), ?\(parameter))", updated: new, compared: new)
  }

  /// From the file, else the moment of the import; a change of the second alone is none.
  private static func moments(_ file: ImportFile, _ extras: Extras) -> [Setting] {
    let now = "?\(extras.now)"
    var settings: [Setting] = []
    if let place = file.column("created_at") {
      let new = "coalesce(?\(place + 1), created_at)"
      settings.append(
        Setting("created_at", inserted: "coalesce(?\(place + 1), \(now))", updated: new, compared: new))
    } else {
      settings.append(Setting("created_at", inserted: now, updated: nil, compared: nil))
    }
    if let place = file.column("updated_at") {
      let given = "coalesce(?\(place + 1), \(now))"
      settings.append(
        Setting("updated_at", inserted: given, updated: given, compared: "coalesce(?\(place + 1), updated_at)"))
    } else {
      settings.append(Setting("updated_at", inserted: now, updated: now, compared: nil))
    }
    return settings
  }
}
