import BantamColumns
import BantamSystem

/// Members and leads: what is stored compared with what should be, and the difference written.
extension SQLiteContactStore {
  /// What a run has to write for a campaign's members; reads only. `keys` are those of the loaded contacts, rising.
  ///
  /// `isPartial`: the outcome is about its own members only; all others stay.
  public func compare(
    _ outcome: CampaignOutcome, keys: Keys, isPartial: Bool = false
  ) throws(StoreError) -> CampaignChange {
    guard try Schema.state(of: database).version == Schema.version,
      let found = try CampaignRow.find(outcome, in: database)
    else {
      let difference = MemberDifference(allNew: outcome.memberRows.count)
      var change = CampaignChange(outcome: outcome, difference: difference, isCampaignChanged: true)
      change.isOriginChanged = true
      return change
    }
    let comparison = Comparison(
      outcome, campaign: found.id, keys: keys, addedByHand: try contactsAdded(to: found.id),
      isPartial: isPartial)
    let (difference, isOriginChanged) = try comparison.run(in: database)
    var change = CampaignChange(outcome: outcome, difference: difference, isCampaignChanged: !found.isSame)
    change.isOriginChanged = isOriginChanged
    return change
  }

  private func contactsAdded(to campaign: Int64) throws(StoreError) -> KeySet {
    let statement = try database.prepare(
      "SELECT contact_id FROM bantam_member_edit WHERE campaign_id = ? AND edit = 'add'")
    try statement.bind(1, campaign)
    var contacts: [SQLValue] = []
    while try statement.step() { contacts.append(statement.value(0)) }
    return KeySet(contacts)
  }

  /// Writes the changes of a run, all or nothing; where there are none nothing is written at all.
  public func write(
    _ changes: [CampaignChange], keys: Keys, _ record: RunRecord
  ) throws(StoreError) -> WriteReport {
    // What is written keeps the references right by itself: each check would cost as much as the insert.
    var (report, run) = try journaled(record, withoutReferenceChecks: true) { log throws(StoreError) in
      var report = try write(changes, keys: keys, log)
      report.contacts = try ChangeLog(layout).position(in: database)
      return report
    }
    report.runID = run
    return report
  }

  /// The same inside a `journaled` of the caller.
  public func write(_ changes: [CampaignChange], keys: Keys, _ log: RunLog) throws(StoreError) -> WriteReport {
    var report = WriteReport()
    let writer = ProcessWriter(database, log)
    for change in changes where !change.isEmpty {
      let campaign = try CampaignRow.store(change.outcome, in: database)
      try writeMembers(change, campaign: campaign, keys, log)
      try writer.write(change, campaign: campaign, keys)
    }
    for change in changes {
      var campaign = WriteReport.Campaign(name: change.outcome.name)
      campaign.members.inserted = change.difference.new.count
      campaign.members.deleted = change.difference.gone.count
      if change.outcome.score != nil || !change.outcome.leads.rows.isEmpty {
        campaign.leads = campaign.members
        campaign.leads.updated = change.difference.changed.count
      }
      report.campaigns.append(campaign)
    }
    return report
  }

  /// The rows of the contacts that the database knows as members of a campaign, rising.
  public func memberRows(of campaign: String, keys: Keys) throws(StoreError) -> [Int32] {
    guard try database.hasTable("bantam_schema") else { return [] }
    let index = KeyIndex(keys)
    let statement = try database.prepare(
      """
      SELECT m.contact_id FROM bantam_member AS m JOIN bantam_campaign AS c ON c.id = m.campaign_id
      WHERE c.name = ? ORDER BY 1
      """)
    try statement.bind(1, campaign)
    var rows: [Int32] = []
    while try statement.step() {
      let row = index.row(of: statement.value(0))
      if row >= 0 { rows.append(row) }
    }
    return rows
  }

  private func writeMembers(
    _ change: CampaignChange, campaign: Int64, _ keys: Keys, _ log: RunLog
  ) throws(StoreError) {
    let difference = change.difference
    if !difference.isEmpty { try writeDifference(change, campaign: campaign, keys, log) }
    if !change.isOriginChanged { return }
    try database.run(
      """
      UPDATE bantam_member SET origin = CASE origin WHEN 'hand' THEN 'rule' ELSE 'hand' END
      WHERE campaign_id = ?1 AND (origin = 'hand') <> (contact_id IN (
        SELECT contact_id FROM bantam_member_edit WHERE campaign_id = ?1 AND edit = 'add'))
      """, .integer(campaign))
  }

  private func writeDifference(
    _ change: CampaignChange, campaign: Int64, _ keys: Keys, _ log: RunLog
  ) throws(StoreError) {
    let difference = change.difference
    let run = try log.runID()
    let deletion = try database.prepare(Self.deletion)
    try deletion.bind(1, campaign)
    for key in difference.gone {
      try deletion.bind(2, key)
      try deletion.run()
    }
    let line = MemberLine(change.outcome)
    for (sql, places) in [(Self.update, difference.changed), (Self.insertion, difference.new)] where !places.isEmpty {
      let statement = try database.prepare(sql)
      try line.bind(statement, campaign: campaign, run: run, joinedAt: log.at)
      for place in places {
        try statement.bind(2, key: Int(change.outcome.memberRows[place]), of: keys)
        try line.run(statement, at: place)
      }
    }
  }

  // Parameters: 1 campaign, 2 contact, 3 to 10 the score, 11 run, 12 status, 13 joined.
  private static let deletion = "DELETE FROM bantam_member WHERE campaign_id = ?1 AND contact_id = ?2"
  private static let update = """
    UPDATE bantam_member SET grade = ?3, total = ?4, low = ?5, high = ?6, completeness = ?7, points = ?8,
      next_question = ?9, veto = ?10, run_id = ?11
    WHERE campaign_id = ?1 AND contact_id = ?2
    """
  private static let insertion = """
    INSERT INTO bantam_member(campaign_id, contact_id, grade, total, low, high, completeness, points, next_question,
      veto, run_id, status, joined_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
    """
}

extension Statement {
  func bind(_ index: Int32, key row: Int, of keys: Keys) throws(StoreError) {
    switch keys {
    case .integers(let keys): try bind(index, keys[row])
    case .texts(let keys): try bind(index, keys[row])
    }
  }
}

extension SQLValue {
  /// The key of a row.
  public init(keyOf row: Int, _ keys: Keys) {
    switch keys {
    case .integers(let keys): self = .integer(keys[row])
    case .texts(let keys): self = .text(keys[row])
    }
  }
}
