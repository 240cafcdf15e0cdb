import BantamColumns
import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamSystem

extension SQLiteContactStore {
  /// One byte per row, 1 where the contact belongs to the set at the run's instant. A table that is not there yet is
  /// empty.
  func loadSet(
    _ need: SetNeed, asOf: Int64, zone: ZoneRules, _ index: KeyIndex, _ count: Int, _ addresses: SuppressedAddresses,
    _ columns: [Column], _ database: Database, only selection: KeySelection? = nil
  ) throws(StoreError) -> [UInt8] {
    var mask = [UInt8](repeating: 0, count: count)
    guard try database.hasTable("bantam_schema") else { return mask }
    switch need {
    case .member(let campaign, let status, let from, let through):
      let sql = Self.members(hasStatus: status != nil, from, through)
      try mark(&mask, index, database, selection, sql, [campaign] + (status.map { [$0] } ?? []))
    case .memberOfOther(let campaign, let from, let through):
      try mark(&mask, index, database, selection, Self.membersOfOthers(from, through), [campaign])
    case .edited(let campaign, let isAdded):
      guard try database.hasTable("bantam_member_edit") else { return mask }
      let sql = """
        SELECT e.contact_id FROM bantam_member_edit AS e JOIN bantam_campaign AS c ON c.id = e.campaign_id
        WHERE c.name = ?1 AND e.edit = ?2
        """
      try mark(&mask, index, database, selection, sql, [campaign, isAdded ? "add" : "remove"])
    case .snapshot(let campaign):
      guard try database.hasTable("bantam_audience") else { return mask }
      let sql = """
        SELECT a.contact_id FROM bantam_audience AS a JOIN bantam_campaign AS c ON c.id = a.campaign_id
        WHERE c.name = ?1
        """
      try mark(&mask, index, database, selection, sql, [campaign])
    case .basis(let purpose, let basis):
      try markBasis(&mask, purpose, basis, asOf: asOf, TimeParser(zone: zone), index, database, selection)
    case .objection(let purpose):
      try markObjections(&mask, purpose, asOf: asOf, TimeParser(zone: zone), index, database, selection)
    case .suppressed(let channel):
      // Asked first, as it spares most rows the spelling of their channel.
      let isOwn = selection?.spelledCondition("contact_id") ?? "contact_id IS NOT NULL"
      let sql = """
        SELECT contact_id FROM bantam_suppression
        WHERE \(isOwn) AND \(Self.plain("channel")) = \(Self.plain("?1"))
        """
      try mark(&mask, index, database, selection, sql, [channel])
      addresses.mark(&mask, channel: channel, columns)
    case .stage(let funnel, let project, let stages):
      let sql = Self.stages(stages.count, hasHistory: false)
      try mark(&mask, index, database, selection, sql, [funnel, project ?? ""] + stages)
    case .stageEver(let funnel, let project, let stages):
      let sql = Self.stages(stages.count, hasHistory: try database.hasTable("bantam_stage_change"))
      try mark(&mask, index, database, selection, sql, [funnel, project ?? ""] + stages)
    }
    return mask
  }

  /// A name however people write it: case, blanks, `-` and `_` aside, so that `E-Mail` is `email`. What protects a
  /// contact must not fail over a spelling.
  static func plain(_ expression: String) -> String {
    "lower(replace(replace(replace(\(expression), ' ', ''), '-', ''), '_', ''))"
  }

  private func mark(
    _ mask: inout [UInt8], _ index: KeyIndex, _ database: Database, _ selection: KeySelection?, _ sql: String,
    _ values: [String]
  ) throws(StoreError) {
    try eachRow(index, database, selection, sql, "contact_id", values) { row, _ in mask[row] = 1 }
  }

  /// Visits the rows of a query whose first column is the contact, as far as it is among the loaded ones. `columns`: the
  /// names of the query's columns.
  func eachRow(
    _ index: KeyIndex, _ database: Database, _ selection: KeySelection?, _ sql: String, _ columns: String,
    _ values: [String], _ visit: (Int, Statement) -> Void
  ) throws(StoreError) {
    var narrowed = sql
    let spelled = selection?.spelledCondition("contact_id")
    if let selection {
      let condition = spelled ?? selection.condition("contact_id", parameter: values.count + 1)
      narrowed = "WITH found(\(columns)) AS (\(sql)) SELECT \(columns) FROM found WHERE \(condition)"
    }
    let statement = try database.prepare(narrowed)
    try statement.bind(values.map { .text($0) })
    if let selection, spelled == nil { try statement.bind(Int32(values.count + 1), selection.list) }
    while try statement.step() {
      let row = index.row(of: statement.value(0))
      if row >= 0 { visit(Int(row), statement) }
    }
  }
}
