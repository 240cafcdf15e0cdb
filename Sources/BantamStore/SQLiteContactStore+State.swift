import BantamColumns
import BantamSystem

/// Where the lead process stands, by row of the loaded contacts. Reads only; a table that is not there yet is empty.
extension SQLiteContactStore {
  /// What must be known of the campaigns before a plan is made: their names.
  public struct CampaignFacts: Sendable {
    /// With assessments by hand.
    public var assessed: Set<String> = []
    /// With members added or removed by hand.
    public var edited: Set<String> = []
    /// Whose audience was kept by an earlier run.
    public var snapshots: Set<String> = []
  }

  public func campaignFacts() throws(StoreError) -> CampaignFacts {
    var facts = CampaignFacts()
    guard try hasProcessTables() else { return facts }
    let statement = try database.prepare(
      """
      SELECT name, EXISTS (SELECT 1 FROM bantam_assessment AS a WHERE a.campaign_id = c.id),
        EXISTS (SELECT 1 FROM bantam_member_edit AS e WHERE e.campaign_id = c.id), snapshot_at IS NOT NULL
      FROM bantam_campaign AS c
      """)
    while try statement.step() {
      let name = statement.string(0)
      if statement.integer(1) != 0 { facts.assessed.insert(name) }
      if statement.integer(2) != 0 { facts.edited.insert(name) }
      if statement.integer(3) != 0 { facts.snapshots.insert(name) }
    }
    return facts
  }

  /// Per row the stage as an index into `stages`; -1 for none, or one that the funnel does not have any more.
  public func stages(
    of funnel: String, project: String, stages: [String], _ index: KeyIndex, count: Int
  ) throws(StoreError) -> [Int16] {
    var result = [Int16](repeating: -1, count: count)
    guard try database.hasTable("bantam_stage") else { return result }
    let places = Dictionary(zip(stages, Int16(0)...), uniquingKeysWith: { first, _ in first })
    let statement = try database.prepare(
      "SELECT contact_id, stage FROM bantam_stage WHERE funnel = ?1 AND project = ?2")
    try statement.bind([.text(funnel), .text(project)])
    while try statement.step() {
      let row = index.row(of: statement.value(0))
      if row >= 0, let place = places[statement.string(1)] { result[Int(row)] = place }
    }
    return result
  }

  /// Who takes care of a campaign's leads: per row an index into `owners`, -1 for nobody.
  public struct Owners: Sendable {
    public var owners: [String] = []
    public var teams: [String] = []
    public var ownerOfRow: [Int32]
    public var teamOfRow: [Int32]
    /// Nobody of so many rows has an owner.
    public init(count: Int) {
      ownerOfRow = [Int32](repeating: -1, count: count)
      teamOfRow = ownerOfRow
    }
  }

  public func owners(of campaign: String, _ index: KeyIndex, count: Int) throws(StoreError) -> Owners {
    var result = Owners(count: count)
    guard try hasProcessTables() else { return result }
    let statement = try database.prepare(
      """
      SELECT a.contact_id, a.owner, a.team FROM bantam_assignment AS a
      JOIN bantam_campaign AS c ON c.id = a.campaign_id WHERE c.name = ?
      """)
    try statement.bind(1, campaign)
    var owners = NameCodes()
    var teams = NameCodes()
    while try statement.step() {
      let row = index.row(of: statement.value(0))
      if row < 0 { continue }
      result.ownerOfRow[Int(row)] = owners.code(of: statement.text(1))
      if !statement.isNull(2) { result.teamOfRow[Int(row)] = teams.code(of: statement.text(2)) }
    }
    result.owners = owners.names
    result.teams = teams.names
    return result
  }

  /// The owner a contact had last in another campaign, by row.
  public func previousOwners(
    butOf campaign: String, _ index: KeyIndex, count: Int
  ) throws(StoreError) -> (owners: [String], ofRow: [Int32]) {
    var result = [Int32](repeating: -1, count: count)
    guard try hasProcessTables() else { return ([], result) }
    let statement = try database.prepare(
      """
      SELECT a.contact_id, a.owner FROM bantam_assignment AS a
      JOIN bantam_campaign AS c ON c.id = a.campaign_id WHERE c.name <> ? ORDER BY a.at, a.campaign_id
      """)
    try statement.bind(1, campaign)
    var owners = NameCodes()
    while try statement.step() {
      let row = index.row(of: statement.value(0))
      if row >= 0 { result[Int(row)] = owners.code(of: statement.text(1)) }
    }
    return (owners.names, result)
  }

  /// Leads that were given to somebody, a line per team, owner, campaign and day.
  public struct LedgerLine: Sendable, Hashable {
    public var team: String
    public var owner: String
    public var campaign: String
    /// `2026-03-01`, UTC.
    public var day: String
    public var leads: Int
    /// What counts as given beside them.
    public var credit: Int
    public init(team: String, owner: String, campaign: String, day: String, leads: Int, credit: Int) {
      self.team = team
      self.owner = owner
      self.campaign = campaign
      self.day = day
      self.leads = leads
      self.credit = credit
    }
  }

