import BantamColumns
import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamSystem

extension SQLiteContactStore {
  /// One byte per row, 1 where the contact belongs to the set at the run's instant. A basis is there where the latest
  /// giving is younger than the latest withdrawal. A table that is not there yet is
  /// empty.
  func loadSet(
    _ need: SetNeed, asOf: Int64, _ index: KeyIndex, _ count: Int, _ addresses: SuppressedAddresses,
    _ columns: [Column], _ database: Database, only selection: KeySelection? = nil
  ) throws(StoreError) -> [UInt8] {
    var mask = [UInt8](repeating: 0, count: count)
    guard try database.hasTable("bantam_schema") else { return mask }
    let now = Timestamp.text(ofInstant: asOf)
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
      let sql = """
        SELECT contact_id FROM (
          SELECT contact_id,
            max(coalesce(\(Self.instant("given_at")), 0))
              FILTER (WHERE given_at IS NULL OR \(Self.instant("given_at")) <= \(Self.instant("?3"))) AS given,
            max(\(Self.instant("withdrawn_at")))
              FILTER (WHERE \(Self.instant("withdrawn_at")) <= \(Self.instant("?3"))) AS withdrawn
          FROM bantam_consent WHERE \(Self.plain("purpose")) = \(Self.plain("?1")) AND basis = ?2 GROUP BY contact_id
        ) WHERE given IS NOT NULL AND (withdrawn IS NULL OR given > withdrawn)
        """
      try mark(&mask, index, database, selection, sql, [purpose, basis.rawValue, now])
    case .objection(let purpose):
      let sql = """
        SELECT contact_id FROM bantam_objection WHERE (purpose IS NULL OR \(Self.plain("purpose")) = \(Self.plain("?1")))
          AND (at IS NULL OR \(Self.instant("at")) <= \(Self.instant("?2")))
        """
      try mark(&mask, index, database, selection, sql, [purpose, now])
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

  /// A number that orders instants and dates however they are written; one without a distance from UTC is UTC.
  private static func instant(_ expression: String) -> String { "julianday(\(expression))" }

  /// A name however people write it: case, blanks, `-` and `_` aside, so that `E-Mail` is `email`. What protects a
  /// contact must not fail over a spelling.
  static func plain(_ expression: String) -> String {
    "lower(replace(replace(replace(\(expression), ' ', ''), '-', ''), '_', ''))"
  }

  private func mark(
    _ mask: inout [UInt8], _ index: KeyIndex, _ database: Database, _ selection: KeySelection?, _ sql: String,
    _ values: [String]
  ) throws(StoreError) {
    var narrowed = sql
    let spelled = selection?.spelledCondition("contact_id")
    if let selection {
      let condition = spelled ?? selection.condition("contact_id", parameter: values.count + 1)
      narrowed = "WITH found(contact_id) AS (\(sql)) SELECT contact_id FROM found WHERE \(condition)"
    }
    let statement = try database.prepare(narrowed)
    try statement.bind(values.map { .text($0) })
    if let selection, spelled == nil { try statement.bind(Int32(values.count + 1), selection.list) }
    while try statement.step() {
      let row = index.row(of: statement.value(0))
      if row >= 0 { mask[Int(row)] = 1 }
    }
  }
}

/// The addresses on the suppression lists of a plan's channels, and the columns they are compared with.
struct SuppressedAddresses {
  /// Columns to load beside the plan's own, after them.
  private(set) var needs: [ColumnNeed] = []
  private var lists: [(channel: String, column: Int, addresses: Set<[UInt8]>)] = []

  /// `selection`: only the addresses that these contacts have.
  init(
    _ plan: Plan, _ program: Program, _ layout: ContactLayout, in database: Database,
    only selection: KeySelection? = nil
  ) throws(StoreError) {
    guard try database.hasTable("bantam_suppression") else { return }
    for case .suppressed(let channel) in plan.sets {
      guard let field = Self.field(of: channel, program), let name = program.fields[field].storedColumns.first,
        layout.contacts.column(name) != nil
      else { continue }
      let own = try selection.map { selection throws(StoreError) in
        try Self.addresses(of: selection, name, layout, in: database)
      }
      let isOwn = "lower(trim(address, char(9, 10, 11, 12, 13, 32))) IN (SELECT value FROM json_each(?2))"
      let filter = own == nil ? "" : " AND " + isOwn
      let statement = try database.prepare(
        """
        SELECT address FROM bantam_suppression WHERE address IS NOT NULL\(filter)
          AND \(SQLiteContactStore.plain("channel")) = \(SQLiteContactStore.plain("?1"))
        """)
      try statement.bind(1, channel)
      if let own { try statement.bind(2, own) }
      var addresses: Set<[UInt8]> = []
      while try statement.step() { addresses.insert(Self.folded(statement.text(0))) }
      if addresses.isEmpty { continue }
      let need = ColumnNeed(name: name, storage: .text, field: field)
      var column = plan.columns.firstIndex(of: need)
      if column == nil {
        column = plan.columns.count + needs.count
        needs.append(need)
      }
      if let column { lists.append((channel, column, addresses)) }
    }
  }

  /// A JSON list of what some contacts have in a column, folded.
  private static func addresses(
    of selection: KeySelection, _ name: String, _ layout: ContactLayout, in database: Database
  ) throws(StoreError) -> SQLValue {
    let statement = try database.prepare(
      """
      SELECT \(quoted(layout.contacts.column(name) ?? name)) FROM \(quoted(layout.contacts.name))
      WHERE \(selection.condition(quoted(layout.contacts.key), parameter: 1))
      """)
    try statement.bind([selection.list])
    var writer = JSONWriter()
    var found: [[UInt8]] = []
    while try statement.step() { found.append(folded(statement.text(0))) }
    writer.array { writer in for address in found { writer.string(bytes: address) } }
    return .text(writer.text)
  }

  /// Marks the contacts whose address is on the channel's list; each distinct address is looked up once.
  func mark(_ mask: inout [UInt8], channel: String, _ columns: [Column]) {
    for list in lists where list.channel == channel {
      let column = columns[list.column]
      guard let dictionary = column.dictionary else { continue }
      let isListed = (0..<dictionary.count).map {
        $0 > 0 && list.addresses.contains(Self.folded(dictionary.bytes(of: $0)))
      }
      for row in 0..<column.count where isListed[column.code(at: row)] { mask[row] = 1 }
    }
  }

  /// The field that holds a channel's address: the one named as the channel, such as `email` or `phone`.
  private static func field(of channel: String, _ program: Program) -> FieldID? {
    program.fields.lastIndex { $0.name == channel && $0.context != .activity }
  }

  /// Without outer blanks, ASCII letters in lower case.
  private static func folded(_ address: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    trimmed(address).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
  }
}
