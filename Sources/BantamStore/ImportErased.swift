/// Keeps contacts out that were erased on request.
struct ErasedContacts {
  private let identifiers: ErasedIdentifiers
  private let hashes: Set<String>
  private let file: ImportFile

  static let reason = "was erased on request"

  /// nil where nobody was erased.
  init?(_ database: Database, _ file: ImportFile) throws(StoreError) {
    guard let identifiers = try ErasedIdentifiers.stored(in: database) else { return nil }
    let statement = try database.prepare("SELECT hash FROM bantam_erased")
    var hashes: Set<String> = []
    while try statement.step() { hashes.insert(statement.string(0)) }
    if hashes.isEmpty { return nil }
    self.identifiers = identifiers
    self.hashes = hashes
    self.file = file
  }

  /// Whether a record, read into values by the file's columns, is one of them.
  func contains(_ values: UnsafeBufferPointer<ImportValue>) -> Bool {
    func text(_ column: String) -> String? {
      guard let place = file.column(column) else { return nil }
      switch values[place] {
      case .text(let bytes): return String(decoding: bytes, as: UTF8.self)
      case .integer(let value): return String(value)
      case .missing, .real, .tenThousandths: return nil
      }
    }
    let identity = ErasedIdentifiers.Identity(
      email: text("email"), customerNumber: text("customer_number"), name: text("name"), firstName: text("first_name"),
      lastName: text("last_name"), postcode: text("postcode"))
    return identifiers.hashes(of: identity).contains { hashes.contains($0) }
  }
}