  public func ledger() throws(StoreError) -> [LedgerLine] {
    guard try hasProcessTables() else { return [] }
    let statement = try database.prepare(
      """
      SELECT l.team, l.owner, c.name, l.day, l.leads, l.credit FROM bantam_ledger AS l
      JOIN bantam_campaign AS c ON c.id = l.campaign_id ORDER BY 1, 2, 3, 4
      """)
    var lines: [LedgerLine] = []
    while try statement.step() {
      lines.append(
        LedgerLine(
          team: statement.string(0), owner: statement.string(1), campaign: statement.string(2),
          day: statement.string(3), leads: Self.plausible(statement.integer(4)),
          credit: Self.plausible(statement.integer(5))))
    }
    return lines
  }

  /// A damaged line must not end the program where lines are summed up.
  private static func plausible(_ leads: Int64) -> Int { Int(min(max(leads, 0), 1_000_000_000)) }

  /// How many leads each person has to take care of now, in all campaigns: members that are in no final stage.
  public func openLeads() throws(StoreError) -> [String: Int] {
    guard try hasProcessTables() else { return [:] }
    // In the order of the primary keys, which both tables share; the stages are asked only where some are final.
    let hasLocked = try database.integer("SELECT EXISTS (SELECT 1 FROM bantam_stage WHERE locked = 1)") == 1
    let isOpen = """
      NOT EXISTS (
        SELECT 1 FROM bantam_stage AS s
        WHERE s.contact_id = a.contact_id AND s.funnel = c.funnel AND s.locked = 1
          AND s.project IN ('', ifnull(c.project, '')))
      """
    let statement = try database.prepare(
      """
      SELECT a.owner, count(*) FROM bantam_assignment AS a NOT INDEXED
      CROSS JOIN bantam_member AS m ON m.campaign_id = a.campaign_id AND m.contact_id = a.contact_id
      CROSS JOIN bantam_campaign AS c ON c.id = a.campaign_id
      \(hasLocked ? "WHERE " + isOpen : "") GROUP BY a.owner
      """)
    var open: [String: Int] = [:]
    while try statement.step() { open[statement.string(0)] = Int(statement.integer(1)) }
    return open
  }

  /// Rows for which an event of a kind is noted in a campaign, or in its project.
  public func rows(
    withEvent kind: String, in campaign: String, project: String?, _ index: KeyIndex, count: Int
  ) throws(StoreError) -> [Bool] {
    var result = [Bool](repeating: false, count: count)
    guard try hasProcessTables() else { return result }
    let statement = try database.prepare(
      """
      SELECT e.contact_id FROM bantam_event AS e JOIN bantam_campaign AS c ON c.id = e.campaign_id
      WHERE c.name = ?1 AND e.kind = ?2
      UNION SELECT contact_id FROM bantam_event WHERE kind = ?2 AND project = ?3
      """)
    try statement.bind([.text(campaign), .text(kind), SQLValue(project)])
    while try statement.step() {
      let row = index.row(of: statement.value(0))
      if row >= 0 { result[Int(row)] = true }
    }
    return result
  }

  /// The latest assessment of each lead and discipline of a campaign; one that was taken back is none.
  public struct StoredAssessment: Sendable, Hashable {
    public var contact: SQLValue
    public var discipline: String
    public var points: Int
    public var actor: String
    public var at: String
    public var note: String?
    public init(contact: SQLValue, discipline: String, points: Int, actor: String, at: String, note: String?) {
      self.contact = contact
      self.discipline = discipline
      self.points = points
      self.actor = actor
      self.at = at
      self.note = note
    }
  }

  public func assessments(
    in campaign: String, of contact: SQLValue? = nil
  ) throws(StoreError) -> [StoredAssessment] {
    guard try hasProcessTables() else { return [] }
    let statement = try database.prepare(
      """
      SELECT contact_id, discipline, points, actor, at, note FROM bantam_assessment WHERE id IN (
        SELECT max(a.id) FROM bantam_assessment AS a JOIN bantam_campaign AS c ON c.id = a.campaign_id
        WHERE c.name = ?1\(contact == nil ? "" : " AND a.contact_id = ?2") GROUP BY a.contact_id, a.discipline)
      AND points IS NOT NULL ORDER BY id
      """)
    try statement.bind(1, campaign)
    if let contact { try statement.bind(2, contact) }
    var result: [StoredAssessment] = []
    while try statement.step() {
      result.append(
        StoredAssessment(
          contact: statement.value(0), discipline: statement.string(1), points: Int(statement.integer(2)),
          actor: statement.string(3), at: statement.string(4), note: statement.stringOrNil(5)))
    }
    return result
  }
}

/// Numbers for names, told apart by their bytes.
private struct NameCodes {
  private(set) var names: [String] = []
  private var codes: [String: Int32] = [:]
  private var last: (bytes: [UInt8], code: Int32)?

  mutating func code(of text: UnsafeBufferPointer<UInt8>) -> Int32 {
    if let last, last.bytes.elementsEqual(text) { return last.code }
    let name = String(decoding: text, as: UTF8.self)
    let code = codes[name] ?? Int32(names.count)
    if code == names.count {
      names.append(name)
      codes[name] = code
    }
    last = (Array(text), code)
    return code
  }
}
