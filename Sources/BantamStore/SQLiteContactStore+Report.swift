/// What became of contacts, counted. Reads only; a table that is not there yet is empty.
extension SQLiteContactStore {
  /// What is counted of members, events and stages.
  public struct ReportScope: Sendable {
    /// Of members: their campaigns by name.
    public var campaigns: [String] = []
    /// Of events and stages: their project, empty for those without one; nil for all.
    public var project: String?
    /// Only contacts that are members of this campaign, or events that name it.
    public var membersOf: String?
    /// Instants as the tables write them; the second is not included any more.
    public var from: String?
    public var until: String?
    /// The instant of the report: nothing that comes later counts. nil: all there is.
    public var now: String?
    public init() {}
  }

  public struct MemberFigures: Sendable {
    public var members = 0
    public var responded = 0
    public var leads = 0
    /// Contacts by grade, in the order of the grades' names.
    public var grades: [(name: String, count: Int)] = []
  }

  /// Whether anybody is a member or an event is noted.
  public func hasWay() throws(StoreError) -> Bool {
    guard try hasProcessTables() else { return false }
    return try database.integer(
      "SELECT EXISTS (SELECT 1 FROM bantam_member) OR EXISTS (SELECT 1 FROM bantam_event)") == 1
  }

  /// Contacts, each once whatever campaigns it belongs to; by the instant of joining.
  public func memberFigures(_ scope: ReportScope) throws(StoreError) -> MemberFigures {
    var figures = MemberFigures()
    guard try hasProcessTables(), !scope.campaigns.isEmpty else { return figures }
    let names = KeySelection(scope.campaigns.map { SQLValue.text($0) })
    let source = """
      FROM bantam_member AS m JOIN bantam_campaign AS c ON c.id = m.campaign_id
      WHERE \(names.condition("c.name", parameter: 1)) AND \(Self.isInside("m.joined_at", 2, 3))
      """
    let window = [names.list, SQLValue(scope.from), SQLValue(scope.until)]
    let counts = try database.prepare(
      """
      SELECT count(DISTINCT m.contact_id), count(DISTINCT m.contact_id) FILTER (WHERE m.responded_at IS NOT NULL),
        count(DISTINCT m.contact_id) FILTER (WHERE m.total IS NOT NULL) \(source)
      """)
    try counts.bind(window)
    if try counts.step() {
      figures.members = Int(counts.integer(0))
      figures.responded = Int(counts.integer(1))
      figures.leads = Int(counts.integer(2))
    }
    let grades = try database.prepare(
      "SELECT m.grade, count(DISTINCT m.contact_id) \(source) AND m.grade IS NOT NULL GROUP BY 1 ORDER BY 1")
    try grades.bind(window)
    while try grades.step() { figures.grades.append((grades.string(0), Int(grades.integer(1)))) }
    return figures
  }

  /// Events of a kind, or opportunities in a state.
  public struct EventFigures: Sendable, Hashable {
    public var count = 0
    public var contacts = 0
    /// Ten-thousandths; nil: none of them has an amount.
    public var amount: Int64?
    public init() {}
  }

  /// By kind.
  public func eventFigures(_ scope: ReportScope) throws(StoreError) -> [String: EventFigures] {
    let (condition, values) = filter(scope, at: "at", campaign: "campaign_id")
    return try figures(
      """
      SELECT kind, count(*), count(DISTINCT contact_id), sum(CAST(round(amount * 10000) AS INTEGER))
      FROM bantam_event WHERE \(condition) GROUP BY 1
      """, values)
  }

  /// By state: `open`, `won`, `lost`; by the instant of opening. One that was lost and won after all is won.
  public func opportunityFigures(_ scope: ReportScope) throws(StoreError) -> [String: EventFigures] {
    let (condition, values) = filter(scope, at: "opened_at", campaign: nil)
    // As the view `bantam_opportunity` has it, at the instant of the report.
    return try figures(
      """
      WITH opportunity AS (
        SELECT contact_id, project, min(at) FILTER (WHERE kind = 'opportunity_opened') AS opened_at,
          max(at) FILTER (WHERE kind IN ('opportunity_won', 'offer_accepted', 'order_placed')) AS won_at,
          max(at) FILTER (WHERE kind = 'opportunity_lost') AS lost_at,
          sum(amount) FILTER (WHERE kind = 'opportunity_opened') AS amount
        FROM bantam_event WHERE \(Self.hasHappened("at")) GROUP BY contact_id, project HAVING opened_at IS NOT NULL)
      SELECT CASE WHEN won_at >= ifnull(lost_at, '') THEN 'won' WHEN lost_at IS NOT NULL THEN 'lost' ELSE 'open' END,
        count(*), count(DISTINCT contact_id), sum(CAST(round(amount * 10000) AS INTEGER))
      FROM opportunity WHERE \(condition) GROUP BY 1
      """, values + [SQLValue(scope.now)])
  }

