import BantamSystem

/// What tells that a contact was erased, without telling who it was: salted hashes of what identifies it.
///
/// A hash is SHA-256 over the salt, the kind of identifier, a zero byte and the identifier with folded letters. The salt
/// is drawn once for a database and stands in it. Somebody with the database can so ask whether a certain person was
/// erased, which is what an import has to ask; nobody can read out of it who was, other than by asking about everybody.
struct ErasedIdentifiers: Sendable {
  /// What identifies a contact, as far as it is known.
  struct Identity: Sendable, Hashable {
    var email: String?
    var customerNumber: String?
    var name: String?
    var firstName: String?
    var lastName: String?
    var postcode: String?

    init(
      email: String? = nil, customerNumber: String? = nil, name: String? = nil, firstName: String? = nil,
      lastName: String? = nil, postcode: String? = nil
    ) {
      self.email = email
      self.customerNumber = customerNumber
      self.name = name
      self.firstName = firstName
      self.lastName = lastName
      self.postcode = postcode
    }
  }

  /// One block of the hash, which is worked out once.
  static let saltBytes = 64

  /// A hash into which the salt has gone.
  private let salted: SHA256

  init(salt: [UInt8]) {
    var salted = SHA256()
    salted.add(salt)
    self.salted = salted
  }

  /// One hash, in hexadecimal digits, per identifier: the e-mail address; the customer number; the name with the
  /// postcode. A name alone is none: many people share it.
  func hashes(of identity: Identity) -> [String] {
    var hashes: [String] = []
    if let email = normal(identity.email) { hashes.append(hash("email", [email])) }
    if let number = normal(identity.customerNumber) { hashes.append(hash("customer number", [number])) }
    guard let postcode = normal(identity.postcode) else { return hashes }
    for name in names(identity) { hashes.append(hash("name and postcode", [name, postcode])) }
    return hashes
  }

  /// The full name as it is given, and as first and last name make it up.
  private func names(_ identity: Identity) -> [[UInt8]] {
    var names: [[UInt8]] = []
    if let name = normal(identity.name) { names.append(name) }
    if let first = identity.firstName, let last = identity.lastName, let name = normal("\(first) \(last)"),
      !names.contains(name)
    {
      names.append(name)
    }
    return names
  }

  /// With folded letters and single blanks; nil where nothing is left.
  private func normal(_ text: String?) -> [UInt8]? {
    guard var text else { return nil }
    let folded = text.withUTF8 { foldCase(utf8: $0) }
    if folded.isEmpty { return nil }
    if hasSingleBlanks(folded) { return folded }
    let words = String(decoding: folded, as: UTF8.self).unicodeScalars.split { $0.properties.isWhitespace }
    return words.isEmpty ? nil : Array(words.map { String($0) }.joined(separator: " ").utf8)
  }

  /// Whether a text is plain ASCII in which no two blanks follow each other.
  private func hasSingleBlanks(_ text: [UInt8]) -> Bool {
    var before: UInt8 = 0
    for byte in text {
      if byte >= 0x80 || byte < 0x20 || byte == 0x20 && before == 0x20 { return false }
      before = byte
    }
    return true
  }

  private func hash(_ kind: String, _ parts: [[UInt8]]) -> String {
    var hash = salted
    hash.add(kind.utf8)
    for part in parts {
      hash.add([0])
      hash.add(part)
    }
    return hexadecimal(hash.finished())
  }
}
