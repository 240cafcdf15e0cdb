import BantamSystem
import CSQLite

/// The journal's row of one command, made with its first change.
public final class RunLog {
  public let record: RunRecord
  let database: Database
  private let revision: Int64
  private var madeID: Int64?

  init(_ record: RunRecord, in database: Database) throws(StoreError) {
    self.record = record
    self.database = database
    revision = try database.revision()
  }

  /// The instant of the command as the tables write it.
  public var at: String { Timestamp.text(ofInstant: record.asOf) }

  var day: String { record.day ?? String(at.prefix(10)) }

  public func runID() throws(StoreError) -> Int64 {
    if let madeID { return madeID }
    try database.run(
      """
      INSERT INTO bantam_run(started_at, as_of, rules_hash, program_version, contacts, inserted, updated, deleted,
        command, actor, detail, revision, campaign, undoes, id)
      VALUES (?, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?, ?, ?, ?, ?)
      """, .text(Timestamp.text(ofInstant: record.startedAt)), .text(at), .text(record.rulesHash),
      .text(record.programVersion), .integer(Int64(record.contacts)), .text(record.command), .text(record.actor),
      .text(record.detail), .integer(revision), SQLValue(record.campaign),
      record.undoes.map { .integer($0) } ?? .null, record.id.map { .integer($0) } ?? .null)
    let made = database.lastInsertedKey
    madeID = made
    return made
  }

  /// Notes what was changed; nil where nothing was.
  func finish(_ recorder: ChangeRecorder) throws(StoreError) -> Int64? {
    if recorder.isEmpty, madeID == nil { return nil }
    let changes = try recorder.changes()
    if changes.isEmpty, madeID == nil { return nil }
    let id = try runID()
    let counts = changes.counts()
    let statement = try database.prepare(
      "UPDATE bantam_run SET inserted = ?1, updated = ?2, deleted = ?3, changes = ?4 WHERE id = ?5")
    try statement.bind([
      .integer(Int64(counts.inserted)), .integer(Int64(counts.updated)), .integer(Int64(counts.deleted)),
    ])
    try statement.bind(4, blob: changes.bytes)
    try statement.bind(5, id)
    try statement.run()
    if let undone = record.undoes {
      try database.run("UPDATE bantam_run SET undone_by = ? WHERE id = ?", .integer(id), .integer(undone))
      // Who takes a taking back back, brings the first run in force again.
      try database.run(
        "UPDATE bantam_run SET undone_by = NULL WHERE undone_by = ? AND id <> ?", .integer(undone), .integer(undone))
    }
    if let rules = record.rules {
      let keep = try database.prepare("INSERT OR IGNORE INTO bantam_rules(hash, files) VALUES (?1, ?2)")
      try keep.bind(1, record.rulesHash)
      try keep.bind(2, blob: rules)
      try keep.run()
    }
    return id
  }
}
