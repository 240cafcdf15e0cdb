import BantamProgram
import BantamRecords
import BantamSystem

/// By what a contact of a file is recognised among those that are there.
struct ImportIdentity {
  /// The contact's own number stands in this field of a record.
  var idSource: Int?
  /// Tried in this order. A contact counts under the first one it has values for.
  var levels: [KeyLevel] = []
  /// For the user: `email, else name and postcode`.
  var words: String

  init(_ file: ImportFile, _ kind: ContactKind, key: [String]) throws(ImportError) {
    let given = try Self.given(key, file)
    let id = file.source(of: .id)
    if let id, key.isEmpty || given.isEmpty {
      idSource = id
      words = "id"
      return
    }
    let usual = ["customer_number", "email"].first { file.column($0) != nil }.map { [$0] } ?? []
    let first = key.isEmpty ? usual : given
    let names = Self.nameColumns(file, kind)
    let hasCompany = kind == .person && (file.source(of: .companyNumber) ?? file.source(of: .companyName)) != nil
    var parts: [String] = []
    if !first.isEmpty {
      levels.append(KeyLevel(tag: 0, columns: first, file, others: []))
      parts.append(first.joined(separator: " and "))
    }
    if !names.isEmpty, first != names {
      let columns = names + (file.column("postcode") == nil ? [] : ["postcode"])
      let places = columns.count > names.count || hasCompany
      if kind == .company || places {
        levels.append(
          KeyLevel(tag: 1, columns: columns, file, others: first, usesCompany: hasCompany, needsPlace: kind == .person))
        parts.append((columns + (hasCompany ? ["company"] : [])).joined(separator: " and "))
      }
    }
    words = parts.isEmpty ? "none: every row is added" : parts.joined(separator: ", else ")
  }

  /// The columns of the table that a given key names; none where it is the contact's own number.
  private static func given(_ key: [String], _ file: ImportFile) throws(ImportError) -> [String] {
    var columns: [String] = []
    for name in key {
      guard let (column, form) = file.keyColumn(of: name) else {
        throw .noSuchField(name, kind: file.kind, nearest: nearestField(name, file.fieldNames))
      }
      guard let form else {
        guard file.source(of: .id) != nil else { throw .keyNotFilled(path: file.path, field: name) }
        continue
      }
      if !form.isComparable { throw .keyNotComparable(field: name) }
      if file.column(column) == nil { throw .keyNotFilled(path: file.path, field: name) }
      columns.append(column)
    }
    return columns
  }

  private static func nameColumns(_ file: ImportFile, _ kind: ContactKind) -> [String] {
    let parts = ["first_name", "last_name"].filter { file.column($0) != nil }
    if kind == .person, parts.count == 2 { return parts }
    return file.column("name") != nil ? ["name"] : []
  }
}

/// Columns whose values together name a contact.
struct KeyLevel {
  /// Keeps keys of different levels apart.
  let tag: Int64
  let columns: [String]
  /// Where their values stand among the file's columns.
  let places: [Int]
  /// Columns that have no value in contacts that count here.
  let others: [String]
  /// The company is part of the key.
  let usesCompany: Bool
  /// Names alone do not tell persons apart: a company or a postcode has to be known.
  let needsPlace: Bool

  init(
    tag: Int64, columns: [String], _ file: ImportFile, others: [String], usesCompany: Bool = false,
    needsPlace: Bool = false
  ) {
    self.tag = tag
    self.columns = columns
    places = columns.compactMap { file.column($0) }
    self.others = others
    self.usesCompany = usesCompany
    self.needsPlace = needsPlace
  }

  /// nil where the record does not have what the key needs.
  func hash(_ values: UnsafeBufferPointer<ImportValue>, company: Int64?) -> UInt64? {
    var hash = FoldedHash()
    hash.add(tag)
    var known = 0
    for (index, place) in places.enumerated() {
      switch values[place] {
      case .missing: hash.add(UnsafeBufferPointer(start: nil, count: 0))
      case .text(let bytes):
        hash.add(bytes)
        known |= 1 << min(index, 62)
      case .integer(let value):
        hash.add(value)
        known |= 1 << min(index, 62)
      case .real, .tenThousandths: preconditionFailure("a key is compared exactly")
      }
    }
    return isEnough(known, hasCompany: company != nil) ? finish(hash, company) : nil
  }

  /// The same of a row of the table: its columns from `first` on, then the company, then what must be missing.
  func hash(_ row: Statement, first: Int32) -> UInt64? {
    var hash = FoldedHash()
    hash.add(tag)
    var known = 0
    for index in 0..<Int32(columns.count) {
      let column = first + index
      if row.isNull(column) {
        hash.add(UnsafeBufferPointer(start: nil, count: 0))
      } else {
        if row.isInteger(column) { hash.add(row.integer(column)) } else { hash.add(row.text(column)) }
        known |= 1 << min(Int(index), 62)
      }
    }
    var last = first + Int32(columns.count)
    let company = usesCompany && !row.isNull(last) ? row.integer(last) : nil
    if usesCompany { last += 1 }
    for index in others.indices where !row.isNull(last + Int32(index)) { return nil }
    return isEnough(known, hasCompany: company != nil) ? finish(hash, company) : nil
  }

  /// Whether a row as above has the same key.
  func matches(
    _ row: Statement, _ values: UnsafeBufferPointer<ImportValue>, company: Int64?
  ) -> Bool {
    for (index, place) in places.enumerated() {
      let column = Int32(index)
      switch values[place] {
      case .missing: if !row.isNull(column) { return false }
      case .text(let bytes): if foldCase(utf8: bytes) != foldCase(utf8: row.text(column)) { return false }
      case .integer(let value): if row.integer(column) != value { return false }
      case .real, .tenThousandths: return false
      }
    }
    let last = Int32(columns.count)
    if usesCompany, company != (row.isNull(last) ? nil : row.integer(last)) { return false }
    return others.indices.allSatisfy { row.isNull(last + (usesCompany ? 1 : 0) + Int32($0)) }
  }

  /// The expressions that `hash` and `matches` read.
  var selected: [String] { columns.map(quoted) + (usesCompany ? ["company_id"] : []) + others.map(quoted) }

  /// The first column is the most telling; of persons' names the last one.
  private func isEnough(_ known: Int, hasCompany: Bool) -> Bool {
    if tag == 0 { return known != 0 }
    let names = columns.last == "postcode" ? columns.count - 1 : columns.count
    guard known & (1 << (names - 1)) != 0 else { return false }
    return !needsPlace || hasCompany || known >> names != 0
  }

  private func finish(_ hash: FoldedHash, _ company: Int64?) -> UInt64 {
    var hash = hash
    if usesCompany { hash.add(company ?? 0) }
    return hash.value
  }
}
