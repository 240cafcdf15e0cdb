/// The workload as an experienced hand writes it for SQLite, for `workloadRules` to be compared with.
///
/// Expressions over the row's columns. A segment inside another one is written out in place as
/// `CASE WHEN … THEN 1 ELSE 0 END`: it is in or out, never null, and SQLite skips what no longer matters.
/// The distance is asked for only inside a rectangle that holds the circle.
public enum WorkloadSQL {
  /// In the order of the rule set.
  public static let segments: [(name: String, condition: String)] = [
    ("companies", "kind = 'company'"),
    ("technical", "industry IN ('25', '26', '27', '28', '29', '61', '62', '63', '70', '71', '72', '73')"),
    ("midsize", "employees BETWEEN 50 AND 499"),
    ("midmarket", "revenue_eur >= 2000000 AND revenue_eur < 50000000"),
    ("planned_budget", "budget_eur IS NULL AND purchase_horizon_days IS NOT NULL"),
    ("sch_names", "last_name GLOB 'Sch*'"),
    ("leaders", "job_title LIKE '%leiter%'"),
    ("in_hamburg", "city LIKE 'hamburg'"),
    ("north_postcodes", northPostcodes),
    ("around_hamburg", aroundHamburg),
    ("active", active),
    ("thirties", thirties),
    ("writable", writable),
    ("leading_women", leadingWomen),
    ("forward_looking", forwardLooking),
    ("key_accounts", keyAccounts),
    ("left_alone", leftAlone),
    ("warm_north", warmNorth),
    ("reachable_accounts", reachableAccounts),
    ("core", core),
    ("audience", audience),
  ]

  public static let audience =
    "(\(isIn(keyAccounts)) OR \(isIn(warmNorth)) OR \(isIn(core))) AND NOT \(isIn(leftAlone))"

  /// Points on 0...100 per discipline, the first line that holds.
  public static let points: [(discipline: String, expression: String)] = [
    (
      "budget",
      """
      CASE WHEN budget_eur >= 250000 THEN 100 WHEN budget_eur >= 100000 THEN 80 WHEN budget_eur >= 25000 THEN 56
        WHEN budget_eur >= 5000 THEN 32 WHEN revenue_eur >= 50000000 THEN 40 WHEN revenue_eur >= 5000000 THEN 24
        ELSE 0 END
      """
    ),
    (
      "authority",
      """
      CASE WHEN decision_role = 'decider' AND seniority IN ('owner', 'c_level') THEN 100
        WHEN decision_role = 'decider' THEN 88 WHEN seniority IN ('owner', 'c_level') THEN 72
        WHEN decision_role IN ('influencer', 'buyer') AND seniority IN ('vp', 'director') THEN 64
        WHEN seniority IN ('vp', 'director') THEN 48 WHEN decision_role IN ('influencer', 'buyer') THEN 36
        WHEN job_title LIKE '%leiter%' THEN 28 WHEN decision_role = 'user' THEN 16 ELSE 4 END
      """
    ),
    (
      "need",
      """
      CASE WHEN requested_demo = 1 AND need_score >= 60 THEN 100 WHEN need_score >= 80 THEN 88
        WHEN requested_demo = 1 THEN 76 WHEN need_score >= 60 AND visits_30d >= 3 THEN 68
        WHEN need_score >= 40 THEN 48 WHEN newsletter_clicks_90d >= 5 OR visits_30d >= 5 THEN 32
        WHEN industry_fit >= 0.7 THEN 20 ELSE 0 END
      """
    ),
    (
      "time",
      """
      CASE WHEN purchase_horizon_days <= 30 THEN 100 WHEN purchase_horizon_days <= 90 THEN 80
        WHEN purchase_horizon_days <= 180 THEN 52 WHEN purchase_horizon_days <= 365 THEN 28
        WHEN last_activity_at >= '2026-06-17 00:00:00' AND visits_30d >= 4 THEN 24
        WHEN last_activity_at >= '2026-06-01 00:00:00' THEN 12 ELSE 0 END
      """
    ),
  ]

  /// Hundred times the total, over the points.
  public static let hundredfoldTotal = "30 * budget + 25 * authority + 25 * need + 20 * time"
  /// Over `hundredfold`, that number.
  public static let grade = "CASE WHEN hundredfold >= 7000 THEN 'A' WHEN hundredfold >= 4000 THEN 'B' ELSE 'C' END"

