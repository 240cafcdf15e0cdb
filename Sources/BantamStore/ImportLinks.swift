import BantamProgram
import BantamRecords
import BantamSystem

/// Finds the contact that a cell names.
final class ContactLinks {
  /// What a cell can name a contact by.
  enum Way: String {
    case id
    case number = "customer_number"
    case email
    case name
  }

  private struct Index {
    var table: KeyTable
    var check: Statement
  }

  private let database: Database
  /// nil: both; persons come before companies.
  private let kind: ContactKind?
  private let idKind: Statement
  private var indexes: [String: Index] = [:]

  /// Reads the database when a way is asked for first: contacts added later are not found.
  init(_ database: Database, kind: ContactKind?) throws(StoreError) {
    self.database = database
    self.kind = kind
    idKind = try database.prepare("SELECT kind FROM contact WHERE id = ?")
  }

  /// The ways are tried in order until one finds something.
  func find(_ cell: UnsafeBufferPointer<UInt8>, _ ways: [Way]) throws(StoreError) -> KeyTable.Found {
    for way in ways {
      let found: KeyTable.Found
      switch way {
      case .id: found = try contact(withID: cell)
      case .number: found = try contact(cell, way, .company)
      case .email where !cell.contains(UInt8(ascii: "@")): continue
      case .email, .name:
        let person = kind == .company ? .nothing : try contact(cell, way, .person)
        found = person == .nothing && kind != .person ? try contact(cell, way, .company) : person
      }
      if found != .nothing { return found }
    }
    return .nothing
  }

  /// In which ways cells of a column with this name are understood.
  static func ways(ofHeader header: String) -> [Way] {
    let word = normalised(header)
    if word.contains("mail") { return [.email] }
    switch word {
    case "id", "contactid", "contactkey", "personid", "companyid", "accountid", "leadid", "whoid":
      return [.id, .number]
    case "customernumber", "kundennummer", "kundennr", "kdnr", "customerno", "customerid", "customerkey",
      "accountnumber":
      return [.number, .id]
    case "name", "company", "companyname", "firma", "person": return [.name, .email]
    default: return [.email, .number, .id, .name]
    }
  }

  static func words(_ ways: [Way]) -> String {
    ways.map { way in
      switch way {
      case .id: "id"
      case .number: "customer number"
      case .email: "e-mail"
      case .name: "name"
      }
    }.joined(separator: " or ")
  }

  private func contact(withID cell: UnsafeBufferPointer<UInt8>) throws(StoreError) -> KeyTable.Found {
    guard cell.count <= 19, let id = Int64(String(decoding: cell, as: UTF8.self)) else { return .nothing }
    try idKind.bind(1, id)
    defer { idKind.reset() }
    guard try idKind.step() else { return .nothing }
    guard let kind else { return .row(id) }
    return idKind.text(0).elementsEqual(kind.rawValue.utf8) ? .row(id) : .nothing
  }

  private func contact(
    _ cell: UnsafeBufferPointer<UInt8>, _ way: Way, _ kind: ContactKind
  ) throws(StoreError) -> KeyTable.Found {
    let index = try index(way, kind)
    if index.table.isEmpty { return .nothing }
    var hash = FoldedHash()
    hash.add(cell)
    return try index.table.find(hash.value) { row throws(StoreError) in
      try index.check.bind(1, row)
      defer { index.check.reset() }
      return try index.check.step() && foldCase(utf8: index.check.text(0)) == foldCase(utf8: cell)
    }
  }

  private func index(_ way: Way, _ kind: ContactKind) throws(StoreError) -> Index {
    let name = "\(way.rawValue) \(kind.rawValue)"
    if let index = indexes[name] { return index }
    let column = quoted(way.rawValue)
    let index = Index(
      table: KeyTable(), check: try database.prepare("SELECT \(column) FROM contact WHERE id = ?"))
    let rows = try database.prepare(
      "SELECT id, \(column) FROM contact WHERE kind = '\(kind.rawValue)' AND \(column) IS NOT NULL")
    while try rows.step() {
      var hash = FoldedHash()
      hash.add(rows.text(1))
      index.table.add(hash.value, row: rows.integer(0))
    }
    indexes[name] = index
    return index
  }
}
