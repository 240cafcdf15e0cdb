import BantamSystem
import CSQLite

/// What was kept long enough. The definitions stand in `README.md`, *Retention*.
extension SQLiteContactStore {
  public func due(_ rules: [RetentionRule], zone: ZoneRules) throws(StoreError) -> RetentionReport {
    guard try hasProcessTables() else {
      return RetentionReport(due: rules.map { RetentionDue(rule: $0) }, candidates: [])
    }
    let times = TimeParser(zone: zone)
    let acts = try lastActs(times)
    var due: [RetentionDue] = []
    for rule in rules { due.append(try self.due(rule, acts, times)) }
    return RetentionReport(due: due, candidates: try contactsWithNothingLeft(due))
  }

  /// Removes what is due; to be called in a journaled transaction.
  public func remove(_ report: RetentionReport, _ log: RunLog) throws(StoreError) -> [Erasure.Removed] {
    var removed: [String: Int] = [:]
    let tables = try tablesAboutContacts(withCampaign: true)
    for due in report.due {
      for table in tables {
        let only = table == "bantam_member_edit" ? " AND edit = 'add'" : ""
        let statement = try database.prepare(
          "DELETE FROM \(quoted(table)) WHERE campaign_id = ? AND contact_id = ?\(only)")
        for member in due.members {
          try statement.bind([.integer(member.campaign), member.contact])
          try statement.run()
          removed[table, default: 0] += database.changedRows
        }
      }
      let consent = try database.prepare("DELETE FROM bantam_consent WHERE id = ?")
      for row in due.consents {
        try consent.bind(1, row.id)
        try consent.run()
        removed["bantam_consent", default: 0] += database.changedRows
      }
      if due.rule.staysOutByHand { try noteRemovals(due, log) }
    }
    return removed.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map { .init(table: $0, rows: $1) }
  }

  private func noteRemovals(_ due: RetentionDue, _ log: RunLog) throws(StoreError) {
    let statement = try database.prepare(
      """
      INSERT INTO bantam_member_edit(campaign_id, contact_id, edit, actor, at, reason) VALUES (?, ?, 'remove', ?, ?, ?)
      ON CONFLICT DO NOTHING
      """)
    for member in due.members {
      try statement.bind([
        .integer(member.campaign), member.contact, .text(log.record.actor), .text(log.at), .text(due.rule.reason),
      ])
      try statement.run()
    }
  }

  // MARK: Due

  /// When contacts last did something, or something happened between us and them.
  private func lastActs(_ times: TimeParser) throws(StoreError) -> [SQLValue: Int64] {
    var last: [SQLValue: Int64] = [:]
    let asked = try database.prepare(
      "SELECT contact_id FROM bantam_member UNION SELECT contact_id FROM bantam_consent")
    while try asked.step() { last[asked.value(0).spelledAlike] = .min }
    func raise(_ contact: SQLValue, _ instant: Int64) {
      let key = contact.spelledAlike
      if let known = last[key], known < instant { last[key] = instant }
    }
    try eachInstant("SELECT contact_id, at FROM bantam_event", times, visit: raise)
    guard let activities = layout.activities else { return last }
    try eachInstant(
      """
      SELECT \(quoted(activities.key)), \(quoted(layout.activityInstantColumn)) FROM \(quoted(activities.name))
      """, times, visit: raise)
    return last
  }

  private func due(
    _ rule: RetentionRule, _ acts: [SQLValue: Int64], _ times: TimeParser
  ) throws(StoreError) -> RetentionDue {
    let members = "FROM bantam_member AS m JOIN bantam_campaign AS c ON c.id = m.campaign_id WHERE c.purpose = ?"
    let consents = "FROM bantam_consent WHERE \(Self.plain("purpose")) = \(Self.plain("?"))"
    // What contacts did themselves, and then also that they joined.
    var acted: [SQLValue: Int64] = [:]
    try eachInstant("SELECT m.contact_id, m.responded_at \(members)", times, rule.purpose) { acted.raise($0, to: $1) }
    try eachInstant("SELECT contact_id, given_at \(consents)", times, rule.purpose) { acted.raise($0, to: $1) }
    var touched = acted
    try eachInstant("SELECT m.contact_id, m.joined_at \(members)", times, rule.purpose) { touched.raise($0, to: $1) }
    func isOld(_ contact: SQLValue, _ own: [SQLValue: Int64]) -> Bool {
      max(own[contact.spelledAlike] ?? .min, acts[contact.spelledAlike] ?? .min) < rule.cutoff
    }

    var due = RetentionDue(rule: rule)
    let member = try database.prepare("SELECT m.campaign_id, m.contact_id \(members) ORDER BY 1, 2")
    try member.bind(1, rule.purpose)
    while try member.step() {
      let contact = member.value(1)
      if isOld(contact, touched) { due.members.append(.init(campaign: member.integer(0), contact: contact)) }
    }
    let consent = try database.prepare("SELECT id, contact_id, given_at, withdrawn_at \(consents) ORDER BY 1")
    try consent.bind(1, rule.purpose)
    while try consent.step() {
      guard let given = consent.instant(2, times) else {
        due.undated += 1
        continue
      }
      let contact = consent.value(1)
      // That a consent was withdrawn is known as long again.
      let last = max(given, consent.instant(3, times) ?? .min)
      guard last < rule.cutoff, isOld(contact, acted) else { continue }
      due.consents.append(.init(id: consent.integer(0), contact: contact))
    }
    return due
  }

