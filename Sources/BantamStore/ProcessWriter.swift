import BantamColumns

/// Writes what the lead process decided, inside `journaled`. It decides nothing itself.
public final class ProcessWriter {
  private let database: Database
  private let log: RunLog
  private var statements: [String: Statement] = [:]

  public init(_ database: Database, _ log: RunLog) {
    self.database = database
    self.log = log
  }

  /// Everything of a campaign's change but its members.
  func write(_ change: CampaignChange, campaign: Int64, _ keys: Keys) throws(StoreError) {
    if let snapshot = change.snapshot { try write(snapshot: snapshot, campaign) }
    try writeGradeChanges(change, campaign, keys)
    try write(change.owners, campaign)
    for credit in change.credits { try write(credit, campaign) }
    for event in change.events { try write(event, campaign) }
    for move in change.moves { try write(move) }
    for notification in change.notifications {
      try run(
        "INSERT INTO bantam_notification(campaign_id, contact_id, text, at) VALUES (?, ?, ?, ?)",
        [.integer(campaign), notification.contact, .text(notification.text), .text(log.at)])
    }
  }

  private func write(snapshot: [SQLValue], _ campaign: Int64) throws(StoreError) {
    for contact in snapshot {
      try run("INSERT OR IGNORE INTO bantam_audience VALUES (?, ?)", [.integer(campaign), contact])
    }
    try run("UPDATE bantam_campaign SET snapshot_at = ? WHERE id = ?", [.text(log.at), .integer(campaign)])
  }

  /// Only what changes: the first grade of a lead stands in its first change, or it is the present one.
  private func writeGradeChanges(_ change: CampaignChange, _ campaign: Int64, _ keys: Keys) throws(StoreError) {
    let leads = change.outcome.leads
    guard !leads.rows.isEmpty else { return }
    for (place, before) in zip(change.difference.changed, change.difference.changedFrom) {
      let grade = leads.grades.name(at: place)
      if grade == before.grade { continue }
      let contact = SQLValue(keyOf: Int(leads.rows[place]), keys)
      // What was accepted for the grade before is asked again when the grade comes back.
      try run(
        "DELETE FROM bantam_decision WHERE campaign_id = ? AND contact_id = ? AND verdict = 'accepted'",
        [.integer(campaign), contact])
      try run(
        """
        INSERT INTO bantam_grade_change(campaign_id, contact_id, at, from_grade, to_grade, from_total, to_total)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .integer(campaign), contact, .text(log.at), SQLValue(before.grade), SQLValue(grade),
          SQLValue(tenThousandths: before.total), SQLValue(tenThousandths: leads.totals[place]),
        ])
    }
  }

  // MARK: Rows

  /// The new owners, and what the ledger notes of them: a line per owner.
  public func write(_ changes: [OwnerChange], _ campaign: Int64) throws(StoreError) {
    var given: [[String]: Int64] = [:]
    for change in changes {
      try write(change, campaign)
      if let owner = change.owner { given[[change.team ?? "", owner], default: 0] += 1 }
    }
    for (entry, leads) in given.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      try run(
        """
        INSERT INTO bantam_ledger(team, owner, campaign_id, day, leads) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET leads = leads + excluded.leads
        """, [.text(entry[0]), .text(entry[1]), .integer(campaign), .text(log.day), .integer(leads)])
    }
  }

  private func write(_ change: OwnerChange, _ campaign: Int64) throws(StoreError) {
    guard let owner = change.owner else {
      return try run(
        "DELETE FROM bantam_assignment WHERE campaign_id = ? AND contact_id = ?", [.integer(campaign), change.contact])
    }
    try run(
      """
      INSERT INTO bantam_assignment(campaign_id, contact_id, owner, team, at, rule) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET owner = excluded.owner, team = excluded.team, at = excluded.at, rule = excluded.rule
      """,
      [
        .integer(campaign), change.contact, .text(owner), SQLValue(change.team), .text(log.at), SQLValue(change.rule),
      ])
  }

  public func write(_ credit: Credit, _ campaign: Int64) throws(StoreError) {
    try run(
      """
      INSERT INTO bantam_ledger(team, owner, campaign_id, day, leads, credit) VALUES (?, ?, ?, ?, 0, ?)
      ON CONFLICT DO UPDATE SET credit = credit + excluded.credit
      """,
      [.text(credit.team), .text(credit.owner), .integer(campaign), .text(log.day), .integer(Int64(credit.leads))])
  }

  public func write(_ event: EventRow, _ campaign: Int64?) throws(StoreError) {
    try run(
      """
      INSERT INTO bantam_event(contact_id, project, campaign_id, kind, at, amount, reference, note, actor)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        event.contact, .text(event.project), campaign.map { .integer($0) } ?? .null, .text(event.kind),
        .text(event.at ?? log.at), event.amount.map { SQLValue(tenThousandths: $0) } ?? .null,
        SQLValue(event.reference), SQLValue(event.note), .text(log.record.actor),
      ])
  }

  public func write(_ move: StageMove, at: String? = nil) throws(StoreError) {
    try run(
      """
      INSERT INTO bantam_stage(funnel, project, contact_id, stage, since, locked) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET stage = excluded.stage, since = excluded.since, locked = excluded.locked
      """,
      [
        .text(move.funnel), .text(move.project), move.contact, .text(move.to), .text(at ?? log.at),
        .integer(move.isFinal ? 1 : 0),
      ])
    try run(
      """
      INSERT INTO bantam_stage_change(funnel, project, contact_id, from_stage, to_stage, at, event, actor, rule)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(move.funnel), .text(move.project), move.contact, SQLValue(move.from), .text(move.to),
        .text(at ?? log.at), .text(move.event), .text(log.record.actor), SQLValue(move.rule),
      ])
  }

  /// Runs a statement, prepared once.
  public func run(_ sql: String, _ values: [SQLValue]) throws(StoreError) {
    let statement: Statement
    if let known = statements[sql] {
      statement = known
    } else {
      statement = try database.prepare(sql)
      statements[sql] = statement
    }
    try statement.bind(values)
    try statement.run()
  }
}

extension SQLValue {
  public init(_ text: String?) { self = text.map { .text($0) } ?? .null }

  /// A whole number as an integer, null for `Int64.min`.
  init(tenThousandths: Int64) {
    self =
      tenThousandths == .min
      ? .null
      : tenThousandths % 10_000 == 0 ? .integer(tenThousandths / 10_000) : .real(Double(tenThousandths) / 10_000)
  }
}