  private func figures(_ sql: String, _ values: [SQLValue]) throws(StoreError) -> [String: EventFigures] {
    guard try hasProcessTables() else { return [:] }
    let statement = try database.prepare(sql)
    try statement.bind(values)
    var found: [String: EventFigures] = [:]
    while try statement.step() {
      var figures = EventFigures()
      figures.count = Int(statement.integer(1))
      figures.contacts = Int(statement.integer(2))
      figures.amount = statement.isNull(3) ? nil : statement.integer(3)
      found[statement.string(0)] = figures
    }
    return found
  }

  /// Each change of stage in a funnel, those of one contact in one project in a row, as they were noted.
  public func eachStageChange(
    in funnel: String, _ scope: ReportScope,
    _ body: (_ contact: SQLValue, _ project: String, _ from: String?, _ to: String, _ at: String) -> Void
  ) throws(StoreError) {
    guard try hasProcessTables() else { return }
    // The window is that of entering a stage; what came before decides when it was left.
    var whole = scope
    whole.from = nil
    whole.until = nil
    // Parameter 5 is the report's instant, 6 the funnel.
    let (condition, values) = filter(whole, at: "at", campaign: nil)
    let statement = try database.prepare(
      """
      SELECT contact_id, project, from_stage, to_stage, at FROM bantam_stage_change
      WHERE \(condition) AND \(Self.hasHappened("at")) AND funnel = ?6 ORDER BY project, contact_id, id
      """)
    try statement.bind(values + [SQLValue(scope.now), .text(funnel)])
    while try statement.step() {
      body(
        statement.value(0), statement.string(1), statement.stringOrNil(2), statement.string(3), statement.string(4))
    }
  }

  /// Where contacts stand in a funnel at the report's instant: the stage, since when. Of who moved on later the history
  /// says it.
  public func eachStage(
    in funnel: String, _ scope: ReportScope, _ body: (_ stage: String, _ since: String) -> Void
  ) throws(StoreError) {
    guard try hasProcessTables() else { return }
    var whole = scope
    whole.until = nil
    let (condition, values) = filter(whole, at: "since", campaign: nil)
    let statement = try database.prepare(
      """
      SELECT stage, since FROM bantam_stage WHERE \(condition) AND \(Self.hasHappened("since")) AND funnel = ?6
      UNION ALL
      SELECT h.to_stage, h.at FROM (
        SELECT (SELECT max(c.id) FROM bantam_stage_change AS c
          WHERE c.funnel = s.funnel AND c.project = s.project AND c.contact_id = s.contact_id
            AND \(Self.hasHappened("c.at"))) AS latest
        FROM bantam_stage AS s WHERE \(condition) AND NOT \(Self.hasHappened("s.since")) AND s.funnel = ?6) AS moved
      JOIN bantam_stage_change AS h ON h.id = moved.latest
      """)
    try statement.bind(values + [SQLValue(scope.now), .text(funnel)])
    while try statement.step() { body(statement.string(0), statement.string(1)) }
  }

  /// Whether an instant lies in the window of two parameters. Without `Z` texts of instants have the order of the
  /// instants: `…:00` comes before `…:00.500`.
  private static func isInside(_ column: String, _ from: Int, _ until: Int) -> String {
    "rtrim(\(column), 'Z') >= rtrim(ifnull(?\(from), ''), 'Z') AND rtrim(\(column), 'Z') < rtrim(ifnull(?\(until), '~'), 'Z')"
  }

  /// Whether an instant is not after the report's, parameter 5.
  private static func hasHappened(_ column: String) -> String {
    "(?5 IS NULL OR rtrim(\(column), 'Z') <= rtrim(?5, 'Z'))"
  }

  /// A condition with the parameters 1 to 4.
  private func filter(_ scope: ReportScope, at: String, campaign: String?) -> (condition: String, [SQLValue]) {
    let named = campaign.map { "\($0) = (SELECT id FROM bantam_campaign WHERE name = ?4) OR " } ?? ""
    let condition = """
      \(Self.isInside(at, 1, 2)) AND (?3 IS NULL OR project = ?3)
      AND (?4 IS NULL OR \(named)contact_id IN (
        SELECT m.contact_id FROM bantam_member AS m JOIN bantam_campaign AS c ON c.id = m.campaign_id WHERE c.name = ?4))
      """
    return (
      condition, [SQLValue(scope.from), SQLValue(scope.until), SQLValue(scope.project), SQLValue(scope.membersOf)]
    )
  }
}