  /// Contact and instant of each row that has both.
  private func eachInstant(
    _ sql: String, _ times: TimeParser, _ parameter: String? = nil, visit: (SQLValue, Int64) -> Void
  ) throws(StoreError) {
    let statement = try database.prepare(sql)
    if let parameter { try statement.bind(1, parameter) }
    while try statement.step() {
      if let instant = statement.instant(1, times) { visit(statement.value(0), instant) }
    }
  }

  // MARK: Nothing left

  /// Of the contacts that lose something those about whom Bantam knows nothing else, apart from what they once did and
  /// that they are to stay out.
  private func contactsWithNothingLeft(_ due: [RetentionDue]) throws(StoreError) -> [SQLValue] {
    let members = Set(due.flatMap(\.members))
    let consents = Set(due.flatMap(\.consents).map(\.id))
    var left: [SQLValue: SQLValue] = [:]
    for contact in due.flatMap({ $0.members.map(\.contact) + $0.consents.map(\.contact) }) {
      left[contact.spelledAlike] = contact
    }
    if left.isEmpty { return [] }
    let withCampaign = Set(try tablesAboutContacts(withCampaign: true))
    for table in try tablesAboutContacts() where table != "activity" {
      let hasCampaign = withCampaign.contains(table)
      let rest = table == "bantam_member_edit" ? " WHERE edit = 'add'" : ""
      let rows = try database.prepare(
        "SELECT contact_id, \(hasCampaign ? "campaign_id" : table == "bantam_consent" ? "id" : "NULL") "
          + "FROM \(quoted(table))\(rest)")
      while try rows.step() {
        let contact = rows.value(0)
        let isMember = hasCampaign && members.contains(.init(campaign: rows.integer(1), contact: contact))
        if isMember, !rows.isNull(1) { continue }
        if table == "bantam_consent", consents.contains(rows.integer(1)) { continue }
        left[contact.spelledAlike] = nil
      }
    }
    if layout.contacts.isOwn {
      let companies = try database.prepare("SELECT DISTINCT company_id FROM contact WHERE company_id IS NOT NULL")
      while try companies.step() { left[companies.value(0).spelledAlike] = nil }
    }
    return Set(left.values).sortedKeys()
  }

  /// Those with a campaign, or all.
  private func tablesAboutContacts(withCampaign: Bool) throws(StoreError) -> [String] {
    var tables: [String] = []
    for table in try tablesAboutContacts() {
      if try database.columns(of: table).contains(where: { $0.name == "campaign_id" }) { tables.append(table) }
    }
    return tables
  }
}

extension Statement {
  /// nil where the cell is no instant.
  fileprivate func instant(_ column: Int32, _ times: TimeParser) -> Int64? {
    sqlite3_column_value(handle, column).flatMap { times.instant(QueriedCell($0)) }
  }
}

extension SQLValue {
  /// The same for 12 and `12`: tables of other programs may write the key as text.
  fileprivate var spelledAlike: SQLValue {
    guard case .text(let text) = self, let number = Int64(text), String(number) == text else { return self }
    return .integer(number)
  }
}

extension Dictionary where Key == SQLValue, Value == Int64 {
  fileprivate mutating func raise(_ key: SQLValue, to value: Int64) {
    let key = key.spelledAlike
    if self[key] ?? .min < value { self[key] = value }
  }
}

extension Set<SQLValue> {
  /// Numbers before texts.
  fileprivate func sortedKeys() -> [SQLValue] {
    sorted { one, two in
      switch (one, two) {
      case (.integer(let one), .integer(let two)): one < two
      case (.integer, _): true
      case (_, .integer): false
      default: one.text < two.text
      }
    }
  }
}
