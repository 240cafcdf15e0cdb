import BantamColumns
import BantamProgram

/// Leads as people work on them.
extension SQLiteContactStore {
  public struct Lead: Sendable, Hashable {
    public var campaign: String
    public var contact: SQLValue
    public var grade: String?
    /// Of 100; nil without a score.
    public var total: Double?
    public var veto: String?
    public var owner: String?
    public var team: String?
    /// In the campaign's project; nil: not in the funnel.
    public var stage: String?
    public var status: String?
    public var origin: String
    /// ISO 8601 with `Z`.
    public var joinedAt: String
    public var respondedAt: String?
  }

  public struct LeadFilter: Sendable {
    public var campaign: String?
    public var grade: String?
    public var owner: String?
    public var stage: String?
    /// Only leads that nobody takes care of.
    public var isUnassigned = false
    public var contacts: [SQLValue]?
    public init() {}
  }

  /// The leads, best first within a campaign; converted ones (in a final stage) are none.
  public func leads(_ filter: LeadFilter, limit: Int) throws(StoreError) -> [Lead] {
    guard try hasProcessTables() else { return [] }
    let only = filter.contacts.map { KeySelection($0) }
    let statement = try database.prepare(
      """
      SELECT c.name, m.contact_id, m.grade, m.total, m.veto, a.owner, a.team, s.stage, m.status, m.origin, m.joined_at,
        m.responded_at
      FROM bantam_member AS m JOIN bantam_campaign AS c ON c.id = m.campaign_id
      LEFT JOIN bantam_assignment AS a ON a.campaign_id = m.campaign_id AND a.contact_id = m.contact_id
      LEFT JOIN bantam_stage AS s ON s.funnel = c.funnel AND s.contact_id = m.contact_id
        AND s.project = (SELECT max(t.project) FROM bantam_stage AS t
          WHERE t.funnel = c.funnel AND t.contact_id = m.contact_id AND t.project IN ('', ifnull(c.project, '')))
      WHERE (?1 IS NULL OR c.name = ?1) AND (?2 IS NULL OR m.grade = ?2) AND (?3 IS NULL OR a.owner = ?3 COLLATE NOCASE)
        AND (?4 IS NULL OR s.stage = ?4) AND ifnull(s.locked, 0) = 0
        \(filter.isUnassigned ? "AND a.owner IS NULL" : "")
        \(only.map { "AND " + $0.condition("m.contact_id", parameter: 6) } ?? "")
      ORDER BY c.id, m.veto IS NOT NULL, m.total DESC, m.contact_id LIMIT ?5
      """)
    try statement.bind([
      SQLValue(filter.campaign), SQLValue(filter.grade), SQLValue(filter.owner), SQLValue(filter.stage),
      .integer(Int64(limit)),
    ])
    if let only { try statement.bind(6, only.list) }
    var leads: [Lead] = []
    while try statement.step() {
      leads.append(
        Lead(
          campaign: statement.string(0), contact: statement.value(1), grade: statement.stringOrNil(2),
          total: statement.isNull(3) ? nil : statement.double(3), veto: statement.stringOrNil(4),
          owner: statement.stringOrNil(5), team: statement.stringOrNil(6), stage: statement.stringOrNil(7),
          status: statement.stringOrNil(8), origin: statement.string(9), joinedAt: statement.string(10),
          respondedAt: statement.stringOrNil(11)))
    }
    return leads
  }

  // MARK: Suggestions

  /// What a grade suggests and nobody has decided.
  public struct OpenSuggestion: Sendable, Hashable {
    public var campaign: String
    public var contact: SQLValue
    public var grade: String?
    /// As the rules write it: `convert to prospect`.
    public var suggestion: String
    /// What it rests on: decided ones come back when this has changed.
    public var basis: String
    /// Where it is not the grade: `lead since 2026-03-01, longer than 14 days`.
    public var because: String?
    public init(campaign: String, contact: SQLValue, grade: String?, suggestion: String, basis: String) {
      self.campaign = campaign
      self.contact = contact
      self.grade = grade
      self.suggestion = suggestion
      self.basis = basis
    }
  }

  public func openSuggestions(of contacts: [SQLValue]? = nil) throws(StoreError) -> [OpenSuggestion] {
    guard try hasProcessTables() else { return [] }
    let only = contacts.map { KeySelection($0) }
    let statement = try database.prepare(
      """
      SELECT s.campaign, s.contact_id, s.grade, s.suggestion, s.grade || ' ' || l.points
      FROM bantam_suggestion AS s JOIN bantam_lead AS l ON l.campaign = s.campaign AND l.contact_id = s.contact_id
      \(only.map { "WHERE " + $0.condition("s.contact_id", parameter: 1) } ?? "")
      ORDER BY s.campaign, l.veto IS NOT NULL, l.total DESC, s.contact_id
      """)
    if let only { try statement.bind(1, only.list) }
    var suggestions: [OpenSuggestion] = []
    while try statement.step() {
      suggestions.append(
        OpenSuggestion(
          campaign: statement.string(0), contact: statement.value(1), grade: statement.stringOrNil(2),
          suggestion: statement.string(3), basis: statement.string(4)))
    }
    return suggestions
  }