  /// Every column that the workload reads.
  public static let columns = [
    "id", "kind", "industry", "employees", "revenue_eur", "budget_eur", "purchase_horizon_days", "last_name",
    "job_title", "city", "country", "postcode", "lat", "lon", "last_activity_at", "birth_date", "opt_in", "email",
    "blocked", "gender", "seniority", "education", "lifestyle", "attitude", "motivation", "industry_section",
    "customer_status", "owner_id", "visits_30d", "newsletter_clicks_90d", "requested_demo", "industry_fit",
    "need_score", "created_at", "decision_role",
  ]

  // MARK: Statements

  /// One row: how many contacts each segment has.
  public static let counts =
    "SELECT \(segments.map { "count(*) FILTER (WHERE \($0.condition))" }.joined(separator: ", ")) FROM contact"

  /// `id`, the points by discipline, `hundredfold` and `grade` of the audience's contacts.
  public static let leads = """
    SELECT id, budget, authority, need, time, hundredfold, \(grade) AS grade FROM (
      SELECT *, \(hundredfoldTotal) AS hundredfold FROM (
        SELECT id, \(points.map { "\($0.expression) AS \($0.discipline)" }.joined(separator: ", "))
        FROM contact WHERE \(audience)))
    """

  /// For the command line of DuckDB: one pass into a table, the counts, and the leads as CSV. Its `LIKE` heeds case.
  public static func duckDB(output: String) -> String {
    let judged =
      segments.map { "\($0.condition) AS \($0.name)" } + points.map { "\($0.expression) AS \($0.discipline)" }
    let counts = segments.map { "count(*) FILTER (WHERE \($0.name))" }
    let sql = """
      CREATE TEMP TABLE judged AS SELECT id, \(judged.joined(separator: ", ")) FROM contact;
      SELECT \(counts.joined(separator: ", ")) FROM judged;
      COPY (SELECT *, \(grade) AS grade FROM (
        SELECT id, budget, authority, need, time, \(hundredfoldTotal) AS hundredfold FROM judged WHERE audience)
        ORDER BY id) TO '\(output)' (FORMAT csv);
      """
    return sql.split(separator: " LIKE ").joined(separator: " ILIKE ")
  }

  // MARK: Segments that others are made of

  private static func isIn(_ condition: String) -> String { "CASE WHEN \(condition) THEN 1 ELSE 0 END" }

  private static let northPostcodes = "country = 'DE' AND postcode BETWEEN '20000' AND '25999'"
  private static let aroundHamburg = """
    lat BETWEEN 53.1913 AND 53.9109 AND lon BETWEEN 9.38 AND 10.6074 AND 2 * 6371.0 * asin(sqrt(
      sin(radians(lat - 53.5511) / 2) * sin(radians(lat - 53.5511) / 2)
      + cos(radians(53.5511)) * cos(radians(lat))
        * sin(radians(lon - 9.9937) / 2) * sin(radians(lon - 9.9937) / 2))) <= 40.0
    """
  private static let active = "last_activity_at >= '2026-04-02 00:00:00'"
  private static let thirties = "birth_date > '1980-07-01' AND birth_date <= '1996-07-01'"
  private static let writable = "opt_in = 1 AND email IS NOT NULL AND blocked = 0"
  private static let leadingWomen =
    "gender = 'f' AND seniority IN ('owner', 'c_level', 'vp', 'director') AND education >= 6"
  private static let forwardLooking = """
    lifestyle IN ('performer', 'expeditive', 'adaptive', 'postmaterial') AND attitude <> 'sceptical'
    AND motivation IN ('growth', 'innovation')
    """
  private static let keyAccounts = """
    (industry_section IN ('C', 'J', 'M') AND employees >= 250) OR revenue_eur >= 100000000
    OR (customer_status = 'customer' AND owner_id <= 20)
    """
  private static let leftAlone = "blocked = 1 OR opt_in = 0"
  private static let warmNorth = """
    (\(isIn(northPostcodes)) OR \(isIn(aroundHamburg))) AND \(isIn(active)) AND customer_status <> 'customer'
    AND (visits_30d >= 2 OR newsletter_clicks_90d >= 3 OR requested_demo = 1)
    """
  private static let reachableAccounts = """
    \(isIn(writable)) AND \(isIn(keyAccounts)) AND NOT \(isIn(warmNorth)) AND industry_fit >= 0.5 AND need_score >= 20
    """
  private static let core = """
    \(isIn(reachableAccounts)) OR (\(isIn(leadingWomen)) AND \(isIn(active)))
    OR (\(isIn(forwardLooking)) AND \(isIn(thirties)) AND created_at >= '2024-07-01 00:00:00'
      AND (postcode GLOB '1*' OR postcode GLOB '2*' OR substr(email, -3) = '.de'))
    """
}
