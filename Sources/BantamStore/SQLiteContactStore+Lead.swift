/// One lead, or the stage of one contact.
extension SQLiteContactStore {
  /// nil: it has none.
  public func stage(
    of contact: SQLValue, funnel: String, project: String
  ) throws(StoreError) -> (stage: String, since: String)? {
    guard try database.hasTable("bantam_stage") else { return nil }
    let statement = try database.prepare(
      "SELECT stage, since FROM bantam_stage WHERE funnel = ?1 AND project = ?2 AND contact_id = ?3")
    try statement.bind([.text(funnel), .text(project), contact])
    return try statement.step() ? (statement.string(0), statement.string(1)) : nil
  }

  /// The event of a contact's latest step in a funnel; nil: there is none.
  public func lastStageEvent(of contact: SQLValue, funnel: String, project: String) throws(StoreError) -> String? {
    let statement = try database.prepare(
      """
      SELECT event FROM bantam_stage_change WHERE contact_id = ?1 AND funnel = ?2 AND project = ?3
      ORDER BY id DESC LIMIT 1
      """)
    try statement.bind([contact, .text(funnel), .text(project)])
    return try statement.step() ? statement.string(0) : nil
  }

  /// The number of a campaign that a run or a command has written; nil: none has.
  public func campaignID(of name: String) throws(StoreError) -> Int64? {
    guard try database.hasTable("bantam_campaign") else { return nil }
    return try database.integer("SELECT id FROM bantam_campaign WHERE name = ?", .text(name))
  }

  /// The number of a campaign, whose row is made where no run has written it yet. Inside `journaled`.
  public func ensureCampaign(_ outcome: CampaignOutcome) throws(StoreError) -> Int64 {
    if let id = try campaignID(of: outcome.name) { return id }
    return try CampaignRow.store(outcome, in: database)
  }

  public func isMember(_ contact: SQLValue, of campaign: String) throws(StoreError) -> Bool {
    guard try database.hasTable("bantam_member") else { return false }
    let statement = try database.prepare(
      """
      SELECT 1 FROM bantam_member AS m JOIN bantam_campaign AS c ON c.id = m.campaign_id
      WHERE c.name = ?1 AND m.contact_id = ?2
      """)
    try statement.bind([.text(campaign), contact])
    return try statement.step()
  }
}
