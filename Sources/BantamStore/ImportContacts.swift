import BantamProgram
import BantamRecords
import BantamSystem

/// What became of a row.
enum RowOutcome {
  case inserted
  case updated
  case unchanged
  case repeated
  /// `about` is the reason without the value, by which reasons are counted.
  case rejected(reason: String, about: String)

  static func rejected(_ header: String, _ misfit: Misfit) -> RowOutcome {
    let reason = "`\(header)` \(misfit.reason)"
    let about = reason.firstRange(of: ": `").map { String(reason[..<$0.lowerBound]) } ?? reason
    return .rejected(reason: reason, about: about)
  }
}

/// Writes companies or persons: those that are there are brought up to date, others added.
final class ContactWriter {
  private let database: Database
  private let file: ImportFile
  private let kind: ContactKind
  private let identity: ImportIdentity
  private let converter: CellConverter
  private let statements: ContactStatements
  private let geocoding: Geocoding?
  private let links: ContactLinks?
  private let companyNumber: Int?
  private let companyName: Int?
  /// Of the record that is written.
  private var values = UnsafeBufferPointer<ImportValue>(start: nil, count: 0)
  private let now: String
  private let erased: ErasedContacts?

  private var keys = KeyTable()
  private var written = RowSet()
  private var largestID: Int64

  // Counted for the report.
  private(set) var withoutKey = 0
  private(set) var withoutCompany = 0
  private(set) var unknownCompanies: [String] = []

  init(
    _ database: Database, _ file: ImportFile, kind: ContactKind, _ identity: ImportIdentity, _ request: ImportRequest,
    geocoding: Geocoding?
  ) throws(StoreError) {
    self.database = database
    self.file = file
    self.kind = kind
    self.identity = identity
    converter = CellConverter(parser: file.parser)
    self.geocoding = geocoding
    now = Timestamp.text(ofInstant: request.now)
    erased = try ErasedContacts(database, file)
    companyNumber = kind == .person ? file.source(of: .companyNumber) : nil
    companyName = kind == .person ? file.source(of: .companyName) : nil
    let hasCompany = companyNumber != nil || companyName != nil
    links = hasCompany ? try ContactLinks(database, kind: .company) : nil
    statements = try ContactStatements(
      database, file, kind: kind, identity, geocoding, hasCompany: hasCompany, erasesMissing: request.erasesMissing)
    largestID = try database.integer("SELECT max(id) FROM contact") ?? 0
    try loadKeys()
  }

  var located: Int { geocoding?.located ?? 0 }
  var locatedWithoutCountry: Int { geocoding?.locatedWithoutCountry ?? 0 }
  var notLocated: Int { geocoding?.notLocated ?? 0 }

  /// The record that the reader shows.
  func write(_ reader: ImportedRecords) throws(StoreError) -> RowOutcome {
    converter.begin()
    values = reader.values
    if values.allSatisfy(\.isMissing) {
      return .rejected(
        reason: "has no value in any column that is read", about: "has no value in any column that is read")
    }
    let company = try company(reader)
    if let source = identity.idSource, let bytes = file.parser.known(reader.field(source)) {
      guard bytes.count <= 19, let id = Int64(String(decoding: bytes, as: UTF8.self)), id > 0 else {
        return .rejected(
          file.reader.header[source], Misfit(reason: "is not a whole number from 1: \(shown(bytes))"))
      }
      return try write(id: id, company)
    }
    return try writeByKey(company)
  }

  private func write(id: Int64, _ company: Int64?) throws(StoreError) -> RowOutcome {
    if id <= largestID, let known = try statements.kind(ofID: id) {
      if known != kind.rawValue {
        let reason = "the id \(id) is a \(known) already"
        return .rejected(reason: reason + "; `--map id=-` leaves the ids out", about: "the id belongs to a \(known)")
      }
      return try update(id, company)
    }
    if isErased { return .rejected(reason: ErasedContacts.reason, about: ErasedContacts.reason) }
    try insert(id: id, company)
    largestID = max(largestID, id)
    _ = written.insert(id)
    return .inserted
  }

