import BantamSystem

/// The record of a run, made with the run's first change.
final class RunLog {
  let run: RunRecord
  let database: Database
  private var madeID: Int64?
  private var inserted = 0
  private var updated = 0
  private var deleted = 0

  init(_ run: RunRecord, in database: Database) {
    self.run = run
    self.database = database
  }

  func runID() throws(StoreError) -> Int64 {
    if let madeID { return madeID }
    try database.run(
      """
      INSERT INTO bantam_run(started_at, as_of, rules_hash, program_version, contacts, inserted, updated, deleted)
      VALUES (?, ?, ?, ?, ?, 0, 0, 0)
      """, .text(Timestamp.text(ofInstant: run.startedAt)), .text(Timestamp.text(ofInstant: run.asOf)),
      .text(run.rulesHash), .text(run.programVersion), .integer(Int64(run.contacts)))
    let made = database.lastInsertedKey
    madeID = made
    return made
  }

  func count(inserted: Int, updated: Int, deleted: Int) {
    self.inserted += inserted
    self.updated += updated
    self.deleted += deleted
  }

  /// Notes the counts; nil where the run changed nothing.
  func finish() throws(StoreError) -> Int64? {
    guard let madeID else { return nil }
    try database.run(
      "UPDATE bantam_run SET inserted = ?, updated = ?, deleted = ? WHERE id = ?", .integer(Int64(inserted)),
      .integer(Int64(updated)), .integer(Int64(deleted)), .integer(madeID))
    return madeID
  }
}

/// A campaign's row in the database.
enum CampaignRow {
  /// The campaign's number; its row is written only where it is new or changed.
  static func store(_ outcome: CampaignOutcome, _ log: RunLog) throws(StoreError) -> Int64 {
    var disciplines: [UInt8] = []
    appendJSON(outcome.leads.disciplines, to: &disciplines)
    let wanted =
      [outcome.label, outcome.project, outcome.funnel, outcome.score, outcome.purpose]
      .map { $0.map { SQLValue.text($0) } ?? .null } + [.text(String(decoding: disciplines, as: UTF8.self))]
    let stored = try log.database.prepare(
      "SELECT id, label, project, funnel, score, purpose, disciplines FROM bantam_campaign WHERE name = ?")
    try stored.bind(1, outcome.name)
    if try stored.step() {
      let id = stored.integer(0)
      if (1...6).map({ stored.value($0) }) == wanted { return id }
      stored.reset()
      let update = try log.database.prepare(
        """
        UPDATE bantam_campaign SET label = ?, project = ?, funnel = ?, score = ?, purpose = ?, disciplines = ?
        WHERE id = ?
        """)
      try update.bind(wanted + [.integer(id)])
      try update.run()
      _ = try log.runID()
      return id
    }
    let insert = try log.database.prepare(
      """
      INSERT INTO bantam_campaign(label, project, funnel, score, purpose, disciplines, name)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """)
    try insert.bind(wanted + [.text(outcome.name)])
    try insert.run()
    let id = log.database.lastInsertedKey
    _ = try log.runID()
    return id
  }
}

/// `["budget","need"]`
private func appendJSON(_ names: [String], to bytes: inout [UInt8]) {
  bytes.append(0x5B)
  for (index, name) in names.enumerated() {
    if index > 0 { bytes.append(0x2C) }
    bytes.append(0x22)
    for byte in name.utf8 {
      if byte == 0x22 || byte == 0x5C { bytes.append(0x5C) }
      bytes.append(byte < 0x20 ? 0x20 : byte)
    }
    bytes.append(0x22)
  }
  bytes.append(0x5D)
}
