/// What people did to one contact by hand.
public struct HandWork: Sendable {
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

  public var edits: [Edit] = []
  /// The latest of each discipline.
  public var assessments: [Assessed] = []

  public init() {}
}

/// Where a contact stood in a campaign after its last run.
public struct CampaignStanding: Sendable, Hashable {
  public var isMember: Bool
  public var members: Int
  /// The least total of its members, ten-thousandths of a point.
  public var lowestTotal: Int64?
}

extension SQLiteContactStore {
  /// A table that is not there yet is empty.
  public func handWork(on key: SQLValue) throws(StoreError) -> HandWork {
    var work = HandWork()
    let contact = KeySelection([key])
    if try database.hasTable("bantam_member_edit") {
      let statement = try database.prepare(
        """
        SELECT c.name, e.edit, e.actor, e.at, e.reason
        FROM bantam_campaign AS c JOIN bantam_member_edit AS e ON e.campaign_id = c.id
        WHERE \(contact.condition("e.contact_id", parameter: 1)) ORDER BY e.at
        """)
      try statement.bind([contact.list])
      while try statement.step() {
        work.edits.append(
          HandWork.Edit(
            campaign: statement.string(0), isAdded: statement.string(1) == "add", actor: statement.string(2),
            at: statement.string(3), reason: statement.isNull(4) ? nil : statement.string(4)))
      }
    }
    if try database.hasTable("bantam_assessment") {
      let statement = try database.prepare(
        """
        SELECT c.name, a.discipline, a.points, a.actor, a.at, a.note, max(a.id)
        FROM bantam_campaign AS c JOIN bantam_assessment AS a ON a.campaign_id = c.id
        WHERE \(contact.condition("a.contact_id", parameter: 1)) GROUP BY c.name, a.discipline
        """)
      try statement.bind([contact.list])
      // One without points was taken back.
      while try statement.step() {
        if statement.isNull(2) { continue }
        work.assessments.append(
          HandWork.Assessed(
            campaign: statement.string(0), discipline: statement.string(1), points: Int(statement.integer(2)),
            actor: statement.string(3), at: statement.string(4), note: statement.isNull(5) ? nil : statement.string(5)))
      }
    }
    return work
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
