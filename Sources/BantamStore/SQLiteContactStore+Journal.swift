/// Every command that writes does it here: one transaction, one row of the journal with all that it changed.
extension SQLiteContactStore {
  /// The tables whose changes are noted. The journal itself, the rules it keeps and the hashes of erased contacts are not
  /// among them.
  static let journaledTables = [
    "bantam_campaign", "bantam_member", "bantam_member_edit", "bantam_audience", "bantam_assessment",
    "bantam_grade_change", "bantam_assignment", "bantam_ledger", "bantam_event", "bantam_stage", "bantam_stage_change",
    "bantam_decision", "bantam_notification", "bantam_consent", "bantam_objection", "bantam_suppression",
  ]

  /// The same for a body that throws store errors only.
  public func journaled<Result>(
    _ record: RunRecord, withoutReferenceChecks: Bool = false, _ body: (RunLog) throws(StoreError) -> Result
  ) throws(StoreError) -> (result: Result, runID: Int64?) {
    do {
      return try journaled(record, withoutReferenceChecks: withoutReferenceChecks, alsoThrowing: { try body($0) })
    } catch let error as StoreError {
      throw error
    } catch {
      preconditionFailure("the body throws store errors only")
    }
  }

  /// Runs `body` in a transaction of its own; what it changed becomes a run of the journal that `undo` can take back.
  /// Where it throws, or nothing changed, nothing is written.
  ///
  /// Throws `StoreError.changedSince` where the database is not at the record's expected revision any more.
  public func journaled<Result>(
    _ record: RunRecord, withoutReferenceChecks: Bool = false, alsoThrowing body: (RunLog) throws -> Result
  ) throws -> (result: Result, runID: Int64?) {
    if withoutReferenceChecks {
      return try database.withoutReferenceChecks(alsoThrowing: { try journaled(record, alsoThrowing: body) })
    }
    // Rows written as they were would still write the file.
    let isChanged = { (done: (result: Result, runID: Int64?)) in done.runID != nil }
    return try database.transaction(commits: isChanged) {
      if let expected = record.expectedRevision, try database.revision() != expected {
        throw StoreError.changedSince(path: database.path)
      }
      let log = try RunLog(record, in: database)
      try Schema.bringForward(database, withContacts: layout.contacts.isOwn)
      try Schema.addColumns(for: program, to: database)
      try ChangeLog(layout).install(in: database)
      let recorder = try ChangeRecorder(database, tables: Self.journaledTables)
      let result = try body(log)
      return (result, try log.finish(recorder))
    }
  }
}
