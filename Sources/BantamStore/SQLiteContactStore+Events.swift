import BantamSystem

/// What the events of contacts rest on. Reads only; a table that is not there yet is empty.
extension SQLiteContactStore {
  /// Where contacts stand in a funnel: of all, or of one.
  public func standings(
    funnel: String, project: String, of contact: SQLValue? = nil
  ) throws(StoreError) -> [SQLValue: (stage: String, since: String)] {
    guard try database.hasTable("bantam_stage") else { return [:] }
    let statement = try database.prepare(
      """
      SELECT contact_id, stage, since FROM bantam_stage WHERE funnel = ?1 AND project = ?2
      \(contact == nil ? "" : "AND contact_id = ?3")
      """)
    try statement.bind([.text(funnel), .text(project)] + (contact.map { [$0] } ?? []))
    var found: [SQLValue: (stage: String, since: String)] = [:]
    while try statement.step() { found[statement.value(0)] = (statement.string(1), statement.string(2)) }
    return found
  }

  /// A lead and who takes care of it.
  public struct OwnedLead: Sendable, Hashable {
    public var contact: SQLValue
    public var owner: String?
    public var team: String?
  }

  /// Those of some contacts that are members of a campaign, in the order of their keys.
  public func ownedLeads(of contacts: [SQLValue], in campaign: String) throws(StoreError) -> [OwnedLead] {
    guard try hasProcessTables() else { return [] }
    let wanted = KeySelection(contacts)
    let statement = try database.prepare(
      """
      SELECT m.contact_id, a.owner, a.team FROM bantam_member AS m
      JOIN bantam_campaign AS c ON c.id = m.campaign_id
      LEFT JOIN bantam_assignment AS a ON a.campaign_id = m.campaign_id AND a.contact_id = m.contact_id
      WHERE c.name = ?1 AND \(wanted.condition("m.contact_id", parameter: 2)) ORDER BY m.contact_id
      """)
    try statement.bind([.text(campaign), wanted.list])
    var leads: [OwnedLead] = []
    while try statement.step() {
      leads.append(
        OwnedLead(contact: statement.value(0), owner: statement.stringOrNil(1), team: statement.stringOrNil(2)))
    }
    return leads
  }

  /// What tells one event from another.
  public struct EventIdentity: Sendable, Hashable {
    public var contact: SQLValue
    public var kind: String
    public var project: String
    public var at: String
    /// Ten-thousandths.
    public var amount: Int64?
    public var reference: String?
    public init(contact: SQLValue, kind: String, project: String, at: String, amount: Int64?, reference: String?) {
      self.contact = contact
      self.kind = kind
      self.project = project
      self.at = at
      self.amount = amount
      self.reference = reference
    }
  }

  /// The number of the row that notes an event; nil: none does.
  public func eventRow(_ identity: EventIdentity) throws(StoreError) -> Int64? {
    guard try hasProcessTables() else { return nil }
    return try database.integer(
      """
      SELECT max(id) FROM bantam_event WHERE contact_id = ? AND kind = ? AND project = ? AND at = ?
        AND CAST(round(amount * 10000) AS INTEGER) IS ? AND reference IS ?
      """, identity.contact, .text(identity.kind), .text(identity.project), .text(identity.at),
      identity.amount.map { .integer($0) } ?? .null, SQLValue(identity.reference))
  }

  /// The run in force that added a row with a number.
  public func latestRun(adding table: String, row: Int64) throws(StoreError) -> TouchingRun? {
    let change = ChangeSet.Change(table: table, operation: .inserted, key: [.integer(row)], before: [], after: [])
    return try latestRuns(touching: [change], after: 0, operation: .inserted)[0]
  }

  /// All events that are noted in the seconds from one instant through another, given as the table writes them.
  public func events(from first: String, through last: String) throws(StoreError) -> Set<EventIdentity> {
    guard try hasProcessTables() else { return [] }
    let statement = try database.prepare(
      """
      SELECT contact_id, kind, project, at, CAST(round(amount * 10000) AS INTEGER), reference FROM bantam_event
      WHERE at BETWEEN ?1 AND ?2
      """)
    // As texts `…:00.500Z` comes before `…:00Z`: whole seconds are in order.
    try statement.bind([.text(String(first.prefix(19))), .text(String(last.prefix(19)) + "~")])
    var found: Set<EventIdentity> = []
    while try statement.step() {
      found.insert(
        EventIdentity(
          contact: statement.value(0), kind: statement.string(1), project: statement.string(2),
          at: statement.string(3), amount: statement.isNull(4) ? nil : statement.integer(4),
          reference: statement.stringOrNil(5)))
    }
    return found
  }

  /// Whom some names mean, read once for all of them; see `contactKey(named:)`.
  public func contactKeys(
    named names: Set<String>
  ) throws(StoreError) -> [String: Result<SQLValue, ContactNameError>] {
    var found: [String: Result<SQLValue, ContactNameError>] = [:]
    let key = keyExpression(try KeyRanges(of: layout.contacts, in: database, count: 1).form)
    let (table, stored) = (quoted(layout.contacts.name), quoted(layout.contacts.key))
    let wanted = KeySelection(names.map { SQLValue.text($0) })
    let byKey = try database.prepare("SELECT \(key) FROM \(table) WHERE \(wanted.condition(stored, parameter: 1))")
    try byKey.bind([wanted.list])
    while try byKey.step() { found[byKey.string(0)] = .success(byKey.value(0)) }

    var byAddress: [String: [String]] = [:]
    for name in names where found[name] == nil && name.contains("@") {
      byAddress[Self.plainAddress(name), default: []].append(name)
    }
    if !byAddress.isEmpty, let email = layout.contacts.column(program.columnName(of: "email", in: .contact)) {
      var keys: [String: [SQLValue]] = [:]
      let all = try database.prepare(
        "SELECT \(key), \(quoted(email)) FROM \(table) WHERE \(quoted(email)) IS NOT NULL ORDER BY 1")
      while try all.step() {
        let address = Self.plainAddress(all.string(1))
        if byAddress[address] != nil { keys[address, default: []].append(all.value(0)) }
      }
      for (address, keys) in keys {
        for name in byAddress[address] ?? [] {
          found[name] =
            keys.count == 1
            ? .success(keys[0]) : .failure(.several(name, keys: keys.prefix(Self.mostKeysShown).map(\.text)))
        }
      }
    }
    for name in names where found[name] == nil { found[name] = .failure(.unknown(name, path: database.path)) }
    return found
  }

  private static let mostKeysShown = 5

  /// Without outer blanks, letters A to Z made small, as the database compares addresses.
  private static func plainAddress(_ text: String) -> String {
    func isBlank(_ byte: UInt8) -> Bool { 9...13 ~= byte || byte == 32 }
    var bytes = text.utf8.drop(while: isBlank)
    while let last = bytes.last, isBlank(last) { bytes.removeLast() }
    return String(decoding: bytes.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}