  /// Contacts that stand at a stage, with since when (ISO 8601), the longest first.
  public func contacts(
    at stage: String, of funnel: String
  ) throws(StoreError) -> [(contact: SQLValue, project: String, since: String)] {
    guard try hasProcessTables() else { return [] }
    let statement = try database.prepare(
      """
      SELECT contact_id, project, since FROM bantam_stage
      WHERE funnel = ?1 AND stage = ?2 ORDER BY since, contact_id
      """)
    try statement.bind([.text(funnel), .text(stage)])
    var found: [(contact: SQLValue, project: String, since: String)] = []
    while try statement.step() { found.append((statement.value(0), statement.string(1), statement.string(2))) }
    return found
  }

  /// What was decided about a suggestion; nil: nothing.
  public func decision(
    on suggestion: OpenSuggestion
  ) throws(StoreError) -> (verdict: String, basis: String)? {
    guard try hasProcessTables() else { return nil }
    let statement = try database.prepare(
      """
      SELECT d.verdict, d.basis FROM bantam_decision AS d JOIN bantam_campaign AS c ON c.id = d.campaign_id
      WHERE c.name = ?1 AND d.contact_id = ?2 AND d.suggestion = ?3
      """)
    try statement.bind([.text(suggestion.campaign), suggestion.contact, .text(suggestion.suggestion)])
    return try statement.step() ? (statement.string(0), statement.string(1)) : nil
  }

  // MARK: Hand-work

  public struct HandEdit: Sendable, Hashable {
    public var contact: SQLValue
    public var isAdded: Bool
    public var actor: String
    public var at: String
    public var reason: String?
  }

  /// Who was added to a campaign or removed from it by hand.
  public func handEdits(in campaign: String) throws(StoreError) -> [HandEdit] {
    guard try hasProcessTables() else { return [] }
    let statement = try database.prepare(
      """
      SELECT e.contact_id, e.edit = 'add', e.actor, e.at, e.reason
      FROM bantam_member_edit AS e JOIN bantam_campaign AS c ON c.id = e.campaign_id
      WHERE c.name = ? ORDER BY e.edit, e.at, e.contact_id
      """)
    try statement.bind(1, campaign)
    var edits: [HandEdit] = []
    while try statement.step() {
      edits.append(
        HandEdit(
          contact: statement.value(0), isAdded: statement.integer(1) == 1, actor: statement.string(2),
          at: statement.string(3), reason: statement.stringOrNil(4)))
    }
    return edits
  }

  /// A member of a campaign, whether or not it is a lead still.
  public struct Member: Sendable, Hashable {
    public var contact: SQLValue
    public var status: String?
    public var origin: String
    /// ISO 8601 with `Z`.
    public var joinedAt: String
    public var respondedAt: String?
  }

  /// All members of a campaign, in the order of their keys.
  public func members(of campaign: String) throws(StoreError) -> [Member] {
    guard try hasProcessTables() else { return [] }
    let statement = try database.prepare(
      """
      SELECT m.contact_id, m.status, m.origin, m.joined_at, m.responded_at FROM bantam_member AS m
      JOIN bantam_campaign AS c ON c.id = m.campaign_id WHERE c.name = ? ORDER BY m.contact_id
      """)
    try statement.bind(1, campaign)
    var members: [Member] = []
    while try statement.step() {
      members.append(
        Member(
          contact: statement.value(0), status: statement.stringOrNil(1), origin: statement.string(2),
          joinedAt: statement.string(3), respondedAt: statement.stringOrNil(4)))
    }
    return members
  }

  // MARK: Names

  /// What people call some contacts; empty where the table has no names or the contact is gone.
  public func names(of contacts: [SQLValue], _ program: Program) throws(StoreError) -> [SQLValue: String] {
    var columns: [String] = []
    for name in ["name", "first_name", "last_name"] {
      // The only thing that can be wrong: another program's table has no such column.
      columns.append((try? self.columns(ofFields: [name], program))?.first.map { quoted($0) } ?? "NULL")
    }
    let selection = KeySelection(contacts)
    let form = try KeyRanges(of: layout.contacts, in: database, count: 1).form
    let key = quoted(layout.contacts.key)
    let statement = try database.prepare(
      """
      SELECT \(keyExpression(form)), coalesce(nullif(trim(\(columns[0])), ''),
        trim(ifnull(\(columns[1]), '') || ' ' || ifnull(\(columns[2]), '')))
      FROM \(quoted(layout.contacts.name)) WHERE \(selection.condition(key, parameter: 1))
      """)
    try statement.bind(1, selection.list)
    var names: [SQLValue: String] = [:]
    while try statement.step() { names[statement.value(0)] = statement.string(1) }
    return names
  }

  /// The same by rows of loaded contacts, empty for none.
  public func names(
    of keys: Keys, rows: some Sequence<Int>, _ program: Program
  ) throws(StoreError) -> [String] {
    let wanted = rows.map { SQLValue(keyOf: $0, keys) }
    // Keys of mixed kinds are loaded as texts.
    var found: [String: String] = [:]
    for (key, name) in try names(of: wanted, program) { found[key.text] = name }
    return wanted.map { found[$0.text] ?? "" }
  }
}
