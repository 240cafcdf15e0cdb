import BantamProgram

/// What the database knows that the rules do not speak of any more.
extension SQLiteContactStore {
  public enum Leftover: Sendable, Hashable {
    /// Members of a campaign that the rules do not declare: no run looks at their consent.
    case campaign(String, members: Int)
    /// Contacts at a stage that the funnel does not have.
    case stage(String, funnel: String, contacts: Int)
  }

  /// In order of name. A funnel or campaign that was renamed is one the rules do not know.
  public func leftovers(_ program: Program) throws(StoreError) -> [Leftover] {
    guard try hasProcessTables() else { return [] }
    var found: [Leftover] = []
    let campaigns = try database.prepare(
      """
      SELECT c.name, (SELECT count(*) FROM bantam_member AS m WHERE m.campaign_id = c.id) AS members
      FROM bantam_campaign AS c WHERE c.name NOT IN (SELECT value FROM json_each(?)) AND members > 0 ORDER BY 1
      """)
    try campaigns.bind(1, KeySelection(program.campaigns.map { .text($0.name) }).list)
    while try campaigns.step() {
      found.append(.campaign(campaigns.string(0), members: Int(campaigns.integer(1))))
    }
    let stages = try database.prepare(
      "SELECT funnel, stage, count(*) FROM bantam_stage GROUP BY funnel, stage ORDER BY 1, 2")
    while try stages.step() {
      let funnel = program.funnels.first { $0.name == stages.string(0) }
      if funnel?.stages.contains(where: { $0.name == stages.string(1) }) == true { continue }
      found.append(.stage(stages.string(1), funnel: stages.string(0), contacts: Int(stages.integer(2))))
    }
    return found
  }
}
