/// The queries of sets that are asked with and without a time, and of one stage or several.
extension SQLiteContactStore {
  /// ?1 is the campaign, ?2 the status.
  static func members(hasStatus: Bool, _ from: Int64?, _ through: Int64?) -> String {
    """
    SELECT m.contact_id FROM bantam_member AS m JOIN bantam_campaign AS c ON c.id = m.campaign_id
    WHERE c.name = ?1\(hasStatus ? " AND m.status = ?2 COLLATE NOCASE" : "")\(between("m.joined_at", from, through))
    """
  }

  /// Members of any campaign but ?1 who are not members of ?1 as well.
  static func membersOfOthers(_ from: Int64?, _ through: Int64?) -> String {
    """
    SELECT m.contact_id FROM bantam_member AS m JOIN bantam_campaign AS c ON c.id = m.campaign_id
    WHERE c.name <> ?1\(between("m.joined_at", from, through)) AND NOT EXISTS (
      SELECT 1 FROM bantam_campaign AS d JOIN bantam_member AS own ON own.campaign_id = d.id
      WHERE d.name = ?1 AND own.contact_id = m.contact_id)
    """
  }

  /// Who stands in one of some stages, and with the history, who ever stood there. ?1 is the funnel, ?2 the project or
  /// empty for any, then come the stages.
  static func stages(_ count: Int, hasHistory: Bool) -> String {
    let stages = (0..<count).map { "?\($0 + 3)" }.joined(separator: ", ")
    let place = "funnel = ?1 AND (?2 = '' OR project = ?2)"
    let stands = "SELECT contact_id FROM bantam_stage WHERE \(place) AND stage IN (\(stages))"
    guard hasHistory else { return stands }
    return """
      \(stands) UNION
      SELECT contact_id FROM bantam_stage_change
      WHERE \(place) AND (from_stage IN (\(stages)) OR to_stage IN (\(stages)))
      """
  }

  /// A moment between two instants in milliseconds, both included. SQLite itself counts whole milliseconds, which is
  /// what rounding brings back.
  private static func between(_ column: String, _ from: Int64?, _ through: Int64?) -> String {
    let milliseconds = "CAST(round((julianday(\(column)) - 2440587.5) * 86400000) AS INTEGER)"
    let low = from.map { " AND \(milliseconds) >= \($0)" } ?? ""
    return low + (through.map { " AND \(milliseconds) <= \($0)" } ?? "")
  }
}
