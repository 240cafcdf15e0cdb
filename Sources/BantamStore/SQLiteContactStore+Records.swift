/// What the database knows of one contact beside its own values: what people did by hand, where it stands.
public struct ContactRecords: Sendable {
  /// Taken into a campaign or out of it.
  public struct Edit: Sendable, Hashable {
    public var campaign: String
    public var isAdded: Bool
    public var actor: String
    public var at: String
    public var reason: String?
  }

  /// A person's own points for a discipline, 0...100.
  public struct Assessed: Sendable, Hashable {
    public var campaign: String
    public var discipline: String
    public var points: Int
    public var actor: String
    public var at: String
    public var note: String?
  }

  /// Where it stands in a funnel.
  public struct Stage: Sendable, Hashable {
    public var funnel: String
    /// Empty without one.
    public var project: String
    public var stage: String
    /// Empty where it is not known.
    public var since: String

    public init(funnel: String, project: String, stage: String, since: String) {
      self.funnel = funnel
      self.project = project
      self.stage = stage
      self.since = since
    }
  }

  public struct Membership: Sendable, Hashable {
    public var campaign: String
    public var status: String?

    public init(campaign: String, status: String?) {
      self.campaign = campaign
      self.status = status
    }
  }

  public var edits: [Edit] = []
  /// The latest of each discipline.
  public var assessments: [Assessed] = []
  public var stages: [Stage] = []
  public var memberships: [Membership] = []

  public init() {}
}

/// Where a contact stood in a campaign after its last run.
public struct CampaignStanding: Sendable, Hashable {
  public var isMember: Bool
  public var members: Int
  /// The least total of its members, ten-thousandths of a point.
  public var lowestTotal: Int64?

  public init(isMember: Bool, members: Int, lowestTotal: Int64?) {
    self.isMember = isMember
    self.members = members
    self.lowestTotal = lowestTotal
  }
}

extension SQLiteContactStore {
  /// A table that is not there yet is empty.
  public func records(of key: SQLValue) throws(StoreError) -> ContactRecords {
    var records = ContactRecords()
    let contact = KeySelection([key])
    try visit(
      """
      SELECT c.name, e.edit, e.actor, e.at, e.reason
      FROM bantam_campaign AS c JOIN bantam_member_edit AS e ON e.campaign_id = c.id
      """, of: contact, "e.contact_id", "ORDER BY e.at", table: "bantam_member_edit"
    ) { row in
      records.edits.append(
        .init(
          campaign: row.string(0), isAdded: row.string(1) == "add", actor: row.string(2), at: row.string(3),
          reason: row.textOrNil(4)))
    }
    try visit(
      """
      SELECT c.name, a.discipline, a.points, a.actor, a.at, a.note, max(a.id)
      FROM bantam_campaign AS c JOIN bantam_assessment AS a ON a.campaign_id = c.id
      """, of: contact, "a.contact_id", "GROUP BY c.name, a.discipline", table: "bantam_assessment"
    ) { row in
      // One without points was taken back.
      if row.isNull(2) { return }
      records.assessments.append(
        .init(
          campaign: row.string(0), discipline: row.string(1), points: Int(row.integer(2)), actor: row.string(3),
          at: row.string(4), note: row.textOrNil(5)))
    }
    try visit(
      "SELECT funnel, project, stage, since FROM bantam_stage", of: contact, "contact_id", "ORDER BY funnel, project",
      table: "bantam_stage"
    ) { row in
      records.stages.append(
        .init(funnel: row.string(0), project: row.string(1), stage: row.string(2), since: row.string(3)))
    }
    try visit(
      "SELECT c.name, m.status FROM bantam_campaign AS c JOIN bantam_member AS m ON m.campaign_id = c.id", of: contact,
      "m.contact_id", "ORDER BY c.name", table: "bantam_member"
    ) { row in
      records.memberships.append(.init(campaign: row.string(0), status: row.textOrNil(1)))
    }
    return records
  }

  private func visit(
    _ sql: String, of contact: KeySelection, _ column: String, _ end: String, table: String, _ body: (Statement) -> Void
  ) throws(StoreError) {
    guard try database.hasTable(table) else { return }
    let statement = try database.prepare("\(sql) WHERE \(contact.condition(column, parameter: 1)) \(end)")
    try statement.bind([contact.list])
    while try statement.step() { body(statement) }
  }

  /// nil: the campaign was never run.
  public func standing(of key: SQLValue, in campaign: String) throws(StoreError) -> CampaignStanding? {
    guard try database.hasTable("bantam_member"),
      let id = try database.integer("SELECT id FROM bantam_campaign WHERE name = ?", .text(campaign))
    else { return nil }
    let contact = KeySelection([key])
    let members = try database.prepare(
      "SELECT count(*), CAST(round(min(total) * 10000) AS INTEGER) FROM bantam_member WHERE campaign_id = ?")
    try members.bind([.integer(id)])
    guard try members.step(), members.integer(0) > 0 else { return nil }
    let own = try database.prepare(
      """
      SELECT 1 FROM bantam_member
      WHERE campaign_id = ?1 AND \(contact.condition("contact_id", parameter: 2))
      """)
    try own.bind([.integer(id), contact.list])
    return CampaignStanding(
      isMember: try own.step(), members: Int(members.integer(0)),
      lowestTotal: members.isNull(1) ? nil : members.integer(1))
  }
}

extension Statement {
  fileprivate func textOrNil(_ column: Int32) -> String? { isNull(column) ? nil : string(column) }
}
