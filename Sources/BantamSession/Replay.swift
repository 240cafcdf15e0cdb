import BantamChecker
import BantamLeads
import BantamStore
import BantamSystem

/// What repeating a run gave.
public struct ReplayResult: Sendable {
  public var run: SQLiteContactStore.LoggedRun
  /// The changes are the same, byte for byte.
  public var isIdentical: Bool
  /// Rows that the run changed, and the replay.
  public var rows: Int
  public var replayedRows: Int
  /// Some of what only one of both has, a sentence each.
  public var differences: [String]
}

extension Desk {
  /// Repeats a run on a copy of the database as it was before it, with the rules and the clock of then, and compares what
  /// it changes. The database itself is not touched.
  public func replay(_ id: Int64, temporaryFolder: String) throws(RunFailure) -> ReplayResult {
    let run = try reading { try store.run(id) }
    func refuse(_ reason: String) -> RunFailure { .process(.notReplayable(id, reason: reason), rules) }
    guard ["run", "apply"].contains(run.command) else {
      throw refuse("`\(run.command)` is a person's work; only runs follow from rules")
    }
    guard let bytes = try reading({ try store.rules(withHash: run.rulesHash) }), let pack = RulePack(bytes: bytes)
    else {
      throw refuse("its rules were not kept")
    }
    // Nobody else can read the copy, or put a file of their own in its place.
    var source = SystemRandomNumberGenerator()
    let folder = "\(temporaryFolder)/bantam-replay-\(hexadecimal(randomBytes(16, from: &source)))"
    let path = folder + "/copy.db"
    try reading { try makePrivateDirectory(folder) }
    defer {
      for end in ["", "-journal", "-wal", "-shm", "-columns"] { try? removeFile(path + end) }
      try? removeDirectory(folder)
    }
    let (noted, made) = try reading { () throws -> (ChangeSet, ChangeSet) in
      do { try store.copyBefore(run: id, to: path) } catch let error as SQLiteContactStore.CannotRewind {
        throw refuse(error.reason)
      }
      var request = RunRequest(rules: "", database: path)
      request.asOf = run.asOf
      request.campaign = run.campaign
      request.actor = run.actor
      request.command = run.command
      request.runID = id
      let old = checkRules(pack.files, ListRecorder(kept: pack.lists))
      let result = try BantamSession.run(old, request)
      let copy = try SQLiteContactStore(path: path, program: old.program, access: .read)
      let changes = result.written == nil ? nil : try copy.changes(of: id)
      return (try store.changes(of: id) ?? ChangeSet(bytes: []), changes ?? ChangeSet(bytes: []))
    }
    let isIdentical = noted == made
    return ReplayResult(
      run: run, isIdentical: isIdentical, rows: noted.rowCount, replayedRows: made.rowCount,
      differences: isIdentical ? [] : try reading { try store.differences(noted, made, limit: 10) })
  }
}
