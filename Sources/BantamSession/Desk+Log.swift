import BantamStore

/// The journal: what was done, and taking it back.
extension Desk {
  /// The runs, the latest first; with a contact only those that touched it, each with what it changed there.
  public func log(about contact: String? = nil, limit: Int) throws(RunFailure) -> [(
    run: SQLiteContactStore.LoggedRun, sentences: [String]
  )] {
    let key = try contact.map { name throws(RunFailure) in try self.contact(name) }
    return try reading {
      guard let key else { return try store.runs(limit: limit).map { ($0, []) } }
      var found: [(run: SQLiteContactStore.LoggedRun, sentences: [String])] = []
      for run in try store.runs() where found.count < limit {
        let sentences = try store.sentences(of: run.id, about: key, limit: 100, zone: zone)
        if !sentences.isEmpty { found.append((run, sentences)) }
      }
      return found
    }
  }

  /// One run with what it changed, at most so many sentences.
  public func run(_ id: Int64, limit: Int) throws(RunFailure) -> (
    run: SQLiteContactStore.LoggedRun, sentences: [String]
  ) {
    try reading { (try store.run(id), try store.sentences(of: id, limit: limit, zone: zone)) }
  }

  /// Takes a run back; the number of the run that did, and whether it had changed something of a contact that was erased
  /// since, which stays erased.
  public func undo(_ run: Int64) throws(RunFailure) -> (run: Int64, hasLostContact: Bool) {
    try reading { (try store.undo(run: run, record("undo")), try store.hasLostContact(run)) }
  }
}
