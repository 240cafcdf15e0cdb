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
        report.runID = try log.finish(report)
        return report
      }
    }
  }

  private func write(
    _ outcome: CampaignOutcome, _ keys: Keys, _ log: RunLog
  ) throws(StoreError) -> WriteReport.Campaign {
    let campaign = try CampaignRow.store(outcome, log)
    var report = WriteReport.Campaign(name: outcome.name)
    report.members = try writeMembers(outcome, campaign: campaign, keys, log)
    report.leads = try writeLeads(outcome.leads, campaign: campaign, keys, log)
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
    _ outcome: CampaignOutcome, campaign: Int64, _ keys: Keys, _ log: RunLog
  ) throws(StoreError) -> WriteReport.Change {
    let stored = try database.prepare(
      "SELECT contact_id, origin = 'hand' FROM bantam_member WHERE campaign_id = ? ORDER BY contact_id")
    try stored.bind(1, campaign)
    // Someone added by hand stays.
    let difference = try Difference(
      stored, rows: outcome.memberRows, keys, stays: { stored.integer(1) == 1 })
    if difference.isEmpty { return WriteReport.Change() }
    let runID = try log.runID()

    try deleteAll(difference.gone, from: "bantam_member", campaign: campaign)
    let insert = try database.prepare(
      "INSERT INTO bantam_member(campaign_id, contact_id, status, joined_at, run_id) VALUES (?, ?, ?, ?, ?)")
    try insert.bind(1, campaign)
    try insert.bind(3, outcome.firstStatus.map { .text($0) } ?? .null)
    try insert.bind(4, Timestamp.text(ofInstant: log.run.asOf))
    try insert.bind(5, runID)
    for place in difference.new {
      try insert.bind(2, key: Int(outcome.memberRows[place]), of: keys)
      try insert.run()
    }
    return difference.change
  }

  private func writeLeads(
    _ leads: LeadOutcome, campaign: Int64, _ keys: Keys, _ log: RunLog
  ) throws(StoreError) -> WriteReport.Change {
    let stored = try database.prepare(
      """
      SELECT contact_id, grade, total, low, high, completeness, points, next_question, veto FROM bantam_lead
      WHERE campaign_id = ? ORDER BY contact_id
      """)
    try stored.bind(1, campaign)
    var line = LeadLine(leads)
    let difference = try Difference(
      stored, rows: leads.rows, keys, isChanged: { place in !line.equals(stored, at: place) })
    if difference.isEmpty { return WriteReport.Change() }
    let runID = try log.runID()

    try deleteAll(difference.gone, from: "bantam_lead", campaign: campaign)
    let update = try database.prepare(
      """
      UPDATE bantam_lead SET grade = ?3, total = ?4, low = ?5, high = ?6, completeness = ?7, points = ?8,
        next_question = ?9, veto = ?10, run_id = ?11
      WHERE campaign_id = ?1 AND contact_id = ?2
      """)
    try runAll(difference.changed, update, &line, campaign: campaign, keys, runID)
    let insert = try database.prepare(
      """
      INSERT INTO bantam_lead(campaign_id, contact_id, grade, total, low, high, completeness, points, next_question,
        veto, run_id, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
      """)
    try insert.bind(12, Timestamp.text(ofInstant: log.run.asOf))
    try runAll(difference.new, insert, &line, campaign: campaign, keys, runID)
    return difference.change
  }

  private func runAll(
    _ places: [Int], _ statement: Statement, _ line: inout LeadLine, campaign: Int64, _ keys: Keys, _ runID: Int64
  ) throws(StoreError) {
    try statement.bind(1, campaign)
    try statement.bind(11, runID)
    for place in places {
      try statement.bind(2, key: Int(line.leads.rows[place]), of: keys)
      try line.run(statement, at: place)
    }
  }

  private func deleteAll(_ keys: [SQLValue], from table: String, campaign: Int64) throws(StoreError) {
    let delete = try database.prepare("DELETE FROM \(table) WHERE campaign_id = ? AND contact_id = ?")
    try delete.bind(1, campaign)
    for key in keys {
      try delete.bind(2, key)
      try delete.run()
    }
  }
}

extension Statement {
  func bind(_ index: Int32, key row: Int, of keys: Keys) throws(StoreError) {
    switch keys {
    case .integers(let keys): try bind(index, keys[row])
    case .texts(let keys): try bind(index, keys[row])
    }
  }
}
