import BantamSystem

/// A contact leaves the journal: what runs changed of it, and the words that name it.
extension SQLiteContactStore {
  func eraseFromJournal(
    _ contact: SQLValue, _ identity: ContactIdentity, _ erasure: inout Erasure
  ) throws(StoreError) {
    var filter = try journalFilter(contact, identity)
    let read = try database.prepare("SELECT command, detail, changes FROM bantam_run WHERE id = ?")
    for run in try runNumbers(before: erasure.run) {
      try read.bind(1, run)
      guard try read.step() else { continue }
      let (command, detail) = (read.string(0), read.string(1))
      let changes = read.isNull(2) ? nil : read.blob(2)
      read.reset()
      var dropped = 0
      if let changes {
        // What cannot be read might hold anything: it goes as a whole.
        let filtered = filter.filter(changes)
        dropped = filtered?.dropped ?? 1
        if dropped > 0 { try replaceChanges(of: run, filtered?.bytes) }
      }
      if dropped > 0 {
        erasure.runs += 1
        erasure.changes += dropped
      }
      let isNamed = identity.isNamed(in: detail.utf8) || dropped > 0 && detail.hasWord(contact.text)
      if isNamed { erasure.words += 1 }
      guard isNamed || dropped > 0 else { continue }
      try database.run(
        "UPDATE bantam_run SET detail = ? WHERE id = ?", .text(Self.words(isNamed ? command : detail)), .integer(run))
    }
    try eraseRules(naming: identity, &erasure)
  }

  static let leftOut = " (an erased contact is left out)"

  private static func words(_ detail: String) -> String { detail.hasSuffix(leftOut) ? detail : detail + leftOut }

  private func runNumbers(before run: Int64) throws(StoreError) -> [Int64] {
    let statement = try database.prepare("SELECT id FROM bantam_run WHERE id < ? ORDER BY id DESC")
    try statement.bind(1, run)
    var numbers: [Int64] = []
    while try statement.step() { numbers.append(statement.integer(0)) }
    return numbers
  }

  private func replaceChanges(of run: Int64, _ bytes: [UInt8]?) throws(StoreError) {
    let update = try database.prepare("UPDATE bantam_run SET changes = ?1 WHERE id = ?2")
    if let bytes { try update.bind(1, blob: bytes) } else { try update.bindNull(1) }
    try update.bind(2, run)
    try update.run()
  }

  private func journalFilter(
    _ contact: SQLValue, _ identity: ContactIdentity
  ) throws(StoreError) -> ChangeSetFilter {
    let tables = try tablesAboutContacts()
    var places: [String: ChangeSetFilter.Place] = [:]
    var columns: [String: [TableColumn]] = [:]
    for table in tables {
      let found = try database.columns(of: table)
      columns[table] = found
      places[table] = .init(
        contact: found.firstIndex { $0.name == "contact_id" },
        address: table == "bantam_suppression" ? found.firstIndex { $0.name == "address" } : nil)
    }
    if layout.contacts.isOwn {
      places["contact"] = .init(contact: try database.columns(of: "contact").firstIndex { $0.name == "id" })
    }
    var filter = ChangeSetFilter(contact: contact, addresses: identity.ownAddresses, places: places)
    let own = KeySelection([contact])
    for (table, columns) in columns {
      let keys = columns.filter { $0.keyPosition > 0 }.map(\.name)
      if keys.contains("contact_id") || keys.isEmpty { continue }
      let rows = try database.prepare(
        "SELECT \(keys.map(quoted).joined(separator: ", ")) FROM \(quoted(table)) WHERE \(own.condition("contact_id", parameter: 1))"
      )
      try rows.bind([own.list])
      while try rows.step() { filter.add(rowOf: table, key: keys.indices.map { rows.value(Int32($0)) }) }
    }
    return filter
  }

  /// Rule texts with lists or tests that name the contact: the runs stay, but cannot be replayed.
  private func eraseRules(naming identity: ContactIdentity, _ erasure: inout Erasure) throws(StoreError) {
    let rules = try database.prepare("SELECT hash, files FROM bantam_rules")
    var named: [String] = []
    while try rules.step() {
      if identity.isNamed(in: rules.blob(1)) { named.append(rules.string(0)) }
    }
    for hash in named { try database.run("DELETE FROM bantam_rules WHERE hash = ?", .text(hash)) }
    erasure.rules = named.count
  }
}

extension String {
  /// Whether a word, as blanks part words, stands in the text.
  fileprivate func hasWord(_ word: String) -> Bool { split(separator: " ").contains { $0 == word } }
}
