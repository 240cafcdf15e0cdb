import BantamColumns
import BantamSystem

extension SQLiteContactStore {
  /// Brings members and leads of the campaigns up to date in one transaction: the difference to what is stored is
  /// written, with a record of the run. Where there is none nothing is written at all.
  ///
  /// `keys` are those of the loaded contacts, rising. Campaigns that are not given stay as they are.
  public func write(
    _ outcomes: [CampaignOutcome], keys: Keys, run: RunRecord
  ) throws(StoreError) -> WriteReport {
    try database.withoutReferenceChecks { () throws(StoreError) -> WriteReport in
      try database.transaction { () throws(StoreError) -> WriteReport in
        let log = RunLog(run, in: database)
        var report = WriteReport()
        for outcome in outcomes { report.campaigns.append(try write(outcome, keys, log)) }
        report.runID = try log.finish()
        return report
      }
    }
  }

  private func write(
    _ outcome: CampaignOutcome, _ keys: Keys, _ log: RunLog
  ) throws(StoreError) -> WriteReport.Campaign {
    let campaign = try CampaignRow.store(outcome, log)
    return try writeMembers(outcome, campaign: campaign, keys, log)
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
    _ outcome: CampaignOutcome, campaign: Int64, _ keys: Keys, _ log: RunLog
  ) throws(StoreError) -> WriteReport.Campaign {
    var report = WriteReport.Campaign(name: outcome.name)
    let line = MemberLine(outcome)
    let difference = try storedDifference(outcome, line, campaign: campaign, keys)
    report.members.inserted = difference.new.count
    report.members.deleted = difference.gone.count
    if outcome.score != nil || !outcome.leads.rows.isEmpty {
      report.leads = report.members
      report.leads.updated = difference.changed.count
    }
    if difference.isEmpty { return report }

    let run = try log.runID()
    log.count(
      inserted: difference.new.count, updated: difference.changed.count + difference.unscored.count,
      deleted: difference.gone.count)
    for (sql, keys) in [(Self.deletion, difference.gone), (Self.unscoring, difference.unscored)] {
      let statement = try database.prepare(sql)
      try statement.bind(1, campaign)
      for key in keys {
        try statement.bind(2, key)
        try statement.run()
      }
    }
    for (sql, places) in [(Self.update, difference.changed), (Self.insertion, difference.new)] {
      let statement = try database.prepare(sql)
      try line.bind(statement, campaign: campaign, run: run, joinedAt: Timestamp.text(ofInstant: log.run.asOf))
      for place in places {
        try statement.bind(2, key: Int(outcome.memberRows[place]), of: keys)
        try line.run(statement, at: place)
      }
    }
    return report
  }

  private func storedDifference(
    _ outcome: CampaignOutcome, _ line: MemberLine, campaign: Int64, _ keys: Keys
  ) throws(StoreError) -> Difference {
    let stored = try database.prepare(
      """
      SELECT contact_id, grade, total, low, high, completeness, points, next_question, veto, origin = 'hand'
      FROM bantam_member WHERE campaign_id = ? ORDER BY contact_id
      """)
    try stored.bind(1, campaign)
    return try Difference(stored, rows: outcome.memberRows, keys) { place in
      guard let place else {
        // Someone added by hand stays a member, but has no score.
        return stored.integer(9) == 0 ? .gone : stored.isNull(2) ? .same : .unscored
      }
      return line.equals(stored, at: place) ? .same : .changed
    }
  }

  // Parameters: 1 campaign, 2 contact, 3 to 10 the score, 11 run, 12 status, 13 joined.
  private static let deletion = "DELETE FROM bantam_member WHERE campaign_id = ?1 AND contact_id = ?2"
  private static let unscoring = """
    UPDATE bantam_member SET (grade, total, low, high, completeness, points, next_question, veto)
      = (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
    WHERE campaign_id = ?1 AND contact_id = ?2
    """
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