  private func writeByKey(_ company: Int64?) throws(StoreError) -> RowOutcome {
    var hashes: (UInt64?, UInt64?) = (nil, nil)
    for (index, level) in identity.levels.enumerated() {
      guard let hash = level.hash(values, company: company) else { continue }
      if index == 0 { hashes.0 = hash } else { hashes.1 = hash }
      let found = try keys.find(hash) { row throws(StoreError) in
        try statements.matches(row, level: index, values, company)
      }
      switch found {
      case .nothing: continue
      case .several:
        let words = level.columns.joined(separator: " and ")
        return .rejected(
          reason: "several contacts have this \(words)", about: "several contacts have the same \(words)")
      case .row(let row):
        if index > 0, let first = hashes.0 { keys.add(first, row: row) }
        return try update(row, company)
      }
    }
    if isErased { return .rejected(reason: ErasedContacts.reason, about: ErasedContacts.reason) }
    try insert(id: nil, company)
    let row = database.lastInsertedKey
    largestID = max(largestID, row)
    if let hash = hashes.0 ?? hashes.1 { keys.add(hash, row: row) } else { withoutKey += 1 }
    _ = written.insert(row)
    return .inserted
  }

  /// Only who would be new: a contact that is there has a right to its namesake's name.
  private var isErased: Bool { erased?.contains(values) ?? false }

  private func insert(id: Int64?, _ company: Int64?) throws(StoreError) {
    try bind(statements.insert, row: id, company)
    try statements.insert.run()
  }

  private func update(_ row: Int64, _ company: Int64?) throws(StoreError) -> RowOutcome {
    try bind(statements.update, row: row, company)
    try statements.update.run()
    if !written.insert(row) { return .repeated }
    return database.changedRows > 0 ? .updated : .unchanged
  }

  private func bind(_ statement: Statement, row: Int64?, _ company: Int64?) throws(StoreError) {
    for index in values.indices { try statement.bind(Int32(index + 1), values[index]) }
    let extras = statements.extras
    try statement.bind(extras.now, now)
    if let row { try statement.bind(extras.row, row) } else { try statement.bindNull(extras.row) }
    if let place = extras.company {
      if let company { try statement.bind(place, company) } else { try statement.bindNull(place) }
    }
    if let name = extras.name {
      try statement.bind(name.place, converter.joined(values[name.first], values[name.last]))
    }
    guard let geocoding, let latitude = extras.latitude, let longitude = extras.longitude else { return }
    if let point = geocoding.point(of: values) {
      try statement.bind(latitude, point.latitude)
      try statement.bind(longitude, point.longitude)
    } else {
      try statement.bindNull(latitude)
      try statement.bindNull(longitude)
    }
  }

  /// The company of the person, nil where it is not there.
  private func company(_ reader: ImportedRecords) throws(StoreError) -> Int64? {
    guard let links else { return nil }
    let cells: [(Int?, [ContactLinks.Way])] = [(companyNumber, [.id, .number]), (companyName, [.name, .number])]
    var named: UnsafeBufferPointer<UInt8>?
    for (source, ways) in cells {
      guard let source, let bytes = file.parser.known(reader.field(source)) else { continue }
      named = bytes
      if case .row(let row) = try links.find(bytes, ways) { return row }
    }
    guard let named else { return nil }
    withoutCompany += 1
    if unknownCompanies.count < 3 {
      let name = String(decoding: named.prefix(80), as: UTF8.self)
      if !unknownCompanies.contains(name) { unknownCompanies.append(name) }
    }
    return nil
  }

  private func loadKeys() throws(StoreError) {
    guard largestID > 0, !identity.levels.isEmpty else { return }
    var selected = ["id"]
    var starts: [Int32] = []
    for level in identity.levels {
      starts.append(Int32(selected.count))
      selected += level.selected
    }
    let rows = try database.prepare(
      "SELECT \(selected.joined(separator: ", ")) FROM contact WHERE kind = '\(kind.rawValue)'")
    while try rows.step() {
      for (level, start) in zip(identity.levels, starts) {
        guard let hash = level.hash(rows, first: start) else { continue }
        keys.add(hash, row: rows.integer(0))
        break
      }
    }
  }

  private func shown(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    "`\(String(decoding: bytes.prefix(60), as: UTF8.self))`"
  }
}
